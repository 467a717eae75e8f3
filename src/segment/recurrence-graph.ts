/**
 * Which frames of a sequence resemble each other, as a graph.
 * @module
 */
import { preparePoints } from '../core/distance.js';
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectInteger } from '../core/options.js';
import { type Points } from '../core/points.js';
import { createGraphBuilder, type Graph, nearestNeighbours } from './neighbours.js';
import { checkSimilarity, SIMILARITY_DEFAULTS, type SimilaritySettings, weighLinks } from './similarity-options.js';

/** The options of a recurrence with their defaults. */
export interface RecurrenceSettings extends SimilaritySettings {
  width: number;
  sym: boolean;
  self: boolean;
  axis: number;
}

export const RECURRENCE_DEFAULTS: RecurrenceSettings = { ...SIMILARITY_DEFAULTS, width: 1, sym: false, self: false, axis: -1 };

/** Checks the options and links the frames: row `i` of the graph is column `i` of the matrix. */
export function recurrenceGraph(points: Points, o: RecurrenceSettings, caller: string): Graph {
  const t = points.count;
  checkSimilarity(o, caller);
  expectBoolean(o.sym, caller, 'sym');
  expectBoolean(o.self, caller, 'self');
  if (t < 5) throw new ParameterError(caller, 'data', `must have at least 5 frames, got ${t}`);
  expectInteger(o.width, caller, 'width', 1, Math.floor((t - 1) / 2) - 1);
  const k = o.k ?? 2 * Math.ceil(Math.sqrt(t - 2 * o.width + 1));
  const all = o.full && o.mode !== 'connectivity';
  const x = preparePoints(points, o.metric);
  let graph: Graph;
  if (o.compat) {
    graph = nearestNeighbours(x, x, all ? t - 1 : Math.min(k + 2 * o.width, t - 1), 1, o.metric, caller);
    graph = thin(graph, o.full ? 0 : o.width, o.full ? t : k, o.mode === 'connectivity');
  } else {
    graph = nearestNeighbours(x, x, all ? t - 1 : k, all ? 1 : o.width, o.metric, caller);
  }
  if (o.sym) graph = mutual(graph);
  if (o.self && o.mode !== 'distance') graph = withSelf(graph);
  weighLinks(graph, o, k, (rows) => rows, caller);
  return graph;
}

/** librosa's choice among candidates: off the band, not at distance 0, the `k` nearest; for mere connectivity the `k` first in time. */
function thin(graph: Graph, width: number, k: number, first: boolean): Graph {
  const builder = createGraphBuilder(graph.rows, graph.columns, graph.links.length);
  for (let i = 0; i < graph.rows; i++) {
    const entries: number[] = [];
    for (let e = graph.starts[i]!; e < graph.starts[i + 1]!; e++) {
      if (Math.abs(graph.links[e]! - i) >= width && (first || graph.values[e]! > 0)) entries.push(e);
    }
    if (!first) entries.sort((a, b) => graph.values[a]! - graph.values[b]! || a - b);
    for (const e of entries.slice(0, k).sort((a, b) => a - b)) builder.add(graph.links[e]!, graph.values[e]!);
    builder.endRow(i);
  }
  return builder.done();
}

/** The links that go both ways. */
function mutual({ rows, columns, starts, links, values }: Graph): Graph {
  const builder = createGraphBuilder(rows, columns, links.length);
  const next = starts.slice(0, rows); // rows come in ascending order, so each row of the transpose is walked once
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i]!; e < starts[i + 1]!; e++) {
      const j = links[e]!;
      while (next[j]! < starts[j + 1]! && links[next[j]!]! < i) next[j]!++;
      if (next[j]! < starts[j + 1]! && links[next[j]!]! === i) builder.add(j, values[e]!);
    }
    builder.endRow(i);
  }
  return builder.done();
}

/** Links each frame to itself as well. */
function withSelf({ rows, columns, starts, links, values }: Graph): Graph {
  const builder = createGraphBuilder(rows, columns, links.length + rows);
  for (let i = 0; i < rows; i++) {
    let e = starts[i]!;
    for (; e < starts[i + 1]! && links[e]! < i; e++) builder.add(links[e]!, values[e]!);
    builder.add(i, 0);
    for (; e < starts[i + 1]!; e++) if (links[e]! > i) builder.add(links[e]!, values[e]!);
    builder.endRow(i);
  }
  return builder.done();
}
