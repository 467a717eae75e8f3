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
  /**
   * Remembers what this batch teaches the loss itself, such as where centers are. Called once the optimiser has taken its step: never where
   * a network is only measured, nor where the step is refused. Of accumulated batches all are called, in their order.
   */
  readonly update?: (() => void) | undefined;
}

/** A loss that remembers something from batch to batch: what its values' `update` changes. `createCenterLoss` makes one. */
export interface TrainingLossObject {
  /** Computes, and changes nothing. */
  compute: TrainingLossFunction;
  /** What it remembers, as plain data, not undefined: goes into the state of a training. Needs `setState` beside it. */
  getState?(): unknown;
  /** Takes that back; refuses what it did not give. */
  setState?(state: unknown): void;
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

/** A loss: by name, by name with options, a function, or an object that remembers. */
export type TrainingLoss = TrainingLossName | TrainingLossSettings | TrainingLossFunction | TrainingLossObject;

/** A loss, read. */
export interface LossPlan {
  /** Class numbers, values like the outputs, or whatever the function takes. */
  readonly targets: 'classes' | 'values' | 'any';
  /** Answers yes or no, above this number. */
  readonly yesAbove: number | undefined;
  compute(predictions: Tensor, targets: Tensor<Float64Array>, weights: Float64Array | undefined): ComputedLoss;
  /** The loss that remembers something, where it does. */
  readonly memory: Required<Pick<TrainingLossObject, 'getState' | 'setState'>> | undefined;
}

/** Loss and gradient of a batch, and what is to be done after the step. */
export interface ComputedLoss {
  readonly loss: number;
  readonly gradient: FloatArray;
  readonly update?: (() => void) | undefined;
}

type Named = (
  predictions: NdArray<FloatArray>,
  targets: NdArray<NdData> | Float64Array,
  options: object,
) => { loss: number; gradient: NdArray<FloatArray> };

/** Reads the option. */
export function readLoss(loss: unknown, caller: string): LossPlan {
  if (typeof loss === 'function') return readFunction(loss as TrainingLossFunction, undefined, caller);
  const object = loss as TrainingLossObject | null | undefined;
  if (typeof object?.compute === 'function') {
    const { getState, setState } = object;
    if ((getState === undefined) !== (setState === undefined)) {
      throw new ParameterError(caller, 'loss', 'must have both of "getState" and "setState", or none');
    }
    const memory = getState && { getState: () => getState.call(object), setState: (state: unknown) => setState!.call(object, state) };
    return readFunction((p, t, o) => object.compute(p, t, o), memory, caller);
  }
  const { name, ...options } = (typeof loss === 'string' ? { name: loss } : (loss ?? {})) as TrainingLossSettings;
  if (typeof loss !== 'string' && (typeof loss !== 'object' || loss === null)) {
    throw new TypeError(`${caller}: "loss" must be a name, an object with a name or with compute, or a function, got ${show(loss)}`);
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
    memory: undefined,
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

function readFunction(loss: TrainingLossFunction, memory: LossPlan['memory'], caller: string): LossPlan {
  return {
    targets: 'any',
    yesAbove: undefined,
    memory,
    compute(predictions, targets, weights) {
      const result = loss(toNd(predictions), toNd(targets), weights && { sampleWeights: weights });
      if (typeof result !== 'object' || result === null || typeof result.loss !== 'number') {
        throw new TypeError(`${caller}: "loss" must return { loss, gradient }, got ${show(result)}`);
      }
      const gradient = readTensor(result.gradient as NdArray<FloatArray>, caller, 'gradient of the loss');
      if (gradient.data.length !== predictions.data.length) expectShape(gradient.shape, predictions.shape, caller, 'gradient of the loss');
      if (result.update !== undefined && typeof result.update !== 'function') {
        throw new TypeError(`${caller}: "update" of the loss must be a function, got ${show(result.update)}`);
      }
      return { loss: result.loss, gradient: gradient.data, update: result.update };
    },
  };
}
