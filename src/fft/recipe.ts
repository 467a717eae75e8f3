/**
 * Which algorithm a length takes, as plain data: designing is apart from building and running, so that the choice can be tested and
 * printed without computing anything (the idea is RustFFT's).
 * @module
 */

/** How to transform one length. */
export interface FftRecipe {
  /** Stockham passes of these radices, first to last; their product is the size. Empty for size 1. */
  readonly radices: readonly number[];
  /** Where there are no such radices: the size >= 2 size - 1 of the transforms that do a convolution with a chirp. Otherwise 0. */
  readonly inner: number;
}

/**
 * Chooses the algorithm for a complex transform of `size` points, an integer >= 1. Radix 4 reads best in the first pass; as many 8 as
 * possible come last, for fewer passes over memory.
 */
export function designFft(size: number): FftRecipe {
  const radices: number[] = [];
  let rest = size;
  for (const radix of [7, 5, 3]) for (; rest % radix === 0; rest /= radix) radices.push(radix);
  for (; rest % 8 === 0 && rest !== 16; rest /= 8) radices.push(8);
  for (; rest % 4 === 0; rest /= 4) radices.unshift(4);
  if (rest === 2) radices.push(2);
  return rest > 2 ? { radices: [], inner: convolutionSize(2 * size - 1) } : { radices, inner: 0 };
}

/** The least 2^a, 3 2^a, 5 2^a, 9 2^a or 15 2^a that is at least `least`. */
export function convolutionSize(least: number): number {
  let best = Infinity;
  for (const odd of [1, 3, 5, 9, 15]) {
    let size = odd * 4;
    while (size < least) size *= 2;
    best = Math.min(best, size);
  }
  return best;
}
