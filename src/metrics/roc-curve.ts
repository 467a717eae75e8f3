/**
 * What is found and what is falsely let through, at every threshold.
 * @module
 */
import { type Label, type LabelList } from '../core/labels.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { pick, type PositiveOptions, readThresholds, startWith, type ThresholdCounts } from './threshold-counts.js';

/** Options of {@link rocCurve}. */
export interface RocCurveOptions extends PositiveOptions {
  /** Whether to leave out points on a straight line between their neighbours. @defaultValue `true` */
  dropIntermediate?: boolean | undefined;
}

/** Points of a ROC curve, from nothing let through to everything. */
export interface RocCurve {
  /** False positive rate (false alarms), rising from 0 to 1. */
  readonly fpr: Float64Array;
  /** True positive rate (1 - false rejections), rising from 0 to 1. */
  readonly tpr: Float64Array;
  /** What scores at or above it is called positive. Falling; the first is Infinity: nothing is. */
  readonly thresholds: Float64Array;
}

/**
 * The receiver operating characteristic: true and false positive rates at every threshold of a score.
 *
 * @param yTrue - Which items are positive: labels, or booleans.
 * @param yScore - The score of each item, higher for positives.
 * @param options - {@link RocCurveOptions}.
 * @returns {@link RocCurve}.
 * @throws {@link ParameterError} if the lists differ in length, a score is not finite, there is one class only, or it is open which
 * label is positive.
 * @example
 * ```ts
 * const { fpr, tpr, thresholds } = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * fpr; // [0, 0, 0.5, 0.5, 1]
 * tpr; // [0, 0.5, 0.5, 1, 1]
 * thresholds; // [Infinity, 0.8, 0.4, 0.35, 0.1]
 * ```
 * @see scikit-learn `metrics.roc_curve`.
 */
export function rocCurve(yTrue: LabelList, yScore: ArrayLike<number>, options?: RocCurveOptions): RocCurve {
  const caller = 'rocCurve';
  const o = readOptions(caller, options, { posLabel: null as Label | null, dropIntermediate: true });
  expectBoolean(o.dropIntermediate, caller, 'dropIntermediate');
  return rocPoints(readThresholds(yTrue, yScore, o.posLabel, caller, 'both'), o.dropIntermediate);
}

/** The curve from its counts. */
export function rocPoints(counts: ThresholdCounts, dropIntermediate: boolean): RocCurve {
  const { positives, negatives } = counts;
  let { fps, tps, thresholds } = counts;
  if (dropIntermediate && fps.length > 2) {
    const [f, t] = [fps, tps];
    const bends = (x: Float64Array, i: number): boolean => x[i + 1]! - x[i]! !== x[i]! - x[i - 1]!;
    const corner = (i: number): boolean => i === 0 || i === f.length - 1 || bends(f, i) || bends(t, i);
    [fps, tps, thresholds] = [pick(fps, corner), pick(tps, corner), pick(thresholds, corner)];
  }
  return {
    fpr: startWith(0, fps).map((n) => n / negatives),
    tpr: startWith(0, tps).map((n) => n / positives),
    thresholds: startWith(Infinity, thresholds),
  };
}
