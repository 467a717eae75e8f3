/**
 * The harmonic part of a signal.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { type AudioBufferLike, type AudioSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { separate, type SeparationOptions } from './separate.js';

/**
 * Keeps the tones of a signal: the `harmonic` of {@link hpss}, without the work for the other part.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link SeparationOptions}.
 * @returns New signal of the shape and precision of `y`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame that is
 * not centred.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 8000, duration: 1 });
 * y[4000] += 5; // a click
 * const out = harmonic(y, { nFft: 512 });
 * out[4000] < 1; // true
 * ```
 * @see librosa 0.11 `effects.harmonic`, which overlooks its `window`.
 */
export function harmonic<T extends FloatArray>(y: T, options?: SeparationOptions): T;
export function harmonic<T extends FloatArray>(
  y: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  options?: SeparationOptions,
): T | NdArray<T>;
export function harmonic<T extends FloatArray>(y: SignalInput<T>, options?: SeparationOptions): T | NdArray<T> {
  return separate(y, options, ['harmonic'], 'harmonic')[0]!;
}
