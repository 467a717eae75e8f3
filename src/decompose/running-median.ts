/**
 * Medians of a sliding window in constant time a step.
 *
 * The signal is cut into blocks of the window's size, each sorted once. A window covers the end of one block and the beginning of the
 * next: two sorted linked lists, out of which values are taken and into which they are put back in the reverse order of their taking, so
 * that two assignments relink one. In each list a cursor stands on the first value that does not count as small; the small ones of both
 * together are half the window, and the median is the lesser of the values under the cursors.
 * J. Suomela, Median filtering is equivalent to sorting, arXiv:1406.1717 (2014).
 * @module
 */
import { createBlockSort } from './block-sort.js';

/** `out[i]` becomes the value of rank `floor(size / 2)`, counted from 0, among `x[i] ... x[i + size - 1]`, for i < count. Allocates nothing. */
export type RunningMedian = (out: Float64Array, x: Float64Array, count: number) => void;

/** A sorted block. Ranks count from 1; 0 and `size + 1` stand before the first and behind the last. */
interface Block {
  /** Values by rank, Infinity behind the last. */
  readonly values: Float64Array;
  /** Rank of each value of the block, by its place. */
  readonly ranks: Int32Array;
  /** The next larger rank in the list, by rank. */
  readonly after: Int32Array;
  /** The next smaller one. */
  readonly before: Int32Array;
}

const createBlock = (size: number): Block => ({
  values: new Float64Array(size + 2),
  ranks: new Int32Array(size),
  after: new Int32Array(size + 2),
  before: new Int32Array(size + 2),
});

/** Medians of windows of `size` values, >= 1. */
export function createRunningMedian(size: number): RunningMedian {
  const sort = createBlockSort(size);
  let old = createBlock(size);
  let young = createBlock(size);
  const load = (block: Block, x: Float64Array, from: number, end: number): void => {
    sort(block.values, block.ranks, x, from, end);
    for (let r = 0; r <= size; r++) {
      block.after[r] = r + 1;
      block.before[r + 1] = r;
    }
  };
  return (out, x, count) => {
    const end = count + size - 1;
    load(old, x, 0, end);
    out[0] = old.values[(size >> 1) + 1]!;
    for (let from = size; from < end; from += size) {
      load(young, x, from, end);
      slide(out, from - size + 1, Math.min(size, end - from), old, young);
      [old, young] = [young, old];
    }
  };
}

/** Moves the window on from `old` into `young`, whose list is full, and writes the median of each of `steps` places from `out[at]` on. */
function slide(out: Float64Array, at: number, steps: number, old: Block, young: Block): void {
  const { values: oldValues, ranks: oldRanks, after: oldAfter, before: oldBefore } = old;
  const { values, ranks, after, before } = young;
  const size = ranks.length;
  const half = size >> 1;
  for (let i = size - 1; i >= 0; i--) {
    const r = ranks[i]!;
    after[before[r]!] = after[r]!;
    before[after[r]!] = before[r]!;
  }
  let oldCursor = half + 1;
  let cursor = size + 1;
  let oldSmall = half;
  let small = 0;
  for (let i = 0; i < steps; i++) {
    const gone = oldRanks[i]!;
    const larger = oldAfter[gone]!;
    const smaller = oldBefore[gone]!;
    oldAfter[smaller] = larger;
    oldBefore[larger] = smaller;
    if (gone < oldCursor) oldSmall--;
    else {
      if (gone === oldCursor) oldCursor = larger;
      if (oldSmall > 0) {
        oldCursor = oldBefore[oldCursor]!;
        oldSmall--;
      }
    }
    const come = ranks[i]!;
    after[before[come]!] = come;
    before[after[come]!] = come;
    if (come < cursor) cursor = before[cursor]!;
    if (oldSmall + small < half) {
      if (oldValues[oldCursor]! <= values[cursor]!) {
        oldCursor = oldAfter[oldCursor]!;
        oldSmall++;
      } else {
        cursor = after[cursor]!;
        small++;
      }
    }
    const a = oldValues[oldCursor]!;
    const b = values[cursor]!;
    out[at + i] = a < b ? a : b;
  }
}
