/**
 * Cross validation by speaker, with equal shares of every class.
 * @module
 */
import { encodeLabels, expectSameLength, type LabelList, readLabels, sortedLabels } from '../core/labels.js';
import { readGroups } from './group-k-fold.js';
import { type KFoldOptions, readFolds } from './k-fold.js';
import { createShuffle, type Split, splitsOf } from './split.js';
import { countMembers } from './stratified-k-fold.js';

/**
 * Divides groups of items into folds that have about the same share of every class. No group is divided. Groups whose classes are the
 * least even are placed first, each where the shares differ the least afterwards.
 *
 * @param y - Label of each item: strings or integers.
 * @param groups - The group of each item.
 * @param options - {@link KFoldOptions}. `shuffle` decides the order of groups that are equally even.
 * @returns A {@link Split} for each fold.
 * @throws `ParameterError` if there are fewer groups than folds, or a class has fewer members than that.
 * @example
 * ```ts
 * const folds = stratifiedGroupKFold([0, 0, 1, 1, 0, 1], [1, 1, 2, 2, 3, 4], { nSplits: 2 });
 * folds.map((fold) => fold.test.length); // [3, 3]
 * ```
 * @see scikit-learn `model_selection.StratifiedGroupKFold`.
 */
export function stratifiedGroupKFold(y: LabelList, groups: LabelList, options?: KFoldOptions): Split[] {
  const caller = 'stratifiedGroupKFold';
  const o = readFolds(caller, options);
  const labels = readLabels(y, caller, 'y');
  const classes = sortedLabels([labels], caller, 'y');
  const classOf = encodeLabels(labels, classes);
  const totals = countMembers(classOf, classes, o.nSplits, caller);
  const { names, codes } = readGroups(groups, caller, o.nSplits);
  expectSameLength(labels.length, 'y', codes.length, 'groups', caller);
  const inGroup = names.map(() => new Float64Array(classes.length));
  codes.forEach((code, i) => inGroup[code]![classOf[i]!]!++);
  const order = [...names.keys()];
  if (o.shuffle) createShuffle(o.seed, caller)(order);
  const uneven = inGroup.map(deviation);
  order.sort((a, b) => uneven[b]! - uneven[a]!);
  const inFold = Array.from({ length: o.nSplits }, () => new Float64Array(classes.length));
  const foldOfGroup = new Int32Array(names.length);
  for (const group of order) {
    const fold = bestFold(inFold, inGroup[group]!, totals);
    inGroup[group]!.forEach((n, c) => (inFold[fold]![c]! += n));
    foldOfGroup[group] = fold;
  }
  return splitsOf(
    codes.map((code) => foldOfGroup[code]!),
    o.nSplits,
  );
}

/** The fold that, with the group, leaves the shares of the classes most even; of equal ones the smallest. */
function bestFold(inFold: readonly Float64Array[], group: Float64Array, totals: Int32Array): number {
  let [best, least, size] = [0, Infinity, Infinity];
  inFold.forEach((_, f) => {
    const spread = (_: number, c: number): number =>
      deviation(inFold.map((counts, g) => (counts[c]! + (g === f ? group[c]! : 0)) / totals[c]!));
    const uneven = Array.from(totals, spread).reduce((sum, s) => sum + s, 0) / totals.length;
    const items = inFold[f]!.reduce((sum, n) => sum + n, 0);
    const equal = Math.abs(uneven - least) <= 1e-8 + 1e-5 * Math.abs(least); // numpy's isclose
    if (uneven < least || (equal && items < size)) [best, least, size] = [f, uneven, items];
  });
  return best;
}

function deviation(x: ArrayLike<number>): number {
  let [mean, squares] = [0, 0];
  for (let i = 0; i < x.length; i++) mean += x[i]! / x.length;
  for (let i = 0; i < x.length; i++) squares += (x[i]! - mean) ** 2 / x.length;
  return Math.sqrt(squares);
}
