/**
 * Training.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, readOptions } from '../core/options.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { adam } from './adam.js';
import { type BatchPlan, planBatches, streamOf, takeBatch } from './batches.js';
import { createBreather } from './breathe.js';
import { testAll, timedTargets } from './evaluate.js';
import { type LayerInput } from './finish-layer.js';
import { type Model } from './model-core.js';
import { type Moment } from './named-parameters.js';
import { type Optimizer } from './optimizer.js';
import { splitOff } from './split-off.js';
import { addTo, GOAL_DEFAULTS, meansOf, readGoal, type Sums, trainBatches, type TrainingGoalOptions } from './train-step.js';
import { type LossPlan } from './training-loss.js';
import {
  type TrainingCallback,
  type TrainingContext,
  type TrainingHistory,
  type TrainingLogs,
  type TrainingState,
} from './training-callback.js';
import {
  DATA_DEFAULTS,
  readTrainingData,
  type TrainingData,
  type TrainingDataOptions,
  type TrainingTarget,
  weighClasses,
} from './training-data.js';

/** Data to measure a network on after each epoch. */
export interface ValidationData extends TrainingDataOptions {
  /** Input; several go as an array. */
  x: LayerInput | readonly LayerInput[];
  /** Targets; of several outputs as an array. */
  y: TrainingTarget | readonly TrainingTarget[];
}

/** Options of {@link fit}. */
export interface FitOptions extends TrainingGoalOptions, TrainingDataOptions {
  /** Takes the steps. @defaultValue `adam()` */
  optimizer?: Optimizer | undefined;
  /** How often all items are gone through, >= 1; with `resume`, those of before included. @defaultValue `1` */
  epochs?: number | undefined;
  /** Items of a batch, >= 1. @defaultValue `32` */
  batchSize?: number | undefined;
  /** Batches whose gradients are averaged before each step, >= 1: large batches in little memory. @defaultValue `1` */
  accumulate?: number | undefined;
  /** Another order in each epoch. @defaultValue `true` */
  shuffle?: boolean | undefined;
  /** Seed of order and dropout: an integer >= 0. @defaultValue `0` */
  seed?: number | undefined;
  /**
   * For padded sequences: so many batches at a time are sorted by length before they are cut, and each batch ends with its longest sequence.
   * Saves time; layers that look beyond the frames of the mask see less padding. @defaultValue `null`: batches keep all padding
   */
  bucketing?: number | null | undefined;
  /** Share of the items, the last ones, that is not trained on but measured, in [0, 1). @defaultValue `0` */
  validationSplit?: number | undefined;
  /** Other data to measure; not together with `validationSplit`. */
  validationData?: ValidationData | undefined;
  /** How much each class counts, or `'balanced'`: all the same, however many items they have. @defaultValue 1 each */
  classWeights?: ArrayLike<number> | 'balanced' | undefined;
  /** Called while training runs. @defaultValue `[]` */
  callbacks?: readonly TrainingCallback[] | undefined;
  /** Stops between two steps; the promise is rejected with its reason, and the weights are those of the last step. */
  signal?: AbortSignal | undefined;
  /** Goes on from a state that `getState` of a callback's context gave. Model, data and options must be the same. */
  resume?: TrainingState | undefined;
  /** Lets others work after so many milliseconds, >= 1. @defaultValue `50` */
  yieldEvery?: number | undefined;
}

const CALLER = 'fit';
const makeDefaults = () => ({
  ...GOAL_DEFAULTS,
  ...DATA_DEFAULTS,
  optimizer: undefined as Optimizer | undefined,
  epochs: 1,
  batchSize: 32,
  accumulate: 1,
  shuffle: true,
  seed: 0,
  bucketing: null as number | null,
  validationSplit: 0,
  validationData: undefined as ValidationData | undefined,
  classWeights: undefined as ArrayLike<number> | 'balanced' | undefined,
  callbacks: [] as readonly TrainingCallback[],
  signal: undefined as AbortSignal | undefined,
  resume: undefined as TrainingState | undefined,
  yieldEvery: 50,
});
type Settings = ReturnType<typeof makeDefaults>;

