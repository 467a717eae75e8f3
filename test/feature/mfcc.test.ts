import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { type SignalInput } from '../../src/core/signal.js';
import { toRowMajor } from '../../src/core/view.js';
import { cepstrumMatrix, type CepstrumSettings } from '../../src/feature/cepstrum.js';
import { melSpectrogram } from '../../src/feature/mel-spectrogram.js';
import { createMfcc, mfcc, type MfccOptions } from '../../src/feature/mfcc.js';
import { mfccFromSpectrogram, type MfccFromSpectrogramOptions } from '../../src/feature/mfcc-from-spectrogram.js';
import { dct, ParameterError } from '../../src/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { goldenCases, type GoldenCase } from '../support/golden.js';
import { parity, type Runner } from '../support/parity.js';

afterEach(() => setEngine('auto'));

const noise = (length: number, seed = 1): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};
const flat = (x: NdArray<Float64Array>): Float64Array => toRowMajor(x);
const fromSignal = (g: GoldenCase): boolean => 'y' in g.inputs;
const run: Runner = ([y], options) => mfcc(y as SignalInput, options);
const runS: Runner = ([S], options) => mfccFromSpectrogram(S as NdArray<Float64Array>, options);
const decibels = (power: number): number => 10 * Math.log10(Math.max(1e-10, power));

