/**
 * Softmax over angles, the right one made wider.
 * @module
 */
import { cos, PI, sin } from '../core/math.js';
import { type NdArray } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';
import { marginSoftmax, type MarginSoftmaxLoss, type MarginSoftmaxOptions, type Target } from './margin-softmax.js';

/** Options of {@link arcFace}. */
export interface ArcFaceOptions extends MarginSoftmaxOptions {
  /**
   * What is added to the angle of the right class, in radians, in [0, pi / 2]. pytorch-metric-learning says 28.6 degrees, which is 0.49916.
   * @defaultValue `0.5`
   */
  margin?: number | undefined;
}

/**
 * ArcFace: cross-entropy of scale times the cosines between embeddings and class weights, where the right class gets cos(angle + margin).
 * Beyond the angle pi - margin, where that would rise again, it is the cosine - margin sin(margin).
 *
 * @param embeddings - Shape `[items, dims]`; only their direction counts. A vector of zeros has cosine 0 and gradient 0.
 * @param labels - The class of each item, integers in [0, classes).
 * @param weights - One direction a class, shape `[classes, dims]`.
 * @param options - {@link ArcFaceOptions}.
 * @returns `loss` and `gradients` of embeddings and weights.
 * @throws `ParameterError` if a label is no class, shapes do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const x = tensor(Float64Array.of(2, 1, 1, 2), [2, 2]);
 * const w = tensor(Float64Array.of(1, 0, 0, 1), [2, 2]);
 * arcFace(x, [0, 1], w, { scale: 4 }).loss; // 0.47662772
 * arcFace(x, [0, 1], w, { scale: 4, margin: 0 }).loss; // 0.15456621
 * ```
 * @see pytorch-metric-learning 2.8 `ArcFaceLoss` (its `W` is transposed); Deng et al., CVPR 2019, arXiv:1801.07698.
 */
export function arcFace<T extends FloatArray>(
  embeddings: NdArray<T>,
  labels: ArrayLike<number>,
  weights: NdArray<T>,
  options: ArcFaceOptions = {},
): MarginSoftmaxLoss<T> {
  return marginSoftmax('arcFace', embeddings, labels, weights, options, 0.5, PI / 2, widened);
}

/** cos(angle + margin) = cosine cos(margin) - sine sin(margin). */
function widened(margin: number): Target {
  const c = cos(margin);
  const s = sin(margin);
  return (cosine, sine) =>
    cosine >= -c ? { value: cosine * c - sine * s, byCosine: c, bySine: -s } : { value: cosine - margin * s, byCosine: 1, bySine: 0 };
}
