/**
 * The means of the smallest and of the largest values of a set.
 * @module
 */

/** Means of the tails of the values last read. */
export interface TailMeans {
  low: number;
  high: number;
  /** Looks at the chosen values of `x` from `from`. */
  read(x: Float64Array, from: number): void;
}

/** Above this many values per tail, sorting everything is faster than inserting into sorted tails. */
const INSERTED = 48;

/** Means of the `tail` smallest and largest of `x[from + bins[...]]`, which are finite. Allocates nothing when read. */
export function createTailMeans(bins: Int32Array, tail: number): TailMeans {
  const values = new Float64Array(bins.length);
  const smallest = new Float64Array(tail);
  const largest = new Float64Array(tail);
  const findTails = tail <= INSERTED ? insertTails : sortTails;
  const result: TailMeans = {
    low: 0,
    high: 0,
    read(x, from) {
      for (let b = 0; b < bins.length; b++) values[b] = x[from + bins[b]!]!;
      findTails(values, smallest, largest);
      let low = 0;
      let high = 0;
      for (let i = 0; i < tail; i++) {
        low += smallest[i]!;
        high += largest[i]!;
      }
      result.low = low / tail;
      result.high = high / tail;
    },
  };
  return result;
}

/** Keeps the smallest ascending and the largest descending; most values fail two comparisons and are done. */
function insertTails(values: Float64Array, smallest: Float64Array, largest: Float64Array): void {
  const last = smallest.length - 1;
  smallest.fill(Infinity);
  largest.fill(-Infinity);
  let under = Infinity;
  let over = -Infinity;
  for (let b = 0; b < values.length; b++) {
    const v = values[b]!;
    if (v < under) {
      let i = last;
      for (; i > 0 && smallest[i - 1]! > v; i--) smallest[i] = smallest[i - 1]!;
      smallest[i] = v;
      under = smallest[last]!;
    }
    if (v > over) {
      let i = last;
      for (; i > 0 && largest[i - 1]! < v; i--) largest[i] = largest[i - 1]!;
      largest[i] = v;
      over = largest[last]!;
    }
  }
}

function sortTails(values: Float64Array, smallest: Float64Array, largest: Float64Array): void {
  values.sort();
  const tail = smallest.length;
  for (let i = 0; i < tail; i++) {
    smallest[i] = values[i]!;
    largest[i] = values[values.length - 1 - i]!;
  }
}
