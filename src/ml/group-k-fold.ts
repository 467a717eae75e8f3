/**
 * Cross validation that never tests with a speaker it has learnt from.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { encodeLabels, type Label, type LabelList, readLabels, sortedLabels } from '../core/labels.js';
import { smallest } from '../core/select.js';
import { type KFoldOptions, readFolds } from './k-fold.js';
import { createShuffle, type Split, splitsOf } from './split.js';

/** The groups, sorted, and that of each item. */
export interface Groups {
  readonly names: readonly Label[];
  readonly codes: Int32Array;
}

/** Reads groups; refuses fewer than folds. */
export function readGroups(groups: LabelList, caller: string, nSplits: number): Groups {
  const list = readLabels(groups, caller, 'groups');
  const names = sortedLabels([list], caller, 'groups');
  if (names.length < nSplits) {
    throw new ParameterError(caller, 'nSplits', `must be at most the number of groups, ${names.length}, got ${nSplits}`);
  }
  return { names, codes: encodeLabels(list, names) };
}

/**
 * Divides groups of items, such as those of a speaker, into folds of about equal size, and takes each in turn for the test. No group is
 * divided. The largest groups are placed first, each into the smallest fold; shuffled, folds get equal numbers of groups instead.
 *
 * @param groups - The group of each item: strings or integers.
 * @param options - {@link KFoldOptions}.
 * @returns A {@link Split} for each fold.
 * @throws `ParameterError` if there are fewer groups than folds.
 * @example
 * ```ts
 * const folds = groupKFold(['ann', 'ann', 'bob', 'bob', 'cid'], { nSplits: 2 });
 * folds.map((fold) => fold.test.length); // [3, 2]
 * ```
 * @see scikit-learn `model_selection.GroupKFold`.
 */
export function groupKFold(groups: LabelList, options?: KFoldOptions): Split[] {
  const caller = 'groupKFold';
  const o = readFolds(caller, options);
  const { names, codes } = readGroups(groups, caller, o.nSplits);
  const foldOfGroup = new Int32Array(names.length);
  if (o.shuffle) {
    const order = createShuffle(o.seed, caller)([...names.keys()]);
    const [least, more] = [Math.floor(names.length / o.nSplits), names.length % o.nSplits];
    order.forEach((group, k) => {
      const inLarge = more * (least + 1); // groups of the first folds, which have one more
      foldOfGroup[group] = k < inLarge ? Math.floor(k / (least + 1)) : more + Math.floor((k - inLarge) / least);
    });
  } else {
    const sizes = new Int32Array(names.length);
    codes.forEach((code) => sizes[code]!++);
    const order = [...names.keys()].sort((a, b) => sizes[b]! - sizes[a]! || b - a);
    const load = new Int32Array(o.nSplits);
    for (const group of order) {
      const lightest = load.indexOf(smallest(load));
      load[lightest]! += sizes[group]!;
      foldOfGroup[group] = lightest;
    }
  }
  return splitsOf(
    codes.map((code) => foldOfGroup[code]!),
    o.nSplits,
  );
}
