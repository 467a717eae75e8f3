/**
 * How wide the kernel is that turns distances into affinities.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { medianOf } from '../core/select.js';
import { type Graph } from './neighbours.js';

/**
 * How the bandwidth follows from distances. With `far(i)` the distance from frame `i` to its k-th neighbour and `mean(i)` the mean over
 * its k neighbours: `'med_k_scalar'` the median of all `far`; `'mean_k'`, `'gmean_k'` the arithmetic or geometric mean of `far(i)` and
 * `far(j)`; `'mean_k_avg'`, `'gmean_k_avg'` that of `mean(i)` and `mean(j)`; `'mean_k_avg_and_pair'` the mean of `mean(i)`, `mean(j)` and the
 * distance itself. Distances of 0 do not count.
 */
export type BandwidthMode = 'med_k_scalar' | 'mean_k' | 'gmean_k' | 'mean_k_avg' | 'gmean_k_avg' | 'mean_k_avg_and_pair';

/** Every {@link BandwidthMode}. */
export const BANDWIDTH_MODES: readonly BandwidthMode[] = [
  'med_k_scalar',
  'mean_k',
  'gmean_k',
  'mean_k_avg',
  'gmean_k_avg',
  'mean_k_avg_and_pair',
];

/** Distances to the neighbours of each row; NaN for a row without any (that are not at distance 0). */
export interface Reach {
  /** Distance to the k-th neighbour, or the last. */
  readonly far: Float64Array;
  /** Mean distance to the k nearest. */
  readonly mean: Float64Array;
}

/** How far each row of a graph reaches with its `k` nearest links. */
export function reachOf({ rows, starts, values }: Graph, k: number): Reach {
  const far = new Float64Array(rows).fill(NaN);
  const mean = new Float64Array(rows).fill(NaN);
  for (let i = 0; i < rows; i++) {
    const distances = values.slice(starts[i]!, starts[i + 1]!).sort();
    const first = distances.findIndex((d) => d > 0);
    if (first < 0) continue;
    const nearest = distances.subarray(first, first + k);
    far[i] = nearest.at(-1)!;
    let sum = 0;
    for (let j = 0; j < nearest.length; j++) sum += nearest[j]!;
    mean[i] = sum / nearest.length;
  }
  return { far, mean };
}

/** The median reach; 0 if all links join equal frames. */
export function medianReach(graph: Graph, k: number, caller: string): number {
  if (graph.links.length === 0) throw new ParameterError(caller, 'bandwidth', 'cannot be estimated, since no frames are linked');
  return medianOf(reachOf(graph, k).far.filter((d) => d > 0)) || 0;
}

/** The bandwidth of each link, from the reach of its row and that of its column. */
export function pairBandwidths(graph: Graph, mode: BandwidthMode, rows: Reach, columns: Reach, caller: string): Float64Array {
  const out = new Float64Array(graph.links.length);
  const [a, b] = mode === 'mean_k' || mode === 'gmean_k' ? [rows.far, columns.far] : [rows.mean, columns.mean];
  const reach = (of: Float64Array, i: number): number => (of[i]! >= 0 ? of[i]! : 0);
  for (let i = 0; i < graph.rows; i++) {
    if (graph.starts[i] === graph.starts[i + 1]) {
      throw new ParameterError(caller, 'bandwidth', `must be a number or "med_k_scalar" here, since frame ${i} has no neighbours`);
    }
    const own = reach(a, i);
    for (let e = graph.starts[i]!; e < graph.starts[i + 1]!; e++) {
      const other = reach(b, graph.links[e]!);
      if (mode === 'mean_k_avg_and_pair') out[e] = (own + other + graph.values[e]!) / 3;
      else out[e] = mode === 'gmean_k' || mode === 'gmean_k_avg' ? Math.sqrt(own * other) : (own + other) / 2;
    }
  }
  return out;
}

/** Turns the distances of a graph into affinities `exp(-distance / bandwidth)` in place; equal frames have 1, whatever the bandwidth. */
export function toAffinities(values: Float64Array, bandwidth: number | Float64Array): void {
  for (let e = 0; e < values.length; e++) {
    const width = typeof bandwidth === 'number' ? bandwidth : bandwidth[e]!;
    values[e] = values[e] === 0 ? 1 : Math.exp(-values[e]! / width);
  }
}
