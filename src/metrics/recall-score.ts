/**
 * How much of what is there was found.
 * @module
 */
import { readOptions } from '../core/options.js';
import { type Average, type PrecisionRecallOptions } from './precision-recall-fscore-support.js';
import { ONE_SCORE, score } from './score.js';
import { type TargetsLike } from './targets.js';

/** Options of {@link recallScore}. */
export interface RecallScoreOptions extends PrecisionRecallOptions {
  /** How the scores of classes become one; `null`: they do not. @defaultValue `'binary'` */
  average?: Average | undefined;
}

/**
 * Of the items of a class, the share that was found.
 *
 * @param yTrue - The true label of each item: strings or integers; or an ndarray of 0 and 1, shape `[items, labels]`.
 * @param yPred - The predicted ones.
 * @param options - {@link RecallScoreOptions}.
 * @returns A number in [0, 1], or one a class with `average: null`.
 * @throws {@link ParameterError} if the lists differ in length or are empty, or the average does not fit them.
 * @example
 * ```ts
 * recallScore([0, 1, 1, 0], [0, 1, 0, 1]); // 0.5
 * recallScore(['a', 'b', 'b'], ['a', 'b', 'a'], { average: 'macro' }); // 0.75
 * ```
 * @see scikit-learn `metrics.recall_score`.
 */
export function recallScore(yTrue: TargetsLike, yPred: TargetsLike, options: RecallScoreOptions & { readonly average: null }): Float64Array;
export function recallScore(
  yTrue: TargetsLike,
  yPred: TargetsLike,
  options?: RecallScoreOptions & { readonly average?: Exclude<Average, null> | undefined },
): number;
export function recallScore(yTrue: TargetsLike, yPred: TargetsLike, options?: RecallScoreOptions): number | Float64Array {
  const caller = 'recallScore';
  return score(yTrue, yPred, readOptions(caller, options, ONE_SCORE), 'recall', caller);
}
