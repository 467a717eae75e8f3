/**
 * Dynamic time warping over given costs.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { readTensor } from '../core/tensor.js';
import { type FloatArray, widen } from '../core/types.js';
import { type Costs } from './accumulate.js';
import { align, type Warping, WARPING_DEFAULTS, type WarpingOptions } from './align.js';

/** Options of {@link dtwFromCost}. */
export type DtwFromCostOptions = WarpingOptions;

/**
 * The cheapest path through a matrix of costs.
 *
 * @param C - Costs, shape `[N, M]`; Infinity forbids a pair.
 * @param options - {@link DtwFromCostOptions}.
 * @returns `D` (accumulated costs), `wp` (the path, from its end to its start) and `steps`.
 * @throws {@link ParameterError} if an option is unknown or out of range, the matrix is empty, a cost is NaN or -Infinity, or no path exists.
 * @example
 * ```ts
 * const C = { data: Float64Array.of(1, 5, 2, 1), shape: [2, 2], stride: [2, 1], offset: 0 } as NdArray<Float64Array>;
 * dtwFromCost(C).D.get(1, 1); // 2
 * ```
 * @see librosa 0.11 `sequence.dtw(C=)`, which seeks the rows in the columns with `subseq` even if there are fewer columns, and then changes
 * the two indices of the path: so with `compat: 'librosa'`. Same agreement as `dtw`.
 */
export function dtwFromCost<T extends FloatArray>(C: NdArray<T>, options?: DtwFromCostOptions): Warping<T> {
  const o = readOptions('dtwFromCost', options, WARPING_DEFAULTS);
  const { data, shape } = readTensor(C, 'dtwFromCost', 'C');
  if (shape.length !== 2 || data.length === 0) {
    throw new ParameterError('dtwFromCost', 'C', `must have the shape [N, M], not empty, got [${shape.join(', ')}]`);
  }
  const costs = widen(data);
  for (let i = 0; i < costs.length; i++) {
    if (!(costs[i]! > -Infinity)) {
      const [n, m] = [Math.floor(i / shape[1]!), i % shape[1]!];
      throw new ParameterError('dtwFromCost', 'C', `must hold numbers or Infinity, got ${costs[i]} at [${n}, ${m}]`);
    }
  }
  const [N, M] = shape as [number, number];
  return align(data, costsOf(costs, N, M, M, 1), costsOf(costs, M, N, 1, M), o, false, 'dtwFromCost');
}

function costsOf(costs: Float64Array, rows: number, columns: number, down: number, along: number): Costs {
  return {
    rows,
    columns,
    rowInto(out, n, from, to) {
      for (let m = from; m < to; m++) out[m] = costs[n * down + m * along]!;
    },
    at: (n, m) => costs[n * down + m * along]!,
  };
}
