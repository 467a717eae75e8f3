/**
 * One batch forward and backward, and the sums that logs are made of.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { allFinite } from '../core/finite.js';
import { expectFinite } from '../core/options.js';
import { type Tensor } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { type Batch } from './batches.js';
import { type Mask, type Parameter, type Pass } from './layer.js';
import { type Model } from './model-core.js';
import { blameOutput, expectFiniteParameters, type Moment } from './named-parameters.js';
import { type Optimizer } from './optimizer.js';
import { inPrecision } from './finish-layer.js';
import { dtypeOf, floats } from './parameter.js';
import { type LossPlan, readLoss, type TrainingLoss } from './training-loss.js';
import { type MetricPlan, readMetric, type TrainingMetric } from './training-metrics.js';
import { TrainingError } from './training-error.js';
import { training } from './training.js';

/** Options of everything that computes a loss. */
export interface TrainingGoalOptions {
  /** What is lowered: one for each output of the model. */
  loss: TrainingLoss | readonly TrainingLoss[];
  /** What each output's loss counts. @defaultValue 1 each */
  lossWeights?: readonly number[] | undefined;
  /** What else is told, of each output; or a list for each of several outputs, such as `[['accuracy'], []]`. @defaultValue `[]` */
  metrics?: readonly TrainingMetric[] | readonly (readonly TrainingMetric[])[] | undefined;
}

export const GOAL_DEFAULTS = {
  loss: undefined as TrainingLoss | readonly TrainingLoss[] | undefined,
  lossWeights: undefined as readonly number[] | undefined,
  metrics: [] as readonly TrainingMetric[] | readonly (readonly TrainingMetric[])[],
};

/** What is to be lowered and what told, read. */
export interface Goal {
  readonly losses: readonly LossPlan[];
  readonly lossWeights: readonly number[];
  /** Of each output. */
  readonly metrics: readonly (readonly { name: string; compute: MetricPlan }[])[];
}

/** Reads the options. */
export function readGoal({ loss, lossWeights, metrics }: typeof GOAL_DEFAULTS, caller: string): Goal {
  const list = (Array.isArray(loss) ? loss : [loss]) as readonly unknown[];
  const losses = list.map((one) => readLoss(one, caller));
  if (lossWeights !== undefined && (!Array.isArray(lossWeights) || lossWeights.length !== losses.length)) {
    throw new ParameterError(caller, 'lossWeights', `must be ${losses.length} numbers, one for each output`);
  }
  for (const weight of lossWeights ?? []) expectFinite(weight, caller, 'lossWeights', 0);
  if (!Array.isArray(metrics)) throw new TypeError(`${caller}: "metrics" must be an array`);
  const apart = metrics.some(Array.isArray);
  if (apart && (!metrics.every(Array.isArray) || metrics.length !== losses.length)) {
    throw new ParameterError(caller, 'metrics', `must be a list, or ${losses.length} lists, one for each output`);
  }
  const given = (o: number): readonly TrainingMetric[] => (apart ? metrics[o] : metrics) as readonly TrainingMetric[];
  return {
    losses,
    lossWeights: lossWeights ?? losses.map(() => 1),
    metrics: losses.map((plan, o) => given(o).map((metric) => readMetric(metric, plan, caller))),
  };
}

/** Sums of values and of what they are divided by, by name. */
export type Sums = Record<string, [sum: number, count: number]>;

export function addTo(sums: Sums, name: string, sum: number, count: number): void {
  const [s, n] = sums[name] ?? [0, 0];
  sums[name] = [s + sum, n + count];
}

/** The means, by name. */
export const meansOf = (sums: Sums): Record<string, number> =>
  Object.fromEntries(Object.entries(sums).map(([name, [sum, count]]) => [name, count ? sum / count : 0]));

/** What each row of an output counts: its item, and whether its frame does; frames as in Keras, so that the mean is over those that do. */
function rowWeights(rows: number, { items, weights }: Batch, mask: Mask | undefined): Float64Array | undefined {
  if (!weights && !mask) return undefined;
  const out = new Float64Array(rows).fill(1);
  if (weights) for (let r = 0; r < rows; r++) out[r] = weights[Math.floor((r * items) / rows)]!;
  if (mask) {
    let valid = 0;
    for (let k = 0; k < mask.length; k++) valid += mask[k]!;
    const share = rows / mask.length;
    for (let r = 0; r < rows; r++) out[r] = mask[Math.floor(r / share)]! ? (out[r]! * mask.length) / valid : 0;
  }
  return out;
}

/** Penalties of weights. Their gradients are added where they are wanted. */
function penaltyOf(parameters: readonly Parameter[], gradients: boolean): number {
  let sum = 0;
  for (const { value, gradient, regularizer } of parameters) {
    if (regularizer) sum += regularizer.penalty(value, gradients ? gradient : (new Float64Array(value.length) as FloatArray));
  }
  return sum;
}