describe('mfcc', () => {
  test('of a tone', () => {
    const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
    const coefficients = mfcc(y, { sampleRate: 16000, nMfcc: 13 });
    expect(coefficients.shape).toEqual([13, 32]);
    expect(coefficients.stride).toEqual([1, 13]);
  });

  parity('librosa', 'librosa.feature.mfcc', run, {
    only: (g) => fromSignal(g) && g.id !== 'mfcc_stereo',
    because: 'given mel spectrograms follow, and so does stereo',
  });
  parity('librosa-frames', 'librosa.feature.mfcc', run, { only: fromSignal, because: 'given mel spectrograms follow' });

  test('librosa 0.11 differs for stereo only in its floor, 80 dB below the loudest band of all channels', () => {
    const [golden] = goldenCases('librosa', 'librosa.feature.mfcc').filter((g) => g.id === 'mfcc_stereo');
    const samples = golden!.inputs['y'] as { data: Float64Array; shape: number[] };
    const S = melSpectrogram(nd(samples.data, samples.shape), { sampleRate: 22050 });
    const levels = S.data.map(decibels);
    const floor = levels.reduce((a, b) => Math.max(a, b)) - 80;
    const shared = nd(
      levels.map((v) => Math.max(v, floor)),
      S.shape,
      S.stride,
    );
    const want = golden!.outputs[0]!.value as { data: Float64Array };
    expectClose(mfccFromSpectrogram(shared, { nMfcc: 13 }), want.data, 1e-9);
  });

  test('each channel is computed as if it were alone, bit for bit', () => {
    const y = noise(6 * 900);
    for (let n = 900; n < 1800; n++) y[n]! *= 1e-6; // one channel far below the others
    const options = { sampleRate: 8000, nFft: 128, hopLength: 50, nMels: 20 };
    const batch = mfcc(nd(y, [2, 3, 900]), options);
    expect(batch.shape).toEqual([2, 3, 20, 19]);
    for (let i = 0; i < 6; i++) {
      const alone = mfcc(y.subarray(i * 900, (i + 1) * 900), options);
      expect(flat(batch.pick(Math.floor(i / 3), i % 3, null, null))).toEqual(flat(alone));
    }
  });

  test('without topDb a frame does not depend on other frames, with topDb it does', () => {
    const y = noise(4000).map((v, n) => (n < 2000 ? 1e-5 * v : v));
    const options: MfccOptions = { sampleRate: 8000, nFft: 256, hopLength: 100, nMels: 20, center: false };
    const beginning = (topDb: number | null): boolean => {
      const all = mfcc(y, { ...options, topDb });
      const part = mfcc(y.subarray(0, 1000), { ...options, topDb });
      return flat(part).every((v, i) => v === all.get(Math.floor(i / part.shape[1]!), i % part.shape[1]!));
    };
    expect(beginning(null)).toBe(true);
    expect(beginning(80)).toBe(false);
  });

  test('a gain of g dB moves the first coefficient alone, by g sqrt(nMels)', () => {
    const y = noise(2000);
    const options: MfccOptions = { sampleRate: 8000, nFft: 256, nMels: 25, topDb: null };
    const [soft, loud] = [y, y.map((v) => 10 * v)].map((v) => mfcc(v, options));
    for (let t = 0; t < soft!.shape[1]!; t++) {
      for (let k = 0; k < 20; k++) {
        expect(Math.abs(loud!.get(k, t) - soft!.get(k, t) - (k === 0 ? 20 * Math.sqrt(25) : 0))).toBeLessThan(1e-10);
      }
    }
  });

  test('single precision is the rounded double result of the same samples, where TypeScript computes', () => {
    setEngine('js');
    const y = Float32Array.from(noise(5000));
    const single = mfcc(y, { sampleRate: 16000 });
    expect(single.data).toBeInstanceOf(Float32Array);
    expect(single.data).toEqual(Float32Array.from(mfcc(Float64Array.from(y), { sampleRate: 16000 }).data));
  });

  test('takes the rate a signal carries, offsets, shared memory and strides, and leaves samples as they are', () => {
    const y = noise(3000);
    const copy = y.slice();
    const want = mfcc(y, { sampleRate: 8000 }).data;
    const shared = new Float64Array(new SharedArrayBuffer(8 * 3005)).subarray(5);
    shared.set(y);
    expect(mfcc({ samples: shared, sampleRate: 8000 }).data).toEqual(want);
    const backwards = nd(y.slice().reverse(), [3000], [-1], 2999);
    expect(mfcc(backwards, { sampleRate: 8000 }).data).toEqual(want);
    expect(y).toEqual(copy);
  });

  test.each([
    ['silence', new Float64Array(3000)],
    ['a constant', new Float64Array(3000).fill(0.5)],
    ['subnormal samples', new Float64Array(3000).fill(5e-324)],
    ['one sample', Float64Array.of(1)],
  ])('is finite for %s', (_, y) => {
    expect(mfcc(y, { sampleRate: 22050 }).data.every(Number.isFinite)).toBe(true);
  });

  const x = new Float64Array(1000);
  const valid: MfccOptions = { sampleRate: 16000, nFft: 512 };
  test.each<[MfccOptions, string, string]>([
    [{}, 'sampleRate', 'must be given in Hz, since the signal does not carry its rate'],
    [{ sampleRate: 0 }, 'sampleRate', 'must be a finite number > 0, got 0'],
    [{ ...valid, hopLength: 0 }, 'hopLength', 'must be an integer >= 1, got 0'],
    [{ ...valid, hopLength: -160 }, 'hopLength', 'must be an integer >= 1, got -160'],
    [{ ...valid, hopLength: 0.5 }, 'hopLength', 'must be an integer >= 1, got 0.5'],
    [{ ...valid, nMels: 300 }, 'nMels', 'must be <= 257, the bins of nFft = 512, got 300'],
    [{ ...valid, fmax: 8000.5 }, 'fmax', 'must be <= sampleRate / 2 = 8000, got 8000.5'],
    [{ ...valid, fmin: 300, fmax: 200 }, 'fmin', 'must be < fmax = 200, got 300'],
    [{ ...valid, nMfcc: 0 }, 'nMfcc', 'must be an integer >= 1, got 0'],
    [{ ...valid, nMels: 40, nMfcc: 41 }, 'nMfcc', 'must be <= 40, the number of bands, got 41'],
    [{ ...valid, nMfcc: 1.5 }, 'nMfcc', 'must be an integer >= 1, got 1.5'],
    [{ ...valid, dctType: 5 as 4 }, 'dctType', 'must be one of 1, 2, 3, 4, got 5'],
    [{ ...valid, dctType: 1, nMels: 1, nMfcc: 1 }, 'dctType', 'must be 2, 3 or 4 for a single band, got 1'],
    [{ ...valid, norm: 'orto' as 'ortho' }, 'norm', 'must be one of "ortho", "htk", null, got "orto"; did you mean "ortho"?'],
    [{ ...valid, lifter: -1 }, 'lifter', 'must be a finite number >= 0, got -1'],
    [{ ...valid, topDb: -1 }, 'topDb', 'must be a finite number >= 0, got -1'],
    [{ ...valid, topDb: NaN }, 'topDb', 'must be a finite number >= 0, got NaN'],
    [{ ...valid, melNorm: 'ortho' as 'slaney' }, 'melNorm', 'must be "slaney", null or a number > 0, got "ortho"'],
    [{ ...valid, power: 0 }, 'power', 'must be a finite number > 0, got 0'],
    [{ ...valid, nFft: 1024, center: false }, 'nFft', 'must be <= y.length = 1000 unless frames are centred, got 1024'],
    [{ ...valid, nMFCC: 13 } as MfccOptions, 'nMFCC', 'is not an option; did you mean "nMfcc"?'],
    [{ ...valid, n_mfcc: 13 } as MfccOptions, 'n_mfcc', 'is not an option; did you mean "nMfcc"?'],
    [JSON.parse('{"__proto__": 1}') as MfccOptions, '__proto__', 'is not an option'],
  ])('refuses %o', (options, parameter, rule) => {
    expect(() => mfcc(x, options)).toThrow(new ParameterError('mfcc', parameter, rule));
  });

  test('refuses wrong types', () => {
    const call = (y: unknown, options: unknown) => (): unknown => mfcc(y as Float64Array, options as MfccOptions);
    expect(call(x, { ...valid, nMfcc: '13' })).toThrow(new TypeError('mfcc: "nMfcc" must be a number, got "13"'));
    expect(call(x, { ...valid, center: 0 })).toThrow(new TypeError('mfcc: "center" must be true or false, got 0'));
    expect(call(x, 16000)).toThrow(new TypeError('mfcc: options must be a plain object, got 16000'));
    expect(call(new Int16Array(9), valid)).toThrow(/^mfcc: "y" must be a Float32Array.*convert integers to floats/);
    expect(call('speech.wav', valid)).toThrow(/^mfcc: "y" must be a Float32Array.*got "speech.wav"$/);
    expect(call({ samples: x, sampleRate: 8000 }, valid)).toThrow(
      new ParameterError('mfcc', 'sampleRate', 'is 16000, but the signal says 8000; resample it, or leave the option out'),
    );
  });

  test('a value that is refused is refused again after its neighbour was planned', () => {
    mfcc(x, { ...valid, fmax: null });
    expect(() => mfcc(x, { ...valid, fmax: NaN })).toThrow('mfcc: "fmax" must be a finite number > 0, got NaN');
    expect(() => mfcc(x, { ...valid, window: ['kaiser', NaN] })).toThrow(/^mfcc: "window/);
  });

  test('refuses samples that are not finite, wherever they are', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.constantFrom(NaN, Infinity, -Infinity), fc.constantFrom(64, 300), (at, bad, hopLength) => {
        const y = noise(1000);
        y[at] = bad;
        const message = `mfcc: "y" must be finite, got ${bad} at index ${at}`;
        expect(() => mfcc(y, { sampleRate: 8000, nFft: 256, hopLength, nMels: 20 })).toThrow(message);
      }),
      { numRuns: 40 },
    );
    expect(() => mfcc(x.slice().fill(1e200), valid)).toThrow('mfcc: "y" is too large: values up to 1e+200 overflow; scale it down');
  });
});

