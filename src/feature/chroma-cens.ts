/**
 * Chroma energy normalized statistics.
 * @module
 */
import { expectNonNegative, readFeatures } from '../core/features.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { expectNorm } from '../filterbank/wavelet.js';
import { resolveWindow } from '../window/resolve-window.js';
import { type WindowSpec } from '../window/window-spec.js';
import {
  CHROMA_CQT_DEFAULTS,
  type ChromaMapOptions,
  chromaOf,
  type ChromaTransformOptions,
  MAP_DEFAULTS,
  mapSettings,
  TRANSFORM_DEFAULTS,
} from './chroma-cqt.js';
import { chromaOfFeatures, finishChroma, foldFeatures } from './chroma-map.js';

/** Options of {@link chromaCensFromCqt}. */
export interface ChromaCensFromCqtOptions extends ChromaMapOptions {
  /** What each frame is divided by at the end, see `chromaCqt`. @defaultValue `2` */
  norm?: number | null | undefined;
  /** Frames that are averaged, >= 1; `null`: none. @defaultValue `41` */
  winLenSmooth?: number | null | undefined;
  /** Their weights: a symmetric window two frames longer, whose ends are zero for most windows. @defaultValue `'hann'` */
  smoothingWindow?: WindowSpec | undefined;
}

/** Options of {@link chromaCens}. */
export interface ChromaCensOptions extends ChromaCensFromCqtOptions, ChromaTransformOptions {}

const OWN = { norm: 2 as number | null, winLenSmooth: 41 as number | null, smoothingWindow: 'hann' as WindowSpec };
/** A value counts a quarter for each of them that it exceeds: logarithmic steps, as loudness is heard. */
const STEPS = [0.4, 0.2, 0.1, 0.05];

/**
 * Chroma energy normalized statistics (CENS): shares of the pitch classes in four steps, averaged over seconds. They tell pieces apart and
 * not their performances: loudness, tempo and ornaments hardly show.
 *
 * A frame looks 20 frames ahead with the default window, besides half a filter of the transform.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link ChromaCensOptions}; `sampleRate` must be known.
 * @returns Shape `[...channels, nChroma, frames]`, `frames = 1 + floor(samples / hopLength)`. Silence gives 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const cens = chromaCens(y, { sampleRate: 22050, tuning: 0 });
 * cens.shape; // [12, 44]
 * cens.get(9, 20) > 0.9; // true
 * ```
 * @see librosa 0.11 `feature.chroma_cens`. M. Müller and S. Ewert, "Chroma Toolbox: MATLAB implementations for extracting variants of
 * chroma-based audio features", ISMIR 2011.
 */
export function chromaCens<T extends FloatArray>(y: SignalInput<T>, options?: ChromaCensOptions): NdArray<T> {
  const o = readOptions('chromaCens', options, { ...MAP_DEFAULTS, ...TRANSFORM_DEFAULTS, ...OWN });
  const weights = checkOwn(o, 'chromaCens');
  const inner = { ...CHROMA_CQT_DEFAULTS, ...o, threshold: 0 };
  return chromaOf(y, inner, 'chromaCens', (out, { nChroma }, frames) => toCens(out, nChroma, frames, o.norm, weights));
}

/**
 * CENS of given constant-Q magnitudes.
 *
 * @param C - Magnitudes, shape `[...channels, bins, frames]`, all >= 0.
 * @param options - {@link ChromaCensFromCqtOptions}; `binsPerOctave` and `fmin` must be those of the transform.
 * @returns Shape `[...channels, nChroma, frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const C = hybridCqt(y, { sampleRate: 22050, binsPerOctave: 36, nBins: 252 });
 * chromaCensFromCqt(C, { winLenSmooth: 11 }).get(9, 20) > 0.9; // true
 * ```
 * @see librosa 0.11 `feature.chroma_cens(C=)`.
 */
export function chromaCensFromCqt<T extends FloatArray>(C: NdArray<T>, options?: ChromaCensFromCqtOptions): NdArray<T> {
  const caller = 'chromaCensFromCqt';
  const o = readOptions(caller, options, { ...MAP_DEFAULTS, ...OWN });
  const weights = checkOwn(o, caller);
  const settings = mapSettings(o, caller);
  const features = readFeatures(C, caller, 'C');
  expectNonNegative(features, caller, 'C');
  const out = foldFeatures(features, settings);
  toCens(out, o.nChroma, features.frames, o.norm, weights);
  return chromaOfFeatures(out, features, o.nChroma, caller, 'C');
}

/** Returns the weights of the average, or null. */
function checkOwn({ norm, winLenSmooth, smoothingWindow }: typeof OWN, caller: string): Float64Array | null {
  expectNorm(norm, caller);
  if (winLenSmooth === null) return null;
  expectInteger(winLenSmooth, caller, 'winLenSmooth', 1, 2 ** 24);
  const window = resolveWindow(caller, smoothingWindow, winLenSmooth + 2, false);
  const sum = window.reduce((a, b) => a + b, 0);
  return window.map((w) => w / sum);
}

/** In place: shares, steps, averages over frames, norm. A class that is NaN stays NaN, so that the caller notices. */
function toCens(out: Float64Array, nChroma: number, frames: number, norm: number | null, weights: Float64Array | null): void {
  finishChroma(out, nChroma, 1, null);
  for (let i = 0; i < out.length; i++) {
    const share = out[i]!;
    let level = share * 0;
    for (const step of STEPS) if (share > step) level += 0.25;
    out[i] = level;
  }
  if (weights) {
    const line = new Float64Array(frames);
    const size = frames * nChroma;
    for (let from = 0; from < out.length; from += size) {
      for (let c = 0; c < nChroma; c++) {
        for (let t = 0; t < frames; t++) line[t] = out[from + t * nChroma + c]!;
        smooth(out, from + c, nChroma, line, weights);
      }
    }
  }
  finishChroma(out, nChroma, norm, null);
}

/** The average of `line` with weights around each frame, 0 outside; of an even number, the middle is the earlier one. */
function smooth(out: Float64Array, from: number, stride: number, line: Float64Array, weights: Float64Array): void {
  const half = weights.length >> 1;
  for (let t = 0; t < line.length; t++) {
    const first = Math.max(0, t + half - line.length + 1);
    const last = Math.min(weights.length - 1, t + half);
    let sum = 0;
    for (let j = first; j <= last; j++) sum += weights[j]! * line[t + half - j]!;
    out[from + t * stride] = sum;
  }
}
