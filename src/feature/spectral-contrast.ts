/**
 * How far peaks stand above valleys, octave by octave.
 * @module
 */
import { POWER_DB, toDbInto } from '../convert/db-kernel.js';
import { ParameterError } from '../core/errors.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type FrameSource, spectrogramSource } from '../stft/frame-source.js';
import { octaveBands } from './contrast-bands.js';
import {
  type Frequencies,
  SIGNAL_FREQUENCIES,
  signalFrequencies,
  type SignalFrequencyOptions,
  SPECTROGRAM_FREQUENCIES,
  spectrogramFrequencies,
  type SpectrogramFrequencyOptions,
} from './frequencies.js';
import { createTailMeans } from './tail-means.js';

interface Own {
  /** Where the second band begins, Hz, > 0; the first is `[0, fmin]`. @defaultValue `200` */
  fmin?: number | undefined;
  /** Octaves above `fmin`, >= 1. @defaultValue `6` */
  nBands?: number | undefined;
  /** Share of a band's bins that make its peak, and its valley, in (0, 1). @defaultValue `0.02` */
  quantile?: number | undefined;
  /** `true`: differences of magnitudes; `false`: of decibels. @defaultValue `false` */
  linear?: boolean | undefined;
  /** Decibels below the loudest peak (and valley) of a channel at which values are cut off, >= 0; `null`: no cut, each frame by itself. @defaultValue `80` */
  topDb?: number | null | undefined;
}

/** Options of {@link spectralContrast}. */
export interface SpectralContrastOptions extends SignalFrequencyOptions, Own {}

/** Options of {@link spectralContrastFromSpectrogram}. */
export interface SpectralContrastFromSpectrogramOptions extends SpectrogramFrequencyOptions, Own {}

const OWN = { fmin: 200, nBands: 6, quantile: 0.02, linear: false, topDb: 80 as number | null };
const AMIN = 1e-10;

/**
 * Spectral contrast: in each octave band, the level of the peaks (mean of the largest magnitudes) over that of the valleys (mean of the
 * smallest). High values belong to clear, narrow sounds, low ones to noise.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link SpectralContrastOptions}.
 * @returns dB, 10 per tenfold magnitude (or differences of magnitudes), shape `[...channels, nBands + 1, frames]`. Silence gives 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, a band lies above half the sample rate or has too few bins, or a
 * sample is not finite.
 * @example
 * ```ts
 * const y = tone(1000, { sampleRate: 16000, duration: 1 });
 * const contrast = spectralContrast(y, { sampleRate: 16000, nBands: 4 });
 * contrast.shape; // [5, 32]
 * contrast.get(3, 10) > contrast.get(1, 10); // true
 * ```
 * @see librosa 0.11 `feature.spectral_contrast`, where the cut by 80 dB looks at all channels together; Jiang et al., Music type
 * classification by spectral contrast feature, ICME 2002.
 */
export function spectralContrast<T extends FloatArray>(y: SignalInput<T>, options?: SpectralContrastOptions): NdArray<T> {
  const o = readOptions('spectralContrast', options, { ...SIGNAL_FREQUENCIES, ...OWN });
  checkOwn(o, 'spectralContrast');
  const { source, frequencies } = signalFrequencies(y, o, 'spectralContrast', 1);
  const nyquist = (o.sampleRate ?? source.sampleRate ?? Infinity) / 2;
  return contrastOf(source, frequencies, o, nyquist, 'spectralContrast');
}

/**
 * Spectral contrast of a given spectrogram.
 *
 * @param S - Magnitude spectrogram, shape `[...channels, bins, frames]`, all values >= 0.
 * @param options - {@link SpectralContrastFromSpectrogramOptions}; `freq` must be one frequency per bin.
 * @returns dB (or differences of magnitudes), shape `[...channels, nBands + 1, frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a band lies above half the sample rate or has too few bins, or a
 * value is negative or not finite.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(1, 1, 1, 10, 1), shape: [5, 1], stride: [1, 5], offset: 0 } as NdArray<Float64Array>;
 * spectralContrastFromSpectrogram(S, { sampleRate: 8000, fmin: 1000, nBands: 1 }).get(1, 0); // 10
 * ```
 * @see librosa 0.11 `feature.spectral_contrast(S=)`.
 */
export function spectralContrastFromSpectrogram<T extends FloatArray>(
  S: NdArray<T>,
  options?: SpectralContrastFromSpectrogramOptions,
): NdArray<T> {
  const caller = 'spectralContrastFromSpectrogram';
  const o = readOptions(caller, options, { ...SPECTROGRAM_FREQUENCIES, ...OWN });
  checkOwn(o, caller);
  const source = spectrogramSource(S, caller);
  return contrastOf(source, spectrogramFrequencies(o, source, caller), o, (o.sampleRate ?? Infinity) / 2, caller);
}

function checkOwn(o: typeof OWN, caller: string): void {
  expectPositive(o.fmin, caller, 'fmin');
  expectInteger(o.nBands, caller, 'nBands', 1);
  expectFinite(o.quantile, caller, 'quantile');
  if (!(o.quantile > 0 && o.quantile < 1)) throw new ParameterError(caller, 'quantile', `must be in (0, 1), got ${o.quantile}`);
  expectBoolean(o.linear, caller, 'linear');
  if (o.topDb !== null) expectFinite(o.topDb, caller, 'topDb', 0);
}

function contrastOf<T extends FloatArray>(
  source: FrameSource<T>,
  { data: freq, rows }: Frequencies,
  o: typeof OWN,
  nyquist: number,
  caller: string,
): NdArray<T> {
  if (rows > 1)
    throw new ParameterError(caller, 'freq', `must have one frequency for each of the ${source.bins} bins, the same in all frames`);
  const bands = octaveBands(freq, o.fmin, o.nBands, o.quantile, nyquist, caller);
  const means = bands.map((band) => createTailMeans(band.bins, band.tail));
  const { items, frames } = source;
  const count = bands.length;
  const size = frames * count;
  const out = new Float64Array(items * size);
  const valleys = new Float64Array(size);
  const peaks = new Float64Array(size);
  for (let item = 0; item < items; item++) {
    const first = item * frames;
    source.each(item, (x, from, at) => {
      const probe = probeOf(x, from, source.bins);
      for (let b = 0; b < count; b++) {
        const i = (at - first) * count + b;
        means[b]!.read(x, from);
        valleys[i] = means[b]!.low + probe;
        peaks[i] = means[b]!.high + probe;
      }
    });
    if (!o.linear) {
      toDecibels(valleys, o.topDb);
      toDecibels(peaks, o.topDb);
    }
    for (let i = 0; i < size; i++) out[item * size + i] = peaks[i]! - valleys[i]!;
  }
  source.refuseNonFinite(out);
  return timeMajor(source.round(out), source.lead, count, frames);
}

/** 0, or NaN if a value is not finite, which the comparisons that find the tails would not show. */
function probeOf(x: Float64Array, from: number, bins: number): number {
  let even = 0;
  let odd = 0;
  for (let k = 1; k < bins; k += 2) {
    even += x[from + k - 1]! * 0;
    odd += x[from + k]! * 0;
  }
  return even + odd + x[from + bins - 1]! * 0;
}

/** 10 log10 of the magnitudes (not of their squares: so is the reference), cut off `topDb` below the largest of the channel. */
function toDecibels(values: Float64Array, topDb: number | null): void {
  toDbInto(values, values, 0, values.length, POWER_DB, AMIN, 0, topDb);
}
