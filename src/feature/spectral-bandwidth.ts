/**
 * How wide a spectrum is.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFiniteFeatures, readFeatures } from '../core/features.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectPositive, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type FrameKernel, mapFrames, spectrogramSource } from '../stft/frame-source.js';
import {
  type Frequencies,
  type FrequencyTarget,
  SIGNAL_FREQUENCIES,
  signalFrequencies,
  type SignalFrequencyOptions,
  SPECTROGRAM_FREQUENCIES,
  spectrogramFrequencies,
  type SpectrogramFrequencyOptions,
} from './frequencies.js';
import { centroidKernel, weightOf } from './spectral-centroid.js';

interface Own {
  /** Centre of each frame, Hz, shape `[...channels, 1, frames]`. @defaultValue the spectral centroid */
  centroid?: NdArray<FloatArray> | null | undefined;
  /** Whether each frame is divided by its sum first. @defaultValue `true` */
  norm?: boolean | undefined;
  /** Power to raise the deviations to, > 0: 2 gives a standard deviation. @defaultValue `2` */
  p?: number | undefined;
}

/** Options of {@link spectralBandwidth}. */
export interface SpectralBandwidthOptions extends SignalFrequencyOptions, Own {}

/** Options of {@link spectralBandwidthFromSpectrogram}. */
export interface SpectralBandwidthFromSpectrogramOptions extends SpectrogramFrequencyOptions, Own {}

const OWN = { centroid: null as NdArray<FloatArray> | null, norm: true, p: 2 };

/**
 * Spectral bandwidth of order `p`: `(sum_k S[k] |f[k] - centroid|^p)^(1/p)` for each frame.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link SpectralBandwidthOptions}.
 * @returns Hz, shape `[...channels, 1, frames]`. Silence gives 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(1000, { sampleRate: 16000, duration: 1 });
 * const width = spectralBandwidth(y, { sampleRate: 16000, nFft: 512 });
 * width.shape; // [1, 32]
 * width.get(0, 10) < 50; // true
 * ```
 * @see librosa 0.11 `feature.spectral_bandwidth`; Klapuri and Davy, Signal Processing Methods for Music Transcription, chapter 5 (2007).
 */
export function spectralBandwidth<T extends FloatArray>(y: SignalInput<T>, options?: SpectralBandwidthOptions): NdArray<T> {
  const o = readOptions('spectralBandwidth', options, { ...SIGNAL_FREQUENCIES, ...OWN });
  checkOwn(o, 'spectralBandwidth');
  const { source, frequencies } = signalFrequencies(y, o, 'spectralBandwidth', 1);
  return mapFrames(source, 1, bandwidthKernel(frequencies, o, source, 'spectralBandwidth'));
}

/**
 * Spectral bandwidth of a given spectrogram.
 *
 * @param S - Magnitude spectrogram, shape `[...channels, bins, frames]`, all values >= 0.
 * @param options - {@link SpectralBandwidthFromSpectrogramOptions}.
 * @returns Hz, shape `[...channels, 1, frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(0, 1, 1), shape: [3, 1], stride: [1, 3], offset: 0 } as NdArray<Float64Array>;
 * spectralBandwidthFromSpectrogram(S, { sampleRate: 8000 }).get(0, 0); // 1000
 * ```
 * @see librosa 0.11 `feature.spectral_bandwidth(S=)`.
 */
export function spectralBandwidthFromSpectrogram<T extends FloatArray>(
  S: NdArray<T>,
  options?: SpectralBandwidthFromSpectrogramOptions,
): NdArray<T> {
  const caller = 'spectralBandwidthFromSpectrogram';
  const o = readOptions(caller, options, { ...SPECTROGRAM_FREQUENCIES, ...OWN });
  checkOwn(o, caller);
  const source = spectrogramSource(S, caller);
  return mapFrames(source, 1, bandwidthKernel(spectrogramFrequencies(o, source, caller), o, source, caller));
}

function checkOwn(o: typeof OWN, caller: string): void {
  expectBoolean(o.norm, caller, 'norm');
  expectPositive(o.p, caller, 'p');
}

function bandwidthKernel(frequencies: Frequencies, o: typeof OWN, of: FrequencyTarget, caller: string): FrameKernel {
  const { data: freq, rows, bins } = frequencies;
  const { norm, p } = o;
  const centres = o.centroid === null ? null : readCentroid(o.centroid, of, caller);
  const centroid = centroidKernel(frequencies);
  const own = new Float64Array(1);
  return (x, from, out, to, at) => {
    const f = (at % rows) * bins;
    if (centres === null) centroid(x, from, own, 0, at);
    const centre = centres === null ? own[0]! : centres[at]!;
    let spread = 0;
    let total = 0;
    if (p === 2) {
      for (let k = 0; k < bins; k++) {
        const v = x[from + k]!;
        const d = freq[f + k]! - centre;
        spread += v * d * d;
        total += v;
      }
    } else {
      for (let k = 0; k < bins; k++) {
        const v = x[from + k]!;
        spread += v * Math.abs(freq[f + k]! - centre) ** p;
        total += v;
      }
    }
    const mean = norm ? spread / weightOf(total) : spread;
    out[to] = p === 2 ? Math.sqrt(mean) : mean ** (1 / p);
  };
}

function readCentroid(centroid: NdArray<FloatArray>, of: FrequencyTarget, caller: string): Float64Array {
  const C = readFeatures(centroid, caller, 'centroid');
  const wanted = [...of.lead, 1, of.frames];
  if ([...C.lead, C.bins, C.frames].join() !== wanted.join()) {
    throw new ParameterError(caller, 'centroid', `must have shape [${wanted.join(', ')}], got [${centroid.shape.join(', ')}]`);
  }
  expectFiniteFeatures(C, caller, 'centroid');
  return new Float64Array(C.data);
}
