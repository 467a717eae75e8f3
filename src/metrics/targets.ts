/**
 * Reading what is true and what was predicted: one label an item, or a table that says of each item and label yes or no.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { encodeLabels, expectSameLength, type Label, type LabelList, readLabels, sortedLabels } from '../core/labels.js';
import { type NdArray, type NdData } from '../core/nd.js';
import { readTable } from '../core/table.js';
import { isNdArray } from '../core/view.js';

/**
 * What items are: one label each, or, where several labels may be true at once, an ndarray of 0 and 1, shape `[items, labels]`.
 */
export type TargetsLike = LabelList | NdArray<NdData>;

/** One label an item. */
export interface LabelTargets {
  readonly several: false;
  readonly items: number;
  /** All labels of both lists, sorted. */
  readonly classes: readonly Label[];
  readonly truth: readonly Label[];
  readonly guess: readonly Label[];
}

/** Several labels an item. */
export interface TableTargets {
  readonly several: true;
  readonly items: number;
  /** 0, 1, ... for the columns. */
  readonly classes: readonly number[];
  readonly truth: Float64Array;
  readonly guess: Float64Array;
}

/** Reads both lists, which must be of one kind and length. */
export function readTargets(yTrue: TargetsLike, yPred: TargetsLike, caller: string): LabelTargets | TableTargets {
  const nd = [isNdArray(yTrue), isNdArray(yPred)];
  if (nd[0] !== nd[1]) {
    throw new ParameterError(
      caller,
      'yPred',
      'must be of the same kind as "yTrue": both a list of labels, or both an ndarray [items, labels]',
    );
  }
  if (nd[0]) return readTableTargets(yTrue as NdArray<NdData>, yPred as NdArray<NdData>, caller);
  return readLabelTargets(yTrue as LabelList, yPred as LabelList, caller);
}

/** Reads two lists of labels. */
export function readLabelTargets(yTrue: LabelList, yPred: LabelList, caller: string, second = 'yPred'): LabelTargets {
  const truth = readLabels(yTrue, caller, 'yTrue');
  const guess = readLabels(yPred, caller, second);
  expectSameLength(truth.length, 'yTrue', guess.length, second, caller);
  return { several: false, items: truth.length, classes: sortedLabels([truth, guess], caller, second), truth, guess };
}

function readTableTargets(yTrue: NdArray<NdData>, yPred: NdArray<NdData>, caller: string): TableTargets {
  const truth = readIndicator(yTrue, caller, 'yTrue');
  const guess = readIndicator(yPred, caller, 'yPred');
  if (truth.rows !== guess.rows || truth.columns !== guess.columns) {
    throw new ParameterError(
      caller,
      'yPred',
      `must have the shape of "yTrue", [${truth.rows}, ${truth.columns}], got [${guess.rows}, ${guess.columns}]`,
    );
  }
  const classes = Array.from({ length: truth.columns }, (_, c) => c);
  return { several: true, items: truth.rows, classes, truth: truth.data, guess: guess.data };
}

/** Reads a table of 0 and 1. */
export function readIndicator(
  y: NdArray<NdData>,
  caller: string,
  name: string,
): { readonly data: Float64Array; readonly rows: number; readonly columns: number } {
  const table = readTable(y, caller, name);
  const wrong = table.data.findIndex((v) => v !== 0 && v !== 1);
  if (wrong < 0) return table;
  const [row, column] = [Math.floor(wrong / table.columns), wrong % table.columns];
  throw new ParameterError(caller, name, `must hold 0 and 1 only, got ${table.data[wrong]} at row ${row}, column ${column}`);
}

/** Which items are positive. Where no label is named, 1 is, if all labels are 0 and 1, or -1 and 1. */
export function readPositives(yTrue: LabelList, posLabel: Label | null, caller: string): Uint8Array {
  const labels = readLabels(yTrue, caller, 'yTrue');
  if (posLabel !== null) {
    if (typeof posLabel !== typeof labels[0]) {
      throw new ParameterError(caller, 'posLabel', `must be one of the labels of "yTrue", got ${show(posLabel)}`);
    }
    return Uint8Array.from(labels, (label) => Number(label === posLabel));
  }
  const other = labels.find((label) => label !== 1 && label !== 0 && label !== -1);
  const both = other === undefined && labels.includes(0) && labels.includes(-1);
  if (other !== undefined || both) {
    const seen = both ? '-1 and 0' : show(other);
    throw new ParameterError(
      caller,
      'posLabel',
      `must say which label is the positive one, unless all are 0 and 1 or -1 and 1, got ${seen}`,
    );
  }
  return Uint8Array.from(labels, (label) => Number(label === 1));
}

/** The labels to report on, as places in what was read: the option `labels`, or all. */
export function codesOf(targets: LabelTargets, classes: readonly Label[]): { truth: Int32Array; guess: Int32Array } {
  return { truth: encodeLabels(targets.truth, classes), guess: encodeLabels(targets.guess, classes) };
}
