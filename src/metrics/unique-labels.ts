/**
 * Which classes there are.
 * @module
 */
import { type Label, type LabelList, readLabels, sortedLabels } from '../core/labels.js';

/**
 * The different labels of one or several lists, sorted: the order of the rows of {@link confusionMatrix}.
 *
 * @param lists - LabelList: strings or integers, not both.
 * @returns Numbers by value, strings by code point.
 * @throws {@link ParameterError} if a list is empty, holds fractions, or strings are mixed with numbers.
 * @example
 * ```ts
 * uniqueLabels(['yes', 'no'], ['no', 'maybe']); // ['maybe', 'no', 'yes']
 * ```
 * @see scikit-learn `utils.multiclass.unique_labels`.
 */
export function uniqueLabels(...lists: LabelList[]): Label[] {
  const caller = 'uniqueLabels';
  return sortedLabels(
    lists.map((list) => readLabels(list, caller, 'lists')),
    caller,
    'lists',
  );
}
