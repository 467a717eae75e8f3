/**
 * Signals that are hard on single precision, and how far its results are from those of double precision.
 */
import { setEngine, type EngineChoice } from '../../src/simd/engine.js';
import { createRandom } from '../../src/core/random.js';
import { type NdArray } from '../../src/core/nd.js';
import { type FloatArray } from '../../src/core/types.js';

/** Seeded noise, exact in single precision. */
export function noise(length: number, seed = 1, scale = 0.3): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => scale * random.normal());
}

export const RATE = 22050;
const fill = (value: (n: number) => number): Float32Array => Float32Array.from({ length: 2 * RATE }, (_, n) => value(n));
export const tone = (hertz: number, scale = 1): Float32Array => fill((n) => scale * Math.sin((2 * Math.PI * hertz * n) / RATE));

/** Low-pass noise over a hum, as music is: what is high is weak. */
function music(): Float32Array {
  const drive = noise(2 * RATE, 7, 1);
  let [a, b] = [0, 0];
  return fill((n) => {
    a += 0.2 * (drive[n]! - a);
    b += 0.05 * (a - b);
    return 0.5 * Math.sin(0.03 * n) + a + b;
  });
}

export const SIGNALS: Readonly<Record<string, Float32Array>> = {
  noise: noise(2 * RATE),
  music: music(),
  'faint noise': noise(2 * RATE, 2, 1e-6),
  'noise as integers': noise(2 * RATE, 3, 8000).map(Math.round),
  'loud, then faint': noise(2 * RATE, 4, 1).map((v, n) => (n < RATE ? v : 1e-5 * v)),
  'subnormal numbers': noise(2 * RATE, 5, 1e-40),
  silence: new Float32Array(2 * RATE),
  'a constant': fill(() => 1),
  'a faint constant': fill(() => 1e-3),
  'an impulse': fill((n) => Number(n === 5000)),
};

/** The result of single and of double precision for the same samples. */
export function both(
  run: (y: FloatArray) => NdArray<FloatArray>,
  y: Float32Array,
  choice: EngineChoice = 'simd',
): { single: Float32Array; double: Float64Array } {
  setEngine(choice);
  const single = run(y).data as Float32Array;
  setEngine('auto');
  return { single, double: run(Float64Array.from(y)).data as Float64Array };
}

/** The largest difference in each row of `width` numbers, relative to the largest number of that row; the largest of these. */
export function worstOfRows({ single, double }: { single: Float32Array; double: Float64Array }, width: number): number {
  let worst = 0;
  for (let from = 0; from < double.length; from += width) {
    let peak = 1e-20; // below that, squares are no numbers
    let error = 0;
    for (let i = from; i < from + width; i++) {
      peak = Math.max(peak, Math.abs(double[i]!));
      error = Math.max(error, Math.abs(single[i]! - double[i]!));
    }
    worst = Math.max(worst, error / peak);
  }
  return worst;
}

/** The largest difference. */
export function worstOf({ single, double }: { single: Float32Array; double: Float64Array }): number {
  return double.reduce((worst, v, i) => Math.max(worst, Math.abs(v - single[i]!)), 0);
}
