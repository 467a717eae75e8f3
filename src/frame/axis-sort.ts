/**
 * Sorting the columns of a matrix by where they peak.
 * @module
 */
import { nd, type NdArray } from '../core/nd.js';
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { expectInteger, readOptions } from '../core/options.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { strideLike } from './lines.js';
import { lineMajor, readMatrix } from './shear.js';

/** Options of {@link axisSort}. */
export interface AxisSortOptions {
  /** `-1` or `1`: columns are sorted; `0`: rows. @defaultValue `-1` */
  axis?: number | undefined;
  /** What a line is sorted by, a number that is not NaN; `null`: the index of its largest value, the first of equals. @defaultValue `null` */
  value?: ((line: Float64Array) => number) | null | undefined;
}

/** What {@link axisSort} returns. */
export interface AxisSorted<T extends FloatArray = FloatArray> {
  /** The sorted matrix. */
  readonly S: NdArray<T>;
  /** Where each of its lines was. */
  readonly idx: Int32Array;
}

/**
 * Sorts the columns (or rows) of a matrix by where they peak: makes components of a decomposition easier to look at.
 *
 * @param S - Matrix.
 * @param options - {@link AxisSortOptions}.
 * @returns `S`, sorted, same shape and type, and `idx`. Lines with equal keys keep their order.
 * @throws {@link ParameterError} if an option is unknown or out of range, `S` is no matrix, a value is not finite, or a key is NaN.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(0, 9, 5, 1), shape: [2, 2], stride: [2, 1], offset: 0 } as NdArray<Float64Array>;
 * axisSort(S).idx; // [1, 0]
 * ```
 * @see librosa 0.11 `util.axis_sort(index=True)`.
 */
export function axisSort<T extends FloatArray>(S: NdArray<T>, options?: AxisSortOptions): AxisSorted<T> {
  const { axis, value } = readOptions('axisSort', options, { axis: -1, value: null as ((line: Float64Array) => number) | null });
  expectInteger(axis, 'axisSort', 'axis', -1, 1);
  if (value !== null && typeof value !== 'function') throw new TypeError('axisSort: "value" must be a function or null');
  const { shape } = readMatrix(S, 'axisSort', 'S');
  const along = axis === 0 ? 0 : 1;
  const length = shape[1 - along]!;
  const lines = lineMajor(S, along);
  const keys = Array.from({ length: shape[along]! }, (_, i) => {
    const line = Float64Array.from(lines.subarray(i * length, (i + 1) * length));
    expectAllFinite(line, 'axisSort', 'S');
    const key = value ? value(line) : line.indexOf(line.reduce((a, b) => (b > a ? b : a)));
    if (!(key - key === 0)) throw new ParameterError('axisSort', 'value', `must give a finite number, got ${key} for line ${i}`);
    return key;
  });
  const idx = Int32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]! || a - b);
  const stride = strideLike(shape, S.stride);
  const out = arrayLike(S.data, lines.length);
  idx.forEach((from, i) => {
    for (let k = 0, at = i * stride[along]!; k < length; k++, at += stride[1 - along]!) out[at] = lines[from * length + k]!;
  });
  return { S: nd(out, shape, stride), idx };
}
