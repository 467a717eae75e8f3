/**
 * Cross-entropy of rows of classes, from logits or from probabilities.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expAll, fastLog } from '../core/fast-math.js';
import { expectBoolean, expectFinite } from '../core/options.js';
import { type Loss, finiteLoss, giveLike, readWeights, type Rows, type Values } from './inputs.js';
import { factorsOf, readReduction, REDUCTION_DEFAULTS, type ReductionOptions, type ReductionSettings, total } from './reduce.js';

/** Options that the cross-entropies of several classes share. */
export interface CrossentropyOptions extends ReductionOptions {
  /** Whether the predictions are logits, not probabilities. Prefer logits: nothing is cut off there. @defaultValue `false` */
  fromLogits?: boolean | undefined;
  /** Share of the target that is spread evenly over all classes, in [0, 1]. @defaultValue `0` */
  labelSmoothing?: number | undefined;
  /**
   * Weight of each class, >= 0. With label smoothing it weighs every class's term, as in PyTorch; for Keras' `class_weight` give each
   * item's weight as `sampleWeights`. @defaultValue `null` (1 each)
   */
  classWeights?: ArrayLike<number> | null | undefined;
  /** Probabilities are held in [epsilon, 1 - epsilon], as Keras does; beyond, their gradient is 0. @defaultValue `1e-7` */
  epsilon?: number | undefined;
}

export interface CrossentropySettings extends ReductionSettings {
  fromLogits: boolean;
  labelSmoothing: number;
  classWeights: ArrayLike<number> | null;
  epsilon: number;
}

export const CROSSENTROPY_DEFAULTS: CrossentropySettings = {
  ...REDUCTION_DEFAULTS,
  fromLogits: false,
  labelSmoothing: 0,
  classWeights: null,
  epsilon: 1e-7,
};

/** Refuses rows that are no probabilities. Rows need not sum to 1: they are divided by their sum. */
export function expectProbabilities({ x, items, width }: Rows, caller: string, name: string): void {
  for (let i = 0; i < items; i++) {
    let sum = 0;
    for (let k = i * width; k < (i + 1) * width; k++) {
      if (x[k]! < 0)
        throw new ParameterError(caller, name, `must hold probabilities >= 0, got ${x[k]} at index ${k}; logits need fromLogits: true`);
      sum += x[k]!;
    }
    if (!(sum > 0)) throw new ParameterError(caller, name, `must hold a probability > 0 in every row, got a row of zeros at item ${i}`);
  }
}

/** Softmax of each row, in place. What is returned has log(sum e^x) - max x of each row. */
export function softmaxRows(x: Float64Array, items: number, width: number): Float64Array {
  const logs = new Float64Array(items);
  for (let i = 0; i < items; i++) {
    const at = i * width;
    let most = -Infinity;
    for (let k = at; k < at + width; k++) if (x[k]! > most) most = x[k]!;
    for (let k = at; k < at + width; k++) x[k] = x[k]! - most;
    expAll(x, at, at + width);
    let sum = 0;
    for (let k = at; k < at + width; k++) sum += x[k]!;
    for (let k = at; k < at + width; k++) x[k] = x[k]! / sum;
    logs[i] = fastLog(sum);
  }
  return logs;
}

/** sum_k q_k (log sum e^z - z_k) of each row and its gradient (sum q) softmax(z) - q. */
function fromLogits({ x, items, width }: Rows, q: Float64Array, losses: Float64Array): Float64Array {
  const gradient = x.slice();
  const logs = softmaxRows(gradient, items, width);
  for (let i = 0; i < items; i++) {
    const at = i * width;
    let most = -Infinity;
    for (let k = at; k < at + width; k++) if (x[k]! > most) most = x[k]!;
    let loss = 0;
    let sum = 0;
    for (let k = at; k < at + width; k++) {
      loss += q[k]! * (most - x[k]! + logs[i]!);
      sum += q[k]!;
    }
    losses[i] = loss;
    for (let k = at; k < at + width; k++) gradient[k] = sum * gradient[k]! - q[k]!;
  }
  return gradient;
}

/** -sum_k q_k log(p_k / sum p) of each row, and its gradient. */
function fromProbabilities({ x, items, width }: Rows, q: Float64Array, epsilon: number, losses: Float64Array): Float64Array {
  const gradient = new Float64Array(x.length);
  for (let i = 0; i < items; i++) {
    const at = i * width;
    let sum = 0;
    for (let k = at; k < at + width; k++) sum += x[k]!;
    let loss = 0;
    let mean = 0;
    for (let k = at; k < at + width; k++) {
      if (q[k] === 0) continue;
      const p = x[k]! / sum;
      loss -= q[k]! * fastLog(Math.min(Math.max(p, epsilon), 1 - epsilon));
      if (p < epsilon || p > 1 - epsilon) continue;
      gradient[k] = -q[k]! / p;
      mean -= q[k]!;
    }
    losses[i] = loss;
    for (let k = at; k < at + width; k++) gradient[k] = (gradient[k]! - mean) / sum;
  }
  return gradient;
}

/** The loss of predictions against a distribution `q` a row, to which smoothing and weights are applied first. `counted` rows count. */
export function crossentropy<X extends Values>(
  predictions: X,
  rows: Rows,
  q: Float64Array,
  settings: CrossentropySettings,
  caller: string,
  counted: readonly boolean[] | null = null,
): Loss<X> {
  const { items, width } = rows;
  const { labelSmoothing, classWeights, epsilon, reduction } = settings;
  expectBoolean(settings.fromLogits, caller, 'fromLogits');
  expectFinite(labelSmoothing, caller, 'labelSmoothing', 0, 1);
  expectFinite(epsilon, caller, 'epsilon', 0, 0.1);
  const classes = classWeights === null ? new Float64Array(width).fill(1) : readWeights(classWeights, width, caller, 'classWeights');
  const weights = readReduction(settings, items, caller);
  const shares = new Float64Array(items);
  for (let i = 0; i < items; i++) {
    if (counted && !counted[i]) {
      weights[i] = 0;
      continue;
    }
    let share = 0;
    for (let k = 0, at = i * width; k < width; k++, at++) {
      share += q[at]! * classes[k]!;
      q[at] = (q[at]! * (1 - labelSmoothing) + labelSmoothing / width) * classes[k]!;
    }
    shares[i] = weights[i]! * share;
  }
  if (!settings.fromLogits) expectProbabilities(rows, caller, 'predictions');
  const losses = new Float64Array(items);
  const gradient = settings.fromLogits ? fromLogits(rows, q, losses) : fromProbabilities(rows, q, epsilon, losses);
  const factors = factorsOf(reduction, weights, shares, counted ? counted.filter(Boolean).length : items);
  for (let i = 0, at = 0; i < items; i++) for (const end = at + width; at < end; at++) gradient[at] = gradient[at]! * factors[i]!;
  return finish(predictions, rows, losses, gradient, factors, reduction, caller, 'predictions');
}

/** Reduces the losses of the items and gives the (already multiplied) gradient back. */
export function finish<X extends Values>(
  like: X,
  rows: Rows,
  losses: Float64Array,
  gradient: Float64Array,
  factors: Float64Array,
  reduction: string,
  caller: string,
  name: string,
): Loss<X> {
  const loss = finiteLoss(total(losses, factors), caller, name);
  const back = giveLike(like, gradient, rows.shape, caller, name);
  if (reduction !== 'none') return { loss, gradient: back };
  return { loss, gradient: back, losses: losses.map((l, i) => l * factors[i]!) };
}
