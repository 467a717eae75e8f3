/**
 * Directions instead of lengths.
 * @module
 */
import { readOptions } from '../core/options.js';
import { asClasses } from './categorical-crossentropy.js';
import { type Loss, readRows, readTargets, type Targets, type Values } from './inputs.js';
import { factorsOf, readReduction, REDUCTION_DEFAULTS, type ReductionOptions } from './reduce.js';
import { finish } from './softmax.js';

/**
 * Negative cosine similarity of the rows: -1 where they point the same way, 1 where they are opposite. A row of zeros points nowhere: its
 * similarity and its gradient are 0.
 *
 * @param predictions - Vectors, shape `[...items, dims]`.
 * @param targets - The same shape.
 * @param options - {@link ReductionOptions}.
 * @returns `loss`, `gradient` with respect to the predictions, and `losses` where nothing is reduced.
 * @throws `ParameterError` if shapes differ, a value is not finite, or an option is unknown.
 * @example
 * ```ts
 * const a = tensor(Float64Array.of(3, 4, 1, 0), [2, 2]);
 * const b = tensor(Float64Array.of(4, 3, 0, 5), [2, 2]);
 * cosineSimilarityLoss(a, b).loss; // -0.48
 * ```
 * @see Keras 3 `losses.CosineSimilarity`.
 */
export function cosineSimilarityLoss<X extends Values>(predictions: X, targets: Targets, options: ReductionOptions = {}): Loss<X> {
  const caller = 'cosineSimilarityLoss';
  const settings = readOptions(caller, options, REDUCTION_DEFAULTS);
  const rows = asClasses(readRows(predictions, caller, 'predictions'));
  const { x, items, width } = rows;
  const y = readTargets(targets, rows, caller, 'targets');
  const factors = factorsOf(settings.reduction, readReduction(settings, items, caller));
  const losses = new Float64Array(items);
  const gradient = new Float64Array(x.length);
  for (let i = 0; i < items; i++) {
    const at = i * width;
    const a = lengthOf(x, at, width);
    const b = lengthOf(y, at, width);
    if (a === 0 || b === 0) continue;
    let cosine = 0;
    for (let k = at; k < at + width; k++) cosine += (x[k]! / a) * (y[k]! / b);
    losses[i] = -cosine;
    for (let k = at; k < at + width; k++) gradient[k] = ((cosine * (x[k]! / a) - y[k]! / b) / a) * factors[i]!;
  }
  return finish(predictions, rows, losses, gradient, factors, settings.reduction, caller, 'predictions');
}

/** Length of a vector, without overflow. */
export function lengthOf(x: Float64Array, at: number, width: number): number {
  let most = 0;
  for (let k = at; k < at + width; k++) most = Math.max(most, Math.abs(x[k]!));
  if (most === 0) return 0;
  let sum = 0;
  for (let k = at; k < at + width; k++) sum += (x[k]! / most) * (x[k]! / most);
  return most * Math.sqrt(sum);
}
