import { describe, expect, test } from 'vitest';
import { type Warning } from '../../src/core/errors.js';
import { nd, type NdArray } from '../../src/core/nd.js';
import { cqt } from '../../src/cqt/index.js';
import { chromaCqt, chromaCqtFromCqt, tonnetz, tonnetzFromChroma } from '../../src/feature/index.js';
import { estimateTuning } from '../../src/pitch/index.js';
import { type GoldenCase } from '../support/golden.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';
import { disguises, expectBatchOfSignals, expectBatchOfSpectrograms, expectRounded, framesOf, noise, numbers, spectra } from './batch.js';

const SR = { sampleRate: 22050 };
const sine = (hz: number, samples: number) => Float64Array.from({ length: samples }, (_, n) => Math.sin((2 * Math.PI * hz * n) / 22050));
const fromC = (g: GoldenCase) => 'C' in g.inputs;
const C = (options: Record<string, unknown>) => {
  const { sampleRate, ...rest } = options; // librosa's `sr` goes to the transform, which given magnitudes do without
  expect(sampleRate).toBeGreaterThan(0);
  return rest;
};

describe('chromaCqt', () => {
  test('each note of the scale has its class, in any octave', () => {
    for (let note = 36; note < 96; note += 7) {
      const chroma = chromaCqt(sine(440 * 2 ** ((note - 69) / 12), 8192), { ...SR, tuning: 0 });
      const column = Array.from({ length: 12 }, (_, c) => chroma.get(c, 8));
      expect(column.indexOf(1)).toBe(note % 12);
    }
  });

  for (const folder of ['librosa', 'cqt']) {
    parity(folder, 'librosa.feature.chroma_cqt', ([magnitudes], o) => chromaCqtFromCqt(magnitudes as NdArray<Float64Array>, C(o)), {
      only: fromC,
      because: 'given magnitudes',
      name: 'chromaCqtFromCqt',
    });
    parity(folder, 'librosa.feature.chroma_cqt', ([y], options) => chromaCqt(y as Float64Array, options), {
      relative: 2e-6, // soxr keeps its coefficients in single precision, and so does librosa its filters
      only: (g) => !fromC(g),
      because: 'signals',
      oracleError: 'librosa resamples with single-precision coefficients',
    });
  }

  test('is the transform, folded', () => {
    const y = noise(6000, 1);
    const options = { ...SR, binsPerOctave: 24, fmin: 55, hopLength: 256 };
    const values = cqt(y, { ...options, nBins: 144 });
    const frames = values.shape[1]!;
    const magnitudes = nd(
      Float64Array.from({ length: 144 * frames }, (_, i) => Math.hypot(values.data[2 * i]!, values.data[2 * i + 1]!)),
      [144, frames],
      [1, 144],
    );
    expectClose(
      chromaCqt(y, { ...options, nOctaves: 6, tuning: 0, norm: 1 }),
      chromaCqtFromCqt(magnitudes, { binsPerOctave: 24, fmin: 55, norm: 1 }),
      1e-12,
    );
  });

  test('estimates the tuning of each channel, as if it had been given', () => {
    const y = [sine(440 * 2 ** (0.3 / 12), 11025), sine(440 * 2 ** (-0.2 / 12), 11025)];
    const both = chromaCqt(nd(Float64Array.of(...y[0]!, ...y[1]!), [2, 11025]), SR);
    const tuningOf = (one: Float64Array) => estimateTuning(one, { ...SR, binsPerOctave: 36 });
    expect(numbers(both)).toEqual(y.flatMap((one) => numbers(chromaCqt(one, { ...SR, tuning: tuningOf(one) }))));
  });

  test('takes fewer octaves at 8000 Hz and says so; as many as asked for, or refuses', () => {
    const warnings: Warning[] = [];
    const y = noise(4000, 1);
    const chroma = chromaCqt(y, { sampleRate: 8000, tuning: 0, onWarning: (w) => warnings.push(w) });
    expect(warnings).toEqual([
      {
        caller: 'chromaCqt',
        code: 'fewer-octaves',
        message: 'chromaCqt: 6 octaves fit below half of sampleRate = 8000, instead of 7; give nOctaves to agree',
      },
    ]);
    expect(chroma.data).toEqual(chromaCqt(y, { sampleRate: 8000, tuning: 0, nOctaves: 6 }).data);
    expect(() => chromaCqt(y, { sampleRate: 8000, nOctaves: 7 })).toThrow(
      'chromaCqt: "nOctaves" must be <= 6, what fits below half of sampleRate = 8000, got 7',
    );
    expect(() => chromaCqt(y, { sampleRate: 8000, fmin: 3000 })).toThrow(
      'chromaCqt: "fmin" must leave a whole octave below half of sampleRate = 8000',
    );
  });

  test('silence is zeros, one sample is one frame, a batch is the loop, precision is kept', () => {
    expect(Math.max(...numbers(chromaCqt(new Float64Array(3000), SR)))).toBe(0);
    expect(chromaCqt(Float64Array.of(1), SR).shape).toEqual([12, 1]);
    expectBatchOfSignals((y) => chromaCqt(y, { ...SR, nOctaves: 2, fmin: 500, tuning: 0 }), 1500);
    expectBatchOfSpectrograms((S) => chromaCqtFromCqt(S), 72, 3);
    const y = Float32Array.from(noise(3000, 3));
    expectRounded(chromaCqt(y, { ...SR, tuning: 0 }), chromaCqt(Float64Array.from(y), { ...SR, tuning: 0 }));
    const own = chromaCqt(Float64Array.from(y), { ...SR, tuning: 0 }).data;
    for (const given of disguises(Float64Array.from(y))) expect(chromaCqt(given, { ...SR, tuning: 0 }).data).toEqual(own);
  });

  test.each([
    [{ nChroma: 0 }, '"nChroma" must be an integer >= 1, got 0'],
    [{ nChroma: 24 }, '"binsPerOctave" must be a multiple of nChroma = 24, got 36'],
    [{ norm: -1 }, '"norm" must be null, -Infinity, 0 or a number > 0, got -1'],
    [{ threshold: NaN }, '"threshold" must be a finite number, got NaN'],
    [{ nOctaves: 0 }, '"nOctaves" must be an integer in [1, 50], got 0'],
    [{ cqtMode: 'pseudo' }, '"cqtMode" must be one of "full", "hybrid", got "pseudo"'],
    [{ tuning: NaN }, '"tuning" must be a finite number, got NaN'],
    [{ hopLength: 0 }, '"hopLength" must be an integer >= 1, got 0'],
    [{ nBins: 84 }, '"nBins" is not an option'],
  ])('refuses %o', (bad, message) => {
    expect(() => chromaCqt(noise(3000, 1), { ...SR, ...(bad as object) })).toThrow(`chromaCqt: ${message}`);
  });

  test('refuses bad values', () => {
    expect(() => chromaCqt(noise(3000, 1), {})).toThrow(
      'chromaCqt: "sampleRate" must be given in Hz, since the signal does not carry its rate',
    );
    expect(() => chromaCqt(noise(3000, 1).fill(NaN, 5, 6), SR)).toThrow('chromaCqt: "y" must be finite, got NaN at index 5');
    expect(() => chromaCqtFromCqt(framesOf([1, -1]))).toThrow(
      'chromaCqtFromCqt: "C" must be a magnitude or power spectrogram, all >= 0; got -1',
    );
    expect(() => chromaCqtFromCqt(spectra(12, 2), { sampleRate: 1 } as object)).toThrow('chromaCqtFromCqt: "sampleRate" is not an option');
  });
});

describe('tonnetz', () => {
  test('is that of the chromagram', () => {
    const y = noise(6000, 2);
    const options = { ...SR, tuning: 0, hopLength: 1024 };
    expect(tonnetz(y, options).data).toEqual(tonnetzFromChroma(chromaCqt(y, options)).data);
    expect(tonnetz(new Float64Array(600), SR).shape).toEqual([6, 2]);
  });

  parity('cqt', 'librosa.feature.tonnetz', ([y], options) => tonnetz(y as Float64Array, options), {
    relative: 2e-6, // as chromaCqt
    oracleError: 'librosa resamples with single-precision coefficients',
  });

  test('refuses by its own name', () => {
    expect(() => tonnetz(noise(3000, 1), { ...SR, nOctaves: 9 })).toThrow('tonnetz: "nOctaves" must be <= 8');
    expect(() => tonnetz(noise(3000, 1), { ...SR, chroma: 1 } as object)).toThrow('tonnetz: "chroma" is not an option');
  });
});
