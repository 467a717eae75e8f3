/**
 * Below which frequency most of a spectrum lies.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectFinite, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type FrameKernel, mapFrames, spectrogramSource } from '../stft/frame-source.js';
import {
  type Frequencies,
  SIGNAL_FREQUENCIES,
  signalFrequencies,
  type SignalFrequencyOptions,
  SPECTROGRAM_FREQUENCIES,
  spectrogramFrequencies,
  type SpectrogramFrequencyOptions,
} from './frequencies.js';

interface Own {
  /** Share of the summed magnitude below the roll-off, in (0, 1). @defaultValue `0.85` */
  rollPercent?: number | undefined;
}

/** Options of {@link spectralRolloff}. */
export interface SpectralRolloffOptions extends SignalFrequencyOptions, Own {}

/** Options of {@link spectralRolloffFromSpectrogram}. */
export interface SpectralRolloffFromSpectrogramOptions extends SpectrogramFrequencyOptions, Own {}

const OWN = { rollPercent: 0.85 };

/**
 * Roll-off frequency: the first bin up to which the magnitudes sum to `rollPercent` of the whole frame.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link SpectralRolloffOptions}.
 * @returns Hz, always that of a bin, shape `[...channels, 1, frames]`. Silence gives that of the lowest bin: 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(1000, { sampleRate: 16000, duration: 1 });
 * spectralRolloff(y, { sampleRate: 16000, nFft: 512 }).get(0, 10); // 1031.25
 * ```
 * @see librosa 0.11 `feature.spectral_rolloff`.
 */
export function spectralRolloff<T extends FloatArray>(y: SignalInput<T>, options?: SpectralRolloffOptions): NdArray<T> {
  const o = readOptions('spectralRolloff', options, { ...SIGNAL_FREQUENCIES, ...OWN });
  checkOwn(o, 'spectralRolloff');
  const { source, frequencies } = signalFrequencies(y, o, 'spectralRolloff', 1);
  return mapFrames(source, 1, rolloffKernel(frequencies, o.rollPercent));
}

/**
 * Roll-off frequency of a given spectrogram.
 *
 * @param S - Magnitude (or power) spectrogram, shape `[...channels, bins, frames]`, all values >= 0.
 * @param options - {@link SpectralRolloffFromSpectrogramOptions}.
 * @returns Hz, shape `[...channels, 1, frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(1, 8, 1), shape: [3, 1], stride: [1, 3], offset: 0 } as NdArray<Float64Array>;
 * spectralRolloffFromSpectrogram(S, { sampleRate: 8000 }).get(0, 0); // 2000
 * ```
 * @see librosa 0.11 `feature.spectral_rolloff(S=)`.
 */
export function spectralRolloffFromSpectrogram<T extends FloatArray>(
  S: NdArray<T>,
  options?: SpectralRolloffFromSpectrogramOptions,
): NdArray<T> {
  const caller = 'spectralRolloffFromSpectrogram';
  const o = readOptions(caller, options, { ...SPECTROGRAM_FREQUENCIES, ...OWN });
  checkOwn(o, caller);
  const source = spectrogramSource(S, caller);
  return mapFrames(source, 1, rolloffKernel(spectrogramFrequencies(o, source, caller), o.rollPercent));
}

function checkOwn({ rollPercent }: typeof OWN, caller: string): void {
  expectFinite(rollPercent, caller, 'rollPercent');
  if (!(rollPercent > 0 && rollPercent < 1)) throw new ParameterError(caller, 'rollPercent', `must be in (0, 1), got ${rollPercent}`);
}

function rolloffKernel({ data, rows, bins }: Frequencies, rollPercent: number): FrameKernel {
  // The answer is the lowest frequency of all bins where the sum suffices; only unsorted `freq` makes that another than the first.
  const lowest = new Float64Array(data);
  for (let row = 0; row < rows; row++) {
    for (let k = row * bins + bins - 2; k >= row * bins; k--) lowest[k] = Math.min(lowest[k]!, lowest[k + 1]!);
  }
  return (x, from, out, to, at) => {
    let total = 0;
    for (let k = 0; k < bins; k++) total += x[from + k]!;
    const enough = rollPercent * total;
    let sum = x[from]!;
    let k = 0;
    while (sum < enough) sum += x[from + ++k]!;
    out[to] = total - total === 0 ? lowest[(at % rows) * bins + k]! : NaN;
  };
}
