/**
 * Which frames of one sequence resemble frames of another.
 * @module
 */
import { preparePoints } from '../core/distance.js';
import { ParameterError } from '../core/errors.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { readPoints } from '../core/points.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { type Reach, reachOf } from './bandwidth.js';
import { createGraphBuilder, type Graph, nearestNeighbours } from './neighbours.js';
import { checkSimilarity, densify, SIMILARITY_DEFAULTS, type SimilarityOptions, weighLinks } from './similarity-options.js';

/** Options of {@link crossSimilarity}. */
export type CrossSimilarityOptions = SimilarityOptions;

/**
 * Cross-similarity matrix: links each frame of a sequence to the frames of a reference nearest to it.
 *
 * @param data - Features, shape `[...channels, bins, frames]`.
 * @param dataRef - Features of the reference, same shape but for the frames.
 * @param options - {@link CrossSimilarityOptions}.
 * @returns Shape `[frames of dataRef, frames of data]`, type of `data`: column `j` holds what the links of frame `j` are worth, 0 elsewhere.
 * Frames at distance 0 have affinity 1.
 * @throws {@link ParameterError} if an option is unknown or out of range, a value is not finite, the frames differ in size, or the bandwidth
 * cannot be estimated.
 * @example
 * ```ts
 * const S = crossSimilarity(Float64Array.of(1, 5), Float64Array.of(5.5, 0, 1.1), { k: 1 });
 * S.shape; // [3, 2]
 * [0, 1, 2].map((i) => S.get(i, 0)); // [0, 0, 1]
 * ```
 * @see librosa 0.11 `segment.cross_similarity`. With `compat: 'librosa'`, as there: `full` goes no further than to as many frames as `data` has;
 * equal frames do not link where distances count; a matrix of bandwidths is read transposed; the bandwidths of pairs take the reach of frame
 * `j` of `data` for that of frame `j` of the reference. Within 1e-12 of the peak. Looks at whole sequences.
 */
export function crossSimilarity<T extends FloatArray>(
  data: T | NdArray<T>,
  dataRef: T | NdArray<T>,
  options?: CrossSimilarityOptions,
): NdArray<T> {
  const caller = 'crossSimilarity';
  const o = readOptions(caller, options, SIMILARITY_DEFAULTS);
  const points = readPoints(data, caller, 'data');
  const reference = readPoints(dataRef, caller, 'dataRef');
  checkSimilarity(o, caller);
  if (points.size !== reference.size) {
    throw new ParameterError(caller, 'dataRef', `must have frames of ${points.size} values as data has, got ${reference.size}`);
  }
  const [n, m] = [points.count, reference.count];
  const k = o.k ?? Math.min(m, 2 * Math.ceil(Math.sqrt(m)));
  const all = o.full && o.mode !== 'connectivity';
  const x = preparePoints(points, o.metric);
  const y = preparePoints(reference, o.metric);
  let graph = nearestNeighbours(x, y, all ? (o.compat ? n : m) : k, 0, o.metric, caller);
  if (o.compat && o.mode !== 'connectivity') graph = withoutZeros(graph);
  const reverse = (rows: Reach): Reach => {
    if (!o.compat) return reachOf(nearestNeighbours(y, x, Math.min(k, n), 0, o.metric, caller), k);
    if (m > n)
      throw new ParameterError(caller, 'bandwidth', `of this kind needs, with compat, a reference of at most ${n} frames, got ${m}`);
    return rows;
  };
  weighLinks(graph, o, k, reverse, caller);
  return timeMajor(densify(graph, arrayLike(points.like, n * m)), [], m, n);
}

function withoutZeros({ rows, columns, starts, links, values }: Graph): Graph {
  const builder = createGraphBuilder(rows, columns, links.length);
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i]!; e < starts[i + 1]!; e++) if (values[e]! > 0) builder.add(links[e]!, values[e]!);
    builder.endRow(i);
  }
  return builder.done();
}
