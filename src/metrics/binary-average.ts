/**
 * Scores of one column each, and their averages.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type Table } from '../core/table.js';
import { mean } from './precision-recall-fscore-support.js';
import { countThresholds, type ThresholdCounts } from './threshold-counts.js';

/** How the scores of columns become one. */
export type ColumnAverage = 'macro' | 'micro' | 'weighted' | 'samples' | null;

/** Applies `score` to each column of truth (0 and 1) and of scores; `where` names the column for messages. */
export function averageColumns(
  truth: { readonly data: Float64Array; readonly rows: number; readonly columns: number },
  scores: Table,
  average: ColumnAverage,
  score: (counts: ThresholdCounts, where: string) => number,
): number | Float64Array {
  const { rows, columns } = scores;
  if (average === 'micro') return score(countThresholds(truth.data, scores.data), '');
  if (average === 'samples') {
    const row = (x: Float64Array, i: number): Float64Array => x.subarray(i * columns, (i + 1) * columns);
    const ofRow = (i: number): number => score(countThresholds(row(truth.data, i), row(scores.data, i)), ` in row ${i}`);
    return mean(Float64Array.from({ length: rows }, (_, i) => ofRow(i)));
  }
  const column = (x: Float64Array, c: number): Float64Array => Float64Array.from({ length: rows }, (_, i) => x[i * columns + c]!);
  const counts = Array.from({ length: columns }, (_, c) => countThresholds(column(truth.data, c), column(scores.data, c)));
  const values = Float64Array.from(counts, (of, c) => score(of, ` in column ${c}`));
  if (average === null) return values;
  return mean(values, average === 'weighted' ? Float64Array.from(counts, ({ positives }) => positives) : undefined);
}

/** Refuses a table of scores that does not lie beside the truth. */
export function expectSameShape(truth: { readonly rows: number; readonly columns: number }, scores: Table, caller: string): void {
  if (truth.rows === scores.rows && truth.columns === scores.columns) return;
  throw new ParameterError(
    caller,
    'yScore',
    `must have the shape [${truth.rows}, ${truth.columns}], got [${scores.rows}, ${scores.columns}]`,
  );
}
