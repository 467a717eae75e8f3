/**
 * Signals taken apart into tones and clicks.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { type AudioBufferLike, type AudioSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type HpssParts } from '../decompose/hpss-from-spectrogram.js';
import { separate, type SeparationOptions } from './separate.js';

/**
 * Takes a signal apart into a harmonic and a percussive one, by {@link hpssFromStft} on its spectra.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link SeparationOptions}.
 * @returns `{ harmonic, percussive }`, both of the shape and precision of `y`. Sample n depends on
 * `floor(kernelSize / 2) hopLength + nFft` samples on either side of it. With the default margin they add up to `y`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame that is
 * not centred.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 8000, duration: 1 });
 * y[4000] += 5; // a click
 * const { harmonic, percussive } = hpss(y, { nFft: 512 });
 * percussive[4000] > 4; // true
 * harmonic[4000] < 1; // true
 * ```
 * @see librosa 0.11 `effects.hpss`, which overlooks its `window` and always takes Hann's; its `mask` would play the masks themselves and is
 * no option here. {@link harmonic} and {@link percussive} return one of the two.
 */
export function hpss<T extends FloatArray>(y: T, options?: SeparationOptions): HpssParts<T>;
export function hpss<T extends FloatArray>(
  y: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  options?: SeparationOptions,
): HpssParts<T | NdArray<T>>;
export function hpss<T extends FloatArray>(y: SignalInput<T>, options?: SeparationOptions): HpssParts<T | NdArray<T>> {
  const [harmonic, percussive] = separate(y, options, ['harmonic', 'percussive'], 'hpss');
  return { harmonic: harmonic!, percussive: percussive! };
}
