/**
 * Where a non-negative factorisation begins.
 * @module
 */
import { createRandom } from '../core/random.js';
import { type SingularTriplets } from './leading-singular.js';

/** How a factorisation begins: random numbers, or the non-negative parts of singular vectors with their zeros kept, filled with the mean, or with small random numbers. */
export type NmfInit = 'random' | 'nndsvd' | 'nndsvda' | 'nndsvdar';

/** The names of {@link NmfInit}. */
export const INITS: readonly NmfInit[] = ['random', 'nndsvd', 'nndsvda', 'nndsvdar'];

/** Two factors: `count` rows each. */
export interface Factors {
  /** `count` rows of as many numbers as there are frames. */
  readonly activations: Float64Array;
  /** `count` rows of as many numbers as a frame has. */
  readonly components: Float64Array;
}

/** Factors of `x` (frames x size) to begin with, from its singular vectors unless `init` is `'random'`. C. Boutsidis and E. Gallopoulos, Pattern Recognition 41 (2008). */
export function startFactors(
  x: Float64Array,
  singular: SingularTriplets | undefined,
  frames: number,
  size: number,
  count: number,
  init: NmfInit,
  seed: number,
): Factors {
  const random = createRandom(seed);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]!;
  const mean = sum / x.length;
  if (!singular) {
    const scale = Math.sqrt(mean / count);
    const draw = (length: number): Float64Array => Float64Array.from({ length }, () => Math.abs(scale * random.normal()));
    return { components: draw(count * size), activations: draw(count * frames) };
  }
  const { values, left, right } = singular;
  const activations = left.slice(0, count * frames);
  const components = right.slice(0, count * size);
  for (let c = 0; c < count; c++) {
    const u = activations.subarray(c * frames, (c + 1) * frames);
    const v = components.subarray(c * size, (c + 1) * size);
    keepLargerPart(u, v, values[c]!, c === 0);
  }
  for (const factor of [activations, components]) {
    for (let i = 0; i < factor.length; i++) {
      if (factor[i]! >= 1e-6) continue;
      factor[i] = init === 'nndsvd' ? 0 : init === 'nndsvda' ? mean : Math.abs((mean * random.normal()) / 100);
    }
  }
  return { activations, components };
}

/** Makes of u and v, whose signs are arbitrary, two vectors >= 0 with the larger of the products of their positive and of their negative parts. */
function keepLargerPart(u: Float64Array, v: Float64Array, sigma: number, first: boolean): void {
  if (first) {
    // All of one sign, but for rounding (Perron and Frobenius).
    for (const x of [u, v]) for (let i = 0; i < x.length; i++) x[i] = Math.sqrt(sigma) * Math.abs(x[i]!);
    return;
  }
  const norm = (x: Float64Array, sign: number): number => Math.sqrt(x.reduce((sum, a) => (sign * a > 0 ? sum + a * a : sum), 0));
  const plus = norm(u, 1) * norm(v, 1);
  const minus = norm(u, -1) * norm(v, -1);
  const sign = plus > minus ? 1 : -1;
  const gain = Math.sqrt(sigma * Math.max(plus, minus));
  for (const x of [u, v]) {
    const size = norm(x, sign);
    for (let i = 0; i < x.length; i++) x[i] = sign * x[i]! > 0 ? (gain * sign * x[i]!) / size : 0;
  }
}
