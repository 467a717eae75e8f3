/**
 * Tables of numbers: what rows of features, scores and probabilities are read into.
 * @module
 */
import { ParameterError, show } from './errors.js';
import { firstNonFinite } from './finite.js';
import { type NdArray, type NdData } from './nd.js';
import { expectInside } from './signal.js';
import { type FloatArray } from './types.js';
import { isNdArray, toRowMajor } from './view.js';

/** Rows of numbers: an ndarray of two axes, or a list of rows of one length. */
export type TableLike = NdArray<NdData> | readonly ArrayLike<number>[];

/** A table in double precision, row by row. */
export interface Table {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Whether the values came in single precision. */
  readonly single: boolean;
}

/** Reads a list of finite numbers. */
export function readNumbers(x: ArrayLike<number> | NdArray<NdData>, caller: string, name: string): Float64Array {
  if (isNdArray(x)) {
    if (x.shape.length !== 1) throw new ParameterError(caller, name, `must have one axis, got the shape [${x.shape.join(', ')}]`);
    return finite(toDoubles(x, caller, name), caller, name);
  }
  if (!isList(x)) throw new TypeError(`${caller}: "${name}" must be a list of numbers, got ${show(x)}`);
  return finite(doubles(x, caller, name), caller, name);
}

/** Reads a table of finite numbers; refuses an empty one, and rows of different length. */
export function readTable(x: TableLike, caller: string, name: string): Table {
  if (isNdArray(x)) {
    const [rows, columns] = x.shape as [number, number];
    if (x.shape.length !== 2) throw new ParameterError(caller, name, `must have two axes, got the shape [${x.shape.join(', ')}]`);
    if (rows * columns === 0) throw new ParameterError(caller, name, `must not be empty, got the shape [${rows}, ${columns}]`);
    return { data: finite(toDoubles(x, caller, name), caller, name, columns), rows, columns, single: x.data.BYTES_PER_ELEMENT === 4 };
  }
  if (!Array.isArray(x) || !x.every(isList)) {
    throw new TypeError(`${caller}: "${name}" must be an ndarray of two axes or a list of rows, got ${show(x)}`);
  }
  const list = x as readonly ArrayLike<number>[];
  const columns = list[0]?.length ?? 0;
  if (columns === 0) throw new ParameterError(caller, name, 'must not be empty');
  const data = new Float64Array(list.length * columns);
  list.forEach((row, i) => {
    if (row.length !== columns) {
      throw new ParameterError(caller, name, `must have rows of one length, got ${columns} values in row 0 and ${row.length} in row ${i}`);
    }
    data.set(doubles(row, caller, name), i * columns);
  });
  const single = Object.prototype.toString.call(list[0]) === '[object Float32Array]';
  return { data: finite(data, caller, name, columns), rows: list.length, columns, single };
}

/** Whether `x` is an array or a typed array. */
export const isList = (x: unknown): x is ArrayLike<unknown> => Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView));

function toDoubles(x: NdArray<NdData>, caller: string, name: string): Float64Array {
  if (x.data.length) expectInside(x as unknown as NdArray<FloatArray>, caller, name);
  return doubles(toRowMajor(x), caller, name);
}

function doubles(x: ArrayLike<unknown>, caller: string, name: string): Float64Array {
  for (let i = 0; i < x.length; i++) {
    if (typeof x[i] !== 'number') throw new TypeError(`${caller}: "${name}" must hold numbers, got ${show(x[i])}`);
    if (ArrayBuffer.isView(x)) break; // all of one kind
  }
  return Float64Array.from(x as ArrayLike<number>);
}

function finite(x: Float64Array, caller: string, name: string, columns?: number): Float64Array {
  const i = firstNonFinite(x);
  if (i < 0) return x;
  const where = columns === undefined ? `index ${i}` : `row ${Math.floor(i / columns)}, column ${i % columns}`;
  throw new ParameterError(caller, name, `must be finite, got ${x[i]} at ${where}`);
}
