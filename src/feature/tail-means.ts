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

/** Means of the `tail` smallest and largest of `x[from + bins[...]]`. Both are NaN if a value is not finite. Allocates nothing when read. */
export function createTailMeans(bins: Int32Array, tail: number): TailMeans {
  return tail <= INSERTED ? byInsertion(bins, tail) : bySorting(bins, tail);
}

function byInsertion(bins: Int32Array, tail: number): TailMeans {
  const smallest = new Float64Array(tail); // ascending
  const largest = new Float64Array(tail); // descending
  const result: TailMeans = {
    low: 0,
    high: 0,
    read(x, from) {
      smallest.fill(Infinity);
      largest.fill(-Infinity);
      const last = tail - 1;
      let probe = 0;
      for (let b = 0; b < bins.length; b++) {
        const v = x[from + bins[b]!]!;
        probe += v * 0;
        if (v < smallest[last]!) {
          let i = last;
          for (; i > 0 && smallest[i - 1]! > v; i--) smallest[i] = smallest[i - 1]!;
          smallest[i] = v;
        }
        if (v > largest[last]!) {
          let i = last;
          for (; i > 0 && largest[i - 1]! < v; i--) largest[i] = largest[i - 1]!;
          largest[i] = v;
        }
      }
      let low = probe;
      let high = probe;
      for (let i = 0; i < tail; i++) {
        low += smallest[i]!;
        high += largest[last - i]!;
      }
      result.low = low / tail;
      result.high = high / tail;
    },
  };
  return result;
}

function bySorting(bins: Int32Array, tail: number): TailMeans {
  const sorted = new Float64Array(bins.length);
  const result: TailMeans = {
    low: 0,
    high: 0,
    read(x, from) {
      let probe = 0;
      for (let b = 0; b < bins.length; b++) {
        const v = x[from + bins[b]!]!;
        probe += v * 0;
        sorted[b] = v;
      }
      sorted.sort();
      let low = probe;
      let high = probe;
      for (let i = 0; i < tail; i++) {
        low += sorted[i]!;
        high += sorted[sorted.length - tail + i]!;
      }
      result.low = low / tail;
      result.high = high / tail;
    },
  };
  return result;
}
