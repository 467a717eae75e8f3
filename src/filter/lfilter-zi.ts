/**
 * States of a fraction at rest.
 * @module
 */
import { steadyState } from './steady-state.js';
import { readTransfer, type TransferFunction } from './transfer-function.js';

/**
 * The states of a filter b / a that has heard the value 1 for ever. Times the first sample, they start {@link lfilter} without a step.
 *
 * @param filter - The fraction, `{ b, a }`.
 * @returns The states, shape `[order]`.
 * @throws {@link ParameterError} if `a` begins with 0, or the filter has a pole at z = 1, so that a constant never settles.
 * @example
 * ```ts
 * const smooth = { b: [0.5], a: [1, -0.5] };
 * const zi = lfilterZi(smooth);
 * zi; // [0.5]
 * lfilter(Float64Array.of(1, 1, 1), smooth, { zi }); // [1, 1, 1]
 * ```
 * @see scipy 1.17 `signal.lfilter_zi`.
 */
export function lfilterZi(filter: TransferFunction): Float64Array {
  const { b, a } = readTransfer(filter, 'lfilterZi');
  return steadyState(b, a, 'lfilterZi', 'filter.a');
}
