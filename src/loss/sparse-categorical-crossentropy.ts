/**
 * Cross-entropy against class numbers.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { asClasses } from './categorical-crossentropy.js';
import { type Loss, readLabels, readRows, type Values } from './inputs.js';
import { crossentropy, CROSSENTROPY_DEFAULTS, type CrossentropyOptions } from './softmax.js';

/** Options of {@link sparseCategoricalCrossentropy}. */
export interface SparseCrossentropyOptions extends CrossentropyOptions {
  /** A label whose items count for nothing, such as -1 for padding; they do not count in means either. @defaultValue `null` */
  ignoreLabel?: number | null | undefined;
}

/**
 * Cross-entropy of predicted class probabilities (or logits) against class numbers: -log p of the right class. An item is one row along
 * the last axis.
 *
 * @param predictions - Probabilities or logits, shape `[...items, classes]`.
 * @param labels - The class of each item, integers in [0, classes), one an item.
 * @param options - {@link SparseCrossentropyOptions}.
 * @returns `loss`, `gradient` with respect to the predictions, and `losses` where nothing is reduced.
 * @throws `ParameterError` if a label is no class, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const logits = tensor(Float64Array.of(2, 1, 0, 0, 3, 0), [2, 3]);
 * sparseCategoricalCrossentropy(logits, [0, 1], { fromLogits: true }).loss; // 0.25126446
 * sparseCategoricalCrossentropy(logits, [0, 1], { fromLogits: true, classWeights: [1, 3, 1], reduction: 'weightedMean' }).loss; // 0.17309371
 * ```
 * @see PyTorch `CrossEntropyLoss` (with `fromLogits: true, reduction: 'weightedMean'`), Keras 3 `losses.SparseCategoricalCrossentropy`.
 */
export function sparseCategoricalCrossentropy<X extends Values>(
  predictions: X,
  labels: ArrayLike<number>,
  options: SparseCrossentropyOptions = {},
): Loss<X> {
  const caller = 'sparseCategoricalCrossentropy';
  const settings = readOptions(caller, options, { ...CROSSENTROPY_DEFAULTS, ignoreLabel: null as number | null });
  if (settings.ignoreLabel !== null) expectInteger(settings.ignoreLabel, caller, 'ignoreLabel', -Number.MAX_SAFE_INTEGER);
  const rows = asClasses(readRows(predictions, caller, 'predictions'));
  const classes = readLabels(labels, rows.items, rows.width, caller, 'labels', settings.ignoreLabel);
  const q = new Float64Array(rows.x.length);
  const counted = Array.from(classes, (label) => label !== settings.ignoreLabel);
  counted.forEach((counts, i) => {
    if (counts) q[i * rows.width + classes[i]!] = 1;
  });
  return crossentropy(predictions, rows, q, settings, caller, counted);
}