/** Means over the rows of one output have as many rows as this. */
const rowsOf = ({ data, shape }: Tensor): number => (shape.length > 1 ? data.length / shape.at(-1)! : data.length);

/** What goes on after a batch has run: its gradients, and what its losses remember. */
interface RunBatch {
  backward(): void;
  readonly updates: readonly (() => void)[];
}

/** Runs a batch, adds to the sums, and gives what goes on. */
function runBatch(model: Model, goal: Goal, batch: Batch, pass: Pass, sums: Sums, moment: Moment): RunBatch {
  const step = model.forward(batch.inputs, pass, batch.mask);
  const { outputs } = step;
  if (!outputs.every(({ data }) => allFinite(data))) blameOutput(model, batch.inputs, pass, batch.mask, moment);
  let total = step.penalty ?? 0;
  const several = outputs.length > 1;
  const updates: (() => void)[] = [];
  const gradients = outputs.map((output, o) => {
    const target = batch.targets[o]!;
    const mask = o === 0 && step.mask && output.shape.length > 2 ? step.mask : undefined;
    const { loss, gradient, update } = computeLoss(goal.losses[o]!, output, target, rowWeights(rowsOf(output), batch, mask), moment);
    total += goal.lossWeights[o]! * loss;
    if (update) updates.push(update);
    if (several) addTo(sums, `loss[${o}]`, loss * batch.items, batch.items);
    for (const { name, compute } of goal.metrics[o]!) {
      const [sum, count] = compute(output, target, mask);
      addTo(sums, several ? `${name}[${o}]` : name, sum, count);
    }
    return inPrecision({ data: gradient, shape: output.shape }, output.data.BYTES_PER_ELEMENT === 4 ? 'float32' : 'float64');
  });
  total += penaltyOf(model.trainableParameters, false);
  if (!Number.isFinite(total)) throw new TrainingError(moment.caller, `is ${total}`, { what: 'loss', ...moment });
  addTo(sums, 'loss', total * batch.items, batch.items);
  return {
    updates,
    backward() {
      const weighted = gradients.map((gradient, o) => scaled(gradient, goal.lossWeights[o]!));
      step.backward!(
        weighted,
        batch.inputs.map(() => false),
      );
    },
  };
}

function scaled({ data, shape }: Tensor, factor: number): Tensor {
  return { data: factor === 1 ? data : (data.map((g) => g * factor) as FloatArray), shape };
}

function computeLoss(plan: LossPlan, output: Tensor, target: Tensor<Float64Array>, weights: Float64Array | undefined, moment: Moment) {
  try {
    return plan.compute(output, target, weights);
  } catch (error) {
    if (!(error instanceof ParameterError) || !error.message.includes('overflows')) throw error;
    throw new TrainingError(moment.caller, 'overflows', { what: 'loss', ...moment }, error);
  }
}

/** A batch through the network as it is. */
export function testBatch(model: Model, goal: Goal, batch: Batch, sums: Sums, random: Pass['random'], moment: Moment): void {
  runBatch(model, goal, batch, { training: false, gradients: false, random }, sums, moment);
}

/** Takes a step of the optimiser after these batches. Nothing has changed where an output, a loss or a gradient is refused. */
export function trainBatches(
  model: Model,
  goal: Goal,
  optimizer: Optimizer,
  batches: readonly { batch: Batch; random: Pass['random'] }[],
  sums: Sums,
  moment: Moment,
): void {
  const parameters = model.trainableParameters;
  const items = batches.reduce((sum, { batch }) => sum + batch.items, 0);
  const states = batches.length > 1 ? parameters.map(({ value }) => floats(dtypeOf(value), value.length)) : [];
  const updates: (() => void)[] = [];
  for (const { gradient } of parameters) gradient.fill(0);
  for (const { batch, random } of batches) {
    const run = runBatch(model, goal, batch, { training: true, gradients: true, trainer: training(), random }, sums, moment);
    run.backward();
    updates.push(...run.updates);
    if (batches.length === 1) break;
    const share = batch.items / items;
    parameters.forEach(({ gradient }, p) => {
      const sum = states[p]!;
      for (let i = 0; i < sum.length; i++) sum[i]! += gradient[i]! * share;
      gradient.fill(0);
    });
  }
  states.forEach((sum, p) => parameters[p]!.gradient.set(sum));
  penaltyOf(parameters, true);
  try {
    expectFiniteParameters(model, parameters, 'gradient', moment);
  } catch (error) {
    for (const { gradient } of parameters) gradient.fill(0);
    throw error;
  }
  optimizer.step(parameters);
  expectFiniteParameters(model, parameters, 'value', { ...moment, step: optimizer.steps });
  for (const update of updates) update();
}
