import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { restoreIntegers } from '../../src/io/restore-integers.js';

const random = createRandom(3);
const integers = (bits: number): number[] => {
  const scale = 2 ** (bits - 1);
  const some = Array.from({ length: 4000 }, () => Math.floor((random.uniform() * 2 - 1) * (scale - 1)));
  return [...some, 0, 1, -1, scale - 1, 1 - scale, -scale];
};

describe('restoreIntegers', () => {
  test.each([8, 12, 16, 20, 24])('%i bits: what was divided by the largest integer comes back exactly', (bits) => {
    const values = integers(bits);
    const right = Float32Array.from(values, (k) => k / 2 ** (bits - 1));
    const loud = Float32Array.from(values, (k) => k / (2 ** (bits - 1) - 1));
    const [restored] = restoreIntegers([loud], bits);
    expect(restored).toEqual(right);
    expect(restoreIntegers([right], bits)[0]).toBe(right);
  });

  test('leaves alone what was no such integers, in any of the channels, and unknown bits', () => {
    const off = Float32Array.of(0.1234567);
    const loud = Float32Array.of(5 / 32767);
    expect(restoreIntegers([loud, off], 16)).toEqual([loud, off]);
    for (const bits of [NaN, 0, 3, 25, 32]) expect(restoreIntegers([loud], bits)[0]).toBe(loud);
  });
});
