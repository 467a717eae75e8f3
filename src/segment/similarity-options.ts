/**
 * The options that both matrices of similarity share.
 * @module
 */
import { type Metric, METRICS } from '../core/distance.js';
import { ParameterError, show } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, expectOneOf, expectPositive } from '../core/options.js';
import { expectInside } from '../core/signal.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { isNdArray, toRowMajor } from '../core/view.js';
import { BANDWIDTH_MODES, type BandwidthMode, medianReach, pairBandwidths, type Reach, reachOf, toAffinities } from './bandwidth.js';
import { type Graph } from './neighbours.js';

/** What a link is worth: 1, the distance, or `exp(-distance / bandwidth)`. */
export type SimilarityMode = 'connectivity' | 'distance' | 'affinity';

/** Options that `recurrenceMatrix` and `crossSimilarity` share. */
export interface SimilarityOptions {
  /** Neighbours of each frame, >= 1; `null`: twice the square root of the frames in reach, rounded up before it is doubled. @defaultValue `null` */
  k?: number | null | undefined;
  /** Distance between frames. @defaultValue `'euclidean'` */
  metric?: Metric | undefined;
  /** What a link is worth. @defaultValue `'connectivity'` */
  mode?: SimilarityMode | undefined;
  /**
   * Bandwidth of affinities: a number > 0, a matrix of the shape of the result, all > 0, or how to estimate it; `null`: `'med_k_scalar'`.
   * @defaultValue `null`
   */
  bandwidth?: number | BandwidthMode | NdArray<FloatArray> | null | undefined;
  /** `true`: all distances or affinities, not those of the nearest alone. Without effect on `'connectivity'`. @defaultValue `false` */
  full?: boolean | undefined;
  /** `'librosa'`: the values of librosa where they differ on purpose (see the function). @defaultValue `null` */
  compat?: 'librosa' | null | undefined;
}

export const SIMILARITY_DEFAULTS = {
  k: null as number | null,
  metric: 'euclidean' as Metric,
  mode: 'connectivity' as SimilarityMode,
  bandwidth: null as number | BandwidthMode | NdArray<FloatArray> | null,
  full: false,
  compat: null as 'librosa' | null,
};

/** The options with their defaults. */
export type SimilaritySettings = typeof SIMILARITY_DEFAULTS;

/** Checks all but the shape of a matrix of bandwidths. */
export function checkSimilarity(o: SimilaritySettings, caller: string): void {
  if (o.k !== null) expectInteger(o.k, caller, 'k', 1);
  expectOneOf(o.metric, caller, 'metric', METRICS);
  expectOneOf(o.mode, caller, 'mode', ['connectivity', 'distance', 'affinity']);
  expectBoolean(o.full, caller, 'full');
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
  const { bandwidth } = o;
  if (typeof bandwidth === 'number') expectPositive(bandwidth, caller, 'bandwidth');
  else if (typeof bandwidth === 'string') expectOneOf(bandwidth, caller, 'bandwidth', BANDWIDTH_MODES);
  else if (bandwidth !== null && !(isNdArray(bandwidth) && isFloatArray(bandwidth.data))) {
    throw new TypeError(`${caller}: "bandwidth" must be a number, a word, an ndarray of floats or null, got ${show(bandwidth)}`);
  }
}

/** Turns the distances of a graph into what its links are worth. `columnReach` gives the reach of the columns, if it is needed. */
export function weighLinks(graph: Graph, o: SimilaritySettings, k: number, columnReach: (rows: Reach) => Reach, caller: string): void {
  const { bandwidth, mode, compat } = o;
  if (mode === 'connectivity') graph.values.fill(1);
  if (mode !== 'affinity') return;
  if (typeof bandwidth === 'number') return toAffinities(graph.values, bandwidth);
  if (isNdArray(bandwidth)) return toAffinities(graph.values, givenBandwidths(graph, bandwidth as NdArray<FloatArray>, compat, caller));
  const how = bandwidth ?? 'med_k_scalar';
  if (how === 'med_k_scalar') return toAffinities(graph.values, medianReach(graph, k, caller));
  const rows = reachOf(graph, k);
  toAffinities(graph.values, pairBandwidths(graph, how, rows, columnReach(rows), caller));
}

/** Reads the bandwidth of each link from a matrix. The result is the graph's transpose; librosa reads before it transposes. */
function givenBandwidths(graph: Graph, bandwidth: NdArray<FloatArray>, compat: 'librosa' | null, caller: string): Float64Array {
  const shape = compat ? [graph.rows, graph.columns] : [graph.columns, graph.rows];
  if (bandwidth.shape.join() !== shape.join()) {
    throw new ParameterError(caller, 'bandwidth', `must have the shape [${shape.join(', ')}], got [${bandwidth.shape.join(', ')}]`);
  }
  expectInside(bandwidth, caller, 'bandwidth');
  const widths = toRowMajor(bandwidth, compat ? [0, 1] : [1, 0]);
  const bad = widths.findIndex((v: number) => !(v > 0 && v < Infinity));
  if (bad >= 0) throw new ParameterError(caller, 'bandwidth', `must hold finite numbers > 0, got ${widths[bad]}`);
  const out = new Float64Array(graph.links.length);
  for (let i = 0; i < graph.rows; i++) {
    for (let e = graph.starts[i]!; e < graph.starts[i + 1]!; e++) out[e] = widths[i * graph.columns + graph.links[e]!]!;
  }
  return out;
}

/** The matrix whose column `i` is row `i` of a graph, frame by frame in memory. */
export function densify<T extends FloatArray>({ rows, columns, starts, links, values }: Graph, out: T): T {
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i]!; e < starts[i + 1]!; e++) out[i * columns + links[e]!] = values[e]!;
  }
  return out;
}
