/**
 * Non-negative matrix factorisation by coordinate descent that multiplies the whole matrix now and then only.
 * @module
 */
import { descend } from './factorize.js';
import { type SingularTriplets } from './leading-singular.js';
import { createProductForecast } from './product-forecast.js';
import { rowProducts } from './row-products.js';
import { type Factors } from './start-factors.js';

const MISSED = 0.05; // share of the slopes that forecasts may miss
const LONGEST = 20; // rounds from one look at the matrix to the next
const MORE = 0.1; // rounds that follow, as a share of those before

/** Whether a round with forecasts takes less than half the time of one with all products. */
export function forecastPays({ values }: SingularTriplets, frames: number, size: number): boolean {
  return values.length * (frames + size) <= 0.5 * frames * size;
}

/**
 * Goes the way of `factorize`, but most rounds foretell the products of `x` with the factors. How many do so before the next full round follows
 * from what the last forecast missed: its error grows with the square of the distance. Where a full round finds that `factorize` would stop,
 * or its rounds are used up, a tenth as many follow, so that what forecasts missed never leaves a larger error behind.
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
  const along = createProductForecast(left, scaled, rank, count, frames, size);
  const across = createProductForecast(scaled, left, rank, count, size, frames);
  const gram = new Float64Array(count * count);
  const slope = new Float64Array(Math.max(frames, size));
  const ofFrames = new Float64Array(count * frames);
  const ofBins = new Float64Array(count * size);
  let first = 0;
  let foretold = 0; // rounds since the last full one
  let ahead = 0; // how many there shall be
  let near = false;
  let ending = false;
  let end = maxIter + Math.floor(MORE * maxIter);
  for (let round = 0; round < end; round++) {
    const full: boolean = round < 2 || near || foretold >= ahead || round === end - 1;
    let missed = 0;
    if (full) {
      rowProducts(ofFrames, x, frames, components, count, size);
      missed += along.learn(ofFrames, components);
    } else along.foretell(ofFrames, components);
    rowProducts(gram, components, count, components, count, size);
    let moved = descend(activations, gram, ofFrames, count, frames, slope);
    if (full) {
      rowProducts(ofBins, xt, size, activations, count, frames);
      missed += across.learn(ofBins, activations);
    } else across.foretell(ofBins, activations);
    rowProducts(gram, activations, count, activations, count, frames);
    moved += descend(components, gram, ofBins, count, size, slope);
    if (full) {
      const reach = missed > 0 ? Math.min(2, Math.sqrt((MISSED * moved) / missed)) : 2;
      ahead = round === 0 ? 0 : Math.min(LONGEST, Math.floor((foretold + 1) * reach));
      foretold = 0;
    } else foretold++;
    if (round === 0) first = moved;
    if (ending || moved > tol * first) continue;
    near = !full; // only a full round decides
    if (!full) continue;
    ending = true;
    end = Math.min(end, round + 1 + Math.ceil(MORE * (round + 1)));
  }
}
