import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { type FloatArray } from '../../src/core/types.js';
import { logMel, mfcc as dialect, ParameterError } from '../../src/index.js';
import {
  createOnlineFbank,
  createOnlineMfcc,
  createOnlineSpectrogram,
  fbank,
  type FbankOptions,
  mfcc,
  type MfccOptions,
  spectrogram,
  type SpectrogramOptions,
} from '../../src/kaldi/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { foldedOptions } from '../support/golden.js';
import { parity, type Runner } from '../support/parity.js';

afterEach(() => setEngine('auto'));

const noise = (length: number, seed = 1): Float32Array => {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => 0.1 * random.normal());
};
const sampleRate = 16000;
const SINGLE = 'whose windows and filters are float32';

test('worked example: Kaldi reads 16-bit units, and its matrix has frames as rows', () => {
  const y = noise(1000);
  const features = mfcc(y, { sampleRate });
  expect(features.shape).toEqual([13, 4]);
  expect(features.data).toEqual(
    mfcc(
      y.map((v) => 32768 * v),
      { sampleRate, scale: 1 },
    ).data,
  );
  expect(features.get(1, 3)).toBe(features.data[3 * 13 + 1]);
  expect(features.data).toEqual(dialect(y, { sampleRate, preset: 'kaldi' }).data);
});

describe('golden values of kaldi-native-fbank', () => {
  const single = { relative: 2e-5, oracleError: 'which computes in float32' };
  const timeFirst = (x: NdArray<Float64Array>): NdArray<Float64Array> => nd(x.data, [x.shape[1]!, x.shape[0]!]);
  /** Its options by groups, in one object. */
  const flat = ({ sampleRate, scale, options }: Record<string, unknown>): object => {
    const { frame_opts: frame, mel_opts: mel, ...own } = options as Record<string, Record<string, unknown>>;
    return { sampleRate, scale, ...foldedOptions({ ...frame, ...mel, ...own }) };
  };
  const bands: Runner = ([y], params) => timeFirst(fbank(y as Float64Array, flat(params) as FbankOptions));
  parity('kaldi', 'kaldi_native_fbank.OnlineFbank', bands, { ...single, name: 'kaldi fbank' });
  const cepstra: Runner = ([y], params) => timeFirst(mfcc(y as Float64Array, flat(params) as MfccOptions));
  parity('kaldi', 'kaldi_native_fbank.OnlineMfcc', cepstra, { ...single, name: 'kaldi mfcc' });
});

describe('golden values of torchaudio’s Kaldi', () => {
  const names: Record<string, string> = {
    frameLength: 'frameLengthMs',
    frameShift: 'frameShiftMs',
    windowType: 'windowType',
    numMelBins: 'numBins',
  };
  const flat = (params: Record<string, unknown>): object => ({
    sampleRate,
    ...Object.fromEntries(Object.entries(params).map(([key, value]) => [names[key] ?? key, value])),
  });
  const timeFirst = (x: NdArray<Float64Array>): NdArray<Float64Array> => nd(x.data, [x.shape[1]!, x.shape[0]!]);
  const spectra: Runner = ([y], params) => timeFirst(spectrogram(y as Float64Array, flat(params) as SpectrogramOptions));
  parity('torchaudio', 'torchaudio.compliance.kaldi.spectrogram', spectra, {
    name: 'kaldi spectrogram',
    relative: 2e-7,
    oracleError: SINGLE,
  });
  const bands: Runner = ([y], params) => timeFirst(fbank(y as Float64Array, flat(params) as FbankOptions));
  parity('torchaudio', 'torchaudio.compliance.kaldi.fbank', bands, { name: 'kaldi fbank', relative: 2e-6, oracleError: SINGLE });
});

