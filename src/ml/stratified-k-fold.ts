/**
 * Cross validation with equal shares of every class.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { encodeLabels, type Label, type LabelList, listLabels, readLabels } from '../core/labels.js';
import { smallest } from '../core/select.js';
import { type KFoldOptions, readFolds } from './k-fold.js';
import { createShuffle, type Split, splitsOf } from './split.js';

/**
 * Divides items into folds that have the same share of every class (give or take one item), and takes each in turn for the test.
 *
 * @param y - Label of each item: strings or integers.
 * @param options - {@link KFoldOptions}.
 * @returns A {@link Split} for each fold.
 * @throws `ParameterError` if a class has fewer members than there are folds (scikit-learn only warns).
 * @example
 * ```ts
 * const folds = stratifiedKFold(['a', 'a', 'b', 'b', 'b', 'b'], { nSplits: 2 });
 * folds[0].test; // [0, 2, 3]
 * ```
 * @see scikit-learn `model_selection.StratifiedKFold`.
 */
export function stratifiedKFold(y: LabelList, options?: KFoldOptions): Split[] {
  const caller = 'stratifiedKFold';
  const o = readFolds(caller, options);
  const labels = readLabels(y, caller, 'y');
  const classes: Label[] = [...new Set(labels)]; // in the order in which they appear, as in scikit-learn
  const codes = encodeLabels(labels, classes);
  const counts = countMembers(codes, classes, o.nSplits, caller);
  const shuffle = createShuffle(o.seed, caller);
  const foldOf = new Int32Array(labels.length);
  let before = 0; // items of the classes before: folds take turns through all classes in a row
  classes.forEach((_, c) => {
    const turns = Int32Array.from({ length: counts[c]! }, (_, k) => (before + k) % o.nSplits).sort();
    if (o.shuffle) shuffle(turns);
    let next = 0;
    codes.forEach((code, i) => {
      if (code === c) foldOf[i] = turns[next++]!;
    });
    before += counts[c]!;
  });
  return splitsOf(foldOf, o.nSplits);
}

/** Members of each class; refuses classes that cannot be in every fold. */
export function countMembers(codes: Int32Array, classes: readonly Label[], nSplits: number, caller: string): Int32Array {
  const counts = new Int32Array(classes.length);
  codes.forEach((code) => counts[code]!++);
  const few = classes.filter((_, c) => counts[c]! < nSplits);
  if (few.length) {
    const least = smallest(counts);
    throw new ParameterError(
      caller,
      'nSplits',
      `must be at most the size of the smallest class, ${least} (${listLabels(few)}), got ${nSplits}`,
    );
  }
  return counts;
}
