/**
 * How often the true class is among the best few.
 * @module
 */
import { type Label, type LabelList } from '../core/labels.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { type TableLike } from '../core/table.js';
import { readClassTable } from './probabilities.js';

/** Options of {@link topKAccuracyScore}. */
export interface TopKAccuracyScoreOptions {
  /** How many classes may be named, in [1, classes]. @defaultValue `2` */
  k?: number | undefined;
  /** `true`: a share in [0, 1]; `false`: the number of right items. @defaultValue `true` */
  normalize?: boolean | undefined;
  /** The classes of the columns, sorted, where not all of them occur in `yTrue`. @defaultValue `null` */
  labels?: readonly Label[] | null | undefined;
}

/**
 * The share of items whose true class is among the `k` with the highest scores. Of equal scores the later column counts as higher.
 *
 * @param yTrue - The true label of each item: strings or integers.
 * @param yScore - A score for each class, shape `[items, classes]`; the columns are the sorted classes.
 * @param options - {@link TopKAccuracyScoreOptions}.
 * @returns Share in [0, 1], or a count.
 * @throws {@link ParameterError} if the shapes do not fit, a score is not finite, or an option is out of range.
 * @example
 * ```ts
 * const scores = [[0.5, 0.2, 0.2], [0.3, 0.4, 0.2], [0.2, 0.4, 0.3], [0.7, 0.2, 0.1]];
 * topKAccuracyScore([0, 1, 2, 2], scores, { k: 2 }); // 0.75
 * ```
 * @see scikit-learn `metrics.top_k_accuracy_score`.
 */
export function topKAccuracyScore(yTrue: LabelList, yScore: TableLike, options?: TopKAccuracyScoreOptions): number {
  const caller = 'topKAccuracyScore';
  const o = readOptions(caller, options, { k: 2, normalize: true, labels: null as readonly Label[] | null });
  expectBoolean(o.normalize, caller, 'normalize');
  const { codes, scores } = readClassTable(yTrue, yScore, o.labels, caller);
  expectInteger(o.k, caller, 'k', 1, scores.columns);
  let right = 0;
  codes.forEach((code, i) => {
    const row = scores.data.subarray(i * scores.columns, (i + 1) * scores.columns);
    let better = 0;
    row.forEach((score, c) => (better += Number(score > row[code]! || (score === row[code]! && c > code))));
    right += Number(better < o.k);
  });
  return o.normalize ? right / codes.length : right;
}
