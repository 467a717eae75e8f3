/**
 * Which algorithm a length takes, as plain data: designing is apart from building and running, so that the choice can be tested and
 * printed without computing anything (the idea is RustFFT's).
 * @module
 */

/** How to transform one length. */
export type FftRecipe =
  /** Stockham passes of these radices, first to last; their product is `size`. No radix for size 1. */
  | { readonly kind: 'stockham'; readonly size: number; readonly radices: readonly number[] }
  /** A convolution with a chirp, done by transforms of the `inner` recipe, whose size is >= 2 size - 1. */
  | { readonly kind: 'bluestein'; readonly size: number; readonly inner: FftRecipe };

/** Chooses the algorithm for a complex transform of `size` points, an integer >= 1. */
export function designFft(size: number): FftRecipe {
  const odd: number[] = [];
  let rest = size;
  for (const radix of [7, 5, 3]) {
    for (; rest % radix === 0; rest /= radix) odd.push(radix);
  }
  let twos = 0;
  for (; rest % 2 === 0; rest /= 2) twos++;
  if (rest > 1) return { kind: 'bluestein', size, inner: convolutionOf(size) };
  return { kind: 'stockham', size, radices: [...fours(twos), ...odd, ...eights(twos)] };
}

/** The transform that Bluestein's algorithm for `size` points is made of. */
export const convolutionOf = (size: number): FftRecipe => designFft(convolutionSize(2 * size - 1));

/** Radix 4 reads best in the first pass; as many 8 as possible come last, for fewer passes over memory. */
const fours = (twos: number): number[] => Array<number>(twos === 1 ? 0 : (2 * twos) % 3).fill(4);
const eights = (twos: number): number[] => (twos === 1 ? [2] : Array<number>((twos - 2 * ((2 * twos) % 3)) / 3).fill(8));

/** The least 2^a, 3 2^a, 5 2^a, 9 2^a or 15 2^a that is at least `least`. */
function convolutionSize(least: number): number {
  let best = Infinity;
  for (const odd of [1, 3, 5, 9, 15]) {
    let size = odd * 4;
    while (size < least) size *= 2;
    best = Math.min(best, size);
  }
  return best;
}
