/**
 * Products of a large matrix with vectors that move a little at a time.
 * @module
 */
import { addRows, dot, rowProducts } from './row-products.js';

/** What is known of the products `X b` of a matrix with the `count` rows b of another. */
export interface ProductForecast {
  /** Takes the true products with `rows`, and returns the sum of the magnitudes of what a forecast would have missed. */
  learn(products: Float64Array, rows: Float64Array): number;
  /** Writes what the products with `rows` are likely to be. */
  foretell(products: Float64Array, rows: Float64Array): void;
}

/**
 * Foretells products with `X = sum of to[q] from[q]^T + rest`, where `to` and `from` hold `rank` rows of `height` and of `width` numbers: those
 * with the sum exactly, those with the rest from the last two that were learned, by how far each row has gone along the line through both.
 */
export function createProductForecast(
  to: Float64Array,
  from: Float64Array,
  rank: number,
  count: number,
  height: number,
  width: number,
): ProductForecast {
  const seen = new Float64Array(count * width);
  const step = new Float64Array(count * width);
  const rest = new Float64Array(count * height);
  const drift = new Float64Array(count * height); // what the rest has gained on that step
  const weights = new Float64Array(count * rank);
  const leading = new Float64Array(count * height);

  /** Adds the products with the sum. */
  const addLeading = (products: Float64Array, rows: Float64Array): void => {
    rowProducts(weights, from, rank, rows, count, width);
    for (let c = 0; c < count; c++) addRows(products, c * height, height, to, rank, weights, c * rank);
  };
  /** How far row `c` has gone since it was last seen, in steps of the way that it had gone before. */
  const wayOf = (c: number, rows: Float64Array): number => {
    const at = c * width;
    const squares = dot(step, at, step, at, width);
    return squares > 0 ? (dot(step, at, rows, at, width) - dot(step, at, seen, at, width)) / squares : 0;
  };
  const foretell = (products: Float64Array, rows: Float64Array): void => {
    for (let c = 0; c < count; c++) {
      const way = wayOf(c, rows);
      for (let i = c * height; i < (c + 1) * height; i++) products[i] = rest[i]! + way * drift[i]!;
    }
    addLeading(products, rows);
  };

  let known = 0;
  const learn = (products: Float64Array, rows: Float64Array): number => {
    leading.fill(0);
    addLeading(leading, rows);
    let missed = 0;
    for (let c = 0; c < count; c++) {
      const way = wayOf(c, rows);
      for (let i = c * height; i < (c + 1) * height; i++) {
        const now = products[i]! - leading[i]!;
        const gain = now - rest[i]!;
        missed += Math.abs(gain - way * drift[i]!);
        drift[i] = known > 0 ? gain : 0;
        rest[i] = now;
      }
    }
    for (let j = 0; j < step.length; j++) step[j] = known > 0 ? rows[j]! - seen[j]! : 0;
    seen.set(rows);
    known++;
    return missed;
  };
  return { learn, foretell };
}