describe('mfccFromSpectrogram', () => {
  parity('librosa', 'librosa.feature.mfcc', runS, {
    only: (g) => !fromSignal(g),
    because: 'signals are above',
    name: 'mfccFromSpectrogram',
  });
  parity('librosa-frames', 'librosa.feature.mfcc', runS, {
    only: (g) => !fromSignal(g),
    because: 'signals are above',
    name: 'mfccFromSpectrogram',
  });

  test('of the mel spectrogram in dB is mfcc', () => {
    const y = noise(3000);
    const S = melSpectrogram(y, { sampleRate: 16000, nMels: 30 });
    const levels = nd(S.data.map(decibels), S.shape, S.stride);
    expectClose(mfccFromSpectrogram(levels, { lifter: 22 }), mfcc(y, { sampleRate: 16000, nMels: 30, lifter: 22 }), 1e-13);
    const single = nd(Float32Array.from(levels.data), S.shape, S.stride);
    expect(mfccFromSpectrogram(single).data).toBeInstanceOf(Float32Array);
  });

  const S = nd(noise(12), [4, 3]);
  test.each<[NdArray<Float64Array>, MfccFromSpectrogramOptions, string, string]>([
    [S, { nMfcc: 5 }, 'nMfcc', 'must be <= 4, the number of bands, got 5'],
    [nd(noise(4), [4]), {}, 'S', 'must have shape [...channels, bins, frames], got shape [4]'],
    [nd(Float64Array.of(0, NaN, 0, 0), [2, 2]), { nMfcc: 2 }, 'S', 'must be finite, got NaN at [0, 1]'],
    [S, { nMfcc: 2, topDb: 80 } as MfccFromSpectrogramOptions, 'topDb', 'is not an option'],
  ])('refuses %o with %o', (input, options, parameter, rule) => {
    expect(() => mfccFromSpectrogram(input, options)).toThrow(new ParameterError('mfccFromSpectrogram', parameter, rule));
  });
});

