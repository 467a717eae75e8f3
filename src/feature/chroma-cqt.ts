/**
 * Chroma features of constant-Q transforms.
 * @module
 */
import { type Warning } from '../core/errors.js';
import { expectNonNegative, readFeatures } from '../core/features.js';
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { CONSTANT_Q, CQT_DEFAULTS, type VqtSettings } from '../cqt/cqt-options.js';
import { hybridInto } from '../cqt/hybrid-cqt.js';
import { transformSignal } from '../cqt/transform-signal.js';
import { checkCqToChroma, CQ_TO_CHROMA, type CqToChromaSettings } from '../filterbank/cq-to-chroma.js';
import { checkFinish, chromaMap, chromaOfFeatures, finishChroma, foldComplex, foldFeatures, foldReal, octaveOf } from './chroma-map.js';
import { octavesFor } from './chroma-octaves.js';

/** How constant-Q bins become pitch classes. */
export interface ChromaMapOptions {
  /** Pitch classes in an octave, >= 1. @defaultValue `12` */
  nChroma?: number | undefined;
  /** Bins in an octave, a multiple of `nChroma`; `null`: `nChroma`. @defaultValue `36` */
  binsPerOctave?: number | null | undefined;
  /** Frequency of the lowest bin, Hz, > 0. @defaultValue C1, 32.703 Hz */
  fmin?: number | null | undefined;
  /** Smooths the weights of each class along the bins, see `cqToChroma`; `null` leaves them. @defaultValue `null` */
  window?: readonly number[] | Float64Array | Float32Array | null | undefined;
}

/** How the constant-Q transform inside is made. */
export interface ChromaTransformOptions {
  /** Samples per second, Hz. Needed unless the signal carries it. @defaultValue that of the signal */
  sampleRate?: number | null | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
  /** Octaves, >= 1; `null`: seven, or as many as end below half the sample rate, which `onWarning` is told. @defaultValue `null` */
  nOctaves?: number | null | undefined;
  /** Deviation from A440, in bins; `null` estimates it for each channel, see `estimateTuning`. @defaultValue `null` */
  tuning?: number | null | undefined;
  /** `'full'`: magnitudes of `cqt`; `'hybrid'`: those of `hybridCqt`. @defaultValue `'full'` */
  cqtMode?: 'full' | 'hybrid' | undefined;
  /** Called when fewer octaves fit than usual, or nothing has a pitch to estimate the tuning from. @defaultValue `undefined` */
  onWarning?: ((warning: Warning) => void) | undefined;
}

/** Options of {@link chromaCqtFromCqt}. */
export interface ChromaCqtFromCqtOptions extends ChromaMapOptions {
  /**
   * What each frame is divided by: `Infinity` its largest value, `-Infinity` its smallest, 0 the number of values that are not 0, p > 0
   * its p-norm, `null` nothing. @defaultValue `Infinity`
   */
  norm?: number | null | undefined;
  /** What is below it becomes 0, before the division; `null`: nothing does. @defaultValue `0` */
  threshold?: number | null | undefined;
}

/** Options of {@link chromaCqt}. */
export interface ChromaCqtOptions extends ChromaCqtFromCqtOptions, ChromaTransformOptions {}

/** {@link ChromaMapOptions} with defaults filled in. */
export interface MapSettings {
  nChroma: number;
  binsPerOctave: number | null;
  fmin: number | null;
  window: CqToChromaSettings['window'];
}

/** {@link ChromaTransformOptions} with defaults filled in. */
export interface TransformSettings {
  sampleRate: number | null;
  hopLength: number;
  nOctaves: number | null;
  tuning: number | null;
  cqtMode: 'full' | 'hybrid';
  onWarning: ((warning: Warning) => void) | undefined;
}

/** {@link ChromaCqtOptions} with defaults filled in. */
export interface ChromaCqtSettings extends MapSettings, TransformSettings {
  norm: number | null;
  threshold: number | null;
}

/** Defaults of {@link ChromaMapOptions}. */
export const MAP_DEFAULTS: MapSettings = { nChroma: 12, binsPerOctave: 36, fmin: null, window: null };

/** Defaults of {@link ChromaTransformOptions}. */
export const TRANSFORM_DEFAULTS: TransformSettings = {
  sampleRate: null,
  hopLength: 512,
  nOctaves: null,
  tuning: null,
  cqtMode: 'full',
  onWarning: undefined,
};

/** Defaults of {@link ChromaCqtOptions}. */
export const CHROMA_CQT_DEFAULTS: ChromaCqtSettings = { ...MAP_DEFAULTS, ...TRANSFORM_DEFAULTS, norm: Infinity, threshold: 0 };

