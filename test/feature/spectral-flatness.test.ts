import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spectralFlatness, spectralFlatnessFromSpectrogram } from '../../src/feature/index.js';
import { framesOf, noise, numbers } from './batch.js';

describe('spectralFlatness', () => {
  test('geometric over arithmetic mean', () => {
    expect(spectralFlatnessFromSpectrogram(framesOf([1, 4]), { power: 1 }).get(0, 0)).toBeCloseTo(2 / 2.5, 15);
    expect(spectralFlatnessFromSpectrogram(framesOf([1, 4])).get(0, 0)).toBeCloseTo(4 / 8.5, 15);
  });

  test('is 1 for equal bins of any level and number, as far as the logarithm is exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), fc.double({ min: -140, max: 140, noNaN: true }), (bins, exponent) => {
        const flat = framesOf(new Array<number>(bins).fill(10 ** exponent));
        const value = spectralFlatnessFromSpectrogram(flat, { power: 1, amin: 1e-300 }).get(0, 0);
        // Powers of two are counted apart: what remains are a few roundings of logarithms up to 323, and those of the sum of the bins.
        expect(Math.abs(value - 1)).toBeLessThan(8 * 323 * 2 ** -53 + bins * 2 ** -53);
      }),
    );
  });

  test('the running product equals the mean of logarithms', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -300, max: 300, noNaN: true }), { minLength: 1, maxLength: 50 }), (exponents) => {
        const x = exponents.map((e) => 10 ** e);
        const logs = x.reduce((a, v) => a + Math.log(v), 0) / x.length;
        const mean = Math.log(x.reduce((a, v) => a + v / x.length, 0));
        const value = spectralFlatnessFromSpectrogram(framesOf(x), { power: 1, amin: 1e-305 }).get(0, 0);
        expect(Math.abs(value - Math.exp(logs - mean))).toBeLessThan(1e-11);
      }),
    );
  });

  test('noise is flat, a tone is not', () => {
    const tone = Float64Array.from({ length: 4000 }, (_, n) => Math.sin(0.3 * n));
    expect(Math.min(...numbers(spectralFlatness(noise(4000, 1), { center: false })))).toBeGreaterThan(0.4);
    expect(Math.max(...numbers(spectralFlatness(tone, { center: false })))).toBeLessThan(1e-6);
  });

  test.each([
    [{ amin: 0 }, '"amin" must be a finite number > 0, got 0'],
    [{ power: 0 }, '"power" must be a finite number > 0, got 0'],
    [{ amin: '1' }, '"amin" must be a number, got "1"'],
  ])('refuses %o', (bad, message) => {
    expect(() => spectralFlatness(new Float64Array(10), bad as object)).toThrow(`spectralFlatness: ${message}`);
    expect(() => spectralFlatnessFromSpectrogram(framesOf([1]), bad as object)).toThrow(`spectralFlatnessFromSpectrogram: ${message}`);
  });
});
