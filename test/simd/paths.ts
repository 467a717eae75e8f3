/**
 * The three ways a kernel runs: in double (the reference), in single precision on SIMD, and in single precision in TypeScript.
 */
import { createRandom } from '../../src/core/random.js';
import { type FloatArray } from '../../src/core/types.js';

/** `bound`: how far from Keras' float64, relative to the peak: a few roundings of values around 1. `choice` goes to `setEngine`. */
export const PATHS = [
  { path: 'double', bound: 1e-9, array: (x: ArrayLike<number>): FloatArray => Float64Array.from(x), choice: 'auto' },
  { path: 'simd', bound: 1e-6, array: (x: ArrayLike<number>): FloatArray => Float32Array.from(x), choice: 'auto' },
  { path: 'js', bound: 1e-6, array: (x: ArrayLike<number>): FloatArray => Float32Array.from(x), choice: 'js' },
] as const;
export type Path = (typeof PATHS)[number];
export const [DOUBLE, SIMD, JS] = PATHS;

/** Seeded numbers in [-scale, scale), exact in single precision. */
export function draw(length: number, seed: number, scale = 1): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => scale * (2 * random.uniform() - 1));
}
