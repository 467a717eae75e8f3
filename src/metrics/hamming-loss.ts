/**
 * The share of labels that are wrong.
 * @module
 */
import { readTargets, type TargetsLike } from './targets.js';

/**
 * The share of labels that are wrong, over all items and labels. With one label an item, 1 - accuracy.
 *
 * @param yTrue - The true label of each item, or an ndarray of 0 and 1, shape `[items, labels]`.
 * @param yPred - The predicted ones.
 * @returns Share in [0, 1].
 * @throws {@link ParameterError} if the lists differ in length or are empty.
 * @example
 * ```ts
 * hammingLoss([0, 1, 2, 2], [0, 1, 2, 1]); // 0.25
 * ```
 * @see scikit-learn `metrics.hamming_loss`.
 */
export function hammingLoss(yTrue: TargetsLike, yPred: TargetsLike): number {
  const { truth, guess } = readTargets(yTrue, yPred, 'hammingLoss');
  let wrong = 0;
  for (let k = 0; k < truth.length; k++) wrong += Number(truth[k] !== guess[k]);
  return wrong / truth.length;
}
