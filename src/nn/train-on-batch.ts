/**
 * One step of training.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectInteger, readOptions } from '../core/options.js';
import { streamOf } from './batches.js';
import { type LayerInput } from './finish-layer.js';
import { type Model } from './model-core.js';
import { type Optimizer } from './optimizer.js';
import { addTo, GOAL_DEFAULTS, meansOf, readGoal, type Sums, trainBatches, type TrainingGoalOptions } from './train-step.js';
import { type TrainingLogs } from './training-callback.js';
import { DATA_DEFAULTS, readTrainingData, type TrainingDataOptions, type TrainingTarget } from './training-data.js';

/** Options of {@link trainOnBatch}. */
export interface TrainOnBatchOptions extends TrainingGoalOptions, TrainingDataOptions {
  /** Takes the step, and remembers: the same one for all batches. */
  optimizer: Optimizer;
  /** Seed of dropout, which goes on with the steps of the optimiser: an integer >= 0. @defaultValue `0` */
  seed?: number | undefined;
}

/**
 * Takes one step of an optimiser, with all the items given: for training loops of your own.
 *
 * @param model - The network.
 * @param x - Input of one batch; several go as an array.
 * @param y - Targets.
 * @param options - Optimiser, loss, metrics, padding and weights.
 * @returns Loss and metrics before the step, as `evaluate` names them.
 * @throws As `evaluate`.
 * @example
 * ```ts
 * const net = sequential([dense({ units: 1, kernelInitializer: 'zeros' })], { inputShape: [1] });
 * const options = { optimizer: sgd({ learningRate: 0.25 }), loss: 'meanSquaredError' } as const;
 * trainOnBatch(net, tensor(Float32Array.of(1), [1, 1]), [2], options).loss; // 4
 * net.getWeights()[0]!.data; // [1]
 * ```
 * @see `keras.Model.train_on_batch`
 */
export function trainOnBatch(
  model: Model,
  x: LayerInput | readonly LayerInput[],
  y: TrainingTarget | readonly TrainingTarget[],
  options: TrainOnBatchOptions,
): TrainingLogs {
  const caller = 'trainOnBatch';
  const settings = readOptions(caller, options, {
    ...GOAL_DEFAULTS,
    ...DATA_DEFAULTS,
    optimizer: undefined as Optimizer | undefined,
    seed: 0,
  });
  const { optimizer, seed } = settings;
  if (typeof optimizer?.step !== 'function') throw new ParameterError(caller, 'optimizer', 'must be given');
  expectInteger(seed, caller, 'seed', 0);
  const goal = readGoal(settings, caller);
  const data = readTrainingData(model, x, y, goal.losses, settings, caller);
  const sums: Sums = {};
  addTo(sums, 'loss', 0, 0);
  const random = streamOf(seed, -1, optimizer.steps);
  trainBatches(model, goal, optimizer, [{ batch: data, random }], sums, { caller, epoch: 0, step: optimizer.steps });
  return meansOf(sums);
}
