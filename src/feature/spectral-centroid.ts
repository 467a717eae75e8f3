/**
 * Where the middle of a spectrum lies.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
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

/** Options of {@link spectralCentroid}. */
export type SpectralCentroidOptions = SignalFrequencyOptions;

/** Options of {@link spectralCentroidFromSpectrogram}. */
export type SpectralCentroidFromSpectrogramOptions = SpectrogramFrequencyOptions;

/**
 * Spectral centroid: the mean frequency of each frame, weighted by the magnitudes.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link SpectralCentroidOptions}.
 * @returns Hz, shape `[...channels, 1, frames]` with `frames = 1 + floor(samples / hopLength)` when centred and `nFft` is even. Silence
 * gives 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(1000, { sampleRate: 16000, duration: 1 });
 * spectralCentroid(y, { sampleRate: 16000, center: false }).get(0, 0).toFixed(3); // '1000.000'
 * ```
 * @see librosa 0.11 `feature.spectral_centroid`; Klapuri and Davy, Signal Processing Methods for Music Transcription, chapter 5 (2007).
 */
export function spectralCentroid<T extends FloatArray>(y: SignalInput<T>, options?: SpectralCentroidOptions): NdArray<T> {
  const o = readOptions('spectralCentroid', options, SIGNAL_FREQUENCIES);
  const { source, frequencies } = signalFrequencies(y, o, 'spectralCentroid', 1);
  return mapFrames(source, 1, centroidKernel(frequencies));
}

/**
 * Spectral centroid of a given spectrogram.
 *
 * @param S - Magnitude spectrogram, shape `[...channels, bins, frames]`, all values >= 0.
 * @param options - {@link SpectralCentroidFromSpectrogramOptions}.
 * @returns Hz, shape `[...channels, 1, frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(0, 1, 1), shape: [3, 1], stride: [1, 3], offset: 0 } as NdArray<Float64Array>;
 * spectralCentroidFromSpectrogram(S, { sampleRate: 8000 }).get(0, 0); // 3000
 * ```
 * @see librosa 0.11 `feature.spectral_centroid(S=)`.
 */
export function spectralCentroidFromSpectrogram<T extends FloatArray>(
  S: NdArray<T>,
  options?: SpectralCentroidFromSpectrogramOptions,
): NdArray<T> {
  const o = readOptions('spectralCentroidFromSpectrogram', options, SPECTROGRAM_FREQUENCIES);
  const source = spectrogramSource(S, 'spectralCentroidFromSpectrogram');
  return mapFrames(source, 1, centroidKernel(spectrogramFrequencies(o, source, 'spectralCentroidFromSpectrogram')));
}

/** Sum of f x over sum of x. */
export function centroidKernel({ data: freq, rows, bins }: Frequencies): FrameKernel {
  return (x, from, out, to, at) => {
    const f = (at % rows) * bins;
    let weighted = 0;
    let total = 0;
    for (let k = 0; k < bins; k++) {
      const v = x[from + k]!;
      weighted += freq[f + k]! * v;
      total += v;
    }
    out[to] = weighted / weightOf(total);
  };
}

/** What a frame is divided by: its sum, or 1 where that is below the smallest normal number, so that silence stays 0. */
export const weightOf = (total: number): number => (total < 2 ** -1022 ? 1 : total);
