/**
 * Non-negative matrix factorisation by coordinate descent that multiplies the whole matrix now and then only.
 * @module
 */
import { descend } from './factorize.js';
import { type SingularTriplets } from './leading-singular.js';
import { type FollowedProducts, followProducts } from './follow-products.js';
import { rowProducts } from './row-products.js';
import { type Factors } from './start-factors.js';

const MISSED = 0.4; // share of the slopes that forecasts may miss
const MISSED_OF_FIRST = 6e-4; // and of those of the first round, lest the way ends elsewhere
const MORE = 0.1; // rounds that follow, as a share of those before

/** Whether a round with forecasts takes less than half the time of one with all products. */
export function forecastPays({ values }: SingularTriplets, frames: number, size: number): boolean {
  return values.length * (frames + size) <= 0.5 * frames * size;
}

/** One factor, and the products of the matrix with the other. */
interface Side {
  readonly factor: Float64Array;
  readonly height: number;
  readonly other: Float64Array;
  readonly width: number;
  readonly followed: FollowedProducts;
  /** The sum of the magnitudes of the slopes in the first round. */
  first: number;
}

/**
 * Goes the way of `factorize`, but foretells the products of `x` with the factors wherever what a forecast is likely to miss is little against the
 * slopes. Where a round with true products finds that `factorize` would stop, or its rounds are used up, a tenth as many follow: what they gain
 * is more than what forecasts lost.
 */
export function factorizeByForecast(
  x: Float64Array,
  xt: Float64Array,
  frames: number,
  size: number,
  { activations, components }: Factors,
  { values, left, right }: SingularTriplets,
  count: number,
  tol: number,
  maxIter: number,
): void {
  const rank = values.length;
  const scaled = right.map((v, j) => v * values[Math.floor(j / size)]!);
  const along = followProducts(x, left, scaled, rank, count, frames, size);
  const across = followProducts(xt, scaled, left, rank, count, size, frames);
  const sides: readonly Side[] = [
    { factor: activations, height: frames, other: components, width: size, followed: along, first: 0 },
    { factor: components, height: size, other: activations, width: frames, followed: across, first: 0 },
  ];
  const gram = new Float64Array(count * count);
  const slope = new Float64Array(Math.max(frames, size));
  let near = false;
  let ending = false;
  let end = maxIter + Math.floor(MORE * maxIter);
  for (let round = 0; round < end; round++) {
    let foretold = false;
    let moved = 0;
    for (const side of sides) {
      const { followed, factor, other } = side;
      if (!followed.update(other, near || round === end - 1)) foretold = true;
      rowProducts(gram, other, count, other, count, side.width);
      const slopes = descend(factor, gram, followed.products, count, side.height, slope);
      if (round === 0) side.first = slopes;
      followed.plan(Math.min(MISSED * slopes, MISSED_OF_FIRST * side.first));
      moved += slopes;
    }
    if (ending || moved > tol * (sides[0]!.first + sides[1]!.first)) continue;
    near = foretold; // only a round with true products decides
    if (foretold) continue;
    ending = true;
    end = Math.min(end, round + 1 + Math.ceil(MORE * (round + 1)));
  }
}
