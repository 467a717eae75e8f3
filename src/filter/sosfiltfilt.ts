/**
 * Filtering through second-order sections without delay.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type FilterInput } from './run-filter.js';
import { readSections, type Sections } from './sections.js';
import { sectionsDesign } from './sosfilt.js';
import { steadySections } from './steady-state.js';
import { FILTFILT_DEFAULTS, type FiltfiltOptions, zeroPhase } from './zero-phase.js';

/** scipy's padding: three times the taps, those at the end not counted that are 0 in every first-order section. */
function paddingOf(c: Float64Array): number {
  const sections = c.length / 5;
  const zeros = (at: number): number => Array.from({ length: sections }, (_, s) => c[5 * s + at]).filter((v) => v === 0).length;
  return 3 * (2 * sections + 1 - Math.min(zeros(2), zeros(4)));
}

/**
 * Filters a signal forwards and then backwards through second-order sections: nothing is delayed, and the gain counts twice (-3 dB become
 * -6 dB). Looks at the whole signal.
 *
 * @param x - Signal, shape `[...channels, samples]`.
 * @param sos - The filter, shape `[sections, 6]`.
 * @param options - See {@link FiltfiltOptions}; `padlen` is three times the order plus one by default.
 * @returns New array of the type and shape of `x`.
 * @throws {@link ParameterError} if an option is unknown or out of range, the signal is not longer than the padding, a section has a pole at
 * z = 1, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const lowpass = butter(4, { wn: 1000, sampleRate: 16000 });
 * const y = sosfiltfilt(new Float64Array(100).fill(0.25), lowpass);
 * y[50]!.toFixed(6); // '0.250000'
 * ```
 * @see scipy 1.17 `signal.sosfiltfilt`. {@link filtfilt} tells more.
 */
export function sosfiltfilt<T extends FloatArray>(x: T, sos: Sections, options?: FiltfiltOptions): T;
export function sosfiltfilt<T extends FloatArray>(x: FilterInput<T>, sos: Sections, options?: FiltfiltOptions): T | NdArray<T>;
export function sosfiltfilt<T extends FloatArray>(x: SignalInput<T>, sos: Sections, options?: FiltfiltOptions): T | NdArray<T> {
  const caller = 'sosfiltfilt';
  const settings = readOptions(caller, options, FILTFILT_DEFAULTS);
  const coefficients = readSections(sos, caller);
  const { kernel } = sectionsDesign(sos, caller);
  return zeroPhase(x, { kernel, steady: steadySections(coefficients, caller), padlen: paddingOf(coefficients) }, settings, caller);
}
