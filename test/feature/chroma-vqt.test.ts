import { describe, expect, test } from 'vitest';
import { type Warning } from '../../src/core/errors.js';
import { type NdArray } from '../../src/core/nd.js';
import { chromaCqt, chromaVqt, type ChromaVqtOptions, chromaVqtFromVqt } from '../../src/feature/index.js';
import { type GoldenCase } from '../support/golden.js';
import { parity } from '../support/parity.js';
import { expectBatchOfSignals, expectBatchOfSpectrograms, expectRounded, noise, numbers, spectra } from './batch.js';

const SR = { sampleRate: 22050 };
const fromV = (g: GoldenCase) => 'V' in g.inputs;
const options = (o: Record<string, unknown>) => o as unknown as ChromaVqtOptions;

describe('chromaVqt', () => {
  test('each interval has its class', () => {
    const intervals = [1, 5 / 4, 3 / 2];
    intervals.forEach((ratio, k) => {
      const y = Float64Array.from({ length: 6000 }, (_, n) => Math.sin((2 * Math.PI * 523.2511306011972 * ratio * n) / 22050));
      expect(chromaVqt(y, { ...SR, intervals }).get(k, 6)).toBe(1);
    });
  });

  for (const folder of ['librosa', 'cqt']) {
    parity(folder, 'librosa.feature.chroma_vqt', ([y], o) => chromaVqt(y as Float64Array, options(o)), {
      relative: 2e-6, // soxr keeps its coefficients in single precision
      only: (g) => !fromV(g),
      because: 'signals',
      oracleError: 'librosa resamples with single-precision coefficients',
    });
  }
  parity(
    'cqt',
    'librosa.feature.chroma_vqt',
    ([V], { sampleRate: _, ...o }) => chromaVqtFromVqt(V as NdArray<Float64Array>, options(o)), // `sr` goes to the transform
    { only: fromV, because: 'given magnitudes', name: 'chromaVqtFromVqt' },
  );

  test('of the equal tuning it is chromaCqt', () => {
    const y = noise(5000, 1);
    expect(chromaVqt(y, { ...SR, intervals: 'equal' }).data).toEqual(chromaCqt(y, { ...SR, tuning: 0, binsPerOctave: 12 }).data);
  });

  test('silence is zeros, a batch is the loop, precision is kept, fewer octaves are told', () => {
    expect(Math.max(...numbers(chromaVqt(new Float64Array(3000), { ...SR, intervals: 'ji3' })))).toBe(0);
    expectBatchOfSignals((y) => chromaVqt(y, { ...SR, intervals: 'ji5', nOctaves: 2, fmin: 500 }), 1500);
    expectBatchOfSpectrograms((S) => chromaVqtFromVqt(S, { intervals: 'ji5' }), 24, 3);
    const y = Float32Array.from(noise(3000, 3));
    expectRounded(chromaVqt(y, { ...SR, intervals: 'ji5' }), chromaVqt(Float64Array.from(y), { ...SR, intervals: 'ji5' }));
    const warnings: Warning[] = [];
    chromaVqt(y, { sampleRate: 8000, intervals: 'ji5', onWarning: (w) => warnings.push(w) });
    expect(warnings.map((w) => w.code)).toEqual(['fewer-octaves']);
  });

  test.each([
    [{}, '"intervals" must be given'],
    [{ intervals: 'ji4' }, '"intervals" must be one of "equal", "pythagorean", "ji3", "ji5", "ji7", got "ji4"'],
    [{ intervals: 'ji5', norm: -1 }, '"norm" must be null, -Infinity, 0 or a number > 0, got -1'],
    [{ intervals: 'ji5', fmin: 0 }, '"fmin" must be a finite number > 0, got 0'],
    [{ intervals: 'ji5', tuning: 0 }, '"tuning" is not an option'],
  ])('refuses %o', (bad, message) => {
    expect(() => chromaVqt(noise(3000, 1), { ...SR, ...(bad as ChromaVqtOptions) })).toThrow(`chromaVqt: ${message}`);
    expect(() => chromaVqtFromVqt(spectra(36, 2), bad as ChromaVqtOptions)).toThrow(`chromaVqtFromVqt: ${message}`);
  });
});
