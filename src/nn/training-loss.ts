/**
 * The loss that training lowers: by name, or a function.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type NdArray, type NdData } from '../core/nd.js';
import { expectOneOf } from '../core/options.js';
import { expectShape, readTensor, type Tensor, toNd } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { binaryCrossentropy } from '../loss/binary-crossentropy.js';
import { categoricalCrossentropy } from '../loss/categorical-crossentropy.js';
import { cosineSimilarityLoss } from '../loss/cosine-similarity-loss.js';
import { huber } from '../loss/huber.js';
import { meanAbsoluteError } from '../loss/mean-absolute-error.js';
import { meanSquaredError } from '../loss/mean-squared-error.js';
import { sparseCategoricalCrossentropy } from '../loss/sparse-categorical-crossentropy.js';

/**
 * A loss of your own, or one of ours with options of its own. Class numbers are in `targets.data`. `sampleWeights` are there where something is weighed: one number for each row
 * along the last axis of the predictions. The loss should be a mean over the batch.
 */
export type TrainingLossFunction = (
  predictions: NdArray<FloatArray>,
  targets: NdArray<Float64Array>,
  options?: { sampleWeights: Float64Array },
) => TrainingLossValue;

/** What a loss of your own returns; those of this library do. */
export interface TrainingLossValue {
  /** The loss of the batch. */
  readonly loss: number;
  /** d loss / d predictions, in their shape. */
  readonly gradient: NdArray<FloatArray> | FloatArray;
}

/** Losses that go by name. */
export type TrainingLossName =
  | 'binaryCrossentropy'
  | 'categoricalCrossentropy'
  | 'sparseCategoricalCrossentropy'
  | 'cosineSimilarityLoss'
  | 'huber'
  | 'meanAbsoluteError'
  | 'meanSquaredError';

const NAMED = {
  binaryCrossentropy,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
  cosineSimilarityLoss,
  huber,
  meanAbsoluteError,
  meanSquaredError,
} satisfies Record<TrainingLossName, unknown>;

/** A loss by name with options of its own, such as `{ name: 'sparseCategoricalCrossentropy', fromLogits: true }`. */
export interface TrainingLossSettings {
  /** Which. */
  readonly name: TrainingLossName;
  /** What that function takes. */
  readonly [option: string]: unknown;
}

/** A loss: by name, by name with options, or a function. */
export type TrainingLoss = TrainingLossName | TrainingLossSettings | TrainingLossFunction;

/** A loss, read. */
export interface LossPlan {
  /** Class numbers, values like the outputs, or whatever the function takes. */
  readonly targets: 'classes' | 'values' | 'any';
  /** Answers yes or no, above this number. */
  readonly yesAbove: number | undefined;
  compute(predictions: Tensor, targets: Tensor<Float64Array>, weights: Float64Array | undefined): { loss: number; gradient: FloatArray };
}

type Named = (
  predictions: NdArray<FloatArray>,
  targets: NdArray<NdData> | Float64Array,
  options: object,
) => { loss: number; gradient: NdArray<FloatArray> };

/** Reads the option. */
export function readLoss(loss: unknown, caller: string): LossPlan {
  if (typeof loss === 'function') return readFunction(loss as TrainingLossFunction, caller);
  const { name, ...options } = (typeof loss === 'string' ? { name: loss } : (loss ?? {})) as TrainingLossSettings;
  if (typeof loss !== 'string' && (typeof loss !== 'object' || loss === null)) {
    throw new TypeError(`${caller}: "loss" must be a name, an object with a name, or a function, got ${show(loss)}`);
  }
  expectOneOf(name, caller, 'loss', Object.keys(NAMED));
  for (const taken of ['sampleWeights', 'reduction']) {
    if (taken in options) throw new ParameterError(caller, `loss.${taken}`, 'is set by training itself: give weights to it');
  }
  const compute = NAMED[name] as unknown as Named;
  const classes = name === 'sparseCategoricalCrossentropy';
  return {
    targets: classes ? 'classes' : 'values',
    yesAbove: name === 'binaryCrossentropy' ? (options['fromLogits'] === true ? 0 : 0.5) : undefined,
    compute(predictions, { data }, weights) {
      const settings = weights ? { ...options, sampleWeights: weights } : options;
      const { loss: value, gradient } = compute(
        toNd(predictions),
        classes ? data : (toNd({ data, shape: predictions.shape }) as never),
        settings,
      );
      return { loss: value, gradient: gradient.data };
    },
  };
}

function readFunction(loss: TrainingLossFunction, caller: string): LossPlan {
  return {
    targets: 'any',
    yesAbove: undefined,
    compute(predictions, targets, weights) {
      const result = loss(toNd(predictions), toNd(targets), weights && { sampleWeights: weights });
      if (typeof result !== 'object' || result === null || typeof result.loss !== 'number') {
        throw new TypeError(`${caller}: "loss" must return { loss, gradient }, got ${show(result)}`);
      }
      const gradient = readTensor(result.gradient as NdArray<FloatArray>, caller, 'gradient of the loss');
      if (gradient.data.length !== predictions.data.length) expectShape(gradient.shape, predictions.shape, caller, 'gradient of the loss');
      return { loss: result.loss, gradient: gradient.data };
    },
  };
}
