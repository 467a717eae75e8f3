/**
 * Losses of embeddings, as functions of tensors.
 * @module
 */
import { type Tensor } from '@tensorflow/tfjs-core';
import { nd, type NdArray } from '../core/nd.js';
import { arcFace as arc, type ArcFaceOptions } from '../loss/arc-face.js';
import { batchContrastiveLoss as batchContrastive } from '../loss/batch-contrastive-loss.js';
import { batchTripletLoss as batchTriplet, type BatchTripletLossOptions } from '../loss/batch-triplet-loss.js';
import { centerLoss as center, type CenterLossOptions } from '../loss/center-loss.js';
import { contrastiveLoss as contrastive, type ContrastiveLossOptions } from '../loss/contrastive-loss.js';
import { cosFace as cos, type CosFaceOptions } from '../loss/cos-face.js';
import { type Loss, type Values } from '../loss/inputs.js';
import { ntXent as xent, type NtXentOptions } from '../loss/nt-xent.js';
import { tripletLoss as triplet } from '../loss/triplet-loss.js';
import { type TripletLossOptions } from '../loss/triplet-options.js';
import { type LabelsLike, lossFunction, readLabels, type Reduced } from './loss-function.js';
import { readFloats, toTensor } from './tensors.js';

const one = ({ loss, gradient }: Loss<NdArray<Float32Array>>): { loss: number; gradients: Values[] } => ({ loss, gradients: [gradient] });

