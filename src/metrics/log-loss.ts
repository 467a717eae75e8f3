/**
 * How likely a classifier found what is true.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { encodeLabels, expectSameLength, type Label, type LabelList, readLabels } from '../core/labels.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { readNumbers, type Table, type TableLike } from '../core/table.js';
import { isNdArray } from '../core/view.js';
import { expectProbabilities, readClassTable, readColumnClasses } from './probabilities.js';

/** Options of {@link logLoss}. */
export interface LogLossOptions {
  /** `true`: the mean over the items; `false`: their sum. @defaultValue `true` */
  normalize?: boolean | undefined;
  /** The classes of the columns, sorted, where not all of them occur in `yTrue`. @defaultValue `null` */
  labels?: readonly Label[] | null | undefined;
}

/**
 * The mean of -ln(probability given to the true class), in nats. Probabilities count as at least the epsilon of their precision, so that the
 * result is finite.
 *
 * @param yTrue - The true label of each item: strings or integers.
 * @param yProba - Probabilities of the sorted classes, shape `[items, classes]`; or with two classes that of the greater one.
 * @param options - {@link LogLossOptions}.
 * @returns Loss, >= 0.
 * @throws {@link ParameterError} if the shapes do not fit, or rows are no probabilities.
 * @example
 * ```ts
 * logLoss(['spam', 'ham', 'ham', 'spam'], [[0.1, 0.9], [0.9, 0.1], [0.8, 0.2], [0.35, 0.65]]); // 0.21616
 * logLoss([1, 0, 0, 1], [0.9, 0.1, 0.2, 0.65]); // 0.21616
 * ```
 * @see scikit-learn `metrics.log_loss`.
 */
export function logLoss(yTrue: LabelList, yProba: ArrayLike<number> | TableLike, options?: LogLossOptions): number {
  const caller = 'logLoss';
  const o = readOptions(caller, options, { normalize: true, labels: null as readonly Label[] | null });
  expectBoolean(o.normalize, caller, 'normalize');
  const isTable = isNdArray(yProba) ? yProba.shape.length !== 1 : Array.isArray(yProba) && typeof yProba[0] === 'object';
  const { codes, scores } = isTable
    ? readClassTable(yTrue, yProba as TableLike, o.labels, caller, 'yProba')
    : readTwo(yTrue, yProba as ArrayLike<number>, o.labels, caller);
  const { data, rows, columns, single } = scores;
  const wrong = data.findIndex((p) => p < 0 || p > 1);
  if (wrong >= 0) throw new ParameterError(caller, 'yProba', `must be in [0, 1], got ${data[wrong]} in row ${Math.floor(wrong / columns)}`);
  expectProbabilities(scores, caller, 'yProba');
  if (columns < 2) throw new ParameterError(caller, 'labels', 'must name at least two classes where "yTrue" has only one');
  const least = single ? 2 ** -23 : Number.EPSILON;
  let sum = 0;
  codes.forEach((code, i) => (sum -= Math.log(Math.min(1 - least, Math.max(least, data[i * columns + code]!)))));
  return o.normalize ? sum / rows : sum;
}

function readTwo(
  yTrue: LabelList,
  yProba: ArrayLike<number>,
  labels: readonly Label[] | null,
  caller: string,
): { codes: Int32Array; scores: Table } {
  const truth = readLabels(yTrue, caller, 'yTrue');
  const p = readNumbers(yProba, caller, 'yProba');
  expectSameLength(truth.length, 'yTrue', p.length, 'yProba', caller);
  const classes = readColumnClasses(truth, labels, caller);
  if (classes.length !== 2)
    throw new ParameterError(caller, 'yProba', `must have a column for each of the ${classes.length} classes, got one number an item`);
  const data = Float64Array.from({ length: 2 * p.length }, (_, i) => (i % 2 ? p[i >> 1]! : 1 - p[i >> 1]!));
  const single = Object.prototype.toString.call(yProba) === '[object Float32Array]';
  return { codes: encodeLabels(truth, classes), scores: { data, rows: p.length, columns: 2, single } };
}
