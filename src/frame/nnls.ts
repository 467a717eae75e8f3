/**
 * Least squares without negative values.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFiniteFeatures, type Features, readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { readSignal } from '../core/signal.js';
import { readTable, type TableLike } from '../core/table.js';
import { type FloatArray, isFloatArray, roundLike, widen } from '../core/types.js';
import { createNnls } from './nnls-solver.js';

/**
 * Solves `min |A x - b|` with `x >= 0` for each column `b` of `B`.
 *
 * @param A - Matrix, shape `[m, n]`.
 * @param B - One column as a typed array of `m`, or many: shape `[...channels, m, columns]`.
 * @returns `x`, `n` values or shape `[...channels, n, columns]`, type of `B`. If several are equally good (such as with `n > m`), one of
 * them with at most `m` values that are not 0.
 * @throws {@link ParameterError} if the shapes do not fit, something is empty, or a value is not finite.
 * @example
 * ```ts
 * const A = { data: Float64Array.of(1, 0, 1, 1, 0, 1), shape: [3, 2], stride: [2, 1], offset: 0 } as NdArray<Float64Array>;
 * nnls(A, Float64Array.of(2, 1, -1)); // [1.5, 0]
 * ```
 * @see librosa 0.11 `util.nnls`, whose L-BFGS-B stops before the end: ours is the solution itself, by the active sets of C. L. Lawson and R. J.
 * Hanson, Solving Least Squares Problems, 1974, chapter 23, in the faster form of R. Bro and S. de Jong, J. Chemometrics 11 (1997).
 */
export function nnls<T extends FloatArray>(A: TableLike, B: T): T;
export function nnls<T extends FloatArray>(A: TableLike, B: NdArray<T>): NdArray<T>;
export function nnls<T extends FloatArray>(A: TableLike, B: T | NdArray<T>): T | NdArray<T> {
  const { data: matrix, rows: m, columns: n } = readTable(A, 'nnls', 'A');
  let b: Features<T>;
  if (isFloatArray(B)) {
    readSignal(B as T, 'nnls', 'B');
    b = { lead: [], items: 1, bins: B.length, frames: 1, data: B as T };
  } else b = readFeatures(B as NdArray<T>, 'nnls', 'B');
  if (b.bins !== m) throw new ParameterError('nnls', 'B', `must have ${m} rows as A has, got ${b.bins}`);
  expectFiniteFeatures(b, 'nnls', 'B');
  const solve = createNnls(matrix, m, n);
  const columns = b.items * b.frames;
  const out = new Float64Array(columns * n);
  const values = widen(b.data);
  for (let c = 0; c < columns; c++) solve(out.subarray(c * n, (c + 1) * n), values.subarray(c * m, (c + 1) * m));
  refuseNonFiniteFeatures(out, b, 'nnls', 'B');
  const rounded = roundLike(b.data, out);
  return isFloatArray(B) ? rounded : timeMajor(rounded, b.lead, n, b.frames);
}
