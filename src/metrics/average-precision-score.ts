/**
 * The precision-recall curve in one number.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type Label, type LabelList, listLabels, readLabels, sortedLabels } from '../core/labels.js';
import { type NdArray, type NdData } from '../core/nd.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { readTable, type TableLike } from '../core/table.js';
import { isNdArray } from '../core/view.js';
import { averageColumns, type ColumnAverage, expectSameShape } from './binary-average.js';
import { precisionRecallPoints } from './precision-recall-curve.js';
import { readClassTable } from './probabilities.js';
import { readIndicator, type TargetsLike } from './targets.js';
import { expectClasses, readThresholds, type ThresholdCounts } from './threshold-counts.js';

/** Options of {@link averagePrecisionScore}. */
export interface AveragePrecisionScoreOptions {
  /**
   * How the scores of several columns become one: `'macro'`: their mean; `'weighted'`: weighted by the positives of each; `'micro'`: one
   * curve over all entries; `'samples'`: the mean over items, where items may have several labels; `null`: one score a column.
   * @defaultValue `'macro'`
   */
  average?: ColumnAverage | undefined;
  /** The positive label, where items have one of two labels. @defaultValue `1` */
  posLabel?: Label | undefined;
}

/**
 * The mean of the precisions at each threshold, weighted by the gain in recall. Not interpolated.
 *
 * @param yTrue - Two classes: labels. Several labels an item: an ndarray of 0 and 1, shape `[items, labels]`. More classes: labels.
 * @param yScore - Two classes: a score an item. Else a table, shape `[items, columns]`, a column for each (sorted) class.
 * @param options - {@link AveragePrecisionScoreOptions}.
 * @returns A number in (0, 1], or one a column with `average: null`.
 * @throws {@link ParameterError} if the shapes do not fit, a score is not finite, or a column has no positives.
 * @example
 * ```ts
 * averagePrecisionScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.833
 * ```
 * @see scikit-learn `metrics.average_precision_score`.
 */
export function averagePrecisionScore(
  yTrue: TargetsLike,
  yScore: ArrayLike<number> | TableLike,
  options: AveragePrecisionScoreOptions & { readonly average: null },
): Float64Array;
export function averagePrecisionScore(
  yTrue: TargetsLike,
  yScore: ArrayLike<number> | TableLike,
  options?: AveragePrecisionScoreOptions & { readonly average?: Exclude<ColumnAverage, null> | undefined },
): number;
export function averagePrecisionScore(
  yTrue: TargetsLike,
  yScore: ArrayLike<number> | TableLike,
  options?: AveragePrecisionScoreOptions,
): number | Float64Array {
  const caller = 'averagePrecisionScore';
  const o = readOptions(caller, options, { average: 'macro' as ColumnAverage, posLabel: 1 as Label });
  expectOneOf(o.average, caller, 'average', ['macro', 'micro', 'weighted', 'samples', null]);
  const score = (counts: ThresholdCounts, where: string): number => {
    expectClasses(counts, 'positives', caller, where);
    const { precision, recall } = precisionRecallPoints(counts, false);
    let sum = 0;
    for (let i = 0; i + 1 < recall.length; i++) sum += (recall[i]! - recall[i + 1]!) * precision[i]!;
    return sum;
  };
  if (isNdArray(yTrue)) {
    const truth = readIndicator(yTrue as NdArray<NdData>, caller, 'yTrue');
    const scores = readTable(yScore as TableLike, caller, 'yScore');
    expectSameShape(truth, scores, caller);
    return averageColumns(truth, scores, o.average, score);
  }
  const labels = readLabels(yTrue as LabelList, caller, 'yTrue');
  const classes = sortedLabels([labels], caller, 'yTrue');
  if (classes.length <= 2) {
    if (classes.length === 2 && !classes.includes(o.posLabel)) {
      throw new ParameterError(caller, 'posLabel', `must be one of the labels ${listLabels(classes)}, got ${show(o.posLabel)}`);
    }
    return score(readThresholds(labels, yScore as ArrayLike<number>, o.posLabel, caller, 'positives'), '');
  }
  if (o.average === 'samples') throw new ParameterError(caller, 'average', 'can be "samples" only where an item may have several labels');
  const { codes, scores } = readClassTable(labels, yScore as TableLike, null, caller);
  const data = new Float64Array(scores.data.length);
  codes.forEach((code, i) => (data[i * scores.columns + code] = 1));
  return averageColumns({ data, rows: scores.rows, columns: scores.columns }, scores, o.average, score);
}
