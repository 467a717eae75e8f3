/**
 * The short-term features of pyAudioAnalysis.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { allFinite, expectAllFinite, refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { expectPlanArrays, expectRoom, refuseChannel } from '../stft/plan-arrays.js';
import { namesOf } from './feature-names.js';
import {
  countFrames,
  expectNormalization,
  expectShortTerm,
  type NormalizationOptions,
  SHORT_TERM_DEFAULTS,
  type ShortTermOptions,
  type ShortTermSettings,
} from './feature-options.js';
import { type FrameFeatures, planFrameFeatures } from './frame-features.js';
import { createMeter, type Meter, setAffine, setAffineOf } from './normalization.js';

/** Options of {@link featureExtraction}. */
export interface FeatureExtractionOptions extends ShortTermOptions, NormalizationOptions {
  /** Whether to append the differences to the frame before. @defaultValue `true` */
  deltas?: boolean | undefined;
}

/** {@link FeatureExtractionOptions} with defaults filled in. */
export interface FeatureExtractionSettings extends ShortTermSettings {
  deltas: boolean;
  mean: number | null;
  peak: number | null;
}

/** The defaults. */
export const FEATURE_EXTRACTION_DEFAULTS: FeatureExtractionSettings = { ...SHORT_TERM_DEFAULTS, deltas: true, mean: null, peak: null };

/** What {@link featureExtraction} returns. */
export interface ShortTermFeatures<T extends FloatArray = FloatArray> {
  /** Shape `[...channels, 34 or 68, frames]`. */
  readonly features: NdArray<T>;
  /** Name of each row: {@link featureNames}. */
  readonly featureNames: string[];
}

/** Ready to run. */
interface Runner {
  readonly rows: FrameFeatures;
  readonly row: Float64Array;
  readonly affine: Float64Array;
  readonly meter: Meter;
}

type Planned = FeatureExtractionSettings & { sampleRate: number };

/** Checks settings and builds what they need. */
export function planFeatureRows(settings: Planned, caller: string): FrameFeatures {
  const { sampleRate, window, deltas, compat, mean, peak } = settings;
  expectShortTerm(settings, sampleRate, caller);
  expectBoolean(deltas, caller, 'deltas');
  expectNormalization(mean, peak, caller);
  return planFrameFeatures({ sampleRate, window, deltas, compat }, caller);
}

function planRunner(settings: Planned, caller: string): Runner {
  const rows = planFeatureRows(settings, caller);
  const affine = new Float64Array(3);
  if (settings.mean !== null && settings.peak !== null) setAffine(affine, settings.mean, settings.peak, settings.compat);
  return { rows, row: new Float64Array(rows.width), affine, meter: createMeter() };
}

const runnerOf: (asked: { settings: Planned; caller: string }) => Runner = /* @__PURE__ */ memoize(
  8,
  ({ settings }: { settings: Planned; caller: string }) => keyOfSettings(settings),
  ({ settings, caller }) => planRunner(settings, caller),
);

/** Writes the rows of all frames from `out[at]` on. */
function run(out: FloatArray, at: number, y: FloatArray, frames: number, settings: Planned, runner: Runner): void {
  const { rows, row, affine, meter } = runner;
  const { step, compat, mean } = settings;
  if (mean === null) {
    meter.measure(y);
    setAffineOf(affine, meter, compat);
  }
  rows.reset();
  for (let t = 0; t < frames; t++) {
    rows.into(row, y, t * step, affine);
    out.set(row, at + t * row.length);
  }
}

/**
 * The 34 short-term features of pyAudioAnalysis, and their differences from frame to frame: zero crossings, energy, its entropy, centroid,
 * spread, entropy, flux and rolloff of the spectrum, 13 mel-frequency cepstral coefficients, 12 pitch classes and their deviation.
 *
 * The whole signal is freed of its mean and divided by its peak first, so a feature depends on samples far away, unless `mean` and
 * `peak` are given. By default the definitions are corrected: see the guide "The features of pyAudioAnalysis".
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link FeatureExtractionOptions}; `window` and `step` must be given, `sampleRate` unless the signal carries it.
 * @returns `features` of shape `[...channels, 68, frames]`, 34 rows without deltas, `frames = 1 + floor((samples - window) / step)`;
 * precision as `y`, computed in double. `featureNames` names the rows.
 * @throws `ParameterError` if an option is unknown, missing or out of range, a sample is not finite, or `y` is shorter than a frame;
 * with `compat` also where pyAudioAnalysis fails: at 6853 Hz and below, and for windows of fewer bins than semitones.
 * @example
 * ```ts
 * import { featureExtraction } from '@audiolab/dsp/pyaudioanalysis';
 *
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const { features, featureNames } = featureExtraction(y, { sampleRate: 16000, window: 800, step: 800 });
 * features.shape; // [68, 20]
 * const centroid = featureNames.indexOf('spectral_centroid');
 * features.get(centroid, 0) * 8000; // 440.000
 * ```
 * @see pyAudioAnalysis 0.3.14 `ShortTermFeatures.feature_extraction`: the same numbers with `compat: true`. T. Giannakopoulos,
 * "pyAudioAnalysis: An Open-Source Python Library for Audio Signal Analysis", PLoS ONE 10 (2015).
 */
