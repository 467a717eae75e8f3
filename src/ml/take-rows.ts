/**
 * Picking items out of whatever holds them.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray, type NdData } from '../core/nd.js';
import { expectInteger } from '../core/options.js';
import { isList } from '../core/table.js';
import { isNdArray, sizeOf, toRowMajor } from '../core/view.js';

/** Something that holds items: an array, a typed array, or an ndarray, whose items lie along its first axis. */
export type Rows = readonly unknown[] | NdArray<NdData> | Float32Array | Float64Array | Int32Array | Uint8Array;

/** How many items there are. */
export function countRows(rows: Rows | number, caller: string, name: string): number {
  if (typeof rows === 'number') {
    expectInteger(rows, caller, name, 1);
    return rows;
  }
  if (!isNdArray(rows) && !isList(rows)) {
    throw new TypeError(`${caller}: "${name}" must be a list, a typed array, an ndarray or a number of items, got ${show(rows)}`);
  }
  const n = isNdArray(rows) ? (rows.shape[0] ?? 0) : rows.length;
  if (n === 0) throw new ParameterError(caller, name, 'must not be empty');
  return n;
}

/**
 * The items at the given places, in that order.
 *
 * @param rows - An array, a typed array, or an ndarray, whose items lie along its first axis.
 * @param indices - Which items, integers in [0, items).
 * @returns A copy of the same kind.
 * @throws `ParameterError` if an index is out of range.
 * @example
 * ```ts
 * takeRows(['a', 'b', 'c'], [2, 0]); // ['c', 'a']
 * takeRows(tensor(Float32Array.of(1, 2, 3, 4), [2, 2]), [1]).data; // [3, 4]
 * ```
 * @see numpy `take` along axis 0.
 */
export function takeRows<R extends Rows>(rows: R, indices: ArrayLike<number>): R {
  const caller = 'takeRows';
  const n = countRows(rows, caller, 'rows');
  for (let k = 0; k < indices.length; k++) expectInteger(indices[k], caller, 'indices', 0, n - 1);
  if (!isNdArray(rows)) {
    const Kind = rows.constructor as unknown as { from(x: ArrayLike<number>, map: (i: number) => unknown): R };
    return (
      Array.isArray(rows) ? Array.from(indices, (i) => rows[i] as unknown) : Kind.from(indices, (i) => (rows as Float64Array)[i])
    ) as R;
  }
  const view = rows as NdArray<NdData>;
  const width = sizeOf(view.shape) / n;
  const source = toRowMajor(view);
  const data = new (source.constructor as new (n: number) => NdData)(width * indices.length);
  for (let k = 0; k < indices.length; k++) data.set(source.subarray(indices[k]! * width, (indices[k]! + 1) * width), k * width);
  return nd(data, [indices.length, ...view.shape.slice(1)]) as unknown as R;
}
