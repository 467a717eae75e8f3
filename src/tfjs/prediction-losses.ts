/**
 * Losses of predictions, as functions of tensors.
 * @module
 */
import { type Tensor } from '@tensorflow/tfjs-core';
import { type NdArray } from '../core/nd.js';
import { binaryCrossentropy as binary, type BinaryCrossentropyOptions } from '../loss/binary-crossentropy.js';
import { categoricalCrossentropy as categorical } from '../loss/categorical-crossentropy.js';
import { categoricalFocalLoss as categoricalFocal, type CategoricalFocalLossOptions } from '../loss/categorical-focal-loss.js';
import { cosineSimilarityLoss as cosine } from '../loss/cosine-similarity-loss.js';
import { ctcLoss as ctc, type CtcLossOptions } from '../loss/ctc-loss.js';
import { type ElementwiseOptions } from '../loss/elementwise.js';
import { focalLoss as focal, type FocalLossOptions } from '../loss/focal-loss.js';
import { huber as huberLoss, type HuberOptions } from '../loss/huber.js';
import { type Loss, type Values } from '../loss/inputs.js';
import { meanAbsoluteError as absolute } from '../loss/mean-absolute-error.js';
import { meanSquaredError as squared } from '../loss/mean-squared-error.js';
import { type ReductionOptions } from '../loss/reduce.js';
import { sparseCategoricalCrossentropy as sparse, type SparseCrossentropyOptions } from '../loss/sparse-categorical-crossentropy.js';
import { type CrossentropyOptions } from '../loss/softmax.js';
import { type LabelsLike, lossFunction, readLabels, readTargets, type Reduced, type TargetsLike } from './loss-function.js';

const one = ({ loss, gradient }: Loss<NdArray<Float32Array>>): { loss: number; gradients: Values[] } => ({ loss, gradients: [gradient] });

