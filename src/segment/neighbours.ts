/**
 * The nearest points of each point.
 * @module
 */
import { distancesInto, type Metric, type Prepared } from '../core/distance.js';
import { ParameterError } from '../core/errors.js';
import { selectKth } from '../core/select.js';

/** A graph of links with a distance each: row `i` holds the entries `[starts[i], starts[i + 1])`, its columns ascending. */
export interface Graph {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Int32Array;
  readonly links: Int32Array;
  readonly values: Float64Array;
}

/** Collects the links of a graph, row by row. */
export function createGraphBuilder(rows: number, columns: number, capacity: number) {
  const starts = new Int32Array(rows + 1);
  let links = new Int32Array(capacity);
  let values = new Float64Array(capacity);
  let size = 0;
  return {
    add(column: number, value: number): void {
      if (size === links.length) {
        const [oldLinks, oldValues] = [links, values];
        links = new Int32Array(2 * size + 16);
        values = new Float64Array(2 * size + 16);
        links.set(oldLinks);
        values.set(oldValues);
      }
      links[size] = column;
      values[size++] = value;
    },
    endRow(row: number): void {
      starts[row + 1] = size;
    },
    done: (): Graph => ({ rows, columns, starts, links: links.subarray(0, size), values: values.subarray(0, size) }),
  };
}

const MIRRORED = { points: 2048, size: 32 }; // at most, 32 MB; at least, so that a distance costs more than its place in memory

/**
 * Links each point of `from` to its `k` nearest points of `to`, the first of those that are equally far. `apart`: points are of one row, and
 * link only to those whose place differs by at least so many.
 */
export function nearestNeighbours(from: Prepared, to: Prepared, k: number, apart: number, metric: Metric, caller: string): Graph {
  const n = to.count;
  const builder = createGraphBuilder(from.count, n, from.count * Math.min(k, n));
  // There and back is equally far: where there is room for all distances, half of them are computed.
  const mirrored = from === to && n <= MIRRORED.points && from.size >= MIRRORED.size;
  const all = new Float64Array(mirrored ? n * n : n);
  const scratch = new Float64Array(n);
  for (let i = 0; i < from.count; i++) {
    const distances = mirrored ? all.subarray(i * n, (i + 1) * n) : all;
    const first = mirrored ? i : 0;
    distancesInto(distances, first, from, i, to, metric, first, n);
    if (mirrored) for (let j = i + 1; j < n; j++) all[j * n + i] = distances[j]!;
    const skipFrom = apart ? Math.max(i - apart + 1, 0) : n;
    const skipTo = apart ? Math.min(i + apart, n) : n;
    scratch.set(distances.subarray(0, skipFrom));
    scratch.set(distances.subarray(skipTo), skipFrom);
    const others = n - (skipTo - skipFrom);
    const farthest = k < others ? selectKth(scratch, others, k - 1) : Infinity;
    let ties = k;
    for (let j = 0; j < others; j++) if (scratch[j]! < farthest) ties--;
    for (let j = 0; j < n; j++) {
      if (j === skipFrom) j = skipTo;
      if (j >= n) break;
      const d = distances[j]!;
      if (!(d < Infinity)) throw new ParameterError(caller, 'data', 'is too large: distances overflow; scale it down');
      if (d < farthest || (d === farthest && ties-- > 0)) builder.add(j, d);
    }
    builder.endRow(i);
  }
  return builder.done();
}
