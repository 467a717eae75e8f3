/**
 * States of sections at rest.
 * @module
 */
import { nd, type NdArray } from '../core/nd.js';
import { steadySections } from './steady-state.js';
import { readSections, type Sections } from './sections.js';

/**
 * The states of second-order sections that have heard the value 1 for ever. Times the first sample, they start {@link sosfilt} without a step.
 *
 * @param sos - The filter, shape `[sections, 6]`.
 * @returns The states, shape `[sections, 2]`.
 * @throws {@link ParameterError} if the shape does not fit, or a section has a pole at z = 1, so that a constant never settles.
 * @example
 * ```ts
 * const zi = sosfiltZi([[0.5, 0, 0, 1, -0.5, 0]]);
 * zi.shape; // [1, 2]
 * zi.get(0, 0); // 0.5
 * ```
 * @see scipy 1.17 `signal.sosfilt_zi`.
 */
export function sosfiltZi(sos: Sections): NdArray<Float64Array> {
  const coefficients = readSections(sos, 'sosfiltZi');
  return nd(steadySections(coefficients, 'sosfiltZi'), [coefficients.length / 5, 2]);
}
