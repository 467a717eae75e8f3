/**
 * Which classes are taken for which.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { listLabels, type Label, type LabelList, readClasses } from '../core/labels.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { codesOf, readLabelTargets } from './targets.js';

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions {
  /**
   * The classes and their order; items of other classes are left out. `null`: all that occur, sorted as by {@link uniqueLabels}.
   * @defaultValue `null`
   */
  labels?: readonly Label[] | null | undefined;
  /**
   * What counts are divided by: the items of the true class (`'true'`, rows add up to 1), of the predicted class (`'pred'`, columns
   * do), all items (`'all'`), or nothing (`null`). Classes without items stay 0.
   * @defaultValue `null`
   */
  normalize?: 'true' | 'pred' | 'all' | null | undefined;
}

const DEFAULTS = { labels: null as readonly Label[] | null, normalize: null as 'true' | 'pred' | 'all' | null };

/**
 * Counts how often items of each class were taken for each class.
 *
 * @param yTrue - The true label of each item: strings or integers.
 * @param yPred - The predicted ones.
 * @param options - {@link ConfusionMatrixOptions}.
 * @returns Counts, shape `[classes, classes]`: row = true class, column = predicted class.
 * @throws {@link ParameterError} if the lists differ in length, are empty, or share no label with the option `labels`.
 * @example
 * ```ts
 * const matrix = confusionMatrix(['cat', 'dog', 'cat'], ['cat', 'dog', 'dog']);
 * matrix.get(0, 1); // 1
 * matrix.data; // [1, 1, 0, 1]
 * ```
 * @see scikit-learn `metrics.confusion_matrix`.
 */
export function confusionMatrix(yTrue: LabelList, yPred: LabelList, options?: ConfusionMatrixOptions): NdArray<Float64Array> {
  const caller = 'confusionMatrix';
  const o = readOptions(caller, options, DEFAULTS);
  expectOneOf(o.normalize, caller, 'normalize', ['true', 'pred', 'all', null]);
  const targets = readLabelTargets(yTrue, yPred, caller);
  const classes = o.labels === null ? targets.classes : readClasses(o.labels, caller, 'labels');
  const { truth, guess } = codesOf(targets, classes);
  if (truth.every((code) => code < 0)) {
    throw new ParameterError(caller, 'labels', `must name at least one label of "yTrue", which has ${listLabels(targets.classes)}`);
  }
  const counts = countPairs(truth, guess, classes.length);
  if (o.normalize !== null) normalize(counts, classes.length, o.normalize);
  return nd(counts, [classes.length, classes.length]);
}

/** How often each pair of codes occurs; -1 is left out. */
export function countPairs(truth: Int32Array, guess: Int32Array, n: number): Float64Array {
  const counts = new Float64Array(n * n);
  for (let i = 0; i < truth.length; i++) if (truth[i]! >= 0 && guess[i]! >= 0) counts[truth[i]! * n + guess[i]!]!++;
  return counts;
}

function normalize(counts: Float64Array, n: number, by: 'true' | 'pred' | 'all'): void {
  const group = (i: number): number => (by === 'true' ? Math.floor(i / n) : by === 'pred' ? i % n : 0);
  const sums = new Float64Array(n);
  counts.forEach((count, i) => (sums[group(i)]! += count));
  counts.forEach((count, i) => (counts[i] = count && count / sums[group(i)]!));
}
