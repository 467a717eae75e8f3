/**
 * Precision and recall in one number.
 * @module
 */
import { readOptions } from '../core/options.js';
import { type Average, type PrecisionRecallOptions } from './precision-recall-fscore-support.js';
import { ONE_SCORE, score } from './score.js';
import { type TargetsLike } from './targets.js';

/** Options of {@link f1Score}. */
export interface F1ScoreOptions extends PrecisionRecallOptions {
  /** How the scores of classes become one; `null`: they do not. @defaultValue `'binary'` */
  average?: Average | undefined;
}

/**
 * The harmonic mean of precision and recall.
 *
 * @param yTrue - The true label of each item: strings or integers; or an ndarray of 0 and 1, shape `[items, labels]`.
 * @param yPred - The predicted ones.
 * @param options - {@link F1ScoreOptions}.
 * @returns A number in [0, 1], or one a class with `average: null`.
 * @throws {@link ParameterError} if the lists differ in length or are empty, or the average does not fit them.
 * @example
 * ```ts
 * f1Score([0, 1, 1, 0], [0, 1, 1, 1]); // 0.8
 * f1Score(['a', 'b', 'c'], ['a', 'b', 'b'], { average: 'macro' }); // 0.5556
 * ```
 * @see scikit-learn `metrics.f1_score`.
 */
export function f1Score(yTrue: TargetsLike, yPred: TargetsLike, options: F1ScoreOptions & { readonly average: null }): Float64Array;
export function f1Score(
  yTrue: TargetsLike,
  yPred: TargetsLike,
  options?: F1ScoreOptions & { readonly average?: Exclude<Average, null> | undefined },
): number;
export function f1Score(yTrue: TargetsLike, yPred: TargetsLike, options?: F1ScoreOptions): number | Float64Array {
  const caller = 'f1Score';
  return score(yTrue, yPred, readOptions(caller, options, ONE_SCORE), 'fscore', caller);
}
