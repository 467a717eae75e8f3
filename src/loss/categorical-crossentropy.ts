/**
 * Cross-entropy against a distribution over classes.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import { type Loss, readRows, readTargets, type Targets, type Values } from './inputs.js';
import { crossentropy, CROSSENTROPY_DEFAULTS, type CrossentropyOptions } from './softmax.js';

/**
 * Cross-entropy of predicted class probabilities (or logits) against target distributions, such as one-hot rows: -sum t log p of each
 * row. An item is one row along the last axis.
 *
 * @param predictions - Probabilities or logits, shape `[...items, classes]`.
 * @param targets - Probabilities >= 0 of the same shape.
 * @param options - {@link CrossentropyOptions}.
 * @returns `loss`, `gradient` with respect to the predictions, and `losses` where nothing is reduced.
 * @throws `ParameterError` if shapes differ, a value is negative or not finite, or an option is out of range.
 * @example
 * ```ts
 * const p = tensor(Float64Array.of(0.7, 0.2, 0.1, 0.1, 0.8, 0.1), [2, 3]);
 * const t = tensor(Float64Array.of(1, 0, 0, 0, 1, 0), [2, 3]);
 * categoricalCrossentropy(p, t).loss; // 0.28990925
 * ```
 * @see Keras 3 `losses.CategoricalCrossentropy`: same loss and gradient.
 */
export function categoricalCrossentropy<X extends Values>(predictions: X, targets: Targets, options: CrossentropyOptions = {}): Loss<X> {
  const caller = 'categoricalCrossentropy';
  const settings = readOptions(caller, options, CROSSENTROPY_DEFAULTS);
  const rows = asClasses(readRows(predictions, caller, 'predictions'));
  const q = readTargets(targets, rows, caller, 'targets');
  const bad = q.findIndex((t) => t < 0);
  if (bad >= 0) throw new ParameterError(caller, 'targets', `must be >= 0, got ${q[bad]} at index ${bad}`);
  return crossentropy(predictions, rows, q, settings, caller);
}

/** One axis is one item here, not one value an item. */
export function asClasses<R extends ReturnType<typeof readRows>>(rows: R): R {
  return rows.shape.length > 1 ? rows : { ...rows, items: 1, width: rows.x.length };
}
