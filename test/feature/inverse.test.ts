import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import {
  mel,
  melSpectrogram,
  melSpectrogramFromSpectrogram,
  melToAudio,
  melToStft,
  mfcc,
  mfccFromSpectrogram,
  mfccToAudio,
  mfccToMel,
  ParameterError,
  powerToDb,
  spectrogram,
} from '../../src/index.js';
import { asInput, goldenCases, isGoldenArray } from '../support/golden.js';
import { parity } from '../support/parity.js';

type Spectra = NdArray<Float64Array>;
const SR = { sampleRate: 8000 };
let seed = 7;
const noise = (n: number): Float64Array => Float64Array.from({ length: n }, () => (seed = (seed * 48271) % 2147483647) / 2 ** 30 - 1);
const values = (x: Spectra): number[] => [...x.data];

/** Half the mean squared error of the bands. */
function objective(S: Spectra, M: Spectra, options: { sampleRate: number; nFft: number; power: number }): number {
  const bank = mel({ sampleRate: options.sampleRate, nFft: options.nFft, nMels: M.shape[0]! });
  let sum = 0;
  for (let t = 0; t < M.shape[1]!; t++) {
    for (let m = 0; m < M.shape[0]!; m++) {
      let band = 0;
      for (let k = 0; k < S.shape[0]!; k++) band += bank.get(m, k) * S.get(k, t) ** options.power;
      sum += (band - M.get(m, t)) ** 2;
    }
  }
  return sum / (2 * M.shape[0]! * M.shape[1]!);
}

describe('melToStft', () => {
  test('the worked example: the bands of the result are those given', () => {
    const M = melSpectrogram(noise(3000), { ...SR, nFft: 256, nMels: 20 });
    const S = melToStft(M, { ...SR, nFft: 256 });
    const back = melSpectrogramFromSpectrogram(
      nd(
        S.data.map((v) => v * v),
        S.shape,
        S.stride,
      ),
      { ...SR, nFft: 256, nMels: 20 },
    );
    const peak = Math.max(...values(M));
    values(M).forEach((v, i) => expect(Math.abs(back.data[i]! - v)).toBeLessThan(1e-6 * peak));
  });

  test.each(goldenCases('librosa', 'mel_to_stft').map((g) => [g.id, g] as const))('nearer to the bands than librosa: %s', (_, g) => {
    const M = asInput(g.inputs['M']!) as Spectra;
    const options = { sampleRate: 22050, nFft: 2048, power: 2 };
    const want = g.outputs[0]!.value;
    if (!isGoldenArray(want)) throw new Error('no array');
    expect(objective(melToStft(M, options), M, options)).toBeLessThan(1e-4 * objective(nd(want.data, want.shape), M, options));
  });

  test('other powers and norms; bands that no spectrum has; silence', () => {
    const S = spectrogram(noise(2000), { nFft: 256 });
    for (const norm of ['slaney', null, 2] as const) {
      const M = melSpectrogramFromSpectrogram(S, { ...SR, nFft: 256, nMels: 16, norm, htk: true } as never) as Spectra;
      const got = melToStft(M, { ...SR, nFft: 256, power: 1, norm, htk: true });
      const back = melSpectrogramFromSpectrogram(got, { ...SR, nFft: 256, nMels: 16, norm, htk: true } as never) as Spectra;
      values(M).forEach((v, i) => expect(Math.abs(back.data[i]! - v)).toBeLessThan(1e-5 * Math.max(...values(M))));
    }
    const odd = nd(
      Float64Array.from({ length: 60 }, (_, i) => Number(i % 2)),
      [60, 1],
    );
    expect(values(melToStft(odd, { ...SR, nFft: 128 })).every((v) => v >= 0 && v < Infinity)).toBe(true);
    expect(values(melToStft(nd(new Float64Array(20), [20, 1]), { ...SR, nFft: 128 }))).toEqual(new Array(65).fill(0));
  });

  test('no value can change by itself and make it better (the conditions of Karush, Kuhn and Tucker)', () => {
    const nMels = 12;
    const bank = mel({ ...SR, nFft: 64, nMels });
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: nMels, maxLength: nMels }), (list) => {
        const M = nd(Float64Array.from(list), [nMels, 1]);
        const S = melToStft(M, { ...SR, nFft: 64, power: 1 });
        const error = list.map((v, m) => v - Array.from({ length: 33 }, (_, k) => bank.get(m, k) * S.get(k, 0)).reduce((a, b) => a + b));
        for (let k = 0; k < 33; k++) {
          const slope = error.reduce((sum, e, m) => sum + e * bank.get(m, k), 0);
          expect(slope).toBeLessThan(1e-7);
          expect(Math.abs(slope * S.get(k, 0))).toBeLessThan(1e-4);
        }
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    [{}, '"sampleRate" must be given in Hz, since a spectrogram does not carry its rate'],
    [{ ...SR, power: 0 }, '"power" must be a finite number > 0, got 0'],
    [{ ...SR, nFft: 8 }, '"nMels" must be <= 5, the bins of nFft = 8, got 20'],
    [{ ...SR, nMels: 20 }, '"nMels" is not an option'],
  ] as [object, string][])('refuses %o', (options, message) => {
    expect(() => melToStft(nd(new Float64Array(20), [20, 1]), options)).toThrow(ParameterError);
    expect(() => melToStft(nd(new Float64Array(20), [20, 1]), options)).toThrow(`melToStft: ${message}`);
  });
  test('refuses negative bands', () => {
    expect(() => melToStft(nd(Float64Array.of(1, -1), [2, 1]), SR)).toThrow(
      'melToStft: "M" must be a magnitude or power spectrogram, all >= 0; got -1 at [1, 0]',
    );
  });
});

