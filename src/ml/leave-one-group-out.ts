/**
 * Testing with every speaker in turn.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { encodeLabels, type Label, type LabelList, readLabels, sortedLabels } from '../core/labels.js';
import { type Split, splitsOf } from './split.js';

/** A split that tests with one group. */
export interface GroupSplit extends Split {
  /** The group of the test. */
  readonly group: Label;
}

/**
 * Takes each group, such as a speaker, in turn for the test, and learns from all others.
 *
 * @param groups - The group of each item: strings or integers, at least two different ones.
 * @returns A {@link GroupSplit} for each group, in sorted order.
 * @throws `ParameterError` if there is one group only.
 * @example
 * ```ts
 * const splits = leaveOneGroupOut(['ann', 'bob', 'ann', 'cid']);
 * splits.length; // 3
 * splits[0].group; // 'ann'
 * splits[0].test; // [0, 2]
 * ```
 * @see scikit-learn `model_selection.LeaveOneGroupOut`.
 */
export function leaveOneGroupOut(groups: LabelList): GroupSplit[] {
  const caller = 'leaveOneGroupOut';
  const list = readLabels(groups, caller, 'groups');
  const names = sortedLabels([list], caller, 'groups');
  if (names.length < 2) throw new ParameterError(caller, 'groups', `must name at least two groups, got ${names.length}`);
  return splitsOf(encodeLabels(list, names), names.length).map((split, g) => ({ ...split, group: names[g]! }));
}
