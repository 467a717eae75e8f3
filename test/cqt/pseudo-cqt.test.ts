import { describe, expect, test } from 'vitest';
import { cqt, hybridCqt, pseudoCqt } from '../../src/cqt/index.js';
import { parity } from '../support/parity.js';
import { expectBatchOfSignals, expectRounded, noise, numbers } from '../feature/batch.js';

const SR = { sampleRate: 22050 };
const sine = (hz: number, samples: number) => Float64Array.from({ length: samples }, (_, n) => Math.sin((2 * Math.PI * hz * n) / 22050));

describe.each([
  ['pseudoCqt', pseudoCqt],
  ['hybridCqt', hybridCqt],
] as const)('%s', (name, transform) => {
  test('a note is loudest in its bin', () => {
    const C = transform(sine(440, 11025), { ...SR, fmin: 110, nBins: 48 });
    expect(C.shape).toEqual([48, 22]);
    const loudness = Array.from({ length: 48 }, (_, k) => C.get(k, 10));
    expect(loudness.indexOf(Math.max(...loudness))).toBe(24);
  });

  test('a batch is the loop, precision is kept, silence is zeros, one sample is one frame', () => {
    expectBatchOfSignals((y) => transform(y, { ...SR, nBins: 20, fmin: 200 }), 1500);
    const y = Float32Array.from(noise(2000, 3));
    expectRounded(transform(y, { ...SR, fmin: 200, nBins: 48 }), transform(Float64Array.from(y), { ...SR, fmin: 200, nBins: 48 }));
    expect(Math.max(...numbers(transform(new Float64Array(2000), SR)))).toBe(0);
    expect(transform(Float64Array.of(1), { ...SR, tuning: null }).shape).toEqual([84, 1]);
  });

  test('refuses bad input', () => {
    expect(() => transform(noise(900, 1), { sampleRate: 8000 })).toThrow(`${name}: "nBins" must be <= 83`);
    expect(() => transform(noise(900, 1).fill(NaN, 5, 6), SR)).toThrow(`${name}: "y" must be finite, got NaN at index 5`);
    expect(() => transform(noise(900, 1), { ...SR, hopLength: 0 })).toThrow(`${name}: "hopLength" must be an integer >= 1, got 0`);
    expect(() => transform(noise(900, 1), { ...SR, hopLength: 2 ** 40 })).toThrow(`${name}: "hopLength" must be <= 1048576, got`);
    expect(() => transform(noise(900, 1), { ...SR, bins: 3 } as never)).toThrow(`${name}: "bins" is not an option`);
  });
});

describe('pseudoCqt', () => {
  for (const folder of ['librosa', 'cqt']) parity(folder, 'librosa.pseudo_cqt', ([y], options) => pseudoCqt(y as Float64Array, options));

  test('resamples nothing', () => {
    expect(() => pseudoCqt(noise(900, 1), { ...SR, resType: 'sinc' } as never)).toThrow('pseudoCqt: "resType" is not an option');
  });
});

describe('hybridCqt', () => {
  for (const folder of ['librosa', 'cqt']) parity(folder, 'librosa.hybrid_cqt', ([y], options) => hybridCqt(y as Float64Array, options));

  test('long filters are those of the full transform, short ones those of the pseudo transform', () => {
    const y = noise(6000, 1);
    const [hybrid, full, pseudo] = [
      hybridCqt(y, SR),
      cqt(y, { ...SR, nBins: 60 }),
      pseudoCqt(y, { ...SR, nBins: 24, fmin: 1046.5022612023945 }),
    ];
    expect(hybrid.get(3, 5)).toBeCloseTo(Math.hypot(full.get(3, 5, 0), full.get(3, 5, 1)), 1);
    expect(hybrid.get(83, 5)).toBeCloseTo(pseudo.get(23, 5), 9);
  });
});
