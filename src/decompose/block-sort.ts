/**
 * Sorting the blocks of a signal.
 * @module
 */

/**
 * Sorts `x[from] ... x[from + size - 1]`: `values[r]` is the r-th smallest, r = 1 ... size, and `ranks[i]` the rank of `x[from + i]`.
 * Infinity stands for what lies at or behind `end`, and in `values[size + 1]`. Allocates nothing.
 */
export type BlockSort = (values: Float64Array, ranks: Int32Array, x: Float64Array, from: number, end: number) => void;

const RUN = 48; // up to here inserting is faster than merging

/** Keys and the places they come from. */
interface Sortable {
  readonly keys: Float64Array;
  readonly places: Int32Array;
}

/** A sort for blocks of `size` values. */
export function createBlockSort(size: number): BlockSort {
  const first: Sortable = { keys: new Float64Array(size), places: new Int32Array(size) };
  const second: Sortable = size > RUN ? { keys: new Float64Array(size), places: new Int32Array(size) } : first;
  return (values, ranks, x, from, end) => {
    for (let low = 0; low < size; low += RUN) insertAll(first, x, from, low, Math.min(low + RUN, size), end);
    let sorted = first;
    let other = second;
    for (let width = RUN; width < size; width *= 2) {
      for (let low = 0; low < size; low += 2 * width)
        merge(other, sorted, low, Math.min(low + width, size), Math.min(low + 2 * width, size));
      const swap = sorted;
      sorted = other;
      other = swap;
    }
    const { keys, places } = sorted;
    for (let r = 0; r < size; r++) {
      values[r + 1] = keys[r]!;
      ranks[places[r]!] = r + 1;
    }
    values[size + 1] = Infinity;
  };
}

/** Sorts the values at [low, high) of the block by insertion. */
function insertAll({ keys, places }: Sortable, x: Float64Array, from: number, low: number, high: number, end: number): void {
  for (let i = low; i < high; i++) {
    const key = from + i < end ? x[from + i]! : Infinity;
    let j = i;
    for (; j > low && keys[j - 1]! > key; j--) {
      keys[j] = keys[j - 1]!;
      places[j] = places[j - 1]!;
    }
    keys[j] = key;
    places[j] = i;
  }
}

/** Merges the sorted [low, middle) and [middle, high) of `from` into `to`. */
function merge(to: Sortable, from: Sortable, low: number, middle: number, high: number): void {
  const { keys, places } = from;
  let i = low;
  let j = middle;
  for (let k = low; k < high; k++) {
    const left = i < middle && (j >= high || keys[i]! <= keys[j]!);
    const at = left ? i++ : j++;
    to.keys[k] = keys[at]!;
    to.places[k] = places[at]!;
  }
}
