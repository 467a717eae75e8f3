/**
 * How well a score ranks positives above negatives.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectSameLength, type Label, type LabelList, readLabels, sortedLabels } from '../core/labels.js';
import { type NdArray, type NdData } from '../core/nd.js';
import { expectFinite, expectOneOf, readOptions } from '../core/options.js';
import { readNumbers, readTable, type TableLike } from '../core/table.js';
import { isNdArray } from '../core/view.js';
import { trapezoid } from './auc.js';
import { averageColumns, type ColumnAverage, expectSameShape } from './binary-average.js';
import { mean } from './precision-recall-fscore-support.js';
import { type ClassTable, expectProbabilities, readClassTable } from './probabilities.js';
import { rocPoints } from './roc-curve.js';
import { readIndicator, type TargetsLike } from './targets.js';
import { countThresholds, expectClasses, type ThresholdCounts } from './threshold-counts.js';

/** Options of {@link rocAucScore}. */
export interface RocAucScoreOptions {
  /**
   * How the areas of several columns become one: `'macro'`: their mean; `'weighted'`: weighted by the positives of each; `'micro'`: one
   * curve over all entries; `'samples'`: the mean over items, where items may have several labels; `null`: one area a column.
   * @defaultValue `'macro'`
   */
  average?: ColumnAverage | undefined;
  /** Count only false positive rates up to this one, in (0, 1]; the area is scaled so that guessing gives 0.5. @defaultValue `null` */
  maxFpr?: number | null | undefined;
  /** With more than two classes: each against the rest (`'ovr'`) or each against each (`'ovo'`). @defaultValue `'raise'` */
  multiClass?: 'raise' | 'ovr' | 'ovo' | undefined;
  /** The classes of the columns, sorted, where not all of them occur in `yTrue`. @defaultValue `null` */
  labels?: readonly Label[] | null | undefined;
}

const DEFAULTS = {
  average: 'macro' as ColumnAverage,
  maxFpr: null as number | null,
  multiClass: 'raise' as 'raise' | 'ovr' | 'ovo',
  labels: null as readonly Label[] | null,
};

/**
 * The area under the ROC curve: the chance that a positive scores higher than a negative. 0.5 is guessing.
 *
 * @param yTrue - Two classes: labels, of which the greater is positive. Several labels an item: an ndarray of 0 and 1, shape
 * `[items, labels]`. More classes: labels, with the option `multiClass`.
 * @param yScore - Two classes: a score an item. Else a table, shape `[items, columns]`; with `multiClass` the probabilities of the sorted
 * classes.
 * @param options - {@link RocAucScoreOptions}.
 * @returns Area in [0, 1], or one a column with `average: null`.
 * @throws {@link ParameterError} if the shapes do not fit, a score is not finite, or a column has one class only.
 * @example
 * ```ts
 * rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.75
 * const likelihoods = [[0.7, 0.2, 0.1], [0.1, 0.5, 0.4], [0.2, 0.5, 0.3], [0.3, 0.3, 0.4]];
 * rocAucScore(['a', 'b', 'c', 'c'], likelihoods, { multiClass: 'ovr' }); // 0.8194
 * ```
 * @see scikit-learn `metrics.roc_auc_score`; Hand and Till, 2001 (each against each).
 */