describe('mfccToMel', () => {
  test('undoes mfccFromSpectrogram where no coefficient is left out', () => {
    const M = melSpectrogram(noise(2000), { ...SR, nFft: 256, nMels: 24 });
    const decibels = powerToDb(M, { topDb: null });
    for (const options of [{}, { lifter: 22 }, { dctType: 1, norm: null }, { dctType: 3 }, { dctType: 4 }] as const) {
      const back = mfccToMel(mfccFromSpectrogram(decibels, { nMfcc: 24, ...options }), { nMels: 24, ...options });
      values(M).forEach((v, i) => expect(back.data[i]! / v).toBeCloseTo(1, 9));
    }
  });
  const C = nd(new Float64Array(3), [3, 1]);
  test.each([
    [{ norm: 'htk' }, '"norm" must be one of "ortho", null, got "htk"'],
    [{ lifterOrigin: 0 }, '"lifterOrigin" is not an option'],
    [{ nMels: 2 }, '"nMels" must be >= 3, the coefficients, got 2'],
    [{ lifter: -1 }, '"lifter" must be a finite number >= 0, got -1'],
    [{ lifter: 2 }, '"lifter" must not have erased a coefficient, got 2, which erases 2'],
  ] as [object, string][])('refuses %o', (options, message) => {
    expect(() => mfccToMel(C, options)).toThrow(ParameterError);
    expect(() => mfccToMel(C, options)).toThrow(`mfccToMel: ${message}`);
  });
  test('refuses what no number can hold', () => {
    expect(() => mfccToMel(nd(Float64Array.of(1e6), [1, 1]))).toThrow('is too large');
  });
});

describe('melToAudio and mfccToAudio', () => {
  test('a tone comes back, and comes back the same', () => {
    const y = Float64Array.from({ length: 4000 }, (_, n) => Math.sin(0.5 * n));
    const framing = { ...SR, nFft: 512, hopLength: 128 };
    const M = melSpectrogram(y, { ...framing, nMels: 64 });
    const got = melToAudio(M, { ...framing, nIter: 16, length: 4000 }) as Float64Array;
    expect(melToAudio(M, { ...framing, nIter: 16, length: 4000 })).toEqual(got);
    const back = melSpectrogram(got, { ...framing, nMels: 64 });
    const error = Math.sqrt(
      values(M).reduce((s, v, i) => s + (Math.sqrt(v) - Math.sqrt(back.data[i]!)) ** 2, 0) / values(M).reduce((s, v) => s + v, 0),
    );
    expect(error).toBeLessThan(0.2);
    const C = mfcc(y, { ...framing, nMels: 64, nMfcc: 40 });
    expect((mfccToAudio(C, { ...framing, nMels: 64, nIter: 4, length: 4000, melNorm: 'slaney' }) as Float64Array).length).toBe(4000);
    expect(mfccToAudio(nd(Float32Array.from(C.data), C.shape, C.stride), { ...framing, nMels: 64, nIter: 1 })).toBeInstanceOf(Float32Array);
  });

  test.each(goldenCases('librosa', 'mel_to_audio').map((g) => [g.id, g] as const))('no worse than librosa: %s', (_, g) => {
    const M = asInput(g.inputs['M']!) as Spectra;
    const framing = { sampleRate: 22050, nFft: 2048, hopLength: 512 };
    const y = melToAudio(M, { ...framing, nIter: 32, init: null }) as Float64Array;
    const back = melSpectrogram(y, { ...framing, nMels: M.shape[0]! });
    let [error, all] = [0, 0];
    for (let t = 0; t < Math.min(M.shape[1]!, back.shape[1]!); t++) {
      for (let m = 0; m < M.shape[0]!; m++) {
        error += (Math.sqrt(back.get(m, t)) - Math.sqrt(M.get(m, t))) ** 2;
        all += M.get(m, t);
      }
    }
    const bar = g.outputs[0]!.value;
    if (!isGoldenArray(bar)) throw new Error('no number');
    expect(Math.sqrt(error / all)).toBeLessThan(1.05 * bar.data[0]!);
  });

  test('errors name the function that was called', () => {
    expect(() => mfccToAudio(nd(new Float64Array(3), [3, 1]), { lifterOrigin: 0 } as object)).toThrow(
      'mfccToAudio: "lifterOrigin" is not an option',
    );
    expect(() => melToAudio(nd(new Float64Array(3), [3, 1]), {})).toThrow('melToAudio: "sampleRate" must be given');
  });
});

parity('librosa', 'librosa.feature.inverse.mfcc_to_mel', ([C], o) => mfccToMel(C as Spectra, o));
