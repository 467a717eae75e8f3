/**
 * Cross-entropy of yes-or-no answers that looks at the hard ones.
 * @module
 */
import { fastExp, fastLog, softplus } from '../core/fast-math.js';
import { expectBoolean, expectFinite, readOptions } from '../core/options.js';
import { readBinary } from './binary-crossentropy.js';
import { ELEMENTWISE_DEFAULTS, type ElementwiseOptions, elementwiseRows } from './elementwise.js';
import { type Loss, readRows, type Targets, type Values } from './inputs.js';

/** Options of {@link focalLoss}. */
export interface FocalLossOptions extends ElementwiseOptions {
  /** How much easy examples fade, >= 0; 0 is plain cross-entropy. @defaultValue `2` */
  gamma?: number | undefined;
  /** Weight of positive targets, negative ones get 1 - alpha, in [0, 1]; `null` weighs neither. @defaultValue `0.25` */
  alpha?: number | null | undefined;
  /** Whether the predictions are logits, not probabilities. Prefer logits: nothing is cut off there. @defaultValue `false` */
  fromLogits?: boolean | undefined;
  /** Probabilities are held in [epsilon, 1 - epsilon]; beyond, their gradient is 0. @defaultValue `1e-7` */
  epsilon?: number | undefined;
}

/**
 * Focal loss for yes-or-no answers: alpha_t (1 - p_t)^gamma times the cross-entropy, p_t the probability given to the truth. For classes of
 * very different size.
 *
 * @param predictions - Probabilities or logits, any shape.
 * @param targets - The same shape, in [0, 1].
 * @param options - {@link FocalLossOptions}.
 * @returns `loss`, `gradient` with respect to the predictions, and `losses` where nothing is reduced.
 * @throws `ParameterError` if shapes differ, a target or probability lies outside [0, 1], or an option is out of range.
 * @example
 * ```ts
 * const p = tensor(Float64Array.of(0.97, 0.91, 0.03), [3, 1]);
 * const { losses } = focalLoss(p, [1, 1, 0], { perItem: 'sum', reduction: 'none' });
 * losses![0]; // 6.85332e-6
 * losses![2]; // 2.05600e-5
 * ```
 * @see tensorflow-addons 0.23 `SigmoidFocalCrossEntropy` (the example of its documentation, whose logarithms see p + 1e-7); Lin et al., ICCV 2017, arXiv:1708.02002.
 */
export function focalLoss<X extends Values>(predictions: X, targets: Targets, options: FocalLossOptions = {}): Loss<X> {
  const caller = 'focalLoss';
  const settings = readOptions(caller, options, {
    ...ELEMENTWISE_DEFAULTS,
    gamma: 2,
    alpha: 0.25 as number | null,
    fromLogits: false,
    epsilon: 1e-7,
  });
  const { gamma, alpha, fromLogits, epsilon } = settings;
  expectFinite(gamma, caller, 'gamma', 0);
  if (alpha !== null) expectFinite(alpha, caller, 'alpha', 0, 1);
  expectBoolean(fromLogits, caller, 'fromLogits');
  expectFinite(epsilon, caller, 'epsilon', 0, 0.1);
  const rows = readRows(predictions, caller, 'predictions');
  const y = readBinary(targets, rows, fromLogits, caller);
  return elementwiseRows(predictions, rows, y, settings, caller, (x, t, value, slope) => {
    for (let i = 0; i < x.length; i++) {
      const target = t[i]!;
      const weight = alpha === null ? 1 : target * alpha + (1 - target) * (1 - alpha);
      const z = x[i]!;
      const p = fromLogits ? 0 : Math.min(Math.max(z, epsilon), 1 - epsilon);
      const logYes = fromLogits ? -softplus(-z) : fastLog(p); // log p
      const logNo = fromLogits ? -softplus(z) : fastLog(1 - p); // log(1 - p)
      const yes = fastExp(logYes);
      const no = fastExp(logNo);
      const miss = target * no + (1 - target) * yes; // 1 - p_t
      const entropy = -target * logYes - (1 - target) * logNo;
      const fade = gamma === 0 ? 1 : miss > 0 ? fastExp(gamma * fastLog(miss)) : 0;
      value[i] = weight * fade * entropy;
      if (!fromLogits && p !== z) continue;
      // by z: d entropy = yes - target, d miss = (1 - 2 target) yes no; by p both are divided by yes no
      const dEntropy = (1 - target) * yes - target * no;
      const dMiss = (1 - 2 * target) * yes * no;
      const dFade = gamma === 0 || miss === 0 ? 0 : gamma * fade * (dMiss / miss);
      slope[i] = weight * (fade * dEntropy + entropy * dFade);
      if (!fromLogits) slope[i] = slope[i]! / (yes * no);
    }
  });
}
