/**
 * Cutting a sequence into segments of similar frames, from the bottom up.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { readPoints } from '../core/points.js';
import { type FloatArray } from '../core/types.js';
import { mergeNeighbours } from './merge-neighbours.js';

/** Options of {@link agglomerative}. */
export interface AgglomerativeOptions {
  /** Segments wanted, in `[1, frames]`. Must be given. */
  k?: number | undefined;
  /** Axis of time; -1 is the last. @defaultValue `-1` */
  axis?: number | undefined;
}

/**
 * Cuts a sequence into `k` segments: neighbours whose union varies least (Ward) are joined until so many are left.
 *
 * @param data - Features, shape `[...channels, bins, frames]`, or one value a frame.
 * @param options - {@link AgglomerativeOptions}; `k` must be given.
 * @returns Int32Array of `k` frames at which segments begin, the first 0.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is not finite or too large.
 * @example
 * ```ts
 * agglomerative(Float64Array.of(1, 1.1, 5, 5.2, 5.1, 9), { k: 3 }); // [0, 2, 5]
 * ```
 * @see librosa 0.11 `segment.agglomerative` with its usual clusterer, that of scikit-learn on a chain: same boundaries. J. H. Ward, J. American
 * Statistical Association 58 (1963). Looks at the whole sequence; time grows with `frames log(frames)`.
 */
export function agglomerative<T extends FloatArray>(data: T | NdArray<T>, options: AgglomerativeOptions): Int32Array {
  const { k, axis } = readOptions('agglomerative', options, { k: NaN, axis: -1 });
  const { data: points, count, size } = readPoints(data, 'agglomerative', 'data', axis);
  expectInteger(k, 'agglomerative', 'k', 1, count);
  return mergeNeighbours(points, 0, count, size, k, 'agglomerative');
}
