import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { polyFeatures, polyFeaturesFromSpectrogram } from '../../src/feature/index.js';
import { polynomialFit } from '../../src/feature/polynomial-fit.js';
import { expectBatchOfSpectrograms, framesOf, noise, numbers, spectra } from './batch.js';

describe('polyFeatures', () => {
  test('finds a polynomial again', () => {
    const freq = Float64Array.of(-2, -1, 0, 1, 2, 3);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 5 }), (coefficients) => {
        const order = coefficients.length - 1;
        const x = [...freq].map((f) => coefficients.reduce((a, c) => a * f + c, 0));
        const got = numbers(polyFeaturesFromSpectrogram(framesOf(x), { freq, order }));
        got.forEach((v, c) => expect(v).toBeCloseTo(coefficients[c]!, 9));
      }),
    );
  });

  test('order 0 is the mean', () => {
    expect(polyFeaturesFromSpectrogram(framesOf([1, 2, 6]), { sampleRate: 8, order: 0 }).get(0, 0)).toBeCloseTo(3, 14);
  });

  test('what remains is orthogonal to all powers', () => {
    const freq = Float64Array.from({ length: 129 }, (_, k) => k / 128);
    const inverse = polynomialFit(freq, 4)!;
    const x = noise(129, 1);
    const c = Array.from({ length: 5 }, (_, r) => x.reduce((a, v, k) => a + inverse[r * 129 + k]! * v, 0));
    const rest = x.map((v, k) => v - c.reduce((a, w) => a * freq[k]! + w, 0));
    for (let p = 0; p <= 4; p++) expect(rest.reduce((a, v, k) => a + v * freq[k]! ** p, 0)).toBeCloseTo(0, 11);
  });

  test('takes values of both signs, such as decibels, and frequencies of each frame', () => {
    expectBatchOfSpectrograms((S) => polyFeaturesFromSpectrogram(S, { sampleRate: 8000, order: 2 }), 9, 3, true);
    expectBatchOfSpectrograms((S) => polyFeaturesFromSpectrogram(S, { freq: spectra(9, 3, 8), order: 2 }), 9, 3, true);
  });

  test.each([
    [{ order: -1 }, '"order" must be an integer >= 0, got -1'],
    [{ order: 1.5 }, '"order" must be an integer >= 0, got 1.5'],
    [{ order: 129 }, '"order" must be < the 129 bins, got 129'],
    [{ order: 100 }, '"order" is too high for these frequencies in double precision, got 100'],
  ])('refuses %o', (bad, message) => {
    expect(() => polyFeatures(noise(500, 1), { sampleRate: 8000, nFft: 256, ...bad })).toThrow(`polyFeatures: ${message}`);
  });

  test('refuses frequencies that are all the same', () => {
    expect(() => polyFeaturesFromSpectrogram(spectra(3, 2), { freq: new Float64Array(3).fill(7) })).toThrow(
      'polyFeaturesFromSpectrogram: "order" is too high for these frequencies in double precision, got 1',
    );
  });
});
