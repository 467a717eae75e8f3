import { describe, expect, test } from 'vitest';
import { type NdArray } from '../../src/core/nd.js';
import { chromaCens, chromaCensFromCqt, chromaCqt } from '../../src/feature/index.js';
import { type GoldenCase } from '../support/golden.js';
import { parity } from '../support/parity.js';
import { expectBatchOfSignals, expectBatchOfSpectrograms, expectRounded, framesOf, noise, numbers, spectra } from './batch.js';

const SR = { sampleRate: 22050 };
const fromC = (g: GoldenCase) => 'C' in g.inputs;

describe('chromaCens', () => {
  test('counts a quarter for each step that a share exceeds', () => {
    const shares = [0.45, 0.25, 0.15, 0.08, 0.04, 0.03, 0, 0, 0, 0, 0, 0];
    const cens = chromaCensFromCqt(framesOf(shares), { binsPerOctave: 12, winLenSmooth: null, norm: null });
    expect(numbers(cens)).toEqual([1, 0.75, 0.5, 0.25, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  for (const folder of ['librosa', 'cqt']) {
    parity(
      folder,
      'librosa.feature.chroma_cens',
      ([C], { sampleRate: _, ...options }) => chromaCensFromCqt(C as NdArray<Float64Array>, options), // `sr` goes to the transform
      { only: fromC, because: 'given magnitudes', name: 'chromaCensFromCqt' },
    );
  }
  parity('cqt', 'librosa.feature.chroma_cens', ([y], options) => chromaCens(y as Float64Array, options), {
    only: (g) => !fromC(g),
    because: 'signals; steps hide the resampler',
  });

  test('loudness does not count, and an average over one frame is none', () => {
    const S = spectra(72, 5);
    const loud = framesOf(...Array.from({ length: 5 }, (_, t) => Array.from({ length: 72 }, (_, k) => 1024 * S.get(k, t))));
    expect(numbers(chromaCensFromCqt(loud))).toEqual(numbers(chromaCensFromCqt(S)));
    expect(numbers(chromaCensFromCqt(S, { winLenSmooth: 1 }))).toEqual(numbers(chromaCensFromCqt(S, { winLenSmooth: null })));
  });

  test('silence is zeros, a batch is the loop, precision is kept', () => {
    expect(Math.max(...numbers(chromaCens(new Float64Array(3000), SR)))).toBe(0);
    expect(chromaCens(Float64Array.of(1), SR).shape).toEqual([12, 1]);
    expectBatchOfSignals((y) => chromaCens(y, { ...SR, nOctaves: 2, fmin: 500, tuning: 0, winLenSmooth: 2 }), 1500);
    expectBatchOfSpectrograms((S) => chromaCensFromCqt(S, { winLenSmooth: 3 }), 72, 3);
    const y = Float32Array.from(noise(3000, 3));
    expectRounded(chromaCens(y, { ...SR, tuning: 0 }), chromaCens(Float64Array.from(y), { ...SR, tuning: 0 }));
    expect(chromaCens(y, { ...SR, tuning: 0 }).shape).toEqual(chromaCqt(y, { ...SR, tuning: 0 }).shape);
  });

  test.each([
    [{ winLenSmooth: 0 }, '"winLenSmooth" must be an integer in [1, 16777216], got 0'],
    [{ norm: -1 }, '"norm" must be null, -Infinity, 0 or a number > 0, got -1'],
    [{ smoothingWindow: 'hat' }, '"window" must be one of'],
    [{ threshold: 0 }, '"threshold" is not an option'],
  ])('refuses %o', (bad, message) => {
    expect(() => chromaCens(noise(3000, 1), { ...SR, ...(bad as object) })).toThrow(`chromaCens: ${message}`);
    expect(() => chromaCensFromCqt(spectra(36, 2), bad as object)).toThrow(`chromaCensFromCqt: ${message}`);
  });

  test('refuses bad values', () => {
    expect(() => chromaCensFromCqt(framesOf([1, NaN]))).toThrow('chromaCensFromCqt: "C" must be finite, got NaN at [1, 0]');
    expect(() => chromaCens(noise(3000, 1).fill(NaN, 5, 6), SR)).toThrow('chromaCens: "y" must be finite, got NaN at index 5');
  });
});
