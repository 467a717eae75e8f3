/**
 * Softmax over cosines, the right one made smaller.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';
import { marginSoftmax, type MarginSoftmaxLoss, type MarginSoftmaxOptions, type Target } from './margin-softmax.js';

/** Options of {@link cosFace}. */
export interface CosFaceOptions extends MarginSoftmaxOptions {
  /** What is taken from the cosine of the right class, in [0, 2]. @defaultValue `0.35` */
  margin?: number | undefined;
}

/**
 * CosFace (additive-margin softmax): cross-entropy of scale times the cosines between embeddings and class weights, where the right class
 * gets cosine - margin.
 *
 * @param embeddings - Shape `[items, dims]`; only their direction counts. A vector of zeros has cosine 0 and gradient 0.
 * @param labels - The class of each item, integers in [0, classes).
 * @param weights - One direction a class, shape `[classes, dims]`.
 * @param options - {@link CosFaceOptions}.
 * @returns `loss` and `gradients` of embeddings and weights.
 * @throws `ParameterError` if a label is no class, shapes do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const x = tensor(Float64Array.of(2, 1, 1, 2), [2, 2]);
 * const w = tensor(Float64Array.of(1, 0, 0, 1), [2, 2]);
 * cosFace(x, [0, 1], w, { scale: 4 }).loss; // 0.51750306
 * ```
 * @see pytorch-metric-learning 2.8 `CosFaceLoss` (its `W` is transposed); Wang et al., CVPR 2018, arXiv:1801.09414.
 */
export function cosFace<T extends FloatArray>(
  embeddings: NdArray<T>,
  labels: ArrayLike<number>,
  weights: NdArray<T>,
  options: CosFaceOptions = {},
): MarginSoftmaxLoss<T> {
  return marginSoftmax('cosFace', embeddings, labels, weights, options, 0.35, 2, lowered);
}

const lowered =
  (margin: number): Target =>
  (cosine) => ({ value: cosine - margin, byCosine: 1, bySine: 0 });
