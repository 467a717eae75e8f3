/**
 * Non-negative matrix factorisation by coordinate descent: one component after the other takes, in every frame, the step to where the squared
 * error is least (or to 0).
 * A. Cichocki and A.-H. Phan, IEICE Trans. E92-A (2009); C.-J. Hsieh and I. S. Dhillon, KDD 2011.
 * @module
 */
import { addRows, rowProducts } from './row-products.js';
import { type Factors } from './start-factors.js';

/**
 * Improves `factors` of `x` (frames x size, `xt` its transpose) in place, until a round moves them by less than `tol` of what the first did.
 * `fixed`: components stay as they are.
 */
export function factorize(
  x: Float64Array,
  xt: Float64Array,
  frames: number,
  size: number,
  { activations, components }: Factors,
  count: number,
  tol: number,
  maxIter: number,
  fixed: boolean,
): void {
  const gram = new Float64Array(count * count);
  const products = new Float64Array(count * Math.max(frames, size));
  const slope = new Float64Array(Math.max(frames, size));
  let first = 0;
  for (let round = 0; round < maxIter; round++) {
    if (round === 0 || !fixed) {
      rowProducts(gram, components, count, components, count, size);
      rowProducts(products, x, frames, components, count, size);
    }
    let moved = descend(activations, gram, products, count, frames, slope);
    if (!fixed) {
      rowProducts(gram, activations, count, activations, count, frames);
      rowProducts(products, xt, size, activations, count, frames);
      moved += descend(components, gram, products, count, size, slope);
    }
    if (round === 0) first = moved;
    if (moved <= tol * first) return;
  }
}

/** One round over the rows of `factor`, of which `products` and `gram` are those with the other factor; returns the sum of the magnitudes of all slopes that lead somewhere. */
export function descend(
  factor: Float64Array,
  gram: Float64Array,
  products: Float64Array,
  count: number,
  length: number,
  slope: Float64Array,
): number {
  let moved = 0;
  for (let c = 0; c < count; c++) {
    const at = c * length;
    const bend = gram[c * count + c]!;
    if (bend === 0) continue;
    for (let i = 0; i < length; i++) slope[i] = -products[at + i]!;
    addRows(slope, 0, length, factor, count, gram, c * count);
    // Without a branch, for which values become 0 is hard to guess: (x + |x|) / 2 is the larger of x and 0.
    for (let i = 0; i < length; i++) {
      const s = slope[i]!;
      const value = factor[at + i]!;
      const next = value - s / bend;
      const kept = (next + Math.abs(next)) / 2;
      factor[at + i] = kept;
      moved += Math.abs(s) * (value + kept > 0 ? 1 : 0);
    }
  }
  return moved;
}
