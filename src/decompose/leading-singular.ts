/**
 * The leading singular vectors of a matrix.
 * @module
 */
import { createRandom, type Random } from '../core/random.js';
import { addRows, dot, rowProducts } from './row-products.js';

/** X = sum of `values[c] left[c] right[c]^T` over all c, of which these are the first, in falling order. */
export interface SingularTriplets {
  readonly values: Float64Array;
  /** A row of as many numbers as X has rows for each value. */
  readonly left: Float64Array;
  /** A row of as many numbers as X has columns for each value. */
  readonly right: Float64Array;
}

const SPARE = 10; // directions beyond those asked for, less exact
const BLOCK = 4;

/**
 * The `count` largest singular values, and up to ten more, of `x` (rows x columns; `xt` is its transpose) with their vectors: from the products of
 * `x` and its transpose in turn with a few random vectors, all kept and orthogonal (block Lanczos bidiagonalisation: G. H. Golub, F. T. Luk,
 * M. L. Overton, ACM TOMS 7 (1981)), and the singular vectors of what `x` is in this basis, by one-sided Jacobi rotations.
 */
export function leadingSingular(
  x: Float64Array,
  xt: Float64Array,
  rows: number,
  columns: number,
  count: number,
  seed: number,
): SingularTriplets {
  const size = Math.min(2 * count + 36, rows, columns);
  const block = Math.min(BLOCK, size);
  const random = createRandom(seed);
  const width = size + block;
  const q = new Float64Array(size * rows);
  const v = new Float64Array(width * columns);
  const images = new Float64Array(size * columns); // X^T q
  for (let j = 0; j < block * columns; j++) v[j] = random.normal();
  orthonormalize(v, 0, block, columns, random);
  for (let c = 0; c < size; c += block) {
    const more = Math.min(block, size - c);
    const fresh = q.subarray(c * rows, (c + more) * rows);
    rowProducts(fresh, x, rows, v.subarray(c * columns), more, columns);
    orthonormalize(q, c, more, rows, null);
    const image = images.subarray(c * columns, (c + more) * columns);
    rowProducts(image, xt, columns, fresh, more, rows);
    v.set(image, (c + block) * columns);
    orthonormalize(v, c + block, more, columns, random);
  }
  const small = new Float64Array(size * width); // X = sum of q small v^T
  rowProducts(small, v, width, images, size, columns);
  const turns = new Float64Array(size * size);
  for (let c = 0; c < size; c++) turns[c * size + c] = 1;
  rotate(small, turns, size, width, size);
  const lengths = Float64Array.from({ length: size }, (_, c) => Math.sqrt(dot(small, c * width, small, c * width, width)));
  const order = [...lengths.keys()].sort((a, b) => lengths[b]! - lengths[a]!).slice(0, count + SPARE);
  const kept = order.length;
  const result = { values: new Float64Array(kept), left: new Float64Array(kept * rows), right: new Float64Array(kept * columns) };
  order.forEach((from, c) => {
    const sigma = lengths[from]!;
    result.values[c] = sigma;
    addRows(result.left, c * rows, rows, q, size, turns, from * size);
    if (sigma === 0) return;
    for (let j = from * width; j < (from + 1) * width; j++) small[j]! /= sigma;
    addRows(result.right, c * columns, columns, v, width, small, from * width);
  });
  return result;
}

/**
 * Makes `count` rows of `q` from row `from` orthogonal to those before and to each other, by Gram and Schmidt, each twice. What is left of a row
 * that depends on those before it becomes 0 or, where `random` is given, a row that does not, if there is room for one.
 */
function orthonormalize(q: Float64Array, from: number, count: number, length: number, random: Random | null): void {
  const shares = new Float64Array(from + count);
  for (let c = from; c < from + count; c++) {
    const row = q.subarray(c * length, (c + 1) * length);
    if (normalizeAgainst(q, c, row, shares) || !random) continue;
    for (let j = 0; j < length; j++) row[j] = random.normal();
    normalizeAgainst(q, c, row, shares);
  }
}

/** Whether something was left of `row` when its shares in the first `before` rows of `q` were taken away. */
function normalizeAgainst(q: Float64Array, before: number, row: Float64Array, shares: Float64Array): boolean {
  const { length } = row;
  const whole = Math.sqrt(dot(row, 0, row, 0, length));
  for (let pass = 0; pass < 2; pass++) {
    rowProducts(shares, row, 1, q, before, length);
    for (let d = 0; d < before; d++) shares[d] = -shares[d]!;
    addRows(row, 0, length, q, before, shares, 0);
  }
  const left = Math.sqrt(dot(row, 0, row, 0, length));
  const stays = left > 1e-12 * whole;
  for (let j = 0; j < length; j++) row[j] = stays ? row[j]! / left : 0;
  return stays;
}

/** Turns pairs of rows of `b`, and those of `q` with them, until the rows of `b` are orthogonal. */
function rotate(b: Float64Array, q: Float64Array, count: number, width: number, length: number): void {
  for (let sweep = 0; sweep < 30; sweep++) {
    let turned = false;
    for (let c = 0; c < count; c++) {
      for (let d = c + 1; d < count; d++) {
        const cc = dot(b, c * width, b, c * width, width);
        const dd = dot(b, d * width, b, d * width, width);
        const cd = dot(b, c * width, b, d * width, width);
        if (!(Math.abs(cd) > 1e-15 * Math.sqrt(cc * dd))) continue;
        turned = true;
        const tau = (dd - cc) / (2 * cd);
        const t = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        const cos = 1 / Math.sqrt(1 + t * t);
        turnRows(b, c, d, width, cos, cos * t);
        turnRows(q, c, d, length, cos, cos * t);
      }
    }
    if (!turned) return;
  }
}

function turnRows(x: Float64Array, c: number, d: number, length: number, cos: number, sin: number): void {
  for (let j = 0, p = c * length, q = d * length; j < length; j++, p++, q++) {
    const a = x[p]!;
    const b = x[q]!;
    x[p] = cos * a - sin * b;
    x[q] = sin * a + cos * b;
  }
}