function check(settings: Settings): void {
  for (const name of ['epochs', 'batchSize', 'accumulate'] as const) expectInteger(settings[name], CALLER, name, 1);
  expectInteger(settings.seed, CALLER, 'seed', 0);
  expectBoolean(settings.shuffle, CALLER, 'shuffle');
  if (settings.bucketing !== null) expectInteger(settings.bucketing, CALLER, 'bucketing', 1);
  expectFinite(settings.validationSplit, CALLER, 'validationSplit', 0, 1 - 2 ** -52);
  expectFinite(settings.yieldEvery, CALLER, 'yieldEvery', 1);
  const { optimizer, callbacks, signal, validationSplit, validationData } = settings;
  if (optimizer !== undefined && typeof optimizer?.step !== 'function') {
    throw new TypeError(`${CALLER}: "optimizer" must be an optimiser such as adam(), got ${show(optimizer)}`);
  }
  if (!Array.isArray(callbacks)) throw new TypeError(`${CALLER}: "callbacks" must be an array, got ${show(callbacks)}`);
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new TypeError(`${CALLER}: "signal" must be an AbortSignal, got ${show(signal)}`);
  }
  if (validationData && validationSplit)
    throw new ParameterError(CALLER, 'validationSplit', 'must not be given together with "validationData"');
}

/**
 * Trains a network.
 *
 * The same seed, data and options give the same bytes of weights in Node and in browsers. All data are checked before the first step.
 *
 * @param model - The network; layers whose `trainable` is false keep their weights.
 * @param x - Its input, the items first; several go as an array.
 * @param y - Its targets: class numbers (`sparseCategoricalCrossentropy`) or values; of several outputs as an array.
 * @param options - The loss (of several outputs one each), and how to train.
 * @returns A promise of what each epoch's loss and metrics were.
 * @throws `ParameterError` for data that do not fit the model, labels out of range, sequences that are all padding, unknown options;
 * `TrainingError`, which names layer, parameter, epoch and step, as soon as NaN or Infinity comes up; the signal's reason.
 * @example
 * ```ts
 * const net = sequential([dense({ units: 8, activation: 'tanh' }), dense({ units: 2, activation: 'softmax' })], { inputShape: [2] });
 * const x = tensor(Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), [4, 2]);
 * const history = await fit(net, x, [0, 1, 1, 0], {
 *   loss: 'sparseCategoricalCrossentropy',
 *   optimizer: adam({ learningRate: 0.1 }),
 *   metrics: ['accuracy'],
 *   epochs: 50,
 * });
 * history.values.accuracy!.at(-1); // 1
 * ```
 * @see `keras.Model.fit`: the same numbers for the same order of items.
 */
export async function fit(
  model: Model,
  x: LayerInput | readonly LayerInput[],
  y: TrainingTarget | readonly TrainingTarget[],
  options: FitOptions,
): Promise<TrainingHistory> {
  const settings = readOptions(CALLER, options as FitOptions | undefined, makeDefaults());
  check(settings);
  const goal = readGoal(settings, CALLER);
  let data = readTrainingData(model, x, y, goal.losses, settings, CALLER);
  let validation: TrainingData | undefined;
  if (settings.validationData) {
    const { x: vx, y: vy, ...rest } = settings.validationData;
    const read = readOptions(`${CALLER}: validationData`, rest as TrainingDataOptions, DATA_DEFAULTS);
    validation = readTrainingData(model, vx, vy, goal.losses, read, `${CALLER}: validationData`);
  } else if (settings.validationSplit > 0) [data, validation] = splitOff(data, settings.validationSplit, CALLER);
  const outputs = model.outputShapes(model.inputShapes!);
  if (settings.classWeights !== undefined) data = weighClasses(data, settings.classWeights, outputs, goal.losses, CALLER);
  return train(model, goal, data, validation, settings);
}

