/**
 * Filtering by a fraction without delay.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { transferDesign } from './lfilter.js';
import { type FilterInput } from './run-filter.js';
import { steadyState } from './steady-state.js';
import { readTransfer, type TransferFunction } from './transfer-function.js';
import { FILTFILT_DEFAULTS, type FiltfiltOptions, zeroPhase } from './zero-phase.js';

/**
 * Filters a signal forwards and then backwards: nothing is delayed, and the gain counts twice (-3 dB become -6 dB). Looks at the whole signal.
 *
 * @param x - Signal, shape `[...channels, samples]`.
 * @param filter - The fraction, `{ b, a }`.
 * @param options - See {@link FiltfiltOptions}; `padlen` is `3 max(b.length, a.length)` by default.
 * @returns New array of the type and shape of `x`.
 * @throws {@link ParameterError} if an option is unknown or out of range, the signal is not longer than the padding, the filter has a pole at
 * z = 1, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const smooth = { b: [0.5], a: [1, -0.5] };
 * const y = filtfilt(Float64Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0), smooth, { padtype: 'constant', padlen: 2 });
 * y[4]!.toFixed(3); // '0.333'
 * y[3]!.toFixed(3) === y[5]!.toFixed(3); // true
 * ```
 * @see scipy 1.17 `signal.filtfilt` (`method='pad'`). F. Gustafsson, Determining the initial states in forward-backward filtering, IEEE
 * Transactions on Signal Processing 44, 1996.
 */
export function filtfilt<T extends FloatArray>(x: T, filter: TransferFunction, options?: FiltfiltOptions): T;
export function filtfilt<T extends FloatArray>(x: FilterInput<T>, filter: TransferFunction, options?: FiltfiltOptions): T | NdArray<T>;
export function filtfilt<T extends FloatArray>(x: SignalInput<T>, filter: TransferFunction, options?: FiltfiltOptions): T | NdArray<T> {
  const caller = 'filtfilt';
  const settings = readOptions(caller, options, FILTFILT_DEFAULTS);
  const { b, a } = readTransfer(filter, caller);
  const { kernel } = transferDesign({ b, a }, caller);
  return zeroPhase(x, { kernel, steady: steadyState(b, a, caller, 'filter.a'), padlen: 3 * b.length }, settings, caller);
}
