import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exp10All,
  expAll,
  fastExp,
  fastExp2,
  fastLog,
  fastLog10,
  fastLog2,
  log1p,
  logAll,
  logSumExp,
  sigmoid,
  softplus,
} from '../../src/core/fast-math.js';
import { exp, exp10, exp2, log, log10, log2 } from '../../src/core/math.js';

const off = (got: number, want: number): number => (got === want ? 0 : Math.abs(got - want) / Math.abs(want));

describe('fast exp and log', () => {
  test('exp is within 2 ulp of the careful one', () => {
    let worst = 0;
    for (let x = -707.9; x < 709.7; x += 0.0371) worst = Math.max(worst, off(fastExp(x), exp(x)));
    for (let x = 1e-300; x < 700; x *= 1.37) worst = Math.max(worst, off(fastExp(x), exp(x)), off(fastExp(-x), exp(-x)));
    expect(worst).toBeLessThanOrEqual(4.5e-16);
  });

  test('log is within 2 ulp of the careful one, subnormal numbers too', () => {
    let worst = 0;
    for (let x = 5e-324; x < 1e308; x *= 1.0371 + 1e-300) {
      worst = Math.max(worst, off(fastLog(x), log(x)));
      if (x < 1e-322) x = 1e-322;
    }
    for (let x = 0.5; x < 2; x += 0.000137) worst = Math.max(worst, off(fastLog(x), log(x)));
    expect(worst).toBeLessThanOrEqual(4.5e-16);
  });

  const fastExp10 = (x: number): number => {
    const list = Float64Array.of(x);
    exp10All(list, 1, 1);
    return list[0]!;
  };

  test('other bases are within 2 ulp of the careful ones, and exact where those are', () => {
    let worst = 0;
    for (let x = -320; x < 308; x += 0.0137) worst = Math.max(worst, x < -306 ? 0 : off(fastExp10(x), exp10(x)), off(fastExp2(x), exp2(x)));
    for (let x = 1e-307; x < 1e307; x *= 1.0371) worst = Math.max(worst, off(fastLog2(x), log2(x)), off(fastLog10(x), log10(x)));
    for (let x = 0.5; x < 2; x += 0.000137) worst = Math.max(worst, off(fastLog2(x), log2(x)), off(fastLog10(x), log10(x)));
    expect(worst).toBeLessThanOrEqual(4.5e-16);
    for (let k = -1022; k < 1024; k++) expect([fastExp2(k), fastLog2(2 ** k)]).toEqual([2 ** k, k]);
    for (let k = -307; k < 308; k++) expect([fastExp10(k), fastLog10(Number(`1e${k}`))]).toEqual([Number(`1e${k}`), k]);
    for (const f of [fastExp2, fastExp10]) expect([-1e9, 1e9, NaN].map(f)).toEqual([0, Infinity, NaN]);
    for (const f of [fastLog2, fastLog10]) expect([0, Infinity, -1].map(f)).toEqual([-Infinity, Infinity, NaN]);
  });

  test('the ends', () => {
    expect([0, -0, -709, -1e9, -Infinity, 710, Infinity, NaN].map(fastExp)).toEqual([1, 1, 0, 0, 0, Infinity, Infinity, NaN]);
    expect([0, 1, Infinity, -1, NaN].map(fastLog)).toEqual([-Infinity, 0, Infinity, NaN, NaN]);
    expect([-1000, 0, 1000].map(sigmoid)).toEqual([0, 0.5, 1]);
    expect([-1000, 1000].map(softplus)).toEqual([0, 1000]);
    expect(logSumExp(Float64Array.of(-Infinity, -Infinity))).toBe(-Infinity);
    expect(logSumExp(new Float64Array(0))).toBe(-Infinity);
  });

  test('over arrays they are the same, and leave the rest alone', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 9 }), (list) => {
        const x = Float64Array.from(list);
        expAll(x, 1, list.length - 1);
        expect(Array.from(x)).toEqual(list.map((v, i) => (i === 0 || i === list.length - 1 ? v : fastExp(v))));
        logAll(x, 1, list.length - 1);
        for (let i = 1; i < list.length - 1; i++) expect(Math.abs(x[i]! - list[i]!)).toBeLessThan(1e-14);
      }),
    );
  });

  test('logAll takes anything anywhere', () => {
    const odd = [0, -1, NaN, Infinity, -Infinity, 5e-324, 1e-310, 1, 2.5, -0, 1.7976931348623157e308];
    for (let shift = 0; shift < 4; shift++) {
      const x = Float64Array.from({ length: odd.length + shift }, (_, i) => (i < shift ? 3 : odd[i - shift]!));
      logAll(x);
      expect(Array.from(x.subarray(shift))).toEqual(odd.map(fastLog));
    }
  });

  test('log1p, softplus, sigmoid and logSumExp keep small and large numbers', () => {
    expect(log1p(1e-20)).toBe(1e-20);
    for (const x of [-700, -40, -3, -1e-9, 0, 1e-9, 0.3, 5, 40, 700]) {
      expect(off(softplus(x), Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))))).toBeLessThan(1e-15);
      expect(off(sigmoid(x), 1 / (1 + Math.exp(-x)))).toBeLessThan(1e-15);
    }
    expect(off(logSumExp(Float64Array.of(1000, 1000)), 1000 + Math.LN2)).toBeLessThan(1e-15);
  });
});