/**
 * Triplet loss of given triplets: max(d(a, p) - d(a, n) + margin, 0).
 *
 * @param anchors - A tensor of float32, shape `[triplets, dims]`.
 * @param positives - The same shape: of the same class, row by row.
 * @param negatives - The same shape: of another class.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to all three.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { tripletLoss } from '@audiolab/dsp/tfjs';
 * const [a, p, n] = [[0, 0], [3, 4], [0, 5.5]].map((row) => tf.tensor([row]));
 * tripletLoss(a, p, n).dataSync(); // [0.5]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function tripletLoss(anchors: Tensor, positives: Tensor, negatives: Tensor, options?: Reduced<TripletLossOptions>): Tensor {
  return lossFunction('tripletLoss', { anchors, positives, negatives }, options, (a, p, n) => {
    const { loss, gradients } = triplet(a!, p!, n!, options);
    return { loss, gradients: [gradients.anchors, gradients.positives, gradients.negatives] };
  });
}

/**
 * Triplet loss over the triplets of a batch: all, hard or semi-hard ones. Nothing is gathered, so that it trains on `wasm`.
 *
 * @param embeddings - A tensor of float32, shape `[items, dims]`.
 * @param labels - One integer an item; items with the same one belong together.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the embeddings.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { batchTripletLoss } from '@audiolab/dsp/tfjs';
 * const x = tf.tensor([[0, 0], [1, 0], [0, 1.5], [3, 3]]);
 * batchTripletLoss(x, [0, 0, 1, 1], { mining: 'hard' }).dataSync(); // [1.0749693]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function batchTripletLoss(embeddings: Tensor, labels: LabelsLike, options?: Reduced<BatchTripletLossOptions>): Tensor {
  return lossFunction('batchTripletLoss', { embeddings }, options, (x) => one(batchTriplet(x!, readLabels(labels), options)));
}

/**
 * Contrastive loss of pairs: those that belong together are pulled together, others pushed apart up to a margin.
 *
 * @param first - A tensor of float32, shape `[pairs, dims]`.
 * @param second - The same shape.
 * @param same - One number a pair: 1 if they belong together, 0 if not.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to both.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { contrastiveLoss } from '@audiolab/dsp/tfjs';
 * const [a, b] = [tf.zeros([2, 2]), tf.tensor([[3, 4], [0, 0.5]])];
 * contrastiveLoss(a, b, [1, 0]).dataSync(); // [12.625]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function contrastiveLoss(first: Tensor, second: Tensor, same: LabelsLike, options?: Reduced<ContrastiveLossOptions>): Tensor {
  return lossFunction('contrastiveLoss', { first, second }, options, (a, b) => {
    const { loss, gradients } = contrastive(a!, b!, readLabels(same), options);
    return { loss, gradients: [gradients.first, gradients.second] };
  });
}

/**
 * Contrastive loss over all pairs of a batch.
 *
 * @param embeddings - A tensor of float32, shape `[items, dims]`.
 * @param labels - One integer an item; items with the same one belong together.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the embeddings.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { batchContrastiveLoss } from '@audiolab/dsp/tfjs';
 * batchContrastiveLoss(tf.tensor([[0, 0], [3, 4], [0, 0.5]]), [0, 0, 1]).shape; // []
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function batchContrastiveLoss(embeddings: Tensor, labels: LabelsLike, options?: Reduced<ContrastiveLossOptions>): Tensor {
  return lossFunction('batchContrastiveLoss', { embeddings }, options, (x) => one(batchContrastive(x!, readLabels(labels), options)));
}

/**
 * NT-Xent, SimCLR's loss: each positive pair against all negatives of its anchor.
 *
 * @param embeddings - A tensor of float32, shape `[items, dims]`.
 * @param labels - One integer an item; items with the same one belong together.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the embeddings.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { ntXent } from '@audiolab/dsp/tfjs';
 * const views = tf.tensor([[1, 0], [0.8, 0.6], [0, 1], [-0.6, 0.8]]);
 * ntXent(views, [0, 0, 1, 1], { temperature: 0.5 }).dataSync(); // [0.4301903]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function ntXent(embeddings: Tensor, labels: LabelsLike, options?: Reduced<NtXentOptions>): Tensor {
  return lossFunction('ntXent', { embeddings }, options, (x) => one(xent(x!, readLabels(labels), options)));
}

/**
 * ArcFace: cross-entropy over the cosines to class weights, the angle to the right one widened by a margin.
 *
 * @param embeddings - A tensor of float32, shape `[items, dims]`.
 * @param labels - The class of each item, integers in [0, classes).
 * @param weights - A tensor of float32, one direction a class, shape `[classes, dims]`.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to embeddings and weights.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { arcFace } from '@audiolab/dsp/tfjs';
 * arcFace(tf.tensor([[2, 1], [1, 2]]), [0, 1], tf.tensor([[1, 0], [0, 1]]), { scale: 4 }).dataSync(); // [0.4766277]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function arcFace(embeddings: Tensor, labels: LabelsLike, weights: Tensor, options?: Reduced<ArcFaceOptions>): Tensor {
  return lossFunction('arcFace', { embeddings, weights }, options, (x, w) => {
    const { loss, gradients } = arc(x!, readLabels(labels), w!, options);
    return { loss, gradients: [gradients.embeddings, gradients.weights] };
  });
}

/**
 * CosFace (additive-margin softmax): cross-entropy over the cosines to class weights, the right one lowered by a margin.
 *
 * @param embeddings - A tensor of float32, shape `[items, dims]`.
 * @param labels - The class of each item, integers in [0, classes).
 * @param weights - A tensor of float32, one direction a class, shape `[classes, dims]`.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to embeddings and weights.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { cosFace } from '@audiolab/dsp/tfjs';
 * cosFace(tf.tensor([[2, 1], [1, 2]]), [0, 1], tf.tensor([[1, 0], [0, 1]]), { scale: 4 }).dataSync(); // [0.5175031]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function cosFace(embeddings: Tensor, labels: LabelsLike, weights: Tensor, options?: Reduced<CosFaceOptions>): Tensor {
  return lossFunction('cosFace', { embeddings, weights }, options, (x, w) => {
    const { loss, gradients } = cos(x!, readLabels(labels), w!, options);
    return { loss, gradients: [gradients.embeddings, gradients.weights] };
  });
}

/**
 * Center loss: half the squared distances to the centers of the classes, summed. The centers get their gradient, too;
 * to move them as the paper does, keep them out of the optimiser and call {@link updateCenters}.
 *
 * @param embeddings - A tensor of float32, shape `[items, dims]`.
 * @param labels - The class of each item, integers in [0, classes).
 * @param centers - A tensor of float32, shape `[classes, dims]`.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to embeddings and centers.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { centerLoss } from '@audiolab/dsp/tfjs';
 * const centers = tf.tensor([[0, 0], [5, 5]]);
 * centerLoss(tf.tensor([[1, 2], [3, 2]]), [0, 0], centers, { preset: 'wen2016' }).dataSync(); // [9]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function centerLoss(embeddings: Tensor, labels: LabelsLike, centers: Tensor, options?: Reduced<CenterLossOptions>): Tensor {
  return lossFunction('centerLoss', { embeddings, centers }, options, (x, c) => {
    const { loss, gradients } = center(x!, readLabels(labels), c!, options);
    return { loss, gradients: [gradients.embeddings, gradients.centers] };
  });
}

/**
 * The centers of {@link centerLoss} after one step of their own rule: c - alpha sum (c - x) / (1 + n) over the n members of each class.
 *
 * @param embeddings - A tensor of float32, shape `[items, dims]`.
 * @param labels - The class of each item, integers in [0, classes).
 * @param centers - A tensor of float32, shape `[classes, dims]`.
 * @param options - Those of {@link centerLoss}.
 * @returns A fresh tensor, for `variable.assign`. It has no gradient.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { updateCenters } from '@audiolab/dsp/tfjs';
 * const centers = tf.tensor([[0, 0], [5, 5]]);
 * updateCenters(tf.tensor([[1, 2], [3, 2]]), [0, 0], centers).dataSync(); // [0.6666667, 0.6666667, 5, 5]
 * ```
 * @see Wen et al., ECCV 2016, eq. 4.
 */
export function updateCenters(embeddings: Tensor, labels: LabelsLike, centers: Tensor, options?: Reduced<CenterLossOptions>): Tensor {
  const read = (t: Tensor, name: string): NdArray<Float32Array> => nd(readFloats(t, 'updateCenters', name), t.shape);
  return toTensor(center(read(embeddings, 'embeddings'), readLabels(labels), read(centers, 'centers'), options).updateCenters());
}
