/**
 * Accuracy where classes are not equally frequent.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type LabelList } from '../core/labels.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { countPairs } from './confusion-matrix.js';
import { codesOf, readLabelTargets } from './targets.js';

/** Options of {@link balancedAccuracyScore}. */
export interface BalancedAccuracyScoreOptions {
  /** Whether guessing scores 0, and everything right 1. @defaultValue `false` */
  adjusted?: boolean | undefined;
}

/**
 * The mean of the classes' recalls: accuracy as if every class had the same number of items. Classes that are predicted but never
 * true do not count.
 *
 * @param yTrue - The true label of each item: strings or integers.
 * @param yPred - The predicted ones.
 * @param options - {@link BalancedAccuracyScoreOptions}.
 * @returns Share in [0, 1]; adjusted, in [-1 / (classes - 1), 1].
 * @throws {@link ParameterError} if the lists differ in length or are empty, or only one class is there to adjust for.
 * @example
 * ```ts
 * balancedAccuracyScore([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]); // 0.625
 * ```
 * @see scikit-learn `metrics.balanced_accuracy_score`.
 */
export function balancedAccuracyScore(yTrue: LabelList, yPred: LabelList, options?: BalancedAccuracyScoreOptions): number {
  const caller = 'balancedAccuracyScore';
  const o = readOptions(caller, options, { adjusted: false });
  expectBoolean(o.adjusted, caller, 'adjusted');
  const targets = readLabelTargets(yTrue, yPred, caller);
  const n = targets.classes.length;
  const { truth, guess } = codesOf(targets, targets.classes);
  const counts = countPairs(truth, guess, n);
  let total = 0;
  let classes = 0;
  for (let c = 0; c < n; c++) {
    const items = counts.subarray(c * n, (c + 1) * n).reduce((sum, count) => sum + count, 0);
    if (items === 0) continue;
    total += counts[c * n + c]! / items;
    classes++;
  }
  const score = total / classes;
  if (!o.adjusted) return score;
  if (classes === 1) throw new ParameterError(caller, 'yTrue', 'must hold at least two classes to adjust for guessing, got one');
  return (score - 1 / classes) / (1 - 1 / classes);
}
