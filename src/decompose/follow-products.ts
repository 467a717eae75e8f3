/**
 * Products of a large matrix with vectors that move a little at a time.
 * @module
 */
import { dot, rowProducts, transposed } from './row-products.js';

const LONGEST = 20; // products that are foretold from one look at the matrix to the next

/** The products `X b` of a matrix with the `count` rows b of another, which move. */
export interface FollowedProducts {
  /** `count` rows of as many numbers as X has rows. */
  readonly products: Float64Array;
  /** Brings the products up to date; returns whether X was multiplied (always if `truly`), and not all foretold. */
  update(rows: Float64Array, truly: boolean): boolean;
  /** After an update, takes how large the sum of the magnitudes of errors may become, and plans the next look at X. */
  plan(error: number): void;
}

/**
 * Follows products with a matrix `x` (height x width) that is the sum of `to[q] from[q]^T` over `rank` rows of both, and a rest. Those with the sum
 * are computed, those with the rest foretold from the last two true products, by how far each row has gone along the line through both. Errors
 * grow with the square of the distance: from what the last forecast missed follows how many the next look at the matrix can wait.
 */
export function followProducts(
  x: Float64Array,
  to: Float64Array,
  from: Float64Array,
  rank: number,
  count: number,
  height: number,
  width: number,
): FollowedProducts {
  const products = new Float64Array(count * height);
  const seen = new Float64Array(count * width);
  const step = new Float64Array(count * width);
  const squares = new Float64Array(count); // of each step, and its products with what was seen
  const origins = new Float64Array(count);
  const rest = new Float64Array(count * height);
  const drift = new Float64Array(count * height); // what the rest has gained on that step
  const spread = transposed(to, rank, height);
  const weights = new Float64Array(count * rank);
  const leading = new Float64Array(count * height);
  let looks = 0;
  let foretold = 0; // since the last look
  let ahead = 0; // how many there may be
  let missed = 0;

  /** The products with the sum. */
  const lead = (out: Float64Array, rows: Float64Array): void => {
    rowProducts(weights, from, rank, rows, count, width);
    rowProducts(out, spread, height, weights, count, rank);
  };
  /** How far row `c` has gone since it was last seen, in steps of the way that it had gone before. */
  const wayOf = (c: number, rows: Float64Array): number =>
    squares[c]! > 0 ? (dot(step, c * width, rows, c * width, width) - origins[c]!) / squares[c]! : 0;
  const foretell = (rows: Float64Array): void => {
    lead(products, rows);
    for (let c = 0; c < count; c++) {
      const way = wayOf(c, rows);
      for (let i = c * height; i < (c + 1) * height; i++) products[i] = products[i]! + rest[i]! + way * drift[i]!;
    }
  };
  const look = (rows: Float64Array): void => {
    rowProducts(products, x, height, rows, count, width);
    lead(leading, rows);
    missed = 0;
    for (let c = 0; c < count; c++) {
      const way = wayOf(c, rows);
      for (let i = c * height; i < (c + 1) * height; i++) {
        const now = products[i]! - leading[i]!;
        const gain = now - rest[i]!;
        missed += Math.abs(gain - way * drift[i]!);
        drift[i] = looks > 0 ? gain : 0;
        rest[i] = now;
      }
    }
    for (let j = 0; j < step.length; j++) step[j] = looks > 0 ? rows[j]! - seen[j]! : 0;
    seen.set(rows);
    for (let c = 0; c < count; c++) {
      squares[c] = dot(step, c * width, step, c * width, width);
      origins[c] = dot(step, c * width, seen, c * width, width);
    }
    looks++;
  };
  return {
    products,
    update(rows, truly) {
      if (!truly && foretold < ahead) {
        foretell(rows);
        foretold++;
        return false;
      }
      look(rows);
      ahead = -1; // until planned
      return true;
    },
    plan(error) {
      if (ahead >= 0) return;
      const reach = missed > 0 ? Math.min(2, Math.sqrt(error / missed)) : 2;
      ahead = looks < 2 ? 0 : Math.min(LONGEST, Math.floor((foretold + 1) * reach));
      foretold = 0;
    },
  };
}
