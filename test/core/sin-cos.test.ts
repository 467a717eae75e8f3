import { describe, expect, test } from 'vitest';
import { cos, sin } from '../../src/core/math.js';
import { createRandom } from '../../src/core/random.js';
import { sinCosInto } from '../../src/core/sin-cos.js';

describe('sinCosInto', () => {
  const values = (angles: number[]): Float64Array => {
    const out = new Float64Array(2 * angles.length);
    sinCosInto(out, Float64Array.from(angles));
    return out;
  };

  test('agrees with the careful functions', () => {
    const { normal, uniform } = createRandom(3);
    const angles = Array.from({ length: 20000 }, (_, i) => (i % 2 ? 10 * normal() : 2e6 * (uniform() - 0.5) * 0.99));
    for (let q = -20; q <= 20; q++) angles.push((q * Math.PI) / 4);
    const out = values(angles);
    let worst = 0;
    angles.forEach((x, i) => {
      worst = Math.max(worst, Math.abs(out[2 * i]! - cos(x)), Math.abs(out[2 * i + 1]! - sin(x)));
    });
    expect(worst).toBeLessThan(2.3e-16);
  });

  test('large angles, of which Math knows sine and cosine within an ulp', () => {
    const { uniform } = createRandom(4);
    const angles = Array.from({ length: 2000 }, () => 2 ** (20 + 20 * uniform()) * (uniform() < 0.5 ? -1 : 1));
    const out = values(angles);
    angles.forEach((x, i) => {
      expect(Math.abs(out[2 * i]! - Math.cos(x)), `cos(${x})`).toBeLessThan(2.3e-16);
      expect(Math.abs(out[2 * i + 1]! - Math.sin(x)), `sin(${x})`).toBeLessThan(2.3e-16);
    });
  });

  test('zero, and what is tiny', () => {
    expect(Array.from(values([0, 1e-300]))).toEqual([1, 0, 1, 1e-300]);
  });
});
