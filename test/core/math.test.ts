import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as math from '../../src/core/math.js';

type Point = [number | [number, number], number];
const golden = JSON.parse(readFileSync(new URL('../goldens/math.json', import.meta.url), 'utf8')) as Record<string, Point[]>;

/** Distance in units of the last place of `want`. */
function ulps(got: number, want: number): number {
  if (got === want) return 0;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(want))), -1022);
  return Math.abs(got - want) / 2 ** (exponent - 52);
}

describe('deterministic maths', () => {
  // Reference: mpmath at 200 bits, rounded once to double (test/goldens/math.py).
  test.each(Object.keys(golden))('%s stays within 1 ulp of the correctly rounded value', (name) => {
    const f = math[name as keyof typeof math] as (...x: number[]) => number;
    let worst = 0;
    for (const [x, want] of golden[name]!) {
      const error = ulps(f(...[x].flat()), want);
      if (error > worst) worst = error;
    }
    expect(worst).toBeLessThanOrEqual(name === 'log2' || name === 'log10' ? 2 : 1); // log2 and log10 divide by a rounded constant
  });

  test('quarter turns are exact', () => {
    expect([0, 1, 2, 3, 4].map((k) => math.sinRatio(k, 4) + 0)).toEqual([0, 1, 0, -1, 0]);
    expect([0, 1, 2, 3, 4].map((k) => math.cosRatio(k, 4) + 0)).toEqual([1, 0, -1, 0, 1]);
  });

  test('powers of two and ten are exact both ways', () => {
    for (let k = -1074; k <= 1023; k++) {
      expect(math.exp2(k)).toBe(2 ** k);
      expect(math.log2(2 ** k)).toBe(k);
    }
    for (let k = -20; k <= 22; k++) expect(math.log10(Number(`1e${k}`))).toBe(k);
  });

  test('special values follow IEEE 754', () => {
    expect([math.log(0), math.log(-1), math.log(Infinity), math.log(NaN)]).toEqual([-Infinity, NaN, Infinity, NaN]);
    expect([math.exp(-1e4), math.exp(1e4), math.exp(NaN), math.exp(0)]).toEqual([0, Infinity, NaN, 1]);
    expect([math.sin(NaN), math.cos(Infinity)]).toEqual([NaN, NaN]);
    expect(() => math.sin(1e7)).toThrow('take |x| < 1e6, got 10000000');
  });
});