export function rocAucScore(
  yTrue: TargetsLike,
  yScore: ArrayLike<number> | TableLike,
  options: RocAucScoreOptions & { readonly average: null },
): Float64Array;
export function rocAucScore(
  yTrue: TargetsLike,
  yScore: ArrayLike<number> | TableLike,
  options?: RocAucScoreOptions & { readonly average?: Exclude<ColumnAverage, null> | undefined },
): number;
export function rocAucScore(
  yTrue: TargetsLike,
  yScore: ArrayLike<number> | TableLike,
  options?: RocAucScoreOptions,
): number | Float64Array {
  const caller = 'rocAucScore';
  const o = readOptions(caller, options, DEFAULTS);
  expectOneOf(o.average, caller, 'average', ['macro', 'micro', 'weighted', 'samples', null]);
  expectOneOf(o.multiClass, caller, 'multiClass', ['raise', 'ovr', 'ovo']);
  if (o.maxFpr !== null) {
    expectFinite(o.maxFpr, caller, 'maxFpr', 0, 1);
    if (o.maxFpr === 0) throw new ParameterError(caller, 'maxFpr', 'must be > 0, got 0');
  }
  const area = (counts: ThresholdCounts, where: string): number => {
    expectClasses(counts, 'both', caller, where);
    return areaOf(counts, o.maxFpr);
  };
  if (isNdArray(yTrue)) {
    const truth = readIndicator(yTrue as NdArray<NdData>, caller, 'yTrue');
    const scores = readTable(yScore as TableLike, caller, 'yScore');
    expectSameShape(truth, scores, caller);
    return averageColumns(truth, scores, o.average, area);
  }
  const labels = readLabels(yTrue as LabelList, caller, 'yTrue');
  const classes = sortedLabels([labels], caller, 'yTrue');
  if (!isTable(yScore) && classes.length <= 2) {
    const scores = readNumbers(yScore, caller, 'yScore');
    expectSameLength(labels.length, 'yTrue', scores.length, 'yScore', caller);
    return area(
      countThresholds(
        Uint8Array.from(labels, (label) => Number(classes.length === 2 && label === classes[1])),
        scores,
      ),
      '',
    );
  }
  if (!isTable(yScore)) {
    throw new ParameterError(caller, 'yScore', `must have a column for each of the ${classes.length} classes, got one score an item`);
  }
  if (o.multiClass === 'raise') {
    throw new ParameterError(caller, 'multiClass', 'must be "ovr" or "ovo" where there is a column of scores for each class');
  }
  if (o.maxFpr !== null && o.maxFpr !== 1) throw new ParameterError(caller, 'maxFpr', 'must be null with more than two classes');
  const table = readClassTable(labels, yScore, o.labels, caller);
  expectProbabilities(table.scores, caller, 'yScore');
  return o.multiClass === 'ovr' ? eachAgainstRest(table, o.average, area, caller) : eachAgainstEach(table, o.average, area, caller);
}

const isTable = (x: ArrayLike<number> | TableLike): x is TableLike =>
  isNdArray(x) ? x.shape.length !== 1 : Array.isArray(x) && typeof x[0] === 'object';

/** The area, or the part of it up to `maxFpr`, scaled by McClish, 1989. */
function areaOf(counts: ThresholdCounts, maxFpr: number | null): number {
  const { fpr, tpr } = rocPoints(counts, true);
  if (maxFpr === null || maxFpr === 1) return trapezoid(fpr, tpr);
  const stop = fpr.findIndex((x) => x > maxFpr);
  const [x0, y0, x1, y1] = [fpr[stop - 1]!, tpr[stop - 1]!, fpr[stop]!, tpr[stop]!];
  const end = y0 + ((maxFpr - x0) * (y1 - y0)) / (x1 - x0);
  const area = trapezoid(fpr.slice(0, stop), tpr.slice(0, stop)) + ((maxFpr - x0) * (end + y0)) / 2;
  const guessing = (maxFpr * maxFpr) / 2;
  return 0.5 * (1 + (area - guessing) / (maxFpr - guessing));
}

type Area = (counts: ThresholdCounts, where: string) => number;

function eachAgainstRest({ codes, scores }: ClassTable, average: ColumnAverage, area: Area, caller: string): number | Float64Array {
  if (average === 'samples') throw new ParameterError(caller, 'average', 'can be "samples" only where an item may have several labels');
  const { rows, columns } = scores;
  const data = new Float64Array(rows * columns);
  codes.forEach((code, i) => (data[i * columns + code] = 1));
  return averageColumns({ data, rows, columns }, scores, average, area);
}

function eachAgainstEach({ codes, classes, scores }: ClassTable, average: ColumnAverage, area: Area, caller: string): number {
  expectOneOf(average, caller, 'average', ['macro', 'weighted']);
  const n = classes.length;
  const among = (a: number, b: number): number => {
    const items = [...codes.keys()].filter((i) => codes[i] === a || codes[i] === b);
    const truth = items.map((i) => Number(codes[i] === a));
    return area(
      countThresholds(
        truth,
        Float64Array.from(items, (i) => scores.data[i * n + a]!),
      ),
      ` for the classes ${a} and ${b}`,
    );
  };
  const values: number[] = [];
  const weights: number[] = [];
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      values.push((among(a, b) + among(b, a)) / 2);
      weights.push(codes.reduce((sum, code) => sum + Number(code === a || code === b), 0));
    }
  }
  return mean(Float64Array.from(values), average === 'weighted' ? Float64Array.from(weights) : undefined);
}
