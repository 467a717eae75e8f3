import { afterEach, describe, expect, test } from 'vitest';
import { type Warning } from '../../src/core/errors.js';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { type SignalInput } from '../../src/core/signal.js';
import { toRowMajor } from '../../src/core/view.js';
import { createMelSpectrogram, melSpectrogram, type MelSpectrogramOptions } from '../../src/feature/mel-spectrogram.js';
import {
  melSpectrogramFromSpectrogram,
  type MelSpectrogramFromSpectrogramOptions,
} from '../../src/feature/mel-spectrogram-from-spectrogram.js';
import { mel } from '../../src/filterbank/mel.js';
import { ParameterError } from '../../src/index.js';
import { spectrogram } from '../../src/stft/spectrogram.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { type GoldenCase } from '../support/golden.js';
import { parity, type Runner } from '../support/parity.js';

afterEach(() => setEngine('auto'));

const noise = (length: number, seed = 1): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};
const fromSignal = (g: GoldenCase): boolean => 'y' in g.inputs;
const run: Runner = ([y], options) => melSpectrogram(y as SignalInput, options);
const y = noise(3000);

describe('melSpectrogram', () => {
  test('of a tone is loud in its band', () => {
    const tone = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
    const S = melSpectrogram(tone, { sampleRate: 16000, nMels: 40 });
    expect(S.shape).toEqual([40, 32]);
    expect(S.stride).toEqual([1, 40]);
    expect(S.get(5, 16)).toBeGreaterThan(100 * S.get(8, 16));
  });

  const name = 'melSpectrogram';
  parity('librosa', 'librosa.feature.melspectrogram', run, { only: fromSignal, because: 'given spectrograms follow', name });
  parity('librosa-frames', 'librosa.feature.melspectrogram', run, { name });

  test('is the filter bank times the spectrogram', () => {
    const options = { sampleRate: 16000, nFft: 256, nMels: 20 };
    const S = spectrogram(y, { nFft: 256, hopLength: 512, power: 2 });
    const filters = mel(options);
    const product = Float64Array.from({ length: 20 * S.shape[1]! }, (_, i) => {
      let sum = 0;
      for (let k = 0; k < 129; k++) sum += filters.get(Math.floor(i / S.shape[1]!), k) * S.get(k, i % S.shape[1]!);
      return sum;
    });
    expectClose(toRowMajor(melSpectrogram(y, options)), product, 1e-14);
  });

  test('a gain of 10 is a power of 100', () => {
    const options: MelSpectrogramOptions = { sampleRate: 8000, nFft: 128, nMels: 16 };
    const loud = y.map((v) => 10 * v);
    expectClose(
      melSpectrogram(loud, options).data,
      melSpectrogram(y, options).data.map((v) => 100 * v),
      1e-14,
    );
  });

  test('a batch equals the loop over its items, bit for bit', () => {
    const options: MelSpectrogramOptions = { sampleRate: 8000, nFft: 128, nMels: 16 };
    const batch = melSpectrogram(nd(y, [3, 1000]), options);
    for (let c = 0; c < 3; c++) {
      const alone = melSpectrogram(y.subarray(1000 * c, 1000 * (c + 1)), options);
      expect(toRowMajor(batch.pick(c, null, null))).toEqual(toRowMajor(alone));
    }
  });

  test('single precision is the rounded double result of the same samples, where TypeScript computes', () => {
    setEngine('js');
    const single = melSpectrogram(Float32Array.from(y), { sampleRate: 8000 });
    expect(single.data).toBeInstanceOf(Float32Array);
    expect(single.data).toEqual(Float32Array.from(melSpectrogram(Float64Array.from(Float32Array.from(y)), { sampleRate: 8000 }).data));
  });

  test('warns of empty bands by the name of the function that was called', () => {
    const warnings: Warning[] = [];
    melSpectrogram(y, { sampleRate: 22050, nFft: 256, nMels: 100, onWarning: (w) => warnings.push(w) });
    expect(warnings.map((w) => [w.caller, w.code])).toEqual([['melSpectrogram', 'empty-mel-band']]);
    expect(warnings[0]!.message).toMatch(/^melSpectrogram: 8 of 100 mel bands hold no bin.* nFft = 335 /);
  });

  const valid: MelSpectrogramOptions = { sampleRate: 16000, nFft: 512 };
  test.each<[MelSpectrogramOptions, string, string]>([
    [{}, 'sampleRate', 'must be given in Hz, since the signal does not carry its rate'],
    [{ ...valid, hopLength: 0 }, 'hopLength', 'must be an integer >= 1, got 0'],
    [{ ...valid, hopLength: 1.5 }, 'hopLength', 'must be an integer >= 1, got 1.5'],
    [{ ...valid, nMels: 258 }, 'nMels', 'must be <= 257, the bins of nFft = 512, got 258'],
    [{ ...valid, fmax: 9000 }, 'fmax', 'must be <= sampleRate / 2 = 8000, got 9000'],
    [{ ...valid, fmin: 8000 }, 'fmin', 'must be < fmax = 8000, got 8000'],
    [{ ...valid, power: -2 }, 'power', 'must be a finite number > 0, got -2'],
    [{ ...valid, norm: -1 }, 'norm', 'must be "slaney", null or a number > 0, got -1'],
    [{ ...valid, nFft: 4096, center: false }, 'nFft', 'must be <= y.length = 3000 unless frames are centred, got 4096'],
    [{ ...valid, nMfcc: 13 } as MelSpectrogramOptions, 'nMfcc', 'is not an option'],
  ])('refuses %o', (options, parameter, rule) => {
    expect(() => melSpectrogram(y, options)).toThrow(new ParameterError('melSpectrogram', parameter, rule));
  });

  test('refuses bad samples', () => {
    expect(() => melSpectrogram(new Float32Array(0), valid)).toThrow('melSpectrogram: "y" must not be empty, got shape [0]');
    expect(() => melSpectrogram(Float32Array.of(1, NaN), valid)).toThrow('melSpectrogram: "y" must be finite, got NaN at index 1');
    const gap = new Float64Array(99);
    gap[50] = NaN; // between two frames
    expect(() => melSpectrogram(gap, { sampleRate: 8000, nFft: 16, hopLength: 99, nMels: 4 })).toThrow(
      'melSpectrogram: "y" must be finite, got NaN at index 50',
    );
    expect(() => melSpectrogram(new Float32Array(999).fill(1e20), valid)).toThrow(
      'melSpectrogram: "y" is too large: values up to 100000002004087730000 overflow; scale it down',
    );
  });
});

