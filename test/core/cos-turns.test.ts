import { expect, test } from 'vitest';
import { cosTurnsAll } from '../../src/core/cos-turns.js';
import { cosTurns } from '../../src/core/math.js';

test('cosines of turns are within 2e-16 of the careful ones, and exact at quarters', () => {
  const angles = Float64Array.from({ length: 100_001 }, (_, i) => (i - 50_000) / 7919);
  const got = angles.slice();
  cosTurnsAll(got);
  expect(Math.max(...Array.from({ length: 1000 }, (_, k) => Math.abs(got[100 * k]! - cosTurns(angles[100 * k]!))))).toBeLessThan(2.3e-16);
  angles.forEach((x, i) => {
    if (Math.abs(got[i]! - cosTurns(x)) > 3e-16) throw new Error(`${x}: ${got[i]}`);
  });
  const quarters = Float64Array.of(0, 0.25, 0.5, 0.75, 1, -0.25, -0.5, 1e9 + 0.25, -1e9);
  cosTurnsAll(quarters);
  expect(Array.from(quarters)).toEqual([1, 0, -1, 0, 1, 0, -1, 0, 1]);
});
