import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import {
  spectralBandwidthFromSpectrogram,
  spectralCentroidFromSpectrogram,
  spectralRolloffFromSpectrogram,
} from '../../src/feature/index.js';
import { framesOf, numbers, spectra } from './batch.js';

const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
const frame = fc.array(positive, { minLength: 5, maxLength: 5 });
const SR = { sampleRate: 8000 }; // bins at 0, 1000, 2000, 3000, 4000 Hz

describe('spectralCentroid', () => {
  test('a line lies where it is', () => {
    expect(numbers(spectralCentroidFromSpectrogram(framesOf([0, 0, 0, 7, 0], [0, 1, 0, 1, 0]), SR))).toEqual([3000, 2000]);
  });

  test('does not depend on the level, and lies between the ends', () => {
    fc.assert(
      fc.property(frame, fc.integer({ min: -200, max: 200 }), (x, exponent) => {
        const a = spectralCentroidFromSpectrogram(framesOf(x), SR).get(0, 0);
        expect(spectralCentroidFromSpectrogram(framesOf(x.map((v) => v * 2 ** exponent)), SR).get(0, 0)).toBe(a);
        expect(a).toBeGreaterThanOrEqual(0);
        expect(a).toBeLessThanOrEqual(4000);
      }),
    );
  });

  test('is linear in the frequencies', () => {
    const freq = Float64Array.of(3, 1, 4, 1, 5);
    const twice = freq.map((f) => 2 * f + 1);
    const S = spectra(5, 3);
    const a = numbers(spectralCentroidFromSpectrogram(S, { freq }));
    numbers(spectralCentroidFromSpectrogram(S, { freq: twice })).forEach((v, i) => expect(v).toBeCloseTo(2 * a[i]! + 1, 12));
  });

  test('frequencies may be shared by all channels, or be those of each', () => {
    const one = spectra(5, 3);
    const freq = spectra(5, 3, 9);
    const S = nd(Float64Array.of(...one.data, ...one.data), [2, 5, 3], [15, 1, 5]);
    const own = nd(Float64Array.of(...freq.data, ...freq.data.map((f) => 2 * f)), [2, 5, 3], [15, 1, 5]);
    const a = numbers(spectralCentroidFromSpectrogram(one, { freq }));
    expect(numbers(spectralCentroidFromSpectrogram(S, { freq }))).toEqual([...a, ...a]);
    expect(numbers(spectralCentroidFromSpectrogram(S, { freq: own }))).toEqual([...a, ...a.map((v) => 2 * v)]);
  });
});

describe('spectralBandwidth', () => {
  test('two equal lines are half their distance from the middle', () => {
    const S = framesOf([0, 1, 0, 1, 0], [0, 0, 4, 0, 0]);
    for (const p of [0.5, 1, 2, 3]) expect(spectralBandwidthFromSpectrogram(S, { ...SR, p }).get(0, 0)).toBeCloseTo(1000, 9);
    expect(spectralBandwidthFromSpectrogram(S, SR).get(0, 1)).toBe(0);
  });

  test('grows with p, when normed (power mean inequality)', () => {
    fc.assert(
      fc.property(frame, fc.double({ min: 0.5, max: 4, noNaN: true }), (x, p) => {
        const at = (order: number) => spectralBandwidthFromSpectrogram(framesOf(x), { ...SR, p: order }).get(0, 0);
        expect(at(p * 1.5)).toBeGreaterThanOrEqual(at(p) * (1 - 1e-12));
      }),
    );
  });

  test('without norm it grows with the level', () => {
    const at = (gain: number) => spectralBandwidthFromSpectrogram(framesOf([0, gain, 0, gain, 0]), { ...SR, norm: false }).get(0, 0);
    expect(at(4)).toBe(2 * at(1));
  });

  test('a centre that is given', () => {
    const centroid = framesOf([1000]);
    expect(spectralBandwidthFromSpectrogram(framesOf([0, 0, 0, 1, 0]), { ...SR, centroid }).get(0, 0)).toBe(2000);
  });

  test.each([
    [{ p: 0 }, '"p" must be a finite number > 0, got 0'],
    [{ p: Infinity }, '"p" must be a finite number > 0, got Infinity'],
    [{ norm: null }, '"norm" must be true or false, got null'],
    [{ centroid: framesOf([1, 2]) }, '"centroid" must have shape [1, 1], got [2, 1]'],
    [{ centroid: framesOf([NaN]) }, '"centroid" must be finite, got NaN at [0, 0]'],
    [{ centroid: 5 }, '"centroid" must be an ndarray of floats with shape [...channels, bins, frames], got 5'],
  ])('refuses %o', (bad, message) => {
    expect(() => spectralBandwidthFromSpectrogram(framesOf([1, 1, 1, 1, 1]), { ...SR, ...(bad as object) })).toThrow(
      `spectralBandwidthFromSpectrogram: ${message}`,
    );
  });
});

describe('spectralRolloff', () => {
  test('is the first bin where the sum suffices', () => {
    const S = framesOf([1, 1, 1, 1, 0], [0, 0, 5, 0, 0], [0, 0, 0, 0, 1]);
    const at = (rollPercent: number) => numbers(spectralRolloffFromSpectrogram(S, { ...SR, rollPercent }));
    expect(at(0.5)).toEqual([1000, 2000, 4000]);
    expect(at(0.51)).toEqual([2000, 2000, 4000]);
    expect(at(0.01)).toEqual([0, 2000, 4000]);
  });

  test('rises with the share, and is always a bin', () => {
    fc.assert(
      fc.property(frame, fc.double({ min: 0.01, max: 0.98, noNaN: true }), (x, share) => {
        const at = (rollPercent: number) => spectralRolloffFromSpectrogram(framesOf(x), { ...SR, rollPercent }).get(0, 0);
        expect(at(share + 0.01)).toBeGreaterThanOrEqual(at(share));
        expect(at(share) % 1000).toBe(0);
      }),
    );
  });

  test.each([
    [0, 'must be in (0, 1), got 0'],
    [1, 'must be in (0, 1), got 1'],
    [NaN, 'must be a finite number, got NaN'],
    ['a', 'must be a number, got "a"'],
  ])('refuses a share of %s', (rollPercent, message) => {
    expect(() => spectralRolloffFromSpectrogram(framesOf([1, 1, 1, 1, 1]), { ...SR, rollPercent: rollPercent as number })).toThrow(
      `spectralRolloffFromSpectrogram: "rollPercent" ${message}`,
    );
  });
});
