/**
 * Precision and recall in one number, one counting more.
 * @module
 */
import { readOptions } from '../core/options.js';
import { type Average, type PrecisionRecallOptions } from './precision-recall-fscore-support.js';
import { ONE_SCORE, score } from './score.js';
import { type TargetsLike } from './targets.js';

/** Options of {@link fbetaScore}. */
export interface FbetaScoreOptions extends PrecisionRecallOptions {
  /** How the scores of classes become one; `null`: they do not. @defaultValue `'binary'` */
  average?: Average | undefined;
  /** How many times as much recall counts as precision, >= 0. @defaultValue `1` */
  beta?: number | undefined;
}

/**
 * The weighted harmonic mean of precision and recall.
 *
 * @param yTrue - The true label of each item: strings or integers; or an ndarray of 0 and 1, shape `[items, labels]`.
 * @param yPred - The predicted ones.
 * @param options - {@link FbetaScoreOptions}.
 * @returns A number in [0, 1], or one a class with `average: null`.
 * @throws {@link ParameterError} if the lists differ in length or are empty, or the average does not fit them.
 * @example
 * ```ts
 * fbetaScore([0, 1, 1, 0], [0, 1, 0, 0], { beta: 2 }); // 0.5556
 * ```
 * @see scikit-learn `metrics.fbeta_score`.
 */
export function fbetaScore(yTrue: TargetsLike, yPred: TargetsLike, options: FbetaScoreOptions & { readonly average: null }): Float64Array;
export function fbetaScore(
  yTrue: TargetsLike,
  yPred: TargetsLike,
  options?: FbetaScoreOptions & { readonly average?: Exclude<Average, null> | undefined },
): number;
export function fbetaScore(yTrue: TargetsLike, yPred: TargetsLike, options?: FbetaScoreOptions): number | Float64Array {
  const caller = 'fbetaScore';
  return score(yTrue, yPred, readOptions(caller, options, { ...ONE_SCORE, beta: 1 }), 'fscore', caller);
}
