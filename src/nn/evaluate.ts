/**
 * Loss and metrics of a network as it is.
 * @module
 */
import { expectInteger, expectFinite, readOptions } from '../core/options.js';
import { planBatches, streamOf, takeBatch } from './batches.js';
import { createBreather } from './breathe.js';
import { type LayerInput } from './finish-layer.js';
import { type Model } from './model-core.js';
import { type Moment } from './named-parameters.js';
import { addTo, type Goal, GOAL_DEFAULTS, meansOf, readGoal, type Sums, testBatch, type TrainingGoalOptions } from './train-step.js';
import { DATA_DEFAULTS, readTrainingData, type TrainingData, type TrainingDataOptions, type TrainingTarget } from './training-data.js';
import { type TrainingLogs } from './training-callback.js';

/** Options of {@link evaluate}. */
export interface EvaluateOptions extends TrainingGoalOptions, TrainingDataOptions {
  /** Items that run at once, >= 1. @defaultValue `32` */
  batchSize?: number | undefined;
  /** Lets others work after so many milliseconds, > 0. @defaultValue `50` */
  yieldEvery?: number | undefined;
  /** Stops between two batches; the promise is rejected with its reason. */
  signal?: AbortSignal | undefined;
}

/** Which targets have the time axis of the first input, so that they are cut with it. */
export function timedTargets(model: Model, data: TrainingData): boolean[] {
  const outputs = model.outputShapes(model.inputShapes!);
  return data.targets.map(({ shape }, o) => outputs[o]!.length > 1 && outputs[o]![0] === null && shape[1] === data.inputs[0]!.shape[1]);
}

/** Runs all batches of a data set, and gives the means. */
export async function testAll(
  model: Model,
  goal: Goal,
  data: TrainingData,
  batchSize: number,
  bucketing: number | null,
  breathe: () => Promise<void> | undefined,
  signal: AbortSignal | undefined,
  moment: Moment,
): Promise<TrainingLogs> {
  const sums: Sums = {};
  addTo(sums, 'loss', 0, 0); // first in all logs
  const timed = timedTargets(model, data);
  model.resetStates?.();
  for (const plan of planBatches(data, batchSize, undefined, bucketing)) {
    signal?.throwIfAborted();
    testBatch(model, goal, takeBatch(data, plan, timed), sums, streamOf(0, 0, 0), moment);
    const pause = breathe();
    if (pause) await pause;
  }
  model.resetStates?.();
  return meansOf(sums);
}

/**
 * Loss and metrics of a network on a data set: nothing drops out, batch normalisation uses its moving averages, no weight changes.
 *
 * @param model - The network.
 * @param x - Its input, the items first; several go as an array.
 * @param y - Its targets: class numbers or values; of several outputs as an array.
 * @param options - The loss, metrics, padding and weights.
 * @returns The means over all items by name: `loss` with all penalties, then the metrics; of several outputs `loss[0]`, `accuracy[0]` and so on.
 * @throws `ParameterError` for data that do not fit the model, labels out of range or unknown options; `TrainingError` where NaN comes up.
 * @example
 * ```ts
 * const net = sequential([dense({ units: 1, kernelInitializer: 'ones' })], { inputShape: [2] });
 * const x = tensor(Float32Array.of(1, 2, 3, 4), [2, 2]);
 * await evaluate(net, x, [2, 6], { loss: 'meanSquaredError', metrics: ['meanAbsoluteError'] }); // { loss: 1, meanAbsoluteError: 1 }
 * ```
 * @see `keras.Model.evaluate`
 */
export async function evaluate(
  model: Model,
  x: LayerInput | readonly LayerInput[],
  y: TrainingTarget | readonly TrainingTarget[],
  options: EvaluateOptions,
): Promise<TrainingLogs> {
  const caller = 'evaluate';
  const settings = readOptions(caller, options, {
    ...GOAL_DEFAULTS,
    ...DATA_DEFAULTS,
    batchSize: 32,
    yieldEvery: 50,
    signal: undefined as AbortSignal | undefined,
  });
  expectInteger(settings.batchSize, caller, 'batchSize', 1);
  expectFinite(settings.yieldEvery, caller, 'yieldEvery', 1);
  const goal = readGoal(settings, caller);
  const data = readTrainingData(model, x, y, goal.losses, settings, caller);
  const { batchSize, yieldEvery, signal } = settings;
  return testAll(model, goal, data, batchSize, null, createBreather(yieldEvery), signal, { caller, epoch: 0, step: 0 });
}
