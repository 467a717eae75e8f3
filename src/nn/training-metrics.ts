/**
 * What is told of a network beside its loss.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectOneOf } from '../core/options.js';
import { type Tensor, toNd } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { type LossPlan } from './training-loss.js';

/**
 * Metrics that go by name. `'accuracy'` is the share of right classes; of right yes-or-no answers where the loss is a binary one or the
 * output one number.
 */
export type TrainingMetricName = 'accuracy' | 'meanAbsoluteError' | 'meanSquaredError';

/** A metric of your own: one number a batch; that of an epoch is the mean over its items. */
export interface TrainingMetricFunction {
  /** What it is called in the history. */
  readonly name: string;
  /** Computes it. Class numbers are in `targets.data`. */
  compute(predictions: NdArray<FloatArray>, targets: NdArray<Float64Array>): number;
}

/** A metric: by name, or one of your own. */
export type TrainingMetric = TrainingMetricName | TrainingMetricFunction;

/** Adds to a sum and to what the sum is divided by. */
export type MetricPlan = (
  predictions: Tensor,
  targets: Tensor<Float64Array>,
  mask: Uint8Array | undefined,
) => readonly [sum: number, count: number];

/** Reads the option for one output. */
export function readMetric(metric: TrainingMetric, loss: LossPlan, caller: string): { name: string; compute: MetricPlan } {
  if (typeof metric === 'object' && metric !== null && typeof metric.compute === 'function' && typeof metric.name === 'string') {
    return {
      name: metric.name,
      compute(predictions, targets) {
        const items = predictions.shape[0]!;
        const value = metric.compute(toNd(predictions), toNd(targets));
        if (typeof value !== 'number') throw new TypeError(`${caller}: metric "${metric.name}" must return a number, got ${show(value)}`);
        return [value * items, items];
      },
    };
  }
  expectOneOf(metric, caller, 'metrics', ['accuracy', 'meanAbsoluteError', 'meanSquaredError']);
  if (metric === 'accuracy') {
    return { name: metric, compute: (p, t, mask) => accuracy(p, t, mask, loss, caller) };
  }
  if (loss.targets === 'classes') throw new ParameterError(caller, 'metrics', `must not have "${metric}" where targets are class numbers`);
  const squared = metric === 'meanSquaredError';
  return { name: metric, compute: (p, t, mask) => differences(p, t, mask, squared) };
}

/** Rows along the last axis, those of padding passed by. */
function eachRow({ data, shape }: Tensor, mask: Uint8Array | undefined, visit: (at: number, width: number, row: number) => void): number {
  const width = shape.at(-1)!;
  const rows = data.length / width;
  const share = mask ? rows / mask.length : 1;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (mask && !mask[Math.floor(row / share)]) continue;
    visit(row * width, width, row);
    count++;
  }
  return count;
}

function largest(x: FloatArray, at: number, width: number): number {
  let best = at;
  for (let k = at + 1; k < at + width; k++) if (x[k]! > x[best]!) best = k;
  return best - at;
}

function accuracy(
  predictions: Tensor,
  targets: Tensor<Float64Array>,
  mask: Uint8Array | undefined,
  loss: LossPlan,
  caller: string,
): readonly [number, number] {
  const { data } = predictions;
  const width = predictions.shape.at(-1)!;
  let right = 0;
  let visit: (at: number, width: number, row: number) => void;
  if (targets.data.length === data.length / width && (width > 1 || loss.targets === 'classes')) {
    visit = (at, n, row) => (right += Number(largest(data, at, n) === targets.data[row]));
  } else if (targets.data.length !== data.length) {
    throw new ParameterError(caller, 'metrics', 'must not have "accuracy" where targets are neither classes nor values of the outputs');
  } else if (loss.yesAbove !== undefined || width === 1) {
    const above = loss.yesAbove ?? 0.5;
    visit = (at, n) => {
      for (let k = at; k < at + n; k++) right += Number(data[k]! > above === targets.data[k]! > 0.5) / n;
    };
  } else {
    visit = (at, n) => (right += Number(largest(data, at, n) === largest(targets.data, at, n)));
  }
  const count = eachRow(predictions, mask, visit);
  return [right, count];
}

function differences(predictions: Tensor, { data }: Tensor, mask: Uint8Array | undefined, squared: boolean): readonly [number, number] {
  let sum = 0;
  const count = eachRow(predictions, mask, (at, width) => {
    for (let k = at; k < at + width; k++) {
      const d = predictions.data[k]! - data[k]!;
      sum += (squared ? d * d : Math.abs(d)) / width;
    }
  });
  return [sum, count];
}
