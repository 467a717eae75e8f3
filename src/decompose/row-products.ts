/**
 * Products of matrices whose rows are long.
 * @module
 */

/**
 * `out[c][i] = a[i] . b[c]`, where `a` holds `countA` and `b` `countB` rows of `length` numbers. Two rows of `a` meet four of `b` at once: six
 * loads for eight products.
 */
export function rowProducts(out: Float64Array, a: Float64Array, countA: number, b: Float64Array, countB: number, length: number): void {
  for (let i = 0; i < countA; i += 2) {
    const a0 = i * length;
    const a1 = Math.min(i + 1, countA - 1) * length; // the last row of an odd number meets itself
    for (let c = 0; c < countB; c += 4) {
      const b0 = c * length;
      const b1 = Math.min(c + 1, countB - 1) * length;
      const b2 = Math.min(c + 2, countB - 1) * length;
      const b3 = Math.min(c + 3, countB - 1) * length;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      for (let j = 0; j < length; j++) {
        const x = a[a0 + j]!;
        const y = a[a1 + j]!;
        const p = b[b0 + j]!;
        const q = b[b1 + j]!;
        const r = b[b2 + j]!;
        const s = b[b3 + j]!;
        s00 += x * p;
        s01 += x * q;
        s02 += x * r;
        s03 += x * s;
        s10 += y * p;
        s11 += y * q;
        s12 += y * r;
        s13 += y * s;
      }
      put(out, c, i, countB, countA, s00, s01, s02, s03);
      if (i + 1 < countA) put(out, c, i + 1, countB, countA, s10, s11, s12, s13);
    }
  }
}

/** Writes four sums of column `i`, as many of them as there are rows. */
function put(out: Float64Array, c: number, i: number, rows: number, width: number, p: number, q: number, r: number, s: number): void {
  const at = c * width + i;
  out[at] = p;
  if (c + 1 < rows) out[at + width] = q;
  if (c + 2 < rows) out[at + 2 * width] = r;
  if (c + 3 < rows) out[at + 3 * width] = s;
}

/**
 * `out[at + i] += sum over q of weights[from + q] rows[q][i]` for `count` rows of `length` numbers, in the order of q. Four rows at once: one
 * load and store of `out` for four.
 */
export function addRows(
  out: Float64Array,
  at: number,
  length: number,
  rows: Float64Array,
  count: number,
  weights: Float64Array,
  from: number,
): void {
  let q = 0;
  for (; q + 4 <= count; q += 4) {
    const [a, b, c, d] = [weights[from + q]!, weights[from + q + 1]!, weights[from + q + 2]!, weights[from + q + 3]!];
    const a0 = q * length;
    const b0 = a0 + length;
    const c0 = b0 + length;
    const d0 = c0 + length;
    for (let i = 0; i < length; i++)
      out[at + i] = out[at + i]! + a * rows[a0 + i]! + b * rows[b0 + i]! + c * rows[c0 + i]! + d * rows[d0 + i]!;
  }
  for (; q < count; q++) {
    const a = weights[from + q]!;
    const a0 = q * length;
    for (let i = 0; i < length; i++) out[at + i]! += a * rows[a0 + i]!;
  }
}

/** The transpose of `rows` x `columns` numbers, some columns at a time, whose places stay in the cache. */
export function transposed(x: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(x.length);
  for (let from = 0; from < columns; from += 64) {
    const to = Math.min(from + 64, columns);
    for (let i = 0; i < rows; i++) for (let j = from; j < to; j++) out[j * rows + i] = x[i * columns + j]!;
  }
  return out;
}

/** Dot product of two rows of the same or of two matrices, as four sums that do not wait for each other. */
export function dot(a: Float64Array, from: number, b: Float64Array, start: number, length: number): number {
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  let j = 0;
  for (; j + 4 <= length; j += 4) {
    p += a[from + j]! * b[start + j]!;
    q += a[from + j + 1]! * b[start + j + 1]!;
    r += a[from + j + 2]! * b[start + j + 2]!;
    s += a[from + j + 3]! * b[start + j + 3]!;
  }
  for (; j < length; j++) p += a[from + j]! * b[start + j]!;
  return p + q + (r + s);
}
