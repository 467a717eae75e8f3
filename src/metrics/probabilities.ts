/**
 * Reading what a classifier says of every class.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import {
  compareLabels,
  encodeLabels,
  expectSameLength,
  type Label,
  type LabelList,
  listLabels,
  readClasses,
  readLabels,
  sortedLabels,
} from '../core/labels.js';
import { readTable, type Table, type TableLike } from '../core/table.js';

/** LabelList as places in the sorted classes, beside the scores of each class. */
export interface ClassTable {
  readonly classes: readonly Label[];
  readonly codes: Int32Array;
  readonly scores: Table;
}

/** Reads labels and one column of scores a class. The columns are the sorted classes, `labels` or those that occur. */
export function readClassTable(
  yTrue: LabelList,
  yScore: TableLike,
  labels: readonly Label[] | null,
  caller: string,
  name = 'yScore',
): ClassTable {
  const truth = readLabels(yTrue, caller, 'yTrue');
  const scores = readTable(yScore, caller, name);
  expectSameLength(truth.length, 'yTrue', scores.rows, name, caller);
  const classes = readColumnClasses(truth, labels, caller);
  if (classes.length !== scores.columns) {
    const cure = labels === null ? '; name all classes with "labels"' : '';
    throw new ParameterError(caller, name, `must have a column for each of the ${classes.length} classes, got ${scores.columns}${cure}`);
  }
  return { classes, codes: encodeLabels(truth, classes), scores };
}

/** The classes of the columns, sorted; all of `truth` must be among them. */
export function readColumnClasses(truth: readonly Label[], labels: readonly Label[] | null, caller: string): readonly Label[] {
  const present = sortedLabels([truth], caller, 'yTrue');
  if (labels === null) return present;
  const classes = readClasses(labels, caller, 'labels');
  if (classes.some((label, c) => c > 0 && compareLabels(classes[c - 1]!, label) > 0)) {
    throw new ParameterError(caller, 'labels', 'must be sorted, for that is the order of the columns');
  }
  const unknown = present.filter((label) => !classes.includes(label));
  if (unknown.length) throw new ParameterError(caller, 'labels', `must name all labels of "yTrue", but not ${listLabels(unknown)}`);
  return classes;
}

/** Refuses rows that are no probabilities. */
export function expectProbabilities({ data, rows, columns }: Table, caller: string, name: string): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += data[i * columns + c]!;
    if (Math.abs(sum - 1) <= 3.5e-4) continue; // the square root of float32's epsilon
    throw new ParameterError(caller, name, `must hold probabilities that add up to 1 in every row, got ${sum} in row ${i}`);
  }
}
