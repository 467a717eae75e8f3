/**
 * Magnitude and power spectrograms.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectPositive, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { mapFrames } from './frame-source.js';
import { STFT_DEFAULTS, type StftOptions } from './framing.js';
import { signalSource } from './signal-source.js';

/** Options of {@link spectrogram}. */
export interface SpectrogramOptions extends StftOptions {
  /** Exponent of the magnitude, > 0: 1 for magnitudes, 2 for power. @defaultValue `1` */
  power?: number | undefined;
}

/**
 * The spectrogram of a signal: `|stft|` to a power, computed frame by frame without keeping the complex spectra.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - Framing as in {@link stft}, and the power.
 * @returns Shape `[...channels, 1 + floor(nFft / 2), frames]`, `frames = 1 + floor(samples / hopLength)` for even `nFft` (see {@link stft}).
 * Precision as `y`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame that is
 * not centred.
 * @example
 * ```ts
 * const y = Float64Array.of(1, 0, -1, 0, 1, 0, -1, 0);
 * const S = spectrogram(y, { nFft: 4, window: 'boxcar', power: 2, center: false, hopLength: 4 });
 * S.shape; // [3, 2]
 * S.get(1, 0); // 4
 * ```
 * @see librosa 0.11 `abs(stft(y)) ** power`.
 */
export function spectrogram<T extends FloatArray>(y: SignalInput<T>, options?: SpectrogramOptions): NdArray<T> {
  const settings = readOptions('spectrogram', options, { ...STFT_DEFAULTS, power: 1 });
  expectPositive(settings.power, 'spectrogram', 'power');
  const source = signalSource(y, settings, 'spectrogram', settings.power);
  return mapFrames(source, source.bins, (x, from, out, to) => {
    for (let k = 0; k < source.bins; k++) out[to + k] = x[from + k]!;
  });
}
