/**
 * Precision and recall at every threshold.
 * @module
 */
import { type Label, type LabelList } from '../core/labels.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { changesAt, pick, type PositiveOptions, readThresholds, type ThresholdCounts } from './threshold-counts.js';

/** Options of {@link precisionRecallCurve}. */
export interface PrecisionRecallCurveOptions extends PositiveOptions {
  /** Whether to leave out points between others of the same recall. @defaultValue `false` */
  dropIntermediate?: boolean | undefined;
}

/** Points of a precision-recall curve, from everything let through to nothing. */
export interface PrecisionRecallCurve {
  /** Share of positives among what is let through; the last is 1, without a threshold. */
  readonly precision: Float64Array;
  /** Share of the positives that is let through, falling; the last is 0, without a threshold. */
  readonly recall: Float64Array;
  /** What scores at or above it is called positive; rising, one shorter than the others. */
  readonly thresholds: Float64Array;
}

/**
 * Precision and recall at every threshold of a score.
 *
 * @param yTrue - Which items are positive: labels, or booleans.
 * @param yScore - The score of each item, higher for positives.
 * @param options - {@link PrecisionRecallCurveOptions}.
 * @returns {@link PrecisionRecallCurve}.
 * @throws {@link ParameterError} if the lists differ in length, a score is not finite, there are no positives, or it is open which label is
 * positive.
 * @example
 * ```ts
 * const { precision, recall, thresholds } = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * precision; // [0.5, 0.667, 0.5, 1, 1]
 * recall; // [1, 1, 0.5, 0.5, 0]
 * thresholds; // [0.1, 0.35, 0.4, 0.8]
 * ```
 * @see scikit-learn `metrics.precision_recall_curve`.
 */
export function precisionRecallCurve(
  yTrue: LabelList,
  yScore: ArrayLike<number>,
  options?: PrecisionRecallCurveOptions,
): PrecisionRecallCurve {
  const caller = 'precisionRecallCurve';
  const o = readOptions(caller, options, { posLabel: null as Label | null, dropIntermediate: false });
  expectBoolean(o.dropIntermediate, caller, 'dropIntermediate');
  return precisionRecallPoints(readThresholds(yTrue, yScore, o.posLabel, caller, 'positives'), o.dropIntermediate);
}

/** The curve from its counts. */
export function precisionRecallPoints(counts: ThresholdCounts, dropIntermediate: boolean): PrecisionRecallCurve {
  let { fps, tps, thresholds } = counts;
  if (dropIntermediate && fps.length > 2) {
    const corner = changesAt(tps);
    [fps, tps, thresholds] = [pick(fps, corner), pick(tps, corner), pick(thresholds, corner)];
  }
  const n = thresholds.length;
  const precision = new Float64Array(n + 1).fill(1);
  const recall = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    precision[n - 1 - i] = tps[i]! / (tps[i]! + fps[i]!);
    recall[n - 1 - i] = tps[i]! / counts.positives;
  }
  return { precision, recall, thresholds: thresholds.slice().reverse() };
}