describe('online', () => {
  const join = (parts: readonly NdArray<FloatArray>[]): number[] => parts.flatMap((p) => Array.from(p.data));

  test.each(['simd', 'js'] as const)('any chunks give the bits of one call, on engine %s', (engine) => {
    setEngine(engine);
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.constantFrom(0, 3),
        fc.constantFrom('float32', 'float64'),
        fc.constantFrom(5, 10, 30),
        fc.array(fc.nat(900), { minLength: 1, maxLength: 9 }),
        (snipEdges, dither, dtype, frameShiftMs, sizes) => {
          const length = Math.max(
            snipEdges ? 400 : 300,
            sizes.reduce((a, b) => a + b, 0),
          );
          const y = noise(length, sizes.length);
          const options = { sampleRate, snipEdges, dither, frameShiftMs };
          const online = createOnlineMfcc({ ...options, dtype });
          const parts: NdArray<FloatArray>[] = [];
          let at = 0;
          for (const size of [...sizes, length]) {
            const most = online.framesAtMost(size);
            parts.push(online.acceptWaveform(y.subarray(at, Math.min(length, at + size))));
            expect(parts.at(-1)!.shape[1]).toBeLessThanOrEqual(most);
            at = Math.min(length, at + size);
          }
          parts.push(online.inputFinished());
          const whole = mfcc(dtype === 'float64' ? Float64Array.from(y) : y, options);
          expect(online.numFramesReady).toBe(whole.shape[1]);
          expect(join(parts)).toEqual(Array.from(whole.data));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('frames come as early as they can be known', () => {
    for (const [snipEdges, latency] of [
      [true, 399],
      [false, 279],
    ] as const) {
      const online = createOnlineFbank({ sampleRate, snipEdges });
      expect(online.latency).toBe(latency);
      expect(online.acceptWaveform(noise(latency)).shape).toEqual([23, 0]);
      expect(online.acceptWaveform(noise(1)).shape).toEqual([23, 1]);
      expect(online.acceptWaveform(noise(159)).shape).toEqual([23, 0]);
      expect(online.acceptWaveform(noise(1)).shape).toEqual([23, 1]);
      online.reset();
      expect(online.numFramesReady).toBe(0);
      const [y, out] = [noise(1000), new Float32Array(23 * online.framesAtMost(1000))];
      const frames = online.acceptWaveformInto(out, y);
      expect(out.subarray(0, 23 * frames)).toEqual(fbank(y, { sampleRate, snipEdges }).data.subarray(0, 23 * frames));
    }
  });

  test('a chunk that is refused leaves it as it was; after the end there is no more', () => {
    const online = createOnlineMfcc({ sampleRate });
    const y = noise(1000);
    online.acceptWaveform(y.subarray(0, 500));
    expect(() => online.acceptWaveform(Float32Array.of(NaN))).toThrow('OnlineMfcc.acceptWaveform: ');
    expect(Array.from(online.acceptWaveform(y.subarray(500)).data)).toEqual(Array.from(mfcc(y, { sampleRate }).data.subarray(13)));
    online.inputFinished();
    expect(() => online.acceptWaveform(y)).toThrow('OnlineMfcc.acceptWaveform: "stream" has been flushed; reset() it to begin anew');
  });
});

test('single precision is within 1e-4 of double, in natural logarithms, on the kernels', () => {
  for (const y of [noise(20_000), noise(20_000).map((v, n) => v * 10 ** (-n / 4000)), noise(4000).fill(0)]) {
    for (const feature of [fbank, mfcc]) {
      const fast = feature(y, { sampleRate }).data;
      const exact = feature(Float64Array.from(y), { sampleRate }).data;
      const worst = exact.reduce((most, v, i) => Math.max(most, Math.abs(v - fast[i]!)), 0);
      expect(worst).toBeLessThan(1e-4);
      setEngine('js');
      if (y[1] !== 0) expect(fast).not.toEqual(feature(y, { sampleRate }).data);
      setEngine('auto');
    }
  }
});

test('blackmanCoeff, magnitudes and frames of any length', () => {
  const y = Float64Array.from(noise(2000));
  const flat = fbank(y, { sampleRate, windowType: 'blackman', blackmanCoeff: 0.5 });
  expectClose(flat, fbank(y, { sampleRate, windowType: 'hanning' }), 1e-12); // nothing is left of the second cosine
  expect(fbank(y, { sampleRate, frameLengthMs: 20, frameShiftMs: 5, usePower: false }).shape).toEqual([23, 22]);
});

test.each<[FbankOptions & MfccOptions, string]>([
  [{ numCeps: 24 }, 'mfcc: "numCeps" must be <= numBins = 23, got 24'],
  [{ frameLengthMs: 0 }, 'mfcc: "frameLengthMs" must be a finite number > 0, got 0'],
  [{ highFreq: -8000 }, 'mfcc: "highFreq" must be in (lowFreq, sampleRate / 2] = (20, 8000], or count down from that if <= 0, got -8000'],
  [
    { windowType: 'hann' as 'hanning' },
    'mfcc: "windowType" must be one of "povey", "hanning", "hamming", "blackman", "sine", "rectangular", got "hann"',
  ],
])('refuses %o', (options, message) => {
  const call = () => mfcc(noise(1000), { sampleRate, ...options });
  expect(call).toThrow(ParameterError);
  expect(call).toThrow(message);
});

test('refuses a missing rate, and a warp that bends outside the bands', () => {
  expect(() => fbank(noise(1000))).toThrow('fbank: "sampleRate" must be given in Hz');
  expect(() => fbank(noise(1000), { sampleRate, vtlnWarp: 1.1, vtlnLow: 10 })).toThrow(
    'fbank: "vtlnWarp" must bend at fmin = 20 < low < high < fmax = 8000 Hz, with low * max(1, factor) < high * min(1, factor), ' +
      'got factor 1.1, low 10, high 7500',
  );
  expect(() => mfcc(noise(1000), { sampleRate, vtlnWarp: 0 })).toThrow('mfcc: "vtlnWarp" must be a finite number > 0, got 0');
});

test('the chain of every dialect has the warp and the bins as options of its own', () => {
  const y = Float64Array.from(noise(2000));
  const warped = logMel(y, { sampleRate, preset: 'kaldi', energy: null, vtln: [0.9, 100, -500] });
  expect(warped.data).toEqual(fbank(y, { sampleRate, vtlnWarp: 0.9 }).data);
  expect(() => logMel(y, { sampleRate, vtln: [0.9, 100, -500] })).toThrow(
    'logMel: "vtln" contradicts the step "mel filters": it is for melBank "mel" and melDomain "mel", got "mel" and "hz"',
  );
  const bins = { sampleRate, preset: 'kaldi', melBank: 'bins', nMels: 257, fmin: 0, htk: false, melDomain: 'hz', energy: null } as const;
  expect(logMel(y, bins).data.subarray(1, 257)).toEqual(spectrogram(y, { sampleRate }).data.subarray(1, 257));
  expect(() => logMel(y, { ...bins, nMels: 200 })).toThrow(
    'logMel: "nMels" contradicts the step "mel filters": melBank "bins" has fixed ones, for which it is 257, got 200',
  );
});

test('spectra online, and in Kaldi’s sine window', () => {
  const y = Float64Array.from(noise(2000));
  const whole = spectrogram(y, { sampleRate, windowType: 'sine', snipEdges: false });
  const online = createOnlineSpectrogram({ sampleRate, windowType: 'sine', snipEdges: false, dtype: 'float64' });
  const parts = [online.acceptWaveform(y.subarray(0, 777)), online.acceptWaveform(y.subarray(777)), online.inputFinished()];
  expect(parts.flatMap((p) => Array.from(p.data))).toEqual(Array.from(whole.data));
  const two = spectrogram(Float64Array.of(1, 1, 1), {
    ...{ sampleRate: 1000, frameLengthMs: 3, frameShiftMs: 3, windowType: 'sine', preemphCoeff: 0, removeDcOffset: false, scale: 1 },
    roundToPowerOfTwo: false,
  });
  expectClose(two.data, [Math.log(3), 0], 1e-12); // the window is 0, 1, 0: its spectrum is flat
});
