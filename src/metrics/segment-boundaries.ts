/**
 * How well the boundaries of segments were found.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, expectPositive, readOptions } from '../core/options.js';
import { type TableLike } from '../core/table.js';
import { type DetectionScores, detectionScores, type Intervals, readIntervals, roundTo } from './annotations.js';
import { medianOf } from '../core/select.js';
import { matchEvents } from './matching.js';

/** Options of {@link segmentDeviation}. */
export interface SegmentDeviationOptions {
  /** Whether the first and the last boundary do not count. @defaultValue `false` */
  trim?: boolean | undefined;
}

/** Options of {@link segmentDetection}. */
export interface SegmentDetectionOptions extends SegmentDeviationOptions {
  /** How far a boundary may be off, seconds, >= 0. @defaultValue `0.5` */
  window?: number | undefined;
  /** How many times as much recall weighs as precision, > 0. @defaultValue `1` */
  beta?: number | undefined;
}

/**
 * Precision, recall and F-measure of the boundaries of segments.
 *
 * @param referenceIntervals - True segments, seconds, shape `[segments, 2]`.
 * @param estimatedIntervals - Found segments.
 * @param options - {@link SegmentDetectionOptions}.
 * @returns {@link DetectionScores}; all 0 where either has no boundary.
 * @throws {@link ParameterError} if a segment does not end after it begins, or an option is unknown or out of range.
 * @example
 * ```ts
 * const truth = [[0, 4], [4, 9], [9, 20]];
 * segmentDetection(truth, [[0, 3.8], [3.8, 12], [12, 20]]).fMeasure; // 0.75
 * ```
 * @see mir_eval 0.8 `segment.detection`: same numbers, boundaries rounded to 5 decimals as there. D. Turnbull et al., ISMIR 2007.
 */
export function segmentDetection(
  referenceIntervals: TableLike,
  estimatedIntervals: TableLike,
  options?: SegmentDetectionOptions,
): DetectionScores {
  const caller = 'segmentDetection';
  const o = readOptions(caller, options, { window: 0.5, beta: 1, trim: false });
  expectFinite(o.window, caller, 'window', 0);
  expectPositive(o.beta, caller, 'beta');
  expectBoolean(o.trim, caller, 'trim');
  const reference = boundaries(readIntervals(referenceIntervals, caller, 'referenceIntervals'), o.trim);
  const estimate = boundaries(readIntervals(estimatedIntervals, caller, 'estimatedIntervals'), o.trim);
  return detectionScores(matchEvents(reference, estimate, o.window).length, estimate.length, reference.length, o.beta);
}

/** What {@link segmentDeviation} returns. */
export interface SegmentDeviation {
  /** Median time from a true boundary to the nearest found one, seconds. */
  readonly refToEst: number;
  /** Median time from a found boundary to the nearest true one, seconds. */
  readonly estToRef: number;
}

/**
 * How far boundaries typically are from the nearest one of the other side.
 *
 * @param referenceIntervals - True segments, seconds, shape `[segments, 2]`.
 * @param estimatedIntervals - Found segments.
 * @param options - {@link SegmentDeviationOptions}.
 * @returns {@link SegmentDeviation}.
 * @throws {@link ParameterError} if a segment does not end after it begins, there is no boundary at all (mir_eval answers NaN), or an option
 * is unknown.
 * @example
 * ```ts
 * const { refToEst, estToRef } = segmentDeviation([[0, 4], [4, 9], [9, 20]], [[0, 3.8], [3.8, 20]]);
 * refToEst; // 0.1
 * estToRef; // 0
 * ```
 * @see mir_eval 0.8 `segment.deviation`: same numbers.
 */
export function segmentDeviation(
  referenceIntervals: TableLike,
  estimatedIntervals: TableLike,
  options?: SegmentDeviationOptions,
): SegmentDeviation {
  const caller = 'segmentDeviation';
  const o = readOptions(caller, options, { trim: false });
  expectBoolean(o.trim, caller, 'trim');
  const read = (x: TableLike, name: string): Float64Array => {
    const times = boundaries(readIntervals(x, caller, name), o.trim);
    if (times.length === 0)
      throw new ParameterError(caller, name, `must have a boundary${o.trim ? ' besides the first and the last' : ''}`);
    return times;
  };
  const [reference, estimate] = [read(referenceIntervals, 'referenceIntervals'), read(estimatedIntervals, 'estimatedIntervals')];
  const typical = (from: Float64Array, to: Float64Array): number =>
    medianOf(Float64Array.from(from, (t) => to.reduce((least, u) => Math.min(least, Math.abs(t - u)), Infinity)));
  return { refToEst: typical(reference, estimate), estToRef: typical(estimate, reference) };
}

/** All different starts and ends, rising. */
function boundaries({ starts, ends }: Intervals, trim: boolean): Float64Array {
  const times = Float64Array.from(new Set([...starts, ...ends].map((t) => roundTo(t, 5)))).sort();
  return trim ? times.slice(1, -1) : times;
}
