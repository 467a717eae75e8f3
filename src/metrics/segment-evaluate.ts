/**
 * All measures of segmentations at once.
 * @module
 */
import { readOptions } from '../core/options.js';
import { largest } from '../core/select.js';
import { type DetectionScores, fitIntervals, readIntervals, readNames } from './annotations.js';
import { segmentDetection, segmentDeviation, type SegmentDeviation } from './segment-boundaries.js';
import { type NamedIntervals } from './segment-frames.js';
import {
  segmentMutualInformation,
  type SegmentMutualInformation,
  segmentNce,
  type SegmentNce,
  segmentPairwise,
  segmentRandIndex,
  segmentVMeasure,
} from './segment-structure.js';

/** Options of {@link segmentEvaluate}. */
export interface SegmentEvaluateOptions {
  /** Seconds from one frame to the next, > 0. @defaultValue `0.1` */
  frameSize?: number | undefined;
  /** How many times as much recall weighs as precision, > 0. @defaultValue `1` */
  beta?: number | undefined;
  /** Whether the first and the last boundary do not count. @defaultValue `false` */
  trim?: boolean | undefined;
}

/** What {@link segmentEvaluate} returns. */
export interface SegmentScores {
  /** {@link segmentDetection} with a window of 0.5 s. */
  readonly within500ms: DetectionScores;
  /** {@link segmentDetection} with a window of 3 s. */
  readonly within3s: DetectionScores;
  /** {@link segmentDeviation}. */
  readonly deviation: SegmentDeviation;
  /** {@link segmentPairwise}. */
  readonly pairwise: DetectionScores;
  /** {@link segmentRandIndex}. */
  readonly randIndex: number;
  /** {@link segmentRandIndex}, adjusted for chance. */
  readonly adjustedRandIndex: number;
  /** {@link segmentMutualInformation}. */
  readonly mutualInformation: SegmentMutualInformation;
  /** {@link segmentNce}. */
  readonly nce: SegmentNce;
  /** {@link segmentVMeasure}. */
  readonly vMeasure: DetectionScores;
}

/**
 * All measures of a segmentation. Both are made to begin at 0 first, and the estimate to end with the reference: what is missing gets a
 * segment of its own.
 *
 * @param reference - The true segmentation.
 * @param estimate - The found one.
 * @param options - {@link SegmentEvaluateOptions}.
 * @returns {@link SegmentScores}.
 * @throws {@link ParameterError} if a segment does not end after it begins, or an option is unknown or out of range.
 * @example
 * ```ts
 * const reference = { intervals: [[0, 4], [4, 9], [9, 12]], labels: ['A', 'B', 'A'] };
 * const scores = segmentEvaluate(reference, { intervals: [[0.3, 5], [5, 11]], labels: ['x', 'y'] });
 * scores.within500ms.recall; // 0.5
 * scores.pairwise.precision; // 0.596
 * ```
 * @see mir_eval 0.8 `segment.evaluate`: same numbers.
 */
export function segmentEvaluate(reference: NamedIntervals, estimate: NamedIntervals, options?: SegmentEvaluateOptions): SegmentScores {
  const caller = 'segmentEvaluate';
  const { frameSize, beta, trim } = readOptions(caller, options, { frameSize: 0.1, beta: 1, trim: false });
  const ref = fit(reference, null, caller, 'reference');
  const est = fit(estimate, largest(ref.intervals.map(([, end]) => end!)), caller, 'estimate');
  return {
    within500ms: segmentDetection(ref.intervals, est.intervals, { window: 0.5, beta, trim }),
    within3s: segmentDetection(ref.intervals, est.intervals, { window: 3, beta, trim }),
    deviation: segmentDeviation(ref.intervals, est.intervals, { trim }),
    pairwise: segmentPairwise(ref, est, { frameSize, beta }),
    ...segmentRandIndex(ref, est, { frameSize }),
    mutualInformation: segmentMutualInformation(ref, est, { frameSize }),
    nce: segmentNce(ref, est, { frameSize, beta }),
    vMeasure: segmentVMeasure(ref, est, { frameSize, beta }),
  };
}

function fit(x: NamedIntervals, end: number | null, caller: string, name: string): { intervals: number[][]; labels: string[] } {
  const given = readIntervals(x.intervals, caller, `${name}.intervals`);
  const labels = readNames(x.labels, given.count, caller, `${name}.labels`);
  const { intervals, names } = fitIntervals(given, labels, 0, end, '__T_MIN', '__T_MAX');
  return { intervals: Array.from(intervals.starts, (s, i) => [s, intervals.ends[i]!]), labels: names };
}