describe('createMelSpectrogram', () => {
  test('gives what melSpectrogram gives', () => {
    const options = { sampleRate: 16000, nFft: 512, nMels: 30 };
    const plan = createMelSpectrogram(options);
    expect([plan.nMels, plan.frames(3000)]).toEqual([30, 6]);
    const out = new Float64Array(180).fill(NaN);
    plan.processInto(out, y);
    expect(out).toEqual(melSpectrogram(y, options).data);
    expect(plan.options).toMatchObject({ ...options, hopLength: 512, winLength: 512, power: 2, norm: 'slaney', fmin: 0 });
  });

  test('refuses', () => {
    expect(() => createMelSpectrogram({})).toThrow('createMelSpectrogram: "sampleRate" must be given in Hz');
    const plan = createMelSpectrogram({ sampleRate: 8000, nMels: 4 });
    expect(() => plan.processInto(new Float64Array(1), y)).toThrow(
      'MelSpectrogram.processInto: "out" must hold 4 x 6 frames = 24 numbers, got 1',
    );
    expect(() => plan.processInto(new Float64Array(4), Float64Array.of(NaN))).toThrow(
      'MelSpectrogram.processInto: "y" must be finite, got NaN at index 0',
    );
  });
});

describe('melSpectrogramFromSpectrogram', () => {
  const runS: Runner = ([S], options) =>
    melSpectrogramFromSpectrogram(S as NdArray<Float64Array>, options as unknown as MelSpectrogramFromSpectrogramOptions);
  const name = 'melSpectrogramFromSpectrogram';
  parity('librosa', 'librosa.feature.melspectrogram', runS, { only: (g) => !fromSignal(g), because: 'signals are above', name });

  test('of the power spectrogram is melSpectrogram, also for odd frames', () => {
    for (const nFft of [256, 255]) {
      const S = spectrogram(y, { nFft, hopLength: 512, power: 2 });
      const options = { sampleRate: 16000, nFft, nMels: 20 };
      expect(melSpectrogramFromSpectrogram(S, options).data).toEqual(melSpectrogram(y, options).data);
    }
  });

  const S = nd(new Float64Array(10).fill(1), [5, 2]);
  test.each<[object, string, string]>([
    [{}, 'sampleRate', 'must be given in Hz, since a spectrogram does not carry its rate'],
    [{ sampleRate: 8000, nFft: 10 }, 'nFft', 'must be 8 or 9 for a spectrogram of 5 bins, got 10'],
    [{ sampleRate: 8000 }, 'nMels', 'must be <= 5, the bins of nFft = 8, got 128'],
    [{ sampleRate: 8000, hopLength: 3 }, 'hopLength', 'is not an option'],
  ])('refuses %o', (options, parameter, rule) => {
    const call = (): unknown => melSpectrogramFromSpectrogram(S, options as MelSpectrogramFromSpectrogramOptions);
    expect(call).toThrow(new ParameterError('melSpectrogramFromSpectrogram', parameter, rule));
  });

  test('refuses negative values and NaN', () => {
    const call = (v: number) => (): unknown =>
      melSpectrogramFromSpectrogram(nd(Float64Array.of(1, 1, v, 1), [2, 2]), { sampleRate: 8000, nMels: 1 });
    expect(call(-1)).toThrow('melSpectrogramFromSpectrogram: "S" must be a magnitude or power spectrogram, all >= 0; got -1 at [1, 0]');
    expect(call(NaN)).toThrow('melSpectrogramFromSpectrogram: "S" must be finite, got NaN at [1, 0]');
  });
});