/**
 * Mean squared error: (x - y)^2.
 *
 * @param predictions - A tensor of float32, any shape.
 * @param targets - The same shape.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the predictions.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { meanSquaredError } from '@audiolab/dsp/tfjs';
 * meanSquaredError(tf.tensor([1, 3]), [0, 1]).dataSync(); // [2.5]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function meanSquaredError(predictions: Tensor, targets: TargetsLike, options?: Reduced<ElementwiseOptions>): Tensor {
  return lossFunction('meanSquaredError', { predictions }, options, (x) => one(squared(x!, readTargets(targets), options)));
}

/**
 * Mean absolute error: |x - y|.
 *
 * @param predictions - A tensor of float32, any shape.
 * @param targets - The same shape.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the predictions.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { meanAbsoluteError } from '@audiolab/dsp/tfjs';
 * meanAbsoluteError(tf.tensor([1, 3]), [0, 1]).dataSync(); // [1.5]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function meanAbsoluteError(predictions: Tensor, targets: TargetsLike, options?: Reduced<ElementwiseOptions>): Tensor {
  return lossFunction('meanAbsoluteError', { predictions }, options, (x) => one(absolute(x!, readTargets(targets), options)));
}

/**
 * Huber loss: squares near the target, straight lines beyond `delta`.
 *
 * @param predictions - A tensor of float32, any shape.
 * @param targets - The same shape.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the predictions.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { huber } from '@audiolab/dsp/tfjs';
 * huber(tf.tensor([0.5, 3]), [0, 0]).dataSync(); // [1.3125]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function huber(predictions: Tensor, targets: TargetsLike, options?: Reduced<HuberOptions>): Tensor {
  return lossFunction('huber', { predictions }, options, (x) => one(huberLoss(x!, readTargets(targets), options)));
}

/**
 * Minus the cosine between predictions and targets along the last axis.
 *
 * @param predictions - A tensor of float32, shape `[...items, classes]`.
 * @param targets - The same shape.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the predictions.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { cosineSimilarityLoss } from '@audiolab/dsp/tfjs';
 * cosineSimilarityLoss(tf.tensor([[3, 4]]), tf.tensor([[0, 2]])).dataSync(); // [-0.8]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function cosineSimilarityLoss(predictions: Tensor, targets: TargetsLike, options?: Reduced<ReductionOptions>): Tensor {
  return lossFunction('cosineSimilarityLoss', { predictions }, options, (x) => one(cosine(x!, readTargets(targets), options)));
}

/**
 * Binary (sigmoid) cross-entropy, for answers yes or no, several of which may be true at once.
 *
 * @param predictions - A tensor of float32, any shape.
 * @param targets - The same shape.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the predictions.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { binaryCrossentropy } from '@audiolab/dsp/tfjs';
 * binaryCrossentropy(tf.tensor([0, 2]), [1, 1], { fromLogits: true }).dataSync(); // [0.4100376]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function binaryCrossentropy(predictions: Tensor, targets: TargetsLike, options?: Reduced<BinaryCrossentropyOptions>): Tensor {
  return lossFunction('binaryCrossentropy', { predictions }, options, (x) => one(binary(x!, readTargets(targets), options)));
}

/**
 * Focal loss for answers yes or no: cross-entropy that looks at the hard ones.
 *
 * @param predictions - A tensor of float32, any shape.
 * @param targets - The same shape.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the predictions.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { focalLoss } from '@audiolab/dsp/tfjs';
 * focalLoss(tf.tensor([[0.97], [0.91], [0.03]]), [1, 1, 0], { reduction: 'sum' }).shape; // []
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function focalLoss(predictions: Tensor, targets: TargetsLike, options?: Reduced<FocalLossOptions>): Tensor {
  return lossFunction('focalLoss', { predictions }, options, (x) => one(focal(x!, readTargets(targets), options)));
}

/**
 * Cross-entropy of class probabilities (or logits) against distributions over classes, such as one-hot rows.
 *
 * @param predictions - A tensor of float32, shape `[...items, classes]`.
 * @param targets - The same shape.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the predictions.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { categoricalCrossentropy } from '@audiolab/dsp/tfjs';
 * const p = tf.tensor([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]]);
 * const t = tf.tensor([[1, 0, 0], [0, 1, 0]]);
 * categoricalCrossentropy(p, t).dataSync(); // [0.2899092]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function categoricalCrossentropy(predictions: Tensor, targets: TargetsLike, options?: Reduced<CrossentropyOptions>): Tensor {
  return lossFunction('categoricalCrossentropy', { predictions }, options, (x) => one(categorical(x!, readTargets(targets), options)));
}

/**
 * Focal loss for several classes.
 *
 * @param predictions - A tensor of float32, shape `[...items, classes]`.
 * @param targets - The same shape.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the predictions.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { categoricalFocalLoss } from '@audiolab/dsp/tfjs';
 * const p = tf.tensor([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]]);
 * const t = tf.tensor([[1, 0, 0], [0, 1, 0]]);
 * categoricalFocalLoss(p, t).dataSync(); // [0.00512831]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function categoricalFocalLoss(predictions: Tensor, targets: TargetsLike, options?: Reduced<CategoricalFocalLossOptions>): Tensor {
  return lossFunction('categoricalFocalLoss', { predictions }, options, (x) => one(categoricalFocal(x!, readTargets(targets), options)));
}

/**
 * Cross-entropy of class probabilities (or logits) against class numbers.
 *
 * @param predictions - A tensor of float32, shape `[...items, classes]`.
 * @param labels - The class of each item, integers in [0, classes).
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the predictions.
 * @throws `ParameterError` if shapes or labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { sparseCategoricalCrossentropy } from '@audiolab/dsp/tfjs';
 * const logits = tf.tensor([[2, 1, 0], [0, 3, 0]]);
 * sparseCategoricalCrossentropy(logits, [0, 1], { fromLogits: true }).dataSync(); // [0.2512645]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function sparseCategoricalCrossentropy(
  predictions: Tensor,
  labels: LabelsLike,
  options?: Reduced<SparseCrossentropyOptions>,
): Tensor {
  return lossFunction('sparseCategoricalCrossentropy', { predictions }, options, (x) => one(sparse(x!, readLabels(labels), options)));
}

/**
 * Connectionist temporal classification: labels in their order, without times. TensorFlow.js has none.
 *
 * @param logits - A tensor of float32, shape `[batch, time, classes]`.
 * @param targets - A list of labels for each item, without the blank.
 * @param options - Those of the loss in `@audiolab/dsp/nn`, without `reduction: 'none'`.
 * @returns A scalar, differentiable with respect to the logits.
 * @throws `ParameterError` if labels do not fit into the frames, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { ctcLoss } from '@audiolab/dsp/tfjs';
 * ctcLoss(tf.zeros([1, 2, 3]), [[1]]).dataSync(); // [1.0986123]
 * ```
 * @see The loss of the same name in `@audiolab/dsp/nn`: same value, same gradient.
 */
export function ctcLoss(logits: Tensor, targets: readonly ArrayLike<number>[], options?: Reduced<CtcLossOptions>): Tensor {
  return lossFunction('ctcLoss', { logits }, options, (x) => one(ctc(x!, targets, options)));
}
