/**
 * Rolling each column of a matrix further than the one before.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { toRowMajor } from '../core/view.js';
import { expectFiniteResult, readStrided, strideLike } from './lines.js';

/** Options of {@link shear}. */
export interface ShearOptions {
  /** Places that a line is rolled further than the one before; may be negative. @defaultValue `1` */
  factor?: number | undefined;
  /** `-1` or `1`: columns are rolled; `0`: rows. @defaultValue `-1` */
  axis?: number | undefined;
}

/**
 * Rolls column `i` of a matrix down by `factor i` places, around the end: diagonals become rows.
 *
 * @param X - Matrix.
 * @param options - {@link ShearOptions}.
 * @returns New matrix of the same shape and type.
 * @throws {@link ParameterError} if an option is unknown or out of range, `X` is no matrix, or a value is not finite.
 * @example
 * ```ts
 * const E = { data: Float64Array.of(1, 0, 0, 1), shape: [2, 2], stride: [2, 1], offset: 0 } as NdArray<Float64Array>;
 * const S = shear(E, { factor: -1 });
 * [S.get(0, 0), S.get(0, 1), S.get(1, 0), S.get(1, 1)]; // [1, 1, 0, 0]
 * ```
 * @see librosa 0.11 `util.shear`.
 */
export function shear<T extends FloatArray>(X: NdArray<T>, options?: ShearOptions): NdArray<T> {
  const { factor, axis } = readOptions('shear', options, { factor: 1, axis: -1 });
  expectInteger(factor, 'shear', 'factor', -(2 ** 31), 2 ** 31);
  expectInteger(axis, 'shear', 'axis', -1, 1);
  const { shape } = readMatrix(X, 'shear', 'X');
  const along = axis === 0 ? 0 : 1;
  const [lines, length] = [shape[along]!, shape[1 - along]!];
  const stride = strideLike(shape, X.stride);
  const rolled = shearLines(lineMajor(X, along), lines, length, length, length, factor);
  const out = arrayLike(X.data, rolled.length);
  for (let i = 0; i < lines; i++) {
    for (let k = 0, at = i * stride[along]!; k < length; k++, at += stride[1 - along]!) out[at] = rolled[i * length + k]!;
  }
  return expectFiniteResult(nd(out, shape, stride), 'shear', 'X');
}

/** Refuses what is not a matrix of floats. */
export function readMatrix<T extends FloatArray>(X: NdArray<T>, caller: string, name: string): NdArray<T> {
  const { shape } = readStrided(X, caller, name);
  if (shape.length !== 2) throw new ParameterError(caller, name, `must be a matrix, got the shape [${shape.join(', ')}]`);
  return X;
}

/** The lines of a matrix along an axis, one after the other. */
export const lineMajor = <T extends FloatArray>(X: NdArray<T>, axis: number): T => toRowMajor(X, axis === 0 ? [0, 1] : [1, 0]);

/** Takes lines of `from` values, put into rings of `ring` places, rolls line `i` by `factor i` and keeps the first `to` places. */
export function shearLines<T extends FloatArray>(lines: T, count: number, from: number, ring: number, to: number, factor: number): T {
  const out = arrayLike(lines, count * to);
  for (let i = 0; i < count; i++) {
    const roll = (((factor * i) % ring) + ring) % ring;
    for (let k = 0; k < from; k++) {
      const at = k + roll < ring ? k + roll : k + roll - ring;
      if (at < to) out[i * to + at] = lines[i * from + k]!;
    }
  }
  return out;
}
