import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { mpm } from '../../src/pitch/index.js';
import { noise, numbers } from '../feature/batch.js';
import { cents, glide, harmonic, RATE } from './tones.js';

const WIDE = { sampleRate: RATE, fmin: 50, fmax: 2093 };

/** McLeod's function at a whole lag, by its definition. */
function likeness(x: Float64Array, k: number): number {
  const mean = x.reduce((a, b) => a + b) / x.length;
  let [products, squares] = [0, 0];
  for (let n = 0; n + k < x.length; n++) {
    const [a, b] = [x[n]! - mean, x[n + k]! - mean];
    products += 2 * a * b;
    squares += a * a + b * b;
  }
  return products / squares;
}

describe('mpm', () => {
  test('an A', () => {
    const { f0, voicedFlag, clarity } = mpm(harmonic(440), WIDE);
    expect(f0[10]).toBeCloseTo(440, 2);
    expect(voicedFlag[10]).toBe(1);
    expect(clarity[10]).toBeCloseTo(1, 4);
  });

  test('clarity is the definition at the period', () => {
    const y = Float64Array.from(noise(1000, 1), (v, n) => 0.5 * v + Math.sin((2 * Math.PI * n) / 50) + 3);
    const o = { sampleRate: 8000, fmin: 60, fmax: 1000, frameLength: 1000, center: false };
    const { f0, clarity } = mpm(y, o);
    expect(Math.abs(8000 / f0[0]! - 50)).toBeLessThan(0.5);
    const around = [49, 50, 51].map((k) => likeness(y, k));
    expect(clarity[0]).toBeGreaterThanOrEqual(Math.max(...around) - 1e-3);
    expect(clarity[0]).toBeLessThan(Math.max(...around) + 0.02);
  });

  test.each([55, 65.4, 110, 220, 440, 880, 1318.5, 1760])('a tone of %d Hz is found to a twentieth of a cent', (hz) => {
    expect(cents(mpm(harmonic(hz), WIDE).f0, hz).worst).toBeLessThan(0.05);
  });

  test('any tone is found, at any loudness, on any offset', () => {
    const any = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(any(55, 1800), any(-6, 6), any(-5, 5), (hz, power, offset) => {
        const y = harmonic(hz, 6000).map((v) => 10 ** power * (v + offset));
        expect(cents(mpm(y, { ...WIDE, center: false }).f0, hz).worst).toBeLessThan(0.3);
      }),
      { numRuns: 30 },
    );
  });

  test('peakThreshold decides between a pitch and the octave above', () => {
    const y = Float64Array.from(
      { length: 6000 },
      (_, n) => 0.4 * Math.sin((2 * Math.PI * 200 * n) / RATE) + Math.sin((2 * Math.PI * 400 * n) / RATE),
    );
    const at = (peakThreshold: number) => Math.round(mpm(y, { ...WIDE, peakThreshold, center: false }).f0[2]!);
    expect([at(0.9), at(0.8), at(0.6)]).toEqual([200, 200, 400]); // the octave is clear to (1 - 0.16) / 1.16 = 0.72
  });

  test('a glide is followed without delay', () => {
    const { y, hz } = glide(2 * RATE);
    mpm(y, { ...WIDE, hopLength: 300 }).f0.forEach((f0, t, all) => {
      if (t > 4 && t < all.length - 4) expect(1200 * Math.abs(Math.log2(f0 / hz(300 * t)))).toBeLessThan(3);
    });
  });

  test('silence, constants, slopes and noise are unvoiced; filled as asked for', () => {
    for (const y of [new Float64Array(5000), new Float64Array(5000).fill(0.1), noise(5000, 1), noise(5000, 1).map((_, n) => n)]) {
      const { f0, voicedFlag, clarity } = mpm(y, { ...WIDE, center: false });
      expect(f0.every(Number.isNaN)).toBe(true);
      expect(voicedFlag.every((v) => v === 0)).toBe(true);
      expect(clarity.every((v) => v >= 0 && v < 0.5)).toBe(true);
      expect([...new Set(mpm(y, { ...WIDE, fillNa: 7, center: false }).f0)]).toEqual([7]);
      expect(mpm(y, { ...WIDE, fillNa: null }).f0.every((v) => v >= 0 && v < 2300)).toBe(true);
    }
    expect(mpm(new Float64Array(3000), { ...WIDE, fillNa: null }).f0[0]).toBe(0);
  });

  test('a batch is the loop, precision is kept', () => {
    const y = Float64Array.of(...harmonic(300, 6000), ...noise(6000, 2));
    const batch = mpm(nd(y, [2, 6000]), WIDE);
    const each = [y.slice(0, 6000), y.slice(6000)].map((x) => mpm(x, WIDE));
    for (const part of ['f0', 'voicedFlag', 'clarity'] as const) {
      expect((batch[part] as NdArray).shape).toEqual([2, 12]);
      expect(numbers(batch[part])).toEqual(each.flatMap((r) => numbers(r[part])));
    }
    const single = mpm(Float32Array.from(y), WIDE);
    expect(single.clarity).toEqual(Float32Array.from(mpm(Float64Array.from(Float32Array.from(y)), WIDE).clarity));
  });

  test.each<[object, string]>([
    [{ peakThreshold: 0 }, 'mpm: "peakThreshold" must be a finite number > 0, got 0'],
    [{ peakThreshold: 2 }, 'mpm: "peakThreshold" must be <= 1, got 2'],
    [{ clarityThreshold: 2 }, 'mpm: "clarityThreshold" must be a finite number in [0, 1], got 2'],
    [{ fillNa: Infinity }, 'mpm: "fillNa" must be a finite number, got Infinity'],
    [
      { fmin: 10 },
      'mpm: "fmin" must be >= 21.534 for two periods in a frame of 2048 samples at 22050 Hz, got 10; or take frameLength: 4410',
    ],
    [{ k: 0.9 }, 'mpm: "k" is not an option'],
  ])('refuses %o', (options, message) => {
    expect(() => mpm(noise(3000, 1), { ...WIDE, ...options })).toThrow(message);
  });
});
