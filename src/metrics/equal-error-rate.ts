/**
 * Where both kinds of error are equally frequent.
 * @module
 */
import { type Label, type LabelList } from '../core/labels.js';
import { readOptions } from '../core/options.js';
import { rocPoints } from './roc-curve.js';
import { type PositiveOptions, readThresholds } from './threshold-counts.js';

/** Options of {@link equalErrorRate}. */
export type EqualErrorRateOptions = PositiveOptions;

/** What {@link equalErrorRate} returns. */
export interface EqualErrorRate {
  /** The equal error rate, in [0, 1]. */
  readonly eer: number;
  /** The threshold there: what scores at or above it is called positive. */
  readonly threshold: number;
}

/**
 * The equal error rate of a verification score: where the rates of false alarms and of false rejections meet.
 *
 * Between two neighbouring thresholds the ROC curve is a straight line, and so is the threshold along it; the rate is where that line
 * crosses false positive rate = 1 - true positive rate. So the value does not depend on the order of the items, nor on ties.
 *
 * @param yTrue - Which items are positive (the same speaker, the keyword): labels, or booleans.
 * @param yScore - The score of each item, higher for positives. For distances pass their negatives.
 * @param options - {@link EqualErrorRateOptions}.
 * @returns {@link EqualErrorRate}.
 * @throws {@link ParameterError} if the lists differ in length, a score is not finite, there is one class only, or it is open which
 * label is positive.
 * @example
 * ```ts
 * const { eer, threshold } = equalErrorRate([0, 0, 0, 1, 1, 1], [0.1, 0.2, 0.6, 0.5, 0.7, 0.9]);
 * eer; // 0.333
 * threshold; // 0.6
 * ```
 * @see The crossing that `brentq` finds on scikit-learn's `roc_curve`, as the field computes it.
 */
export function equalErrorRate(yTrue: LabelList, yScore: ArrayLike<number>, options?: EqualErrorRateOptions): EqualErrorRate {
  const caller = 'equalErrorRate';
  const o = readOptions(caller, options, { posLabel: null as Label | null });
  const { fpr, tpr, thresholds } = rocPoints(readThresholds(yTrue, yScore, o.posLabel, caller, 'both'), false);
  const behind = fpr.findIndex((x, i) => x >= 1 - tpr[i]!); // >= 1, for the curve begins at fpr 0, tpr 0
  const [x0, x1] = [fpr[behind - 1]!, fpr[behind]!];
  const before = 1 - tpr[behind - 1]! - x0; // > 0
  const after = x1 - (1 - tpr[behind]!); // >= 0
  const share = before / (before + after);
  const [t0, t1] = [thresholds[behind - 1]!, thresholds[behind]!];
  return { eer: x0 + share * (x1 - x0), threshold: behind === 1 ? t1 : t0 + share * (t1 - t0) };
}