describe('the cepstrum matrix', () => {
  test('holds the first rows of the cosine transform, for every type, norm and size', () => {
    for (const dctType of [1, 2, 3, 4] as const) {
      for (const norm of ['ortho', null] as const) {
        for (const bands of [2, 3, 13, 40]) {
          const settings: CepstrumSettings = { nMfcc: Math.min(bands, 9), dctType, norm, lifter: 0, lifterOrigin: 1 };
          const matrix = cepstrumMatrix(settings, bands, 'test');
          for (let n = 0; n < bands; n++) {
            const unit = new Float64Array(bands);
            unit[n] = 1;
            const column = (dct(unit, norm === null ? { type: dctType } : { type: dctType, norm }) as Float64Array).slice(
              0,
              settings.nMfcc,
            );
            const mine = column.map((_, k) => matrix[k * bands + n]!);
            for (let k = 0; k < mine.length; k++) expect(Math.abs(mine[k]! - column[k]!)).toBeLessThan(1e-14);
          }
        }
      }
    }
  });
});

test('the scale of HTK is the orthonormal one, but for coefficient 0, and its lifter begins there', () => {
  const of = (norm: 'ortho' | 'htk', lifter: number, lifterOrigin: 0 | 1): Float64Array =>
    cepstrumMatrix({ nMfcc: 13, dctType: 2, norm, lifter, lifterOrigin }, 26, 'test');
  const lift = (n: number): number => 1 + 11 * Math.sin((Math.PI * n) / 22);
  const ortho = of('ortho', 0, 1);
  expectClose(
    of('htk', 0, 1),
    ortho.map((v, i) => (i < 26 ? Math.SQRT2 * v : v)),
    1e-15,
  );
  expectClose(
    of('ortho', 22, 0),
    ortho.map((v, i) => lift(Math.floor(i / 26)) * v),
    1e-15,
  );
  expectClose(
    of('ortho', 22, 1),
    ortho.map((v, i) => lift(Math.floor(i / 26) + 1) * v),
    1e-15,
  );
});

describe('createMfcc', () => {
  const y = noise(5000);
  test.each([80, null])('gives what mfcc gives, for signals of any length in any order (topDb %s)', (topDb) => {
    const options = { sampleRate: 16000, nMfcc: 13, topDb };
    const plan = createMfcc(options);
    expect(plan.nMfcc).toBe(13);
    for (const length of [5000, 1, 900, 5000, 4096]) {
      const part = y.subarray(0, length);
      const out = new Float64Array(plan.frames(length) * 13).fill(NaN);
      plan.processInto(out, part);
      expect(out).toEqual(mfcc(part, options).data);
    }
  });

  test('tells the options in force', () => {
    const { options } = createMfcc({ sampleRate: 16000, winLength: 400, nFft: 512 });
    expect(options).toMatchObject({ sampleRate: 16000, nFft: 512, winLength: 400, hopLength: 512, nMels: 128, nMfcc: 20, topDb: 80 });
    expect(Object.isFrozen(options)).toBe(true);
  });

  test('two plans do not disturb each other', () => {
    const [a, b] = [createMfcc({ sampleRate: 8000, nMfcc: 5 }), createMfcc({ sampleRate: 8000, nMfcc: 5, power: 1 })];
    const [first, second] = [new Float64Array(50), new Float64Array(50)];
    a.processInto(first, y);
    const kept = first.slice();
    b.processInto(second, y);
    expect(first).toEqual(kept);
    a.processInto(second, y);
    expect(second).toEqual(kept);
  });

  test('refuses', () => {
    expect(() => createMfcc()).toThrow('createMfcc: "sampleRate" must be given in Hz');
    expect(() => createMfcc({ sampleRate: 8000, nMfcc: 200 })).toThrow('createMfcc: "nMfcc" must be <= 128, the number of bands, got 200');
    const plan = createMfcc({ sampleRate: 8000, nFft: 512 });
    const bad = y.slice();
    bad[7] = Infinity;
    expect(() => plan.processInto(new Float64Array(3), y)).toThrow('Mfcc.processInto: "out" must hold 20 x 10 frames = 200 numbers, got 3');
    expect(() => plan.processInto(new Float32Array(200), bad)).toThrow('Mfcc.processInto: "y" must be finite, got Infinity at index 7');
  });
});
