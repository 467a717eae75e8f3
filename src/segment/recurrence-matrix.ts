/**
 * Which frames of a sequence resemble each other.
 * @module
 */
import { type NdArray, timeMajor } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { readPoints } from '../core/points.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { RECURRENCE_DEFAULTS, recurrenceGraph } from './recurrence-graph.js';
import { densify, type SimilarityOptions } from './similarity-options.js';

/** Options of {@link recurrenceMatrix}. */
export interface RecurrenceMatrixOptions extends SimilarityOptions {
  /** Frames link only if they are at least so far apart in time, in `[1, floor((frames - 1) / 2) - 1]`. @defaultValue `1` */
  width?: number | undefined;
  /** `true`: only frames that are neighbours of each other link. @defaultValue `false` */
  sym?: boolean | undefined;
  /** `true`: each frame links to itself as well (with `'distance'` without effect). @defaultValue `false` */
  self?: boolean | undefined;
  /** Axis of time; -1 is the last. @defaultValue `-1` */
  axis?: number | undefined;
}

/**
 * Recurrence matrix: links each frame to the frames nearest to it.
 *
 * @param data - Features, shape `[...channels, bins, frames]` (all axes but time make up a frame), at least 5 frames.
 * @param options - {@link RecurrenceMatrixOptions}. With `full`, `width` has no effect.
 * @returns Shape `[frames, frames]`, type of `data`: column `j` holds what the links of frame `j` are worth, 0 elsewhere. Frames at distance 0
 * have affinity 1.
 * @throws {@link ParameterError} if an option is unknown or out of range, a value is not finite, or the bandwidth cannot be estimated.
 * @example
 * ```ts
 * const chord = Float64Array.of(0, 4, 0.1, 4.1, 0.2, 9);
 * const R = recurrenceMatrix(chord, { k: 2 });
 * [0, 1, 2, 3, 4, 5].map((i) => R.get(i, 0)); // [0, 0, 1, 0, 1, 0]
 * recurrenceMatrix(chord, { k: 2, mode: 'affinity', bandwidth: 1 }).get(2, 0); // 0.9048
 * ```
 * @see librosa 0.11 `segment.recurrence_matrix`. With `compat: 'librosa'`, as there: `'connectivity'` keeps, of the `k + 2 width` nearest
 * frames, the `k` first in time instead of the nearest (all of them with `full`); equal frames do not link, for a distance of 0 counts as no
 * link; a matrix of bandwidths is read transposed. Within 1e-13 of the peak. Looks at the whole sequence.
 */
export function recurrenceMatrix<T extends FloatArray>(data: T | NdArray<T>, options?: RecurrenceMatrixOptions): NdArray<T> {
  const o = readOptions('recurrenceMatrix', options, RECURRENCE_DEFAULTS);
  const points = readPoints(data, 'recurrenceMatrix', 'data', o.axis);
  const t = points.count;
  const graph = recurrenceGraph(points, o, 'recurrenceMatrix');
  return timeMajor(densify(graph, arrayLike(points.like, t * t)), [], t, t);
}
