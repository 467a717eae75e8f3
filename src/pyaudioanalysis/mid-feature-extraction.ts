/**
 * Mid-term statistics: means and deviations of the short-term features over windows of seconds.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { extract, FEATURE_EXTRACTION_DEFAULTS } from './feature-extraction.js';
import { midFeatureNames } from './feature-names.js';
import { expectGiven } from './feature-options.js';
import { SUM_SCRATCH, sumInto } from './numpy-sum.js';
import { roundHalfEven } from './round-half-even.js';

/** Options of {@link midFeatureExtraction}. All lengths are in samples. */
export interface MidFeatureExtractionOptions {
  /** Samples per second, Hz, >= 1000. Needed unless the signal carries it. @defaultValue the signal's */
  sampleRate?: number | null | undefined;
  /** Samples of a mid-term window, >= `shortWindow`. Must be given. */
  midWindow: number;
  /** Samples from one mid-term window to the next, >= 1. Must be given. */
  midStep: number;
  /** Samples of a frame, >= 16. Must be given. */
  shortWindow: number;
  /** Samples from one frame to the next, >= 1. Must be given. */
  shortStep: number;
  /** Whether to compute the features as pyAudioAnalysis does, as in {@link featureExtraction}. @defaultValue `false` */
  compat?: boolean | undefined;
}

/** What {@link midFeatureExtraction} returns. */
export interface MidTermFeatures<T extends FloatArray = FloatArray> {
  /** Means, then standard deviations: shape `[...channels, 136, windows]`. */
  readonly midFeatures: NdArray<T>;
  /** What they are computed from: shape `[...channels, 68, frames]`. */
  readonly shortFeatures: NdArray<T>;
  /** Name of each row of `midFeatures`. */
  readonly midFeatureNames: string[];
}

const DEFAULTS = {
  sampleRate: null as number | null,
  midWindow: NaN,
  midStep: NaN,
  shortWindow: NaN,
  shortStep: NaN,
  compat: false,
};

/**
 * Means and standard deviations of the 68 short-term features over longer windows. The last windows hold what is left of the signal, down to
 * a single frame, whose deviations are 0.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link MidFeatureExtractionOptions}.
 * @returns `midFeatures` of shape `[...channels, 136, ceil(frames / stride)]`, `shortFeatures` of shape `[...channels, 68, frames]`, and
 * `midFeatureNames`. A window has `round((midWindow - (shortWindow - shortStep)) / shortStep)` frames, one begins every
 * `stride = round(midStep / shortStep)`; halves are rounded to even. Precision as `y`.
 * @throws `ParameterError` as {@link featureExtraction}, if `midWindow < shortWindow`, and if a window or stride has no frame.
 * @example
 * ```ts
 * import { midFeatureExtraction } from '@audiolab/dsp/pyaudioanalysis';
 *
 * const y = Float64Array.from({ length: 24000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const lengths = { midWindow: 16000, midStep: 16000, shortWindow: 800, shortStep: 400 };
 * const { midFeatures, shortFeatures, midFeatureNames } = midFeatureExtraction(y, { sampleRate: 16000, ...lengths });
 * [midFeatures.shape, shortFeatures.shape]; // [[136, 2], [68, 59]]
 * midFeatures.get(midFeatureNames.indexOf('spectral_centroid_mean'), 0) * 8000; // 440.000
 * ```
 * @see pyAudioAnalysis 0.3.14 `MidTermFeatures.mid_feature_extraction`: the same numbers with `compat: true`.
 */
export function midFeatureExtraction<T extends FloatArray>(y: SignalInput<T>, options: MidFeatureExtractionOptions): MidTermFeatures<T> {
  const caller = 'midFeatureExtraction';
  const settings = readOptions(caller, options, DEFAULTS);
  const { frames: perWindow, stride } = windowsOf(settings, caller);
  const { shortWindow: window, shortStep: step, compat } = settings;
  const { lead, channels, sampleRate } = readSignal(y, caller);
  const rate = resolveSampleRate(sampleRate, settings.sampleRate, caller);
  const { features } = extract(y, { ...FEATURE_EXTRACTION_DEFAULTS, sampleRate: rate, window, step, compat }, caller);
  const [width, frames] = features.shape.slice(-2) as [number, number];
  const windows = Math.ceil(frames / stride);
  const short = widen(features.data);
  const out = new Float64Array(channels.length * windows * 2 * width);
  const line = new Float64Array(frames);
  const statistics = planStatistics(frames, width);
  for (let c = 0; c < channels.length; c++) {
    for (let i = 0; i < width; i++) {
      for (let t = 0; t < frames; t++) line[t] = short[(c * frames + t) * width + i]!;
      for (let w = 0; w < windows; w++) {
        const from = w * stride;
        statistics(out, 2 * width * (c * windows + w) + i, line, from, Math.min(perWindow, frames - from));
      }
    }
  }
  const rounded = roundLike(channels[0]!, out);
  refuseNonFinite(rounded, channels, caller, 'y');
  return { midFeatures: timeMajor(rounded, lead, 2 * width, windows), shortFeatures: features, midFeatureNames: midFeatureNames() };
}

/** Frames of a window, and from one to the next. */
function windowsOf(settings: typeof DEFAULTS, caller: string): { frames: number; stride: number } {
  const { midWindow, midStep, shortWindow, shortStep } = settings;
  for (const name of ['midWindow', 'midStep', 'shortWindow', 'shortStep'] as const) {
    expectGiven(settings[name], caller, name);
    expectInteger(settings[name], caller, name, name === 'shortWindow' ? 16 : 1);
  }
  const frames = roundHalfEven((midWindow - (shortWindow - shortStep)) / shortStep);
  const stride = roundHalfEven(midStep / shortStep);
  if (midWindow < shortWindow) {
    throw new ParameterError(caller, 'midWindow', `must be >= shortWindow = ${shortWindow}, got ${midWindow}`);
  }
  if (stride < 1) {
    throw new ParameterError(caller, 'midStep', `must be more than half of shortStep = ${shortStep}, got ${midStep}`);
  }
  return { frames, stride };
}

/** Means and standard deviations of up to `most` numbers; a deviation goes `width` behind its mean. */
function planStatistics(most: number, width: number): (out: Float64Array, at: number, x: Float64Array, from: number, n: number) => void {
  const acc = new Float64Array(SUM_SCRATCH);
  const squares = new Float64Array(most);
  return (out, at, x, from, n) => {
    sumInto(acc, x, from, n);
    const mean = acc[0]! / n;
    for (let i = 0; i < n; i++) squares[i] = (x[from + i]! - mean) ** 2;
    sumInto(acc, squares, 0, n);
    out[at] = mean;
    out[at + width] = Math.sqrt(acc[0]! / n);
  };
}
