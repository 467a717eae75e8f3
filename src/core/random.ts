/**
 * Seeded random numbers: same seed, same numbers, on every engine.
 * @module
 */
import { cosTurns, log } from './math.js';

/** A stream of random numbers. */
export interface Random {
  /** The next integer in [0, 2^32). */
  uint32(): number;
  /** The next number in [0, 1), 53 random bits. */
  uniform(): number;
  /** The next number of the standard normal distribution. */
  normal(): number;
}

/**
 * sfc32 (Chris Doty-Humphrey, PractRand 0.95), seeded through splitmix32; passes PractRand and TestU01 BigCrush.
 * Normal numbers by the Box-Muller transform on deterministic log and cos.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const mix = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) | 0;
  };
  let a = mix();
  let b = mix();
  let c = mix();
  let counter = 1;
  const uint32 = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) uint32();
  const uniform = (): number => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  const normal = (): number => {
    const u = 1 - uniform(); // (0, 1]
    return Math.sqrt(-2 * log(u)) * cosTurns(uniform());
  };
  return { uint32, uniform, normal };
}
