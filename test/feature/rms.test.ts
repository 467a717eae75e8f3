import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { rms, rmsFromSpectrogram } from '../../src/feature/index.js';
import { spectrogram } from '../../src/stft/spectrogram.js';
import { parity } from '../support/parity.js';
import { disguises, expectBatchOfSignals, expectBatchOfSpectrograms, expectRounded, framesOf, noise, numbers, spectra } from './batch.js';

describe('rms', () => {
  test('is the level of a constant and 1 / sqrt(2) of a sine', () => {
    expect(numbers(rms(new Float64Array(9).fill(-2), { frameLength: 4, hopLength: 2, center: false }))).toEqual([2, 2, 2]);
    const sine = Float64Array.from({ length: 4800 }, (_, n) => Math.sin((2 * Math.PI * n) / 48));
    numbers(rms(sine, { frameLength: 480, hopLength: 100, center: false })).forEach((v) => expect(v).toBeCloseTo(Math.SQRT1_2, 14));
  });

  for (const folder of ['librosa', 'spectral-features']) {
    parity(folder, 'librosa.feature.rms', ([x], options, golden) =>
      'S' in golden.inputs ? rmsFromSpectrogram(x as NdArray<Float64Array>, options) : rms(x as Float64Array, options),
    );
  }

  test('equals the definition for any framing', () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 40, max: 90 }), fc.boolean(), (frameLength, hopLength, samples, center) => {
        const y = noise(samples, samples);
        const got = rms(y, { frameLength, hopLength, center });
        const outside = center ? Math.floor(frameLength / 2) : 0;
        expect(got.shape).toEqual([1, 1 + Math.floor((samples + 2 * outside - frameLength) / hopLength)]);
        numbers(got).forEach((v, t) => {
          let sum = 0;
          for (let n = 0; n < frameLength; n++) sum += (y[t * hopLength - outside + n] ?? 0) ** 2;
          expect(v).toBeCloseTo(Math.sqrt(sum / frameLength), 13);
        });
      }),
    );
  });

  test('the spectrum of a rectangular window tells the same (Parseval)', () => {
    for (const frameLength of [64, 75]) {
      const y = noise(500, 3);
      const S = spectrogram(y, { nFft: frameLength, hopLength: 20, window: 'boxcar' });
      const want = numbers(rms(y, { frameLength, hopLength: 20 }));
      numbers(rmsFromSpectrogram(S, { frameLength })).forEach((v, i) => expect(v).toBeCloseTo(want[i]!, 13));
    }
    expect(rmsFromSpectrogram(framesOf([3]), { frameLength: 1 }).get(0, 0)).toBe(3);
  });

  test('a batch is the loop over its items', () => {
    for (const padMode of ['constant', 'reflect', 'mean'] as const) {
      expectBatchOfSignals((y) => rms(y, { frameLength: 50, hopLength: 30, padMode }), 200);
    }
    expectBatchOfSpectrograms((S) => rmsFromSpectrogram(S, { frameLength: 10 }), 6, 4);
  });

  test('precision and memory', () => {
    const y = Float32Array.from(noise(300, 1));
    expectRounded(rms(y, { frameLength: 64 }), rms(new Float64Array(y), { frameLength: 64 }));
    for (const same of disguises(noise(300, 2))) expect(numbers(rms(same))).toEqual(numbers(rms(noise(300, 2))));
    const S = nd(Float32Array.from(spectra(6, 4).data), [6, 4], [1, 6]);
    const double = nd(new Float64Array(S.data), [6, 4], [1, 6]);
    expectRounded(rmsFromSpectrogram(S, { frameLength: 10 }), rmsFromSpectrogram(double, { frameLength: 10 }));
  });

  test.each([
    [{ frameLength: 0 }, '"frameLength" must be an integer >= 1, got 0'],
    [{ hopLength: 0 }, '"hopLength" must be an integer >= 1, got 0'],
    [{ hopLength: 2.5 }, '"hopLength" must be an integer >= 1, got 2.5'],
    [{ center: null }, '"center" must be true or false, got null'],
    [{ padMode: 'zeros' }, '"padMode" must be one of "constant", "edge", "reflect"'],
    [{ center: false }, '"frameLength" must be <= y.length = 100 unless frames are centred, got 2048'],
    [{ framelength: 8 }, '"framelength" is not an option; did you mean "frameLength"?'],
  ])('refuses %o', (bad, message) => {
    expect(() => rms(new Float64Array(100), bad as object)).toThrow(`rms: ${message}`);
  });

  test('refuses bad samples, read or not', () => {
    const bad = Float64Array.of(1, 2, 3, NaN);
    expect(() => rms(bad, { frameLength: 4 })).toThrow('rms: "y" must be finite, got NaN at index 3');
    expect(() => rms(bad, { frameLength: 3, hopLength: 9, center: false })).toThrow('rms: "y" must be finite, got NaN at index 3');
    expect(() => rms(bad, { frameLength: 1, hopLength: 2, center: false })).toThrow('rms: "y" must be finite, got NaN at index 3');
    expect(() => rms(Float64Array.of(1e200))).toThrow('rms: "y" is too large: values up to 1e+200 overflow; scale it down');
    expect(() => rms(new Float64Array(0))).toThrow('rms: "y" must not be empty, got shape [0]');
  });

  test('refuses a spectrogram that does not fit', () => {
    expect(() => rmsFromSpectrogram(spectra(6, 2))).toThrow(
      'rmsFromSpectrogram: "frameLength" must be 10 or 11 for a spectrogram of 6 bins, got 2048',
    );
    expect(() => rmsFromSpectrogram(spectra(1, 2))).toThrow(
      'rmsFromSpectrogram: "frameLength" must be 1 for a spectrogram of 1 bins, got 2048',
    );
    expect(() => rmsFromSpectrogram(framesOf([1, NaN]), { frameLength: 2 })).toThrow(
      'rmsFromSpectrogram: "S" must be finite, got NaN at [1, 0]',
    );
  });
});
