import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import { hpssFromSpectrogram, type HpssFromSpectrogramOptions, hpssFromStft } from '../../src/decompose/index.js';
import { ParameterError } from '../../src/index.js';
import { stft } from '../../src/stft/stft.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

type Nd = NdArray<Float64Array>;
const flat = (x: Nd): Float64Array => toRowMajor(x);
const noise = (length: number, seed = 1): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};
const magnitudes = (bins: number, frames: number, seed = 1): Nd => nd(noise(bins * frames, seed).map(Math.abs), [bins, frames], [1, bins]);

describe('hpssFromSpectrogram', () => {
  test('a row is a tone, a column is a click', () => {
    const S = nd(new Float64Array(81), [9, 9], [1, 9]);
    for (let i = 0; i < 9; i++) {
      S.set(4, i, 1);
      S.set(i, 6, 1);
    }
    const { harmonic, percussive } = hpssFromSpectrogram(S, { kernelSize: 5 });
    expect([harmonic.get(4, 2), percussive.get(4, 2)]).toEqual([1, 0]);
    expect([harmonic.get(2, 6), percussive.get(2, 6)]).toEqual([0, 1]);
    expect([harmonic.get(4, 6), percussive.get(4, 6)]).toEqual([0.5, 0.5]);
    expect(hpssFromSpectrogram(S, { kernelSize: 5, mask: true }).harmonic.get(0, 0)).toBe(0.5); // silence is shared
  });

  parity(
    'librosa',
    'librosa.decompose.hpss',
    ([S], o) => ((S as Nd).shape.length === 3 ? hpssFromStft(S as Nd, o) : hpssFromSpectrogram(S as Nd, o)),
    { name: 'hpssFromSpectrogram' },
  );

  test('the parts add up to the whole without margin, and fall short of it with one', () => {
    const S = magnitudes(30, 40);
    const whole = flat(S);
    const sum = (o: HpssFromSpectrogramOptions): Float64Array => {
      const { harmonic, percussive } = hpssFromSpectrogram(S, { kernelSize: [7, 8], ...o });
      const p = flat(percussive);
      return flat(harmonic).map((v, i) => v + p[i]!);
    };
    for (const power of [0.5, 1, 2, 3]) expectClose(sum({ power }), whole, 1e-14);
    expect(sum({ margin: [2, 3] }).every((v, i) => v <= whole[i]! * (1 + 1e-15))).toBe(true);
  });

  test('a filter wider than the spectrogram goes on mirroring; one of size 1 leaves all as it is', () => {
    const S = magnitudes(3, 4);
    expect(flat(hpssFromSpectrogram(S, { kernelSize: 31 }).harmonic).every((v) => v > 0 && v < 9)).toBe(true);
    expectClose(
      hpssFromSpectrogram(S, { kernelSize: 1 }).harmonic,
      flat(S).map((v) => v / 2),
      1e-15,
    );
  });

  test('a batch equals the loop over its items; single precision is the rounded double result', () => {
    const S = nd(noise(2 * 12 * 9).map(Math.abs), [2, 12, 9]);
    const both = hpssFromSpectrogram(S, { kernelSize: 5 }).percussive;
    for (const c of [0, 1]) {
      expect(flat(both.pick(c, null, null))).toEqual(flat(hpssFromSpectrogram(S.pick(c, null, null), { kernelSize: 5 }).percussive));
    }
    const single = nd(Float32Array.from(S.data), S.shape);
    const widened = nd(Float64Array.from(single.data), S.shape);
    expect(hpssFromSpectrogram(single).harmonic.data).toEqual(Float32Array.from(hpssFromSpectrogram(widened).harmonic.data));
  });

  test.each<[HpssFromSpectrogramOptions, string]>([
    [{ kernelSize: 0 }, '"kernelSize" must be an integer >= 1, got 0'],
    [{ kernelSize: [3, 2.5] }, '"kernelSize" must be an integer >= 1, got 2.5'],
    [{ kernelSize: [3] as unknown as number }, '"kernelSize" must be a number or a list of two, got an array of 1'],
    [{ power: 0 }, '"power" must be a number > 0, got 0'],
    [{ power: NaN }, '"power" must be a number > 0, got NaN'],
    [{ margin: 0.5 }, '"margin" must be a finite number >= 1, got 0.5'],
    [{ margin: [1, 0] }, '"margin" must be a finite number >= 1, got 0'],
    [{ mask: 1 as unknown as boolean }, '"mask" must be true or false, got 1'],
    [{ kernel: 3 } as HpssFromSpectrogramOptions, '"kernel" is not an option'],
  ])('refuses %o', (options, message) => {
    expect(() => hpssFromSpectrogram(magnitudes(4, 4), options)).toThrow(`hpssFromSpectrogram: ${message}`);
    expect(() => hpssFromStft(nd(noise(24), [3, 4, 2]), options)).toThrow(`hpssFromStft: ${message}`);
  });

  test('refuses negative values and NaN', () => {
    expect(() => hpssFromSpectrogram(nd(Float64Array.of(1, -2), [2, 1]))).toThrow(ParameterError);
    expect(() => hpssFromSpectrogram(nd(Float64Array.of(1, NaN), [2, 1]))).toThrow(
      'hpssFromSpectrogram: "S" must be finite, got NaN at [1, 0]',
    );
  });
});

describe('hpssFromStft', () => {
  test('is what its magnitudes become, with the phases of the input', () => {
    const D = stft(noise(2000), { nFft: 64 });
    const { harmonic, percussive } = hpssFromStft(D, { kernelSize: 9 });
    const masks = hpssFromStft(D, { kernelSize: 9, mask: true });
    expect(masks.harmonic.shape).toEqual(D.shape.slice(0, 2));
    const m = flat(masks.harmonic);
    expectClose(
      harmonic,
      flat(D).map((v, i) => v * m[i >> 1]!),
      0,
    );
    const p = flat(percussive);
    expectClose(
      flat(harmonic).map((v, i) => v + p[i]!),
      flat(D),
      1e-14,
    );
  });
});
