/**
 * Sums in numpy's order, so that what is left where numbers cancel is the same: chunks of 8192, each by halves down to 128, those with eight
 * accumulators. Seen in numpy 1.26.
 * @module
 */

/** Numbers that are added up by halves. */
export const CHUNK = 8192;
const LEAF = 128;

/** Scratch for {@link sumInto}: the result, and one number for each time a chunk is halved. */
export const SUM_SCRATCH = 16;

/** Puts `x[from] + ... + x[from + n - 1]` into `acc[0]`. A number that is returned would be allocated. */
export function sumInto(acc: Float64Array, x: Float64Array, from: number, n: number): void {
  acc[0] = 0;
  for (let at = 0; at < n; at += CHUNK) addChunk(acc, x, from + at, Math.min(CHUNK, n - at));
}

/** Adds a chunk to `acc[0]`. Uses the rest of `acc`. */
export function addChunk(acc: Float64Array, x: Float64Array, from: number, n: number): void {
  halve(acc, 1, x, from, n);
  acc[0]! += acc[1]!;
}

/** The sum goes to `acc[at]`. */
function halve(acc: Float64Array, at: number, x: Float64Array, from: number, n: number): void {
  if (n <= LEAF) {
    sumLeaf(acc, at, x, from, n);
    return;
  }
  const half = (n >> 1) - ((n >> 1) % 8);
  halve(acc, at, x, from, half);
  halve(acc, at + 1, x, from + half, n - half);
  acc[at]! += acc[at + 1]!;
}

/** Up to 128 numbers. */
function sumLeaf(acc: Float64Array, at: number, x: Float64Array, from: number, n: number): void {
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