export function featureExtraction<T extends FloatArray>(y: SignalInput<T>, options: FeatureExtractionOptions): ShortTermFeatures<T> {
  const settings = readOptions('featureExtraction', options, FEATURE_EXTRACTION_DEFAULTS);
  return extract(y, settings, 'featureExtraction');
}

/** {@link featureExtraction} for those who have read the options. */
export function extract<T extends FloatArray>(
  y: SignalInput<T>,
  options: FeatureExtractionSettings,
  caller: string,
): ShortTermFeatures<T> & { sampleRate: number } {
  const { lead, channels, length, sampleRate } = readSignal(y, caller);
  const settings = { ...options, sampleRate: resolveSampleRate(sampleRate, options.sampleRate, caller) };
  const runner = runnerOf({ settings, caller });
  const frames = countFrames(length, settings.window, settings.step, caller);
  const { width } = runner.rows;
  const out = arrayLike(channels[0]!, channels.length * frames * width);
  for (const [c, x] of channels.entries()) {
    if (settings.mean !== null) expectAllFinite(x, caller, 'y');
    run(out, c * frames * width, x, frames, settings, runner);
  }
  refuseNonFinite(out, channels, caller, 'y');
  return { features: timeMajor(out, lead, width, frames), featureNames: namesOf(settings.deltas), sampleRate: settings.sampleRate };
}

/** Short-term features that are planned once and computed often. */
export interface FeatureExtraction {
  /** The options in force, defaults filled in. */
  readonly options: Readonly<FeatureExtractionOptions>;
  /** Features of a frame: 34 or 68. */
  readonly width: number;
  /** Name of each. */
  readonly featureNames: readonly string[];
  /** Number of frames of a signal. */
  frames(samples: number): number;
  /** Analyses one channel into `out`, of length `frames(y.length) * width`: frame after frame. Allocates nothing. */
  processInto(out: FloatArray, y: FloatArray): void;
}

/**
 * Plans {@link featureExtraction}: options checked and tables made once.
 *
 * @param options - {@link FeatureExtractionOptions}; `sampleRate`, `window` and `step` must be given.
 * @returns The plan.
 * @throws `ParameterError` as {@link featureExtraction}.
 * @example
 * ```ts
 * import { createFeatureExtraction } from '@audiolab/dsp/pyaudioanalysis';
 *
 * const plan = createFeatureExtraction({ sampleRate: 16000, window: 800, step: 400, deltas: false });
 * const out = new Float64Array(plan.frames(16000) * plan.width);
 * plan.processInto(out, Float64Array.from({ length: 16000 }, (_, n) => (n % 2 === 0 ? 0.5 : -0.5)));
 * [out.length, out[0], out[1]]; // [1326, 1, 1]
 * ```
 * @see {@link featureExtraction}
 */
export function createFeatureExtraction(options: FeatureExtractionOptions): FeatureExtraction {
  const caller = 'createFeatureExtraction';
  const read = readOptions(caller, options, FEATURE_EXTRACTION_DEFAULTS);
  expectSampleRate(read.sampleRate, caller);
  const settings = { ...read, sampleRate: read.sampleRate };
  const runner = planRunner(settings, caller);
  const { width } = runner.rows;
  const { window, step } = settings;
  return {
    options: Object.freeze(settings),
    width,
    featureNames: Object.freeze(namesOf(settings.deltas)),
    frames(samples) {
      expectInteger(samples, 'FeatureExtraction.frames', 'samples', 1);
      return countFrames(samples, window, step, 'FeatureExtraction.frames');
    },
    processInto(out, y) {
      const name = 'FeatureExtraction.processInto';
      expectPlanArrays(out, y, name);
      const frames = countFrames(y.length, window, step, name);
      expectRoom(out, width, frames, name);
      if (settings.mean !== null) expectAllFinite(y, name, 'y');
      run(out, 0, y, frames, settings, runner);
      if (!allFinite(out)) refuseChannel(y, name);
    },
  };
}
