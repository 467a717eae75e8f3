/**
 * Setting what is small in a row to zero.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectFinite, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { mapLines, readStrided } from './lines.js';

/** Options of {@link sparsifyRows}. */
export interface SparsifyRowsOptions {
  /** Share of a row's sum of magnitudes that may be lost, in [0, 1). @defaultValue `0.01` */
  quantile?: number | undefined;
}

/**
 * Sets the smallest values of each row to 0, as many as together hold less than a share of its sum of magnitudes.
 *
 * @param x - Matrix, or one row as a typed array.
 * @param options - {@link SparsifyRowsOptions}.
 * @returns New array of the same shape and type. Values equal in magnitude to the smallest that is kept are kept too.
 * @throws {@link ParameterError} if an option is unknown or out of range, `x` has more than two axes, or a value is not finite.
 * @example
 * ```ts
 * sparsifyRows(Float64Array.of(5, -0.5, 4, 1), { quantile: 0.1 }); // [5, 0, 4, 1]
 * ```
 * @see librosa 0.11 `util.sparsify_rows`, which gives a sparse matrix.
 */
export function sparsifyRows<T extends FloatArray>(x: T, options?: SparsifyRowsOptions): T;
export function sparsifyRows<T extends FloatArray>(x: NdArray<T>, options?: SparsifyRowsOptions): NdArray<T>;
export function sparsifyRows<T extends FloatArray>(x: SignalInput<T>, options?: SparsifyRowsOptions): T | NdArray<T> {
  const { quantile } = readOptions('sparsifyRows', options, { quantile: 0.01 });
  expectFinite(quantile, 'sparsifyRows', 'quantile', 0);
  if (quantile >= 1) throw new ParameterError('sparsifyRows', 'quantile', `must be in [0, 1), got ${quantile}`);
  const input = readStrided(x, 'sparsifyRows', 'x');
  const rank = input.shape.length;
  if (rank > 2) throw new ParameterError('sparsifyRows', 'x', `must have one or two axes, got the shape [${input.shape.join(', ')}]`);
  return mapLines(input, rank - 1, input.shape[rank - 1]!, (row, out) => {
    expectAllFinite(row, 'sparsifyRows', 'x');
    const sorted = row.map(Math.abs).sort();
    const peak = sorted.at(-1)! || 1; // sums of parts of the peak cannot overflow
    let sum = 0;
    for (const v of sorted) sum += v / peak;
    let lost = 0;
    let least = 0;
    for (const v of sorted) {
      lost += v / peak / sum;
      least = v;
      if (!(lost < quantile)) break;
    }
    for (let k = 0; k < row.length; k++) out[k] = Math.abs(row[k]!) >= least ? row[k]! : 0;
  });
}
