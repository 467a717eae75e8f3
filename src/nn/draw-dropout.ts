/**
 * What dropout drops.
 * @module
 */
import { type Random } from '../core/random.js';
import { type FloatArray } from '../core/types.js';

/** Factors for dropout: 0, or 1 / (1 - rate), so that the mean stays. */
export function drawDropout(length: number, rate: number, random: Random, make: (length: number) => FloatArray): FloatArray {
  const factors = make(length);
  const kept = 1 / (1 - rate);
  for (let i = 0; i < length; i++) factors[i] = random.uniform() < rate ? 0 : kept;
  return factors;
}
