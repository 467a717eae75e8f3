/**
 * Cross-entropy of yes-or-no answers.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { fastExp, fastLog, log1p, sigmoid } from '../core/fast-math.js';
import { expectBoolean, expectFinite, readOptions } from '../core/options.js';
import { ELEMENTWISE_DEFAULTS, type ElementwiseOptions, elementwiseRows } from './elementwise.js';
import { type Loss, readRows, readTargets, readWeights, type Rows, type Targets, type Values } from './inputs.js';

/** Options of {@link binaryCrossentropy}. */
export interface BinaryCrossentropyOptions extends ElementwiseOptions {
  /** Whether the predictions are logits, not probabilities. Prefer logits: nothing is cut off there. @defaultValue `false` */
  fromLogits?: boolean | undefined;
  /** Targets are pulled towards 1/2 by this share, in [0, 1]. @defaultValue `0` */
  labelSmoothing?: number | undefined;
  /** Weight of each column of the last axis, >= 0. @defaultValue `null` (1 each) */
  classWeights?: ArrayLike<number> | null | undefined;
  /** How much a positive target counts, for each column of the last axis, >= 0 (PyTorch's `pos_weight`). @defaultValue `null` (1 each) */
  positiveWeights?: ArrayLike<number> | null | undefined;
  /** Probabilities are held in [epsilon, 1 - epsilon], as Keras does; beyond, their gradient is 0. @defaultValue `1e-7` */
  epsilon?: number | undefined;
}

/**
 * Binary (sigmoid) cross-entropy: -y log p - (1 - y) log(1 - p), p the prediction or the sigmoid of it. For one yes-or-no question, or for
 * several labels that may be true at once.
 *
 * @param predictions - Probabilities or logits, any shape.
 * @param targets - The same shape, in [0, 1].
 * @param options - {@link BinaryCrossentropyOptions}.
 * @returns `loss`, `gradient` with respect to the predictions, and `losses` where nothing is reduced.
 * @throws `ParameterError` if shapes differ, a target or probability lies outside [0, 1], or an option is out of range.
 * @example
 * ```ts
 * const { loss, gradient } = binaryCrossentropy(Float64Array.of(0, 2), [1, 1], { fromLogits: true });
 * loss; // 0.41003760
 * gradient; // [-0.25, -0.05960146]
 * ```
 * @see Keras 3 `losses.BinaryCrossentropy`, PyTorch `BCEWithLogitsLoss`.
 */
export function binaryCrossentropy<X extends Values>(predictions: X, targets: Targets, options: BinaryCrossentropyOptions = {}): Loss<X> {
  const caller = 'binaryCrossentropy';
  const settings = readOptions(caller, options, {
    ...ELEMENTWISE_DEFAULTS,
    fromLogits: false,
    labelSmoothing: 0,
    classWeights: null as ArrayLike<number> | null,
    positiveWeights: null as ArrayLike<number> | null,
    epsilon: 1e-7,
  });
  const { fromLogits, labelSmoothing, epsilon } = settings;
  expectBoolean(fromLogits, caller, 'fromLogits');
  expectFinite(labelSmoothing, caller, 'labelSmoothing', 0, 1);
  expectFinite(epsilon, caller, 'epsilon', 0, 0.1);
  const rows = readRows(predictions, caller, 'predictions');
  const y = readBinary(targets, rows, fromLogits, caller);
  if (labelSmoothing) for (let i = 0; i < y.length; i++) y[i] = y[i]! * (1 - labelSmoothing) + labelSmoothing / 2;
  const columns = (list: ArrayLike<number> | null, name: string): Float64Array =>
    list === null ? new Float64Array(rows.width).fill(1) : readWeights(list, rows.width, caller, name);
  const classes = columns(settings.classWeights, 'classWeights');
  const positive = columns(settings.positiveWeights, 'positiveWeights');
  return elementwiseRows(predictions, rows, y, settings, caller, (x, t, value, slope) => {
    for (let i = 0, k = 0; i < x.length; i++, k = k + 1 === rows.width ? 0 : k + 1) {
      const yes = t[i]! * positive[k]! * classes[k]!;
      const no = (1 - t[i]!) * classes[k]!;
      const z = x[i]!;
      if (fromLogits) {
        const tail = log1p(fastExp(-Math.abs(z)));
        value[i] = yes * (z > 0 ? tail : tail - z) + no * (z > 0 ? tail + z : tail);
        slope[i] = no * sigmoid(z) - yes * sigmoid(-z);
      } else {
        const p = Math.min(Math.max(z, epsilon), 1 - epsilon);
        value[i] = -yes * fastLog(p) - no * fastLog(1 - p);
        slope[i] = p === z ? no / (1 - p) - yes / p : 0;
      }
    }
  });
}

/** Targets in [0, 1], and predictions too where they are probabilities. */
export function readBinary(targets: Targets, rows: Rows, fromLogits: boolean, caller: string): Float64Array {
  const y = readTargets(targets, rows, caller, 'targets');
  const within = (x: Float64Array, name: string): void => {
    const bad = x.findIndex((v) => v < 0 || v > 1);
    if (bad < 0) return;
    const hint = name === 'predictions' ? '; logits need fromLogits: true' : '';
    throw new ParameterError(caller, name, `must lie in [0, 1], got ${x[bad]} at index ${bad}${hint}`);
  };
  within(y, 'targets');
  if (!fromLogits) within(rows.x, 'predictions');
  return y;
}
