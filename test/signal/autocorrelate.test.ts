import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { toRowMajor } from '../../src/core/view.js';
import { autocorrelate } from '../../src/signal/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

describe('autocorrelate', () => {
  test('the worked example', () => {
    expectClose(autocorrelate(Float64Array.of(1, 2, 3)), [14, 8, 3], 1e-14);
  });

  parity('librosa', 'librosa.autocorrelate', ([y], options) => autocorrelate(y as NdArray<Float64Array>, options));

  test('is the sum it claims to be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 70 }), (list) => {
        const naive = list.map((_, k) => list.reduce((sum, v, n) => sum + v * (list[n + k] ?? 0), 0));
        expectClose(autocorrelate(Float64Array.from(list)), naive, 1e-12);
      }),
    );
  });

  test('long signals: an even and an odd number of passes, whole tables and tables by rows', () => {
    for (const length of [1, 2, 3, 1000, 2000, 66000, 140000]) {
      const y = Float64Array.from({ length }, (_, n) => ((n * 7919) % 997) - 498); // integers: their sums are exact
      const r = autocorrelate(y);
      const lags = [0, 1, 2, 997, 1994, length - 2, length - 1].filter((k) => k >= 0 && k < length);
      const naive = lags.map((k) => y.subarray(k).reduce((sum, v, n) => sum + v * y[n]!, 0));
      for (const [i, k] of lags.entries()) expect(Math.abs(r[k]! - naive[i]!) / r[0]!, `${length}, ${k}`).toBeLessThan(1e-15);
    }
  });

  test('channels each for itself, in the precision of the input', () => {
    const y = nd(Float32Array.of(1, 2, 0, 1), [2, 2]);
    const r = autocorrelate(y) as NdArray<Float32Array>;
    expect(r.shape).toEqual([2, 2]);
    expectClose(toRowMajor(r), [5, 2, 1, 0], 1e-7); // float32
  });

  test('refusals', () => {
    expect(() => autocorrelate(Float64Array.of(1), { maxSize: 0 })).toThrow('autocorrelate: "maxSize" must be an integer >= 1, got 0');
    expect(() => autocorrelate(Float64Array.of(1, NaN))).toThrow('autocorrelate: "y" must be finite, got NaN at index 1');
    expect(() => autocorrelate(new Float64Array(0))).toThrow('autocorrelate: "y" must not be empty, got shape [0]');
  });
});
