/**
 * Ward's clustering on a chain.
 * @module
 */
import { ParameterError } from '../core/errors.js';

/**
 * Joins neighbours among the points `[from, to)` until `k` segments are left. Returns where they begin, counted from `from`.
 * Joining costs `a b / (a + b)` times the squared distance of the means, for segments of `a` and `b` points. Of equal costs the pair of the
 * older segments goes first, where single points are older than what was joined: so does scikit-learn.
 */
export function mergeNeighbours(points: Float64Array, from: number, to: number, size: number, k: number, caller: string): Int32Array {
  const n = to - from;
  // Segments are known by their first point; `id` tells their age.
  const id = Int32Array.from({ length: n }, (_, i) => i);
  const counts = new Float64Array(n).fill(1);
  const sums = points.slice(from * size, to * size);
  const next = Int32Array.from({ length: n }, (_, i) => i + 1);
  const before = Int32Array.from({ length: n }, (_, i) => i - 1);
  const cost = (a: number, b: number): number => {
    let sum = 0;
    for (let d = 0; d < size; d++) {
      const apart = sums[a * size + d]! / counts[a]! - sums[b * size + d]! / counts[b]!;
      sum += apart * apart;
    }
    const value = sum * ((counts[a]! * counts[b]!) / (counts[a]! + counts[b]!));
    if (!(value < Infinity)) throw new ParameterError(caller, 'data', 'is too large: distances overflow; scale it down');
    return value;
  };
  const heap = createHeap(4 * n);
  const offer = (a: number, b: number): void => heap.push(cost(a, b), Math.max(id[a]!, id[b]!), Math.min(id[a]!, id[b]!), a);
  for (let i = 0; i + 1 < n; i++) offer(i, i + 1);
  for (let segments = n; segments > k;) {
    const a = heap.pop();
    const b = next[a]!;
    // Stale unless both segments are still those that were offered.
    if (b >= n || id[a] === -1 || Math.max(id[a]!, id[b]!) !== heap.younger || Math.min(id[a]!, id[b]!) !== heap.older) continue;
    for (let d = 0; d < size; d++) sums[a * size + d]! += sums[b * size + d]!;
    counts[a]! += counts[b]!;
    id[a] = 2 * n - segments;
    id[b] = -1;
    next[a] = next[b]!;
    if (next[a]! < n) before[next[a]!] = a;
    segments--;
    if (before[a]! >= 0) offer(before[a]!, a);
    if (next[a]! < n) offer(a, next[a]!);
  }
  const begins: number[] = [];
  for (let i = 0; i < n; i = next[i]!) begins.push(i);
  return Int32Array.from(begins);
}

/** A heap of pairs, the cheapest on top; `younger` and `older` belong to the pair last popped. */
function createHeap(capacity: number) {
  const costs = new Float64Array(capacity);
  const keys = new Int32Array(3 * capacity); // younger, older, first point
  let size = 0;
  const less = (i: number, j: number): boolean =>
    costs[i]! !== costs[j]!
      ? costs[i]! < costs[j]!
      : keys[3 * i]! !== keys[3 * j]!
        ? keys[3 * i]! < keys[3 * j]!
        : keys[3 * i + 1]! < keys[3 * j + 1]!;
  const swap = (i: number, j: number): void => {
    const c = costs[i]!;
    costs[i] = costs[j]!;
    costs[j] = c;
    for (let d = 0; d < 3; d++) {
      const key = keys[3 * i + d]!;
      keys[3 * i + d] = keys[3 * j + d]!;
      keys[3 * j + d] = key;
    }
  };
  const heap = {
    younger: 0,
    older: 0,
    push(cost: number, younger: number, older: number, first: number): void {
      let i = size++;
      costs[i] = cost;
      keys[3 * i] = younger;
      keys[3 * i + 1] = older;
      keys[3 * i + 2] = first;
      for (let up = (i - 1) >> 1; i > 0 && less(i, up); up = (i - 1) >> 1) {
        swap(i, up);
        i = up;
      }
    },
    pop(): number {
      heap.younger = keys[0]!;
      heap.older = keys[1]!;
      const first = keys[2]!;
      swap(0, --size);
      for (let i = 0; ;) {
        let child = 2 * i + 1;
        if (child >= size) break;
        if (child + 1 < size && less(child + 1, child)) child++;
        if (!less(child, i)) break;
        swap(i, child);
        i = child;
      }
      return first;
    },
  };
  return heap;
}