async function train(
  model: Model,
  goal: ReturnType<typeof readGoal>,
  data: TrainingData,
  validation: TrainingData | undefined,
  settings: Settings,
): Promise<TrainingHistory> {
  const { epochs, batchSize, accumulate, shuffle, seed, bucketing, callbacks, signal, resume } = settings;
  const optimizer = settings.optimizer ?? adam();
  const breathe = createBreather(settings.yieldEvery);
  const timed = timedTargets(model, data);
  const values: Record<string, number[]> = {};
  const batches = Math.ceil(data.items / batchSize);
  let [epoch, batch, stopped] = [0, 0, false];
  let sums: Sums = {};
  const history = (): TrainingHistory => ({ values, epochs: epoch, stopped });
  if (resume) {
    restore(model, goal.losses, optimizer, callbacks, resume);
    ({ epoch, batch } = resume);
    sums = structuredClone(resume.sums) as Sums;
    Object.assign(values, structuredClone(resume.history));
  }
  const context: TrainingContext = {
    model,
    optimizer,
    get epoch() {
      return Math.min(epoch + Number(running), epochs);
    },
    epochs,
    get batch() {
      return running ? batch : batches;
    },
    batches,
    get history() {
      return history();
    },
    getState: () => ({
      version: 1,
      epoch,
      batch,
      weights: model.parameters.map(({ value }) => value.slice() as FloatArray),
      optimizer: optimizer.getState(model.parameters),
      sums: structuredClone(sums),
      history: structuredClone(values),
      callbacks: callbacks.map((callback) => callback.getState?.()),
      losses: goal.losses.map(({ memory }) => memory?.getState()),
    }),
    stop: () => void (stopped = true),
  };
  let running = false;
  const tell = async (hook: 'onTrainBegin' | 'onEpochBegin' | 'onTrainEnd'): Promise<void> => {
    for (const callback of callbacks) await callback[hook]?.(context);
  };
  const report = async (hook: 'onBatchEnd' | 'onEpochEnd', logs: TrainingLogs): Promise<void> => {
    for (const callback of callbacks) await callback[hook]?.(context, logs);
  };
  const listens = callbacks.some(({ onBatchEnd }) => onBatchEnd);

  const runEpoch = async (): Promise<void> => {
    running = true;
    await tell('onEpochBegin');
    const plans = planBatches(data, batchSize, shuffle ? streamOf(seed, epoch, -1) : undefined, bucketing);
    if (batch === 0) {
      model.resetStates?.();
      sums = {};
      addTo(sums, 'loss', 0, 0);
    }
    let rate = optimizer.learningRate;
    while (batch < plans.length) {
      signal?.throwIfAborted();
      rate = optimizer.learningRate;
      const next: BatchPlan[] = plans.slice(batch, batch + accumulate);
      const moment: Moment = { caller: CALLER, epoch: epoch + 1, step: optimizer.steps };
      const parts = next.map((plan, i) => ({ batch: takeBatch(data, plan, timed), random: streamOf(seed, epoch, batch + i) }));
      const before = { ...sums };
      try {
        trainBatches(model, goal, optimizer, parts, sums, moment);
      } catch (error) {
        sums = before;
        throw error;
      }
      batch += next.length;
      if (listens) await report('onBatchEnd', meansOf(sums));
      const pause = breathe();
      if (pause) await pause;
    }
    const logs: Record<string, number> = meansOf(sums);
    if (validation) {
      const moment: Moment = { caller: CALLER, epoch: epoch + 1, step: optimizer.steps };
      const tested = await testAll(model, goal, validation, batchSize, bucketing, breathe, signal, moment);
      for (const [name, value] of Object.entries(tested)) logs[`val${name[0]!.toUpperCase()}${name.slice(1)}`] = value;
    }
    for (const [name, value] of Object.entries({ ...logs, learningRate: rate })) (values[name] ??= []).push(value);
    epoch++;
    batch = 0;
    sums = {};
    running = false;
    await report('onEpochEnd', logs);
  };

  try {
    await tell('onTrainBegin');
    while (epoch < epochs && !stopped) await runEpoch();
  } finally {
    running = false;
    await tell('onTrainEnd');
  }
  return history();
}

/** Puts a state back: weights, losses, optimiser, callbacks. */
function restore(
  model: Model,
  losses: readonly LossPlan[],
  optimizer: Optimizer,
  callbacks: readonly TrainingCallback[],
  state: TrainingState,
): void {
  const { parameters } = model;
  const refuse = (rule: string): never => {
    throw new ParameterError(CALLER, 'resume', rule);
  };
  if (state?.version !== 1 || !Array.isArray(state.weights)) refuse(`must be a state that getState() gave, got ${show(state)}`);
  if (state.weights.length !== parameters.length) refuse(`must hold ${parameters.length} weights, got ${state.weights.length}`);
  parameters.forEach(({ name, value }, i) => {
    const weight: unknown = state.weights[i];
    if (!isFloatArray(weight) || weight.length !== value.length) refuse(`must hold ${value.length} values for "${name}" (weight ${i})`);
  });
  if (state.callbacks.length !== callbacks.length) refuse(`is of ${state.callbacks.length} callbacks, got ${callbacks.length}`);
  losses.forEach(({ memory }, o) => {
    if ((memory === undefined) !== (state.losses?.[o] === undefined)) {
      refuse(memory ? `holds nothing of loss ${o}, which remembers` : `holds what another loss than loss ${o} remembers`);
    }
  });
  losses.forEach(({ memory }, o) => memory?.setState(structuredClone(state.losses![o])));
  optimizer.setState(state.optimizer, parameters);
  parameters.forEach((parameter, i) => {
    parameter.value.set(state.weights[i]!);
    parameter.version++;
  });
  callbacks.forEach((callback, i) => {
    if (state.callbacks[i] !== undefined) callback.setState?.(structuredClone(state.callbacks[i]));
  });
}
