/**
 * What precision, recall and F are made of: how many items of each class are right, predicted and true.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type Label, listLabels, readClasses } from '../core/labels.js';
import { codesOf, type LabelTargets, type TableTargets } from './targets.js';

/** Numbers of items, one entry a class (or one an item, or one for all). */
export interface Counts {
  readonly right: Float64Array;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
}

/** Counts per class of `classes`. */
export function countClasses(targets: LabelTargets | TableTargets, classes: readonly Label[], caller: string): Counts {
  const counts = emptyCounts(classes.length);
  if (targets.several) {
    const columns = readColumns(targets, classes, caller);
    const width = targets.classes.length;
    for (let i = 0; i < targets.items; i++)
      columns.forEach((c, k) => count(counts, k, targets.truth[i * width + c]!, targets.guess[i * width + c]!));
    return counts;
  }
  const { truth, guess } = codesOf(targets, classes);
  for (let i = 0; i < truth.length; i++) {
    const [t, g] = [truth[i]!, guess[i]!];
    if (t >= 0) counts.actual[t]!++;
    if (g >= 0) counts.predicted[g]!++;
    if (t >= 0 && t === g) counts.right[t]!++;
  }
  return counts;
}

/** Counts per item, over the labels of `classes`. */
export function countItems(targets: TableTargets, classes: readonly Label[], caller: string): Counts {
  const counts = emptyCounts(targets.items);
  const columns = readColumns(targets, classes, caller);
  const width = targets.classes.length;
  for (let i = 0; i < targets.items; i++)
    for (const c of columns) count(counts, i, targets.truth[i * width + c]!, targets.guess[i * width + c]!);
  return counts;
}

/** All classes together. */
export function pool(counts: Counts): Counts {
  const total = (x: Float64Array): Float64Array => Float64Array.of(x.reduce((sum, n) => sum + n, 0));
  return { right: total(counts.right), predicted: total(counts.predicted), actual: total(counts.actual) };
}

/** The option `labels`, or all classes. */
export const reported = (targets: LabelTargets | TableTargets, labels: readonly Label[] | null, caller: string): readonly Label[] =>
  labels === null ? targets.classes : readClasses(labels, caller, 'labels');

/** The one class of `average: 'binary'`. */
export function binaryClass(targets: LabelTargets | TableTargets, posLabel: Label, caller: string): readonly Label[] {
  if (targets.several || targets.classes.length > 2) {
    const what = targets.several ? 'an item may have several labels' : `there are ${targets.classes.length} classes`;
    throw new ParameterError(caller, 'average', `must be 'macro', 'micro', 'weighted' or null where ${what}, got "binary"`);
  }
  const present = targets.classes.includes(posLabel);
  if (!present && (targets.classes.length === 2 || typeof posLabel !== typeof targets.classes[0])) {
    throw new ParameterError(caller, 'posLabel', `must be one of the labels ${listLabels(targets.classes)}, got ${show(posLabel)}`);
  }
  return [posLabel];
}

const emptyCounts = (n: number): Counts => ({
  right: new Float64Array(n),
  predicted: new Float64Array(n),
  actual: new Float64Array(n),
});

function count(counts: Counts, k: number, truth: number, guess: number): void {
  counts.actual[k]! += truth;
  counts.predicted[k]! += guess;
  counts.right[k]! += truth * guess;
}

function readColumns(targets: TableTargets, classes: readonly Label[], caller: string): readonly number[] {
  const n = targets.classes.length;
  const wrong = classes.find((c) => typeof c !== 'number' || c < 0 || c >= n);
  if (wrong !== undefined) throw new ParameterError(caller, 'labels', `must name columns in [0, ${n - 1}], got ${show(wrong)}`);
  return classes as readonly number[];
}
