/**
 * Pairing what was found with what is true: each at most once, as many pairs as possible.
 * @module
 */

/** Pairs of indices, `[reference, estimate]`, in ascending order of the reference. */
export type Pairs = readonly (readonly [number, number])[];

/**
 * A largest matching of a bipartite graph by the algorithm of Hopcroft and Karp (1973), O(edges sqrt(nodes)). Sums over the pairs depend on
 * which of several largest matchings is found; nodes and edges are visited in the order of mir_eval, so that those sums agree, too.
 *
 * @param edges - For each estimate that has a candidate: the references it may be paired with.
 */
export function maximumMatching(edges: ReadonlyMap<number, readonly number[]>): Pairs {
  const partner = new Map<number, number>(); // reference -> estimate
  for (const [estimate, candidates] of edges) {
    const free = candidates.find((reference) => !partner.has(reference));
    if (free !== undefined) partner.set(free, estimate);
  }
  while (augment(edges, partner));
  return [...partner].sort(([a], [b]) => a - b);
}

/** Lengthens a matching along shortest paths that share no node; false where there is none. */
function augment(edges: ReadonlyMap<number, readonly number[]>, partner: Map<number, number>): boolean {
  // `via`: the pair an estimate of some layer belongs to (FREE: none). `from`: the estimates of the layer before that reach a reference.
  const FREE = -1;
  const via = new Map<number, number>();
  for (const estimate of edges.keys()) via.set(estimate, FREE);
  for (const estimate of partner.values()) via.delete(estimate);
  const from = new Map<number, readonly number[]>();
  const ends: number[] = [];
  let layer = [...via.keys()];
  while (layer.length > 0 && ends.length === 0) {
    const reached = new Map<number, number[]>();
    for (const estimate of layer) {
      for (const reference of edges.get(estimate)!) {
        if (from.has(reference)) continue;
        const list = reached.get(reference);
        if (list) list.push(estimate);
        else reached.set(reference, [estimate]);
      }
    }
    layer = [];
    for (const [reference, estimates] of reached) {
      from.set(reference, estimates);
      const owner = partner.get(reference);
      if (owner === undefined) ends.push(reference);
      else {
        layer.push(owner);
        via.set(owner, reference);
      }
    }
  }
  const claim = (reference: number): boolean => {
    const estimates = from.get(reference);
    from.delete(reference); // no node is used twice
    for (const estimate of estimates ?? []) {
      const pair = via.get(estimate);
      if (pair === undefined) continue;
      via.delete(estimate);
      if (pair === FREE || claim(pair)) {
        partner.set(reference, estimate);
        return true;
      }
    }
    return false;
  };
  for (const reference of ends) claim(reference);
  return ends.length > 0;
}

/** Pairs of events no further apart than `window`. Both ascend. */
export function matchEvents(reference: Float64Array, estimate: Float64Array, window: number): Pairs {
  const edges = new Map<number, number[]>();
  let [from, to] = [0, 0];
  for (let j = 0; j < estimate.length; j++) {
    const e = estimate[j]!;
    while (from < reference.length && reference[from]! < e - window) from++;
    while (to < reference.length && reference[to]! <= e + window) to++;
    if (to > from)
      edges.set(
        j,
        Array.from({ length: to - from }, (_, i) => from + i),
      );
  }
  return maximumMatching(edges);
}

/** Pairs for which `fits(reference, estimate)` holds. */
export function matchWhere(references: number, estimates: number, fits: (reference: number, estimate: number) => boolean): Pairs {
  const edges = new Map<number, number[]>();
  for (let i = 0; i < references; i++) {
    for (let j = 0; j < estimates; j++) {
      if (!fits(i, j)) continue;
      const list = edges.get(j);
      if (list) list.push(i);
      else edges.set(j, [i]);
    }
  }
  return maximumMatching(edges);
}
