/**
 * The share of items that are right.
 * @module
 */
import { expectBoolean, readOptions } from '../core/options.js';
import { readTargets, type TargetsLike } from './targets.js';

/** Options of {@link accuracyScore}. */
export interface AccuracyScoreOptions {
  /** `true`: a share in [0, 1]; `false`: the number of right items. @defaultValue `true` */
  normalize?: boolean | undefined;
}

/**
 * The share of items whose label is right. Where items have several labels, all of them must be.
 *
 * @param yTrue - The true label of each item, or an ndarray of 0 and 1, shape `[items, labels]`.
 * @param yPred - The predicted ones.
 * @param options - {@link AccuracyScoreOptions}.
 * @returns Share in [0, 1], or a count.
 * @throws {@link ParameterError} if the lists differ in length or are empty.
 * @example
 * ```ts
 * accuracyScore([0, 1, 2, 2], [0, 1, 2, 1]); // 0.75
 * ```
 * @see scikit-learn `metrics.accuracy_score`.
 */
export function accuracyScore(yTrue: TargetsLike, yPred: TargetsLike, options?: AccuracyScoreOptions): number {
  const caller = 'accuracyScore';
  const o = readOptions(caller, options, { normalize: true });
  expectBoolean(o.normalize, caller, 'normalize');
  const { items, truth, guess, classes, several } = readTargets(yTrue, yPred, caller);
  const width = several ? classes.length : 1;
  let right = 0;
  for (let i = 0; i < items; i++) {
    let same = true;
    for (let k = i * width; k < (i + 1) * width; k++) same &&= truth[k] === guess[k];
    right += Number(same);
  }
  return o.normalize ? right / items : right;
}
