/**
 * Products whose left side is transposed, in double: gradients of weights, summed over all frames of a batch.
 * @module
 */

/** Rows that meet one after the other, so that they stay in a second-level cache. */
const PIECE = 96;

/**
 * out += a' b: `m` columns of a (a multiple of four) against `n` columns of b (a multiple of four), both `rows` rows. All strides count
 * numbers.
 */
export function accumulate(
  out: Float64Array,
  outStride: number,
  rows: number,
  a: Float64Array,
  aStride: number,
  m: number,
  b: Float64Array,
  bAt: number,
  bStride: number,
  n: number,
): void {
  for (let first = 0; first < rows; first += PIECE) {
    const count = Math.min(PIECE, rows - first);
    for (let k = 0; k < n; k += 4) {
      for (let i = 0; i < m; i += 2) {
        twoByFour(out, i * outStride + k, outStride, count, a, first * aStride + i, aStride, b, bAt + first * bStride + k, bStride);
      }
    }
  }
}

/** Eight sums in registers. */
function twoByFour(
  out: Float64Array,
  o: number,
  outStride: number,
  count: number,
  a: Float64Array,
  aAt: number,
  aStride: number,
  b: Float64Array,
  bAt: number,
  bStride: number,
): void {
  const q = o + outStride;
  let a0 = out[o]!;
  let a1 = out[o + 1]!;
  let a2 = out[o + 2]!;
  let a3 = out[o + 3]!;
  let b0 = out[q]!;
  let b1 = out[q + 1]!;
  let b2 = out[q + 2]!;
  let b3 = out[q + 3]!;
  for (let r = 0, i = aAt, k = bAt; r < count; r++, i += aStride, k += bStride) {
    const x = a[i]!;
    const y = a[i + 1]!;
    const w0 = b[k]!;
    const w1 = b[k + 1]!;
    const w2 = b[k + 2]!;
    const w3 = b[k + 3]!;
    a0 += x * w0;
    a1 += x * w1;
    a2 += x * w2;
    a3 += x * w3;
    b0 += y * w0;
    b1 += y * w1;
    b2 += y * w2;
    b3 += y * w3;
  }
  out[o] = a0;
  out[o + 1] = a1;
  out[o + 2] = a2;
  out[o + 3] = a3;
  out[q] = b0;
  out[q + 1] = b1;
  out[q + 2] = b2;
  out[q + 3] = b3;
}

/** out += the sums of the columns. */
export function addColumns(out: Float64Array, rows: number, b: Float64Array, stride: number): void {
  for (let r = 0, at = 0; r < rows; r++, at += stride) for (let k = 0; k < stride; k++) out[k]! += b[at + k]!;
}
