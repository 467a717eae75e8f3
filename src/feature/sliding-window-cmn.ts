/**
 * Taking the mean out of features, as it is in a window that moves along.
 * @module
 */
import { readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { arrayLike, type FloatArray } from '../core/types.js';

/** Options of {@link slidingWindowCmn}. */
export interface SlidingWindowCmnOptions {
  /** Frames of the window, >= 1. @defaultValue `600` */
  cmnWindow?: number | undefined;
  /** Frames that the first windows reach to, into the future, when not centred, >= 1. @defaultValue `100` */
  minCmnWindow?: number | undefined;
  /** Whether the window is centred on the frame; else it ends with it. @defaultValue `false` */
  center?: boolean | undefined;
  /** Whether to divide by the standard deviation in the window too. @defaultValue `false` */
  normVars?: boolean | undefined;
}

/** Variances below this count as this, as in Kaldi. */
const FLOOR = 1e-10;

/** The window of frame `t`, [start, end), by Kaldi's rules; uncentred it has one frame more than its name says. */
function windowOf(t: number, frames: number, size: number, least: number, center: boolean): [start: number, end: number] {
  let start = center ? t - (size >> 1) : t - size;
  let end = center ? start + size : t + 1;
  if (start < 0) [start, end] = [0, end - start];
  if (!center && end > t) end = Math.max(t + 1, least);
  if (end > frames) [start, end] = [Math.max(0, start - (end - frames)), frames];
  return [start, end];
}

/**
 * Cepstral mean normalisation over a sliding window: from each feature its mean in the window about, or up to, its frame is taken away, and with it
 * what microphone and room add to all of them. Not centred, no frame looks further ahead than `minCmnWindow` frames from the start.
 *
 * @param S - Features, shape `[...channels, bins, frames]`, such as {@link mfcc}.
 * @param options - See {@link SlidingWindowCmnOptions}.
 * @returns Same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is NaN or infinite.
 * @example
 * ```ts
 * const m = mfcc(new Float64Array(8000).fill(0.1), { sampleRate: 8000, nMfcc: 13 });
 * const normalised = slidingWindowCmn(m, { center: true });
 * normalised.shape.join() === m.shape.join(); // true
 * ```
 * @see Kaldi `apply-cmvn-sliding`; torchaudio 2.11 `functional.sliding_window_cmn`, which takes frames first, and does not hold variances at 1e-10
 * as Kaldi does.
 */
export function slidingWindowCmn<T extends FloatArray>(S: NdArray<T>, options?: SlidingWindowCmnOptions): NdArray<T> {
  const caller = 'slidingWindowCmn';
  const settings = readOptions(caller, options, { cmnWindow: 600, minCmnWindow: 100, center: false, normVars: false });
  const { cmnWindow, minCmnWindow, center, normVars } = settings;
  expectInteger(cmnWindow, caller, 'cmnWindow', 1);
  expectInteger(minCmnWindow, caller, 'minCmnWindow', 1);
  expectBoolean(center, caller, 'center');
  expectBoolean(normVars, caller, 'normVars');
  const features = readFeatures(S, caller);
  const { lead, items, bins, frames } = features;
  const out = arrayLike(features.data, features.data.length);
  const data = Float64Array.from(features.data);
  for (let item = 0; item < items; item++) {
    const x = data.subarray(item * bins * frames, (item + 1) * bins * frames);
    normalise(out, item * bins * frames, x, {
      bins,
      frames,
      windowAt: (t) => windowOf(t, frames, cmnWindow, minCmnWindow, center),
      normVars,
    });
  }
  refuseNonFiniteFeatures(out, features, caller);
  return timeMajor(out, lead, bins, frames);
}

interface Job {
  readonly bins: number;
  readonly frames: number;
  readonly normVars: boolean;
  windowAt(t: number): [start: number, end: number];
}

/** Sums over the window, of differences from the first frame, so that squares of large values do not cancel. */
function normalise(out: FloatArray, at: number, x: Float64Array, { bins, frames, normVars, windowAt }: Job): void {
  const sum = new Float64Array(bins);
  const squares = new Float64Array(bins);
  const count = (t: number, sign: number): void => {
    for (let m = 0; m < bins; m++) {
      const v = x[t * bins + m]! - x[m]!;
      sum[m] = sum[m]! + sign * v;
      squares[m] = squares[m]! + sign * v * v;
    }
  };
  let [from, to] = [0, 0];
  for (let t = 0; t < frames; t++) {
    const [start, end] = windowAt(t);
    for (; to < end; to++) count(to, 1);
    for (; from < start; from++) count(from, -1);
    const size = end - start;
    for (let m = 0; m < bins; m++) {
      const mean = sum[m]! / size;
      const value = x[t * bins + m]! - x[m]! - mean;
      const variance = Math.max(FLOOR, squares[m]! / size - mean * mean);
      out[at + t * bins + m] = !normVars ? value : size === 1 ? 0 : value / Math.sqrt(variance);
    }
  }
}
