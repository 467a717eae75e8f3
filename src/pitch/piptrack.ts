/**
 * Spectral peaks with interpolated frequencies.
 * @module
 */
import { type NdArray, timeMajor } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type FrameSource, spectrogramSource } from '../stft/frame-source.js';
import { STFT_DEFAULTS, type StftOptions } from '../stft/framing.js';
import { signalSource } from '../stft/signal-source.js';
import { resolveNFft, spectrogramRate } from '../stft/spectrogram-origin.js';
import { PEAK_DEFAULTS, type PeakOptions, resolvePeaks } from './peak-options.js';
import { createPeakFinder, type PeakFinder } from './peak-finder.js';

/** Options of {@link piptrack}. */
export interface PiptrackOptions extends StftOptions, PeakOptions {
  /** Samples per second, Hz. Needed unless the signal carries it. @defaultValue that of the signal */
  sampleRate?: number | null | undefined;
}

/** Options of {@link piptrackFromSpectrogram}. */
export interface PiptrackFromSpectrogramOptions extends PeakOptions {
  /** Samples per second of the signal behind the spectrogram, Hz. Must be given. */
  sampleRate?: number | null | undefined;
  /** FFT size behind the spectrogram: `2 (bins - 1)` or `2 bins - 1`. @defaultValue `2 (bins - 1)` */
  nFft?: number | null | undefined;
}

/** What {@link piptrack} finds, both of shape `[...channels, bins, frames]`, 0 where there is no peak. */
export interface Piptrack<T extends FloatArray = FloatArray> {
  /** Frequency of the peak in this bin, Hz. */
  readonly pitches: NdArray<T>;
  /** Its interpolated magnitude. */
  readonly magnitudes: NdArray<T>;
}

/**
 * Finds the peaks of each frame's spectrum and refines them by a parabola through three bins.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link PiptrackOptions}; the hop is that of `stft`, a quarter of the window.
 * @returns `pitches` and `magnitudes`, shape `[...channels, 1 + floor(nFft / 2), frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(441, { sampleRate: 22050, duration: 1 });
 * const { pitches } = piptrack(y, { sampleRate: 22050 });
 * Math.round(pitches.get(41, 20)); // 441
 * ```
 * @see librosa 0.11 `piptrack`; J. O. Smith, Spectral Audio Signal Processing, "Sinusoidal peak interpolation", 2011.
 */
export function piptrack<T extends FloatArray>(y: SignalInput<T>, options?: PiptrackOptions): Piptrack<T> {
  const o = readOptions('piptrack', options, { ...STFT_DEFAULTS, ...PEAK_DEFAULTS, sampleRate: null as number | null });
  const source = signalSource(y, o, 'piptrack', 1);
  const sampleRate = resolveSampleRate(source.sampleRate, o.sampleRate, 'piptrack');
  return track(source, finderFor(source, o, sampleRate, source.nFft, 'piptrack'), sampleRate / source.nFft);
}

/**
 * Finds the peaks in the frames of a given spectrogram.
 *
 * @param S - Magnitude or power spectrogram, shape `[...channels, bins, frames]`, all values >= 0.
 * @param options - {@link PiptrackFromSpectrogramOptions}; `sampleRate` must be given.
 * @returns `pitches` and `magnitudes`, same shape as `S`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(0, 1, 4, 3, 0), shape: [5, 1], stride: [1, 5], offset: 0 } as NdArray<Float64Array>;
 * const { pitches, magnitudes } = piptrackFromSpectrogram(S, { sampleRate: 8000 });
 * pitches.get(2, 0); // 2250
 * magnitudes.get(2, 0); // 4.125
 * ```
 * @see librosa 0.11 `piptrack(S=)`.
 */
export function piptrackFromSpectrogram<T extends FloatArray>(S: NdArray<T>, options?: PiptrackFromSpectrogramOptions): Piptrack<T> {
  const caller = 'piptrackFromSpectrogram';
  const o = readOptions(caller, options, { ...PEAK_DEFAULTS, sampleRate: null as number | null, nFft: null as number | null });
  const source = spectrogramSource(S, caller);
  const sampleRate = spectrogramRate(o.sampleRate, caller);
  const nFft = resolveNFft(o.nFft, source.bins, caller);
  return track(source, finderFor(source, o, sampleRate, nFft, caller), sampleRate / nFft);
}

/** Checks the options of peaks and makes the finder. */
export function finderFor(source: FrameSource, o: typeof PEAK_DEFAULTS, sampleRate: number, nFft: number, caller: string): PeakFinder {
  const { first, last } = resolvePeaks(o, sampleRate, nFft, source.bins, caller);
  return createPeakFinder(source.bins, first, last, o.threshold, o.ref);
}

function track<T extends FloatArray>(source: FrameSource<T>, finder: PeakFinder, hzPerBin: number): Piptrack<T> {
  const { items, frames, bins, lead } = source;
  const pitches = new Float64Array(items * frames * bins);
  const magnitudes = new Float64Array(items * frames * bins);
  const probe = new Float64Array(1); // a NaN hides from comparisons, not from this
  for (let item = 0; item < items; item++) {
    source.each(item, (x, from, at) => {
      const count = finder.search(x, from);
      probe[0]! += finder.probe * 0;
      for (let i = 0; i < count; i++) {
        const to = at * bins + finder.bins[i]!;
        pitches[to] = finder.positions[i]! * hzPerBin;
        magnitudes[to] = finder.magnitudes[i]!;
      }
    });
  }
  source.refuseNonFinite(probe);
  source.refuseNonFinite(magnitudes);
  return {
    pitches: timeMajor(source.round(pitches), lead, bins, frames),
    magnitudes: timeMajor(source.round(magnitudes), lead, bins, frames),
  };
}
