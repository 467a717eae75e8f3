/**
 * The contrastive loss of all pairs of a batch.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';
import { type ContrastiveLossOptions, pairLosses, readContrastive } from './contrastive-loss.js';
import { backDistances, backFromUnit, distanceMatrix, expectDistances, pointsOf } from './distance.js';
import { finiteLoss, giveLike, type Loss, readGroups, readMatrix } from './inputs.js';

/**
 * Contrastive loss over all pairs of a batch, each pair once: items with the same label belong together. A batch of one item has loss 0.
 *
 * @param embeddings - Shape `[items, dims]`.
 * @param labels - One integer an item; items with the same one belong together.
 * @param options - {@link ContrastiveLossOptions}.
 * @returns `loss`, `gradient` with respect to the embeddings, and `losses` of the pairs (0, 1), (0, 2), (1, 2), ... where nothing is reduced.
 * @throws `ParameterError` if the labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const x = tensor(Float64Array.of(0, 0, 3, 4, 0, 0.5), [3, 2]);
 * batchContrastiveLoss(x, [0, 0, 1]).loss; // 8.4166667
 * batchContrastiveLoss(x, [0, 0, 1], { preset: 'pytorch-metric-learning' }).loss; // 1.3675445
 * ```
 * @see pytorch-metric-learning 2.8 `ContrastiveLoss` (its preset).
 */
export function batchContrastiveLoss<T extends FloatArray>(
  embeddings: NdArray<T>,
  labels: ArrayLike<number>,
  options: ContrastiveLossOptions = {},
): Loss<NdArray<T>> {
  const caller = 'batchContrastiveLoss';
  const s = readContrastive(caller, options);
  const { x, items, width } = readMatrix(embeddings, caller, 'embeddings');
  const groups = readGroups(labels, items, caller);
  const points = pointsOf(x, items, width, s.normalize || s.distance === 'cosine');
  const matrix = distanceMatrix(s.distance, points, 0);
  expectDistances(matrix, caller);
  const pairs = (items * (items - 1)) / 2;
  const distances = new Float64Array(pairs);
  const same = new Uint8Array(pairs);
  for (let j = 1, at = 0; j < items; j++) {
    for (let i = 0; i < j; i++, at++) {
      distances[at] = matrix[j * items + i]!;
      same[at] = groups[i] === groups[j] ? 1 : 0;
    }
  }
  const losses = new Float64Array(pairs);
  const slopes = new Float64Array(pairs);
  const loss = finiteLoss(pairLosses(s, distances, same, losses, slopes), caller, 'embeddings');
  const weights = new Float64Array(items * items);
  for (let j = 1, at = 0; j < items; j++) for (let i = 0; i < j; i++, at++) weights[j * items + i] = slopes[at]!;
  const values = backFromUnit(backDistances(s.distance, points, 0, matrix, weights), points);
  const gradient = giveLike<NdArray<FloatArray>>(embeddings, values, [items, width], caller, 'embeddings') as NdArray<T>;
  return s.reduction === 'none' ? { loss, gradient, losses } : { loss, gradient };
}
