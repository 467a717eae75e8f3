/**
 * How much of what was found is right.
 * @module
 */
import { readOptions } from '../core/options.js';
import { type Average, type PrecisionRecallOptions } from './precision-recall-fscore-support.js';
import { ONE_SCORE, score } from './score.js';
import { type TargetsLike } from './targets.js';

/** Options of {@link precisionScore}. */
export interface PrecisionScoreOptions extends PrecisionRecallOptions {
  /** How the scores of classes become one; `null`: they do not. @defaultValue `'binary'` */
  average?: Average | undefined;
}

/**
 * Of the items predicted as a class, the share that is right.
 *
 * @param yTrue - The true label of each item: strings or integers; or an ndarray of 0 and 1, shape `[items, labels]`.
 * @param yPred - The predicted ones.
 * @param options - {@link PrecisionScoreOptions}.
 * @returns A number in [0, 1], or one a class with `average: null`.
 * @throws {@link ParameterError} if the lists differ in length or are empty, or the average does not fit them.
 * @example
 * ```ts
 * precisionScore([0, 1, 1, 0], [0, 1, 1, 1]); // 0.667
 * precisionScore([0, 1, 2, 0], [0, 1, 1, 0], { average: null }); // [1, 0.5, 0]
 * ```
 * @see scikit-learn `metrics.precision_score`.
 */
export function precisionScore(
  yTrue: TargetsLike,
  yPred: TargetsLike,
  options: PrecisionScoreOptions & { readonly average: null },
): Float64Array;
export function precisionScore(
  yTrue: TargetsLike,
  yPred: TargetsLike,
  options?: PrecisionScoreOptions & { readonly average?: Exclude<Average, null> | undefined },
): number;
export function precisionScore(yTrue: TargetsLike, yPred: TargetsLike, options?: PrecisionScoreOptions): number | Float64Array {
  const caller = 'precisionScore';
  return score(yTrue, yPred, readOptions(caller, options, ONE_SCORE), 'precision', caller);
}
