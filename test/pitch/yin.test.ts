import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { type FloatArray } from '../../src/core/types.js';
import { yin, type YinOptions } from '../../src/pitch/index.js';
import { disguises, expectBatchOfSignals, noise, numbers } from '../feature/batch.js';
import { parity } from '../support/parity.js';
import { cents, glide, harmonic, RATE } from './tones.js';

const WIDE = { sampleRate: RATE, fmin: 50, fmax: 2093 };

describe('yin', () => {
  test('an A', () => {
    const f0 = yin(harmonic(440), WIDE);
    expect(f0.length).toBe(1 + Math.floor(RATE / 2 / 512));
    expect(f0[10]).toBeCloseTo(440, 2);
  });

  parity('librosa', 'librosa.yin', ([y], options) => yin(y as Float64Array, { ...options, compat: 'librosa' } as YinOptions));

  test.each([55, 65.4, 110, 220, 440, 880, 1318.5, 1760])('a tone of %d Hz is found to a fiftieth of a cent', (hz) => {
    expect(cents(yin(harmonic(hz), WIDE), hz).worst).toBeLessThan(0.02);
  });

  test('any tone is found, at any loudness, on any offset', () => {
    const any = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(any(55, 1800), any(-6, 6), any(-5, 5), (hz, power, offset) => {
        const y = harmonic(hz, 6000).map((v) => 10 ** power * (v + offset));
        expect(cents(yin(y, { ...WIDE, center: false }), hz).worst).toBeLessThan(0.1);
      }),
      { numRuns: 30 },
    );
  });

  test('a glide is followed without delay', () => {
    const { y, hz } = glide(2 * RATE);
    yin(y, { ...WIDE, hopLength: 300 }).forEach((f0, t, all) => {
      if (t > 4 && t < all.length - 4) expect(1200 * Math.abs(Math.log2(f0 / hz(300 * t)))).toBeLessThan(3);
    });
  });

  test('silence and constants have no pitch, everything else a number', () => {
    for (const y of [new Float64Array(5000), new Float64Array(5000).fill(0.1), new Float64Array(5000).fill(-1e9)]) {
      expect(new Set(yin(y, { ...WIDE, padMode: 'edge' }))).toEqual(new Set([0]));
    }
    for (const y of [noise(5000, 1), noise(5000, 2).map((_, n) => Number(n === 2000)), noise(5000, 3).map((_, n) => n)]) {
      for (const compat of [null, 'librosa'] as const) expect(yin(y, { ...WIDE, compat }).every((v) => v >= 0 && v < 2300)).toBe(true);
    }
  });

  test('frames, centred and not', () => {
    const y = noise(4000, 4);
    const padded = Float64Array.of(...new Float64Array(512), ...y, ...new Float64Array(512));
    const o = { ...WIDE, fmin: 100, frameLength: 1024, hopLength: 100 };
    expect(yin(y, o)).toEqual(yin(padded, { ...o, center: false }));
    expect(yin(y, o).length).toBe(41);
    expect(yin(y, { ...o, center: false }).length).toBe(30);
    expect(yin(y.subarray(0, 1024), { ...o, center: false }).length).toBe(1);
    expect(yin(harmonic(2000, 60, 8000), { sampleRate: 8000, fmin: 1400, fmax: 4000, frameLength: 12, hopLength: 5 }).length).toBe(13);
    for (let frameLength = 6; frameLength < 90; frameLength++) {
      const f0 = yin(y.subarray(0, 200), { sampleRate: 4 * (frameLength >> 1), fmin: 4, fmax: 2 * (frameLength >> 1), frameLength });
      expect(f0.every(Number.isFinite)).toBe(true);
    }
  });

  test('a batch is the loop; precision is kept; input in disguise', () => {
    expectBatchOfSignals((x) => {
      const f0: FloatArray | NdArray<Float64Array> = yin(x, WIDE);
      return ArrayBuffer.isView(f0) ? nd(f0 as Float64Array, [f0.length]) : (f0 as NdArray<Float64Array>);
    }, 5000);
    const y = harmonic(300, 6000);
    const single = yin(Float32Array.from(y), WIDE);
    expect(single).toBeInstanceOf(Float32Array);
    expect(single).toEqual(Float32Array.from(yin(Float64Array.from(Float32Array.from(y)), WIDE)));
    for (const x of disguises(y)) expect(numbers(yin(x, { ...WIDE }))).toEqual(numbers(yin(y, WIDE)));
  });

  test.each<[object, string]>([
    [{ fmin: undefined }, 'yin: "fmin" must be given in Hz'],
    [{ fmax: undefined }, 'yin: "fmax" must be given in Hz'],
    [{ fmin: 0 }, 'yin: "fmin" must be a finite number > 0, got 0'],
    [{ fmin: 3000 }, 'yin: "fmin" must be < fmax = 2093, got 3000'],
    [{ fmax: 12000 }, 'yin: "fmax" must be <= half the sample rate = 11025, got 12000'],
    [
      { fmin: 20 },
      'yin: "fmin" must be >= 21.534 for two periods in a frame of 2048 samples at 22050 Hz, got 20; or take frameLength: 2206',
    ],
    [
      { fmin: 10, compat: 'librosa' },
      'yin: "fmin" must be >= 10.778 for one period in a frame of 2048 samples at 22050 Hz, got 10; or take frameLength: 2207',
    ],
    [{ frameLength: 5 }, 'yin: "frameLength" must be an integer >= 6, got 5'],
    [{ hopLength: 0 }, 'yin: "hopLength" must be an integer >= 1, got 0'],
    [{ center: false }, 'yin: "frameLength" must be <= y.length = 2000 unless frames are centred, got 2048'],
    [{ troughThreshold: -1 }, 'yin: "troughThreshold" must be a finite number >= 0, got -1'],
    [{ compat: 'essentia' }, 'yin: "compat" must be one of "librosa", null, got "essentia"'],
    [{ threshold: 0.1 }, 'yin: "threshold" is not an option'],
    [{ sampleRate: undefined }, 'yin: "sampleRate" must be given in Hz, since the signal does not carry its rate'],
  ])('refuses %o', (options, message) => {
    expect(() => yin(noise(2000, 1), { ...WIDE, ...options })).toThrow(message);
  });

  test('what its errors advise works', () => {
    const y = noise(5000, 1);
    expect(yin(y, { ...WIDE, fmin: 21.534 }).length).toBe(10);
    expect(yin(y, { ...WIDE, fmin: 20, frameLength: 2206 }).length).toBe(10);
    expect(yin(y, { ...WIDE, fmin: 10.778, compat: 'librosa' }).length).toBe(10);
    expect(yin(y, { ...WIDE, fmin: 10, frameLength: 2207, compat: 'librosa' }).length).toBe(10);
  });

  test('refuses samples that are not finite, or overflow', () => {
    const y = noise(5000, 1);
    y[77] = NaN;
    expect(() => yin(y, WIDE)).toThrow('yin: "y" must be finite, got NaN at index 77');
    y[77] = Infinity;
    expect(() => yin(y, { ...WIDE, center: false, compat: 'librosa' })).toThrow('yin: "y" must be finite, got Infinity at index 77');
    y[77] = 1e200;
    expect(() => yin(y, WIDE)).toThrow('yin: "y" is too large: values up to 1e+200 overflow; scale it down');
  });
});
