/**
 * Sums in numpy's order: the residue that is left where numbers cancel is the same.
 * @module
 */

const LEAF = 128; // numpy sums so many with eight accumulators, and halves what is longer

/** Scratch that {@link pairwiseSum} needs: one number for each halving of up to 2^53 numbers. */
export const SUM_DEPTH = 64;

/** Puts `x[from] + ... + x[from + n - 1]` into `acc[at]`. Uses `acc` from there on; a number that is returned would be allocated. */
export function pairwiseSum(acc: Float64Array, at: number, x: Float64Array, from: number, n: number): void {
  if (n <= LEAF) {
    sumLeaf(acc, at, x, from, n);
    return;
  }
  const half = halfOf(n);
  pairwiseSum(acc, at, x, from, half);
  pairwiseSum(acc, at + 1, x, from + half, n - half);
  acc[at]! += acc[at + 1]!;
}

/** Where more than {@link LEAF} numbers are cut: a multiple of 8. */
export const halfOf = (n: number): number => Math.floor(n / 2) - (Math.floor(n / 2) % 8);

/** Up to 128 numbers. */
export function sumLeaf(acc: Float64Array, at: number, x: Float64Array, from: number, n: number): void {
  const end = from + n;
  if (n < 8) {
    let sum = 0;
    for (let i = from; i < end; i++) sum += x[i]!;
    acc[at] = sum;
    return;
  }
  let a = 0; // one by one: an array that is taken apart is allocated
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  let h = 0;
  let i = from;
  for (; i + 8 <= end; i += 8) {
    a += x[i]!;
    b += x[i + 1]!;
    c += x[i + 2]!;
    d += x[i + 3]!;
    e += x[i + 4]!;
    f += x[i + 5]!;
    g += x[i + 6]!;
    h += x[i + 7]!;
  }
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (; i < end; i++) sum += x[i]!;
  acc[at] = sum;
}