/**
 * Chromagram from a constant-Q transform: the magnitude of each pitch class, whatever the octave.
 *
 * A frame reads half the longest filter on either side: 0.8 s at C1 with 36 bins per octave. With `tuning: null` it depends on all
 * frames of its channel; give a tuning (0 for A440) where that matters.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link ChromaCqtOptions}; `sampleRate` must be known.
 * @returns Shape `[...channels, nChroma, frames]`, `frames = 1 + floor(samples / hopLength)`, in [0, 1] with the default norm; the first
 * class is C. Silence gives 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const chromagram = chromaCqt(y, { sampleRate: 22050, tuning: 0 });
 * chromagram.shape; // [12, 44]
 * chromagram.get(9, 20); // 1
 * ```
 * @see librosa 0.11 `feature.chroma_cqt`, within 1e-6; it refuses 8000 Hz, where seven octaves do not fit, and estimates one tuning for all
 * channels.
 */
export function chromaCqt<T extends FloatArray>(y: SignalInput<T>, options?: ChromaCqtOptions): NdArray<T> {
  return chromaOf(y, readOptions('chromaCqt', options, CHROMA_CQT_DEFAULTS), 'chromaCqt', (out, { nChroma, norm, threshold }) =>
    finishChroma(out, nChroma, norm, threshold),
  );
}

/**
 * Chromagram of given constant-Q magnitudes.
 *
 * @param C - Magnitudes, shape `[...channels, bins, frames]`, all >= 0.
 * @param options - {@link ChromaCqtFromCqtOptions}; `binsPerOctave` and `fmin` must be those of the transform.
 * @returns Shape `[...channels, nChroma, frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const C = hybridCqt(y, { sampleRate: 22050 });
 * chromaCqtFromCqt(C, { binsPerOctave: 12 }).get(9, 20); // 1
 * ```
 * @see librosa 0.11 `feature.chroma_cqt(C=)`.
 */
export function chromaCqtFromCqt<T extends FloatArray>(C: NdArray<T>, options?: ChromaCqtFromCqtOptions): NdArray<T> {
  const caller = 'chromaCqtFromCqt';
  const o = readOptions(caller, options, { ...MAP_DEFAULTS, norm: Infinity as number | null, threshold: 0 as number | null });
  checkFinish(o.norm, o.threshold, caller);
  const settings = mapSettings(o, caller);
  const features = readFeatures(C, caller, 'C');
  expectNonNegative(features, caller, 'C');
  const out = foldFeatures(features, settings);
  finishChroma(out, o.nChroma, o.norm, o.threshold);
  return chromaOfFeatures(out, features, o.nChroma, caller, 'C');
}

/** Checks the map. */
export function mapSettings(o: MapSettings, caller: string): CqToChromaSettings {
  const settings = { ...CQ_TO_CHROMA, nChroma: o.nChroma, binsPerOctave: octaveOf(o), fmin: o.fmin, window: o.window };
  checkCqToChroma(settings, caller);
  return settings;
}

/** Chroma vectors of a signal; `finish` makes of the sums what is wanted. */
export function chromaOf<T extends FloatArray, O extends ChromaCqtSettings>(
  y: SignalInput<T>,
  o: O,
  caller: string,
  finish: (out: Float64Array, o: O, frames: number) => void,
): NdArray<T> {
  checkFinish(o.norm, o.threshold, caller);
  expectOneOf(o.cqtMode, caller, 'cqtMode', ['full', 'hybrid']);
  const settings = mapSettings(o, caller);
  const { hopLength, fmin, tuning, onWarning } = o;
  const binsPerOctave = octaveOf(o);
  const cqt: VqtSettings = { ...CQT_DEFAULTS, ...CONSTANT_Q, hopLength, fmin, tuning, binsPerOctave, onWarning };
  const sampleRate = resolveSampleRate(readSignal(y, caller).sampleRate, o.sampleRate, caller);
  const octaves = octavesFor({ ...cqt, sampleRate }, o.nOctaves, caller);
  const signal = transformSignal(y, { ...cqt, sampleRate: o.sampleRate, nBins: octaves * binsPerOctave }, caller);
  const map = chromaMap(octaves * binsPerOctave, settings);
  const out = foldSignal(signal, map, o.cqtMode === 'hybrid', caller);
  finish(out, o, signal.frames);
  refuseNonFinite(out, signal.channels, caller, 'y');
  return timeMajor(roundLike(signal.channels[0]!, out), signal.lead, o.nChroma, signal.frames);
}

/** Sums of magnitudes by pitch class, for all channels. */
export function foldSignal(
  signal: ReturnType<typeof transformSignal>,
  map: ReturnType<typeof chromaMap>,
  hybrid: boolean,
  caller: string,
): Float64Array {
  const { channels, frames } = signal;
  const { nChroma } = map;
  const out = new Float64Array(channels.length * frames * nChroma);
  const bins = map.from.length - 1;
  for (const [item, x] of channels.entries()) {
    const from = item * frames;
    if (hybrid) {
      const magnitudes = new Float64Array(frames * bins);
      hybridInto(magnitudes, 0, x, frames, signal.design(item), caller);
      for (let t = 0; t < frames; t++) foldReal(out, (from + t) * nChroma, magnitudes, t * bins, bins, map);
    } else {
      signal.each(item, (row, count, first, t) => foldComplex(out, (from + t) * nChroma, row, count, first, map));
    }
  }
  return out;
}
