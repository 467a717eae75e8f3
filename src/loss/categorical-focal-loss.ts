/**
 * Cross-entropy of several classes that looks at the hard items.
 * @module
 */
import { fastExp, fastLog } from '../core/fast-math.js';
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, readOptions } from '../core/options.js';
import { asClasses } from './categorical-crossentropy.js';
import { type Loss, readRows, readTargets, readWeights, type Targets, type Values } from './inputs.js';
import { factorsOf, readReduction, REDUCTION_DEFAULTS, type ReductionOptions } from './reduce.js';
import { expectProbabilities, finish, softmaxRows } from './softmax.js';

/** Options of {@link categoricalFocalLoss}. */
export interface CategoricalFocalLossOptions extends ReductionOptions {
  /** How much easy items fade, >= 0; 0 is plain cross-entropy. @defaultValue `2` */
  gamma?: number | undefined;
  /** Weight of all classes, or one a class, >= 0. @defaultValue `0.25` */
  alpha?: number | ArrayLike<number> | undefined;
  /** Whether the predictions are logits, not probabilities. @defaultValue `false` */
  fromLogits?: boolean | undefined;
  /** Share of the target that is spread evenly over all classes, in [0, 1]. @defaultValue `0` */
  labelSmoothing?: number | undefined;
  /** Probabilities are held in [epsilon, 1 - epsilon]; beyond, their gradient is 0. @defaultValue `1e-7` */
  epsilon?: number | undefined;
}

/**
 * Focal loss for several classes: -sum alpha t (1 - p)^gamma log p over the classes of each row.
 *
 * @param predictions - Probabilities or logits, shape `[...items, classes]`.
 * @param targets - Probabilities >= 0 of the same shape, such as one-hot rows.
 * @param options - {@link CategoricalFocalLossOptions}.
 * @returns `loss`, `gradient` with respect to the predictions, and `losses` where nothing is reduced.
 * @throws `ParameterError` if shapes differ, a value is negative or not finite, or an option is out of range.
 * @example
 * ```ts
 * const p = tensor(Float64Array.of(0.7, 0.2, 0.1, 0.1, 0.8, 0.1), [2, 3]);
 * const t = tensor(Float64Array.of(1, 0, 0, 0, 1, 0), [2, 3]);
 * categoricalFocalLoss(p, t).loss; // 0.00512831
 * ```
 * @see Keras 3 `losses.CategoricalFocalCrossentropy`; Lin et al., ICCV 2017, arXiv:1708.02002.
 */
export function categoricalFocalLoss<X extends Values>(
  predictions: X,
  targets: Targets,
  options: CategoricalFocalLossOptions = {},
): Loss<X> {
  const caller = 'categoricalFocalLoss';
  const settings = readOptions(caller, options, {
    ...REDUCTION_DEFAULTS,
    gamma: 2,
    alpha: 0.25 as number | ArrayLike<number>,
    fromLogits: false,
    labelSmoothing: 0,
    epsilon: 1e-7,
  });
  const { gamma, fromLogits, labelSmoothing, epsilon } = settings;
  expectFinite(gamma, caller, 'gamma', 0);
  expectBoolean(fromLogits, caller, 'fromLogits');
  expectFinite(labelSmoothing, caller, 'labelSmoothing', 0, 1);
  expectFinite(epsilon, caller, 'epsilon', 0, 0.1);
  const rows = asClasses(readRows(predictions, caller, 'predictions'));
  const { items, width } = rows;
  const { alpha } = settings;
  const weights = readWeights(typeof alpha === 'number' ? new Float64Array(width).fill(alpha) : alpha, width, caller, 'alpha');
  const t = readTargets(targets, rows, caller, 'targets');
  const bad = t.findIndex((v) => v < 0);
  if (bad >= 0) throw new ParameterError(caller, 'targets', `must be >= 0, got ${t[bad]} at index ${bad}`);
  if (labelSmoothing) for (let i = 0; i < t.length; i++) t[i] = t[i]! * (1 - labelSmoothing) + labelSmoothing / width;
  const factors = factorsOf(settings.reduction, readReduction(settings, items, caller));
  if (!fromLogits) expectProbabilities(rows, caller, 'predictions');
  const p = rows.x.slice();
  if (fromLogits) softmaxRows(p, items, width);
  const losses = new Float64Array(items);
  const gradient = new Float64Array(p.length);
  for (let i = 0; i < items; i++) {
    const at = i * width;
    let sum = 0;
    for (let k = 0; k < width; k++) sum += p[at + k]!;
    if (fromLogits) sum = 1;
    let mean = 0;
    for (let k = 0; k < width; k++) {
      const share = p[at + k]! / sum;
      const q = Math.min(Math.max(share, epsilon), 1 - epsilon);
      const fade = fastExp(gamma * fastLog(1 - q));
      const log = fastLog(q);
      const weight = weights[k]! * t[at + k]!;
      losses[i] = losses[i]! - weight * fade * log;
      if (q !== share) continue;
      gradient[at + k] = weight * fade * ((gamma * log) / (1 - q) - 1 / q);
      mean += gradient[at + k]! * share;
    }
    for (let k = at; k < at + width; k++) {
      const slope = gradient[k]! - mean;
      gradient[k] = (fromLogits ? slope * p[k]! : slope / sum) * factors[i]!;
    }
  }
  return finish(predictions, rows, losses, gradient, factors, settings.reduction, caller, 'predictions');
}
