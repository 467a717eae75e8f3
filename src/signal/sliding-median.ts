/**
 * Medians of long windows.
 * @module
 */

/**
 * A block of samples as a list in rising order, from which samples can be taken and into which they can be put back, last taken first, without
 * looking for their places.
 */
class Block {
  /** The samples, and Infinity, which ends the list and begins it. */
  readonly values: Float64Array;
  /** How many of the samples this one follows in the order. */
  private readonly rank: Int32Array;
  private readonly next: Int32Array;
  private readonly before: Int32Array;
  private order: Int32Array;
  private spare: Int32Array;
  /** A place in the list, and how many samples lie before it. */
  middle = 0;
  below = 0;

  constructor(private readonly size: number) {
    this.values = new Float64Array(size + 1).fill(Infinity);
    this.rank = new Int32Array(size + 1).fill(size);
    this.next = new Int32Array(size + 1);
    this.before = new Int32Array(size + 1);
    this.order = new Int32Array(size);
    this.spare = new Int32Array(size);
  }

  /** Takes the samples of the signal from `from` on, zeros outside it. */
  load(x: Float64Array, from: number): void {
    const { values, size, rank, next, before } = this;
    for (let i = 0; i < size; i++) {
      const n = from + i;
      values[i] = n >= 0 && n < x.length ? x[n]! : 0;
    }
    this.sort();
    const { order } = this;
    let last = size;
    for (let r = 0; r < size; r++) {
      const i = order[r]!;
      rank[i] = r;
      next[last] = i;
      before[i] = last;
      last = i;
    }
    next[last] = size;
    before[size] = last;
    this.below = size >> 1;
    this.middle = order[this.below]!;
  }

  /** Takes all samples out, the last one first. */
  empty(): void {
    const { next, before, size } = this;
    for (let i = size - 1; i >= 0; i--) {
      next[before[i]!] = next[i]!;
      before[next[i]!] = before[i]!;
    }
    this.middle = size;
    this.below = 0;
  }

  take(i: number): void {
    const { next, before, rank } = this;
    next[before[i]!] = next[i]!;
    before[next[i]!] = before[i]!;
    if (rank[i]! < rank[this.middle]!) {
      this.below--;
      return;
    }
    if (this.middle === i) this.middle = next[i]!;
    if (this.below > 0) {
      this.middle = before[this.middle]!;
      this.below--;
    }
  }

  /** Puts sample i back; the place moves so that as many lie before it. */
  restore(i: number): void {
    const { next, before, rank } = this;
    next[before[i]!] = i;
    before[next[i]!] = i;
    if (rank[i]! < rank[this.middle]!) this.middle = before[this.middle]!;
  }

  advance(): void {
    this.middle = this.next[this.middle]!;
    this.below++;
  }

  /** Sorts the indices: runs of eight by insertion, then merged. */
  private sort(): void {
    const { values, size } = this;
    let from = this.order;
    let to = this.spare;
    for (let start = 0; start < size; start += 8) {
      const end = Math.min(size, start + 8);
      for (let n = start; n < end; n++) {
        const v = values[n]!;
        let k = n;
        for (; k > start && values[from[k - 1]!]! > v; k--) from[k] = from[k - 1]!;
        from[k] = n;
      }
    }
    for (let run = 8; run < size; run *= 2) {
      for (let start = 0; start < size; start += 2 * run) {
        const middle = Math.min(size, start + run);
        const end = Math.min(size, start + 2 * run);
        let a = start;
        let b = middle;
        for (let n = start; n < end; n++) {
          const left = a < middle && (b === end || values[from[a]!]! <= values[from[b]!]!);
          to[n] = left ? from[a++]! : from[b++]!;
        }
      }
      [from, to] = [to, from];
    }
    this.order = from;
    this.spare = to;
  }
}

/**
 * The median of the `size` samples about each, zeros outside the signal: a window lies in two blocks of its length, whose sorted lists lose a sample and
 * get one back at each step, so that the median moves by one place at most (J. Suomela, "Median filtering is equivalent to sorting", 2014).
 */
export function slidingMedian(out: Float32Array | Float64Array, x: Float64Array, size: number): void {
  const half = size >> 1;
  let old = new Block(size);
  let young = new Block(size);
  young.load(x, -half);
  out[0] = young.values[young.middle]!;
  for (let n = 1; n < x.length;) {
    [old, young] = [young, old];
    young.load(x, n - 1 + size - half);
    young.empty();
    for (let i = 0; i < size && n < x.length; i++, n++) {
      old.take(i);
      young.restore(i);
      while (old.below + young.below < half) (old.values[old.middle]! <= young.values[young.middle]! ? old : young).advance();
      const a = old.values[old.middle]!;
      const b = young.values[young.middle]!;
      out[n] = a < b ? a : b;
    }
  }
}
