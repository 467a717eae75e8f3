/**
 * The leading singular vectors of a matrix.
 * @module
 */
import { createRandom } from '../core/random.js';
import { dot, rowProducts } from './row-products.js';

/** X = sum of `values[c] left[c] right[c]^T` over all c, of which these are the first, in falling order. */
export interface SingularTriplets {
  readonly values: Float64Array;
  /** `count` rows of as many numbers as X has rows. */
  readonly left: Float64Array;
  /** `count` rows of as many numbers as X has columns. */
  readonly right: Float64Array;
}

const SPARE = 10; // directions beyond those asked for, as in N. Halko et al.
const ROUNDS = 7;

/**
 * The `count` largest singular values of `x` (rows x columns; `xt` is its transpose) with their vectors, by iterating on a random subspace and
 * orthogonalising what it holds by one-sided Jacobi rotations. N. Halko, P. G. Martinsson, J. A. Tropp, SIAM Review 53 (2011).
 */
export function leadingSingular(
  x: Float64Array,
  xt: Float64Array,
  rows: number,
  columns: number,
  count: number,
  seed: number,
): SingularTriplets {
  const size = Math.min(count + SPARE, rows, columns);
  const random = createRandom(seed);
  const right = Float64Array.from({ length: size * columns }, () => random.normal());
  const left = new Float64Array(size * rows);
  for (let round = 0; round <= ROUNDS; round++) {
    rowProducts(left, x, rows, right, size, columns);
    orthonormalize(left, size, rows);
    rowProducts(right, xt, columns, left, size, rows); // X^T Q, whose rows become sigma v
    if (round < ROUNDS) orthonormalize(right, size, columns);
  }
  rotate(right, left, size, columns, rows);
  const lengths = Float64Array.from({ length: size }, (_, c) => Math.sqrt(dot(right, c * columns, right, c * columns, columns)));
  const order = [...lengths.keys()].sort((a, b) => lengths[b]! - lengths[a]!).slice(0, count);
  const result = { values: new Float64Array(count), left: new Float64Array(count * rows), right: new Float64Array(count * columns) };
  order.forEach((from, c) => {
    const sigma = lengths[from]!;
    result.values[c] = sigma;
    result.left.set(left.subarray(from * rows, (from + 1) * rows), c * rows);
    for (let j = 0; j < columns; j++) result.right[c * columns + j] = sigma > 0 ? right[from * columns + j]! / sigma : 0;
  });
  return result;
}

/** Gram and Schmidt, each row twice; what is left of a row that depends on those before it becomes 0. */
function orthonormalize(q: Float64Array, count: number, length: number): void {
  for (let c = 0; c < count; c++) {
    const at = c * length;
    const before = Math.sqrt(dot(q, at, q, at, length));
    for (let pass = 0; pass < 2; pass++) {
      for (let d = 0; d < c; d++) {
        const share = dot(q, at, q, d * length, length);
        for (let j = 0; j < length; j++) q[at + j]! -= share * q[d * length + j]!;
      }
    }
    const size = Math.sqrt(dot(q, at, q, at, length));
    const scale = size > 1e-14 * before ? 1 / size : 0;
    for (let j = 0; j < length; j++) q[at + j]! *= scale;
  }
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
