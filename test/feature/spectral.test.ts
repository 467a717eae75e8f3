/**
 * What the features of spectra have in common: parity, batches, precision, memory, silence and bad input, for each of them in turn.
 * Their own tests stand in files of their names.
 */
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { type SignalInput } from '../../src/core/signal.js';
import { type FloatArray } from '../../src/core/types.js';
import * as dsp from '../../src/feature/index.js';
import { spectrogram } from '../../src/stft/spectrogram.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';
import { disguises, expectBatchOfSignals, expectBatchOfSpectrograms, expectRounded, framesOf, noise, numbers, spectra } from './batch.js';

afterEach(() => setEngine('auto'));

type Options = Record<string, unknown>;
type FromSignal = <T extends FloatArray>(y: SignalInput<T>, options?: Options) => NdArray<T>;
type FromSpectrogram = <T extends FloatArray>(S: NdArray<T>, options?: Options) => NdArray<T>;

interface Feature {
  name: string;
  /** In librosa. */
  reference: string;
  fromSignal: FromSignal;
  fromSpectrogram: FromSpectrogram;
  /** Exponent of the spectrogram it takes. */
  power: number;
  /** Options that suit 8 kHz. */
  options: Options;
  /** What each frame of silence gives. */
  silence: number[];
  /** Whether it needs a sample rate. */
  rate: boolean;
}

const of = (name: string, reference: string, silence: number[], more: Partial<Feature> = {}): Feature => ({
  name,
  reference: `librosa.feature.${reference}`,
  fromSignal: (dsp as unknown as Record<string, FromSignal>)[name]!,
  fromSpectrogram: (dsp as unknown as Record<string, FromSpectrogram>)[`${name}FromSpectrogram`]!,
  power: 1,
  options: {},
  silence,
  rate: true,
  ...more,
});

const FEATURES = [
  of('spectralCentroid', 'spectral_centroid', [0]),
  of('spectralBandwidth', 'spectral_bandwidth', [0]),
  of('spectralRolloff', 'spectral_rolloff', [0]),
  of('spectralFlatness', 'spectral_flatness', [1], { rate: false }),
  of('spectralContrast', 'spectral_contrast', [0, 0, 0, 0], { options: { nBands: 3 } }),
  of('polyFeatures', 'poly_features', [0, 0]),
  of('chromaStft', 'chroma_stft', new Array<number>(12).fill(0), { power: 2 }),
];

const FRAMING = { nFft: 256, hopLength: 100 };

describe.each(FEATURES.map((f) => [f.name, f] as const))('%s', (name, f) => {
  const { fromSignal, fromSpectrogram, power } = f;
  const rate = f.rate ? { sampleRate: 8000 } : {};
  const options = { ...rate, ...f.options };
  const fromS = `${name}FromSpectrogram`;

  for (const folder of ['librosa', 'spectral-features']) {
    parity(folder, f.reference, ([x, own], o, golden) => {
      const extra = 'freq' in golden.inputs ? { freq: own } : 'centroid' in golden.inputs ? { centroid: own } : {};
      return 'S' in golden.inputs
        ? fromSpectrogram(x as NdArray<Float64Array>, { ...o, ...extra })
        : fromSignal(x as Float64Array, { ...o, ...extra });
    });
  }

  test('a batch is the loop over its items, bit for bit', () => {
    expectBatchOfSignals((y) => fromSignal(y, { ...options, ...FRAMING }), 1000);
    expectBatchOfSpectrograms((S) => fromSpectrogram(S, options), 129, 4);
  });

  test('a signal gives what its spectrogram gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 130, max: 300 }), fc.integer({ min: 1, max: 300 }), fc.boolean(), (nFft, hopLength, center) => {
        const y = noise(700, nFft);
        const framing = { nFft, hopLength, center };
        const S = spectrogram(y, { ...framing, power });
        const a = fromSignal(y, { ...options, ...framing });
        const b = fromSpectrogram(S, { ...options, ...(f.rate ? { nFft } : {}) });
        expect(a.shape).toEqual(b.shape);
        // Flatness takes squares from the transform where the spectrogram has roots: a rounding apart.
        const [got, want] = [numbers(a), numbers(b)];
        for (let i = 0; i < got.length; i++) expect(Math.abs(got[i]! - want[i]!)).toBeLessThanOrEqual(1e-12 * Math.abs(want[i]!));
      }),
      { numRuns: 20 },
    );
  });

  test('single precision in, single precision out', () => {
    const y = Float32Array.from(noise(1000, 5));
    const double = fromSignal(new Float64Array(y), { ...options, ...FRAMING });
    setEngine('js');
    expectRounded(fromSignal(y, { ...options, ...FRAMING }), double);
    setEngine('auto'); // the spectra are single then
    expectClose(fromSignal(y, { ...options, ...FRAMING }), double, 1e-5);
    const S = nd(Float32Array.from(spectra(129, 4).data), [129, 4], [1, 129]);
    expectRounded(fromSpectrogram(S, options), fromSpectrogram(nd(new Float64Array(S.data), [129, 4], [1, 129]), options));
  });

  test('subarrays, shared memory and signals that carry their rate', () => {
    const y = noise(1000, 6);
    const want = numbers(fromSignal(y, { ...options, ...FRAMING }));
    for (const same of disguises(y, 8000)) {
      expect(numbers(fromSignal(same, { ...options, ...FRAMING }))).toEqual(want);
      if ('samples' in same) expect(numbers(fromSignal(same, { ...f.options, ...FRAMING }))).toEqual(want);
    }
  });

  test('silence and a constant give finite numbers', () => {
    const silent = numbers(fromSignal(new Float64Array(300), { ...options, ...FRAMING }));
    const want = f.silence.flatMap((v) => [v, v, v, v]);
    silent.forEach((v, i) => expect(v).toBeCloseTo(want[i]!, 12));
    for (const level of [1, 1e-300, 1e-160, 1e100]) {
      const constant = new Float64Array(300).fill(level);
      expect(numbers(fromSignal(constant, { ...options, ...FRAMING })).every(Number.isFinite)).toBe(true);
    }
  });

  test('one sample is a signal', () => {
    expect(fromSignal(Float64Array.of(1), { ...options, ...FRAMING }).shape).toEqual([f.silence.length, 1]);
  });

  test.each([
    [{ hopLength: 0 }, '"hopLength" must be an integer >= 1, got 0'],
    [{ hopLength: -1 }, '"hopLength" must be an integer >= 1, got -1'],
    [{ hopLength: 1.5 }, '"hopLength" must be an integer >= 1, got 1.5'],
    [{ nFft: 0 }, '"nFft" must be an integer >= 1, got 0'],
    [{ winLength: 4096 }, '"winLength" must be <= nFft = 2048, got 4096'],
    [{ window: 'hamm' }, '"window" must be'],
    [{ center: 1 }, '"center" must be true or false, got 1'],
    [{ padMode: 'wrap' }, '"padMode" must be one of'],
    [{ hopLenght: 5 }, '"hopLenght" is not an option; did you mean "hopLength"?'],
    [{ center: false }, '"nFft" must be <= y.length = 500 unless frames are centred, got 2048'],
    [JSON.parse('{"__proto__": 1}') as Options, '"__proto__" is not an option'],
  ])('refuses %o', (bad, message) => {
    expect(() => fromSignal(new Float64Array(500), { ...options, ...bad })).toThrow(`${name}: ${message}`);
  });

  test.each([
    ['y without samples', new Float64Array(0), '"y" must not be empty, got shape [0]'],
    ['NaN', Float64Array.of(0, 1, NaN, NaN), '"y" must be finite, got NaN at index 2'],
    ['Infinity', Float64Array.of(0, -Infinity), '"y" must be finite, got -Infinity at index 1'],
    ['NaN in channel 1', nd(Float64Array.of(0, 1, NaN, 3), [2, 2]), '"y" must be finite, got NaN at index 0 of channel 1'],
    ['a plain array', [1, 2, 3], '"y" must be a Float32Array'],
    ['integers', new Int16Array(4), '"y" must be a Float32Array'],
  ])('refuses %s', (_, y, message) => {
    expect(() => fromSignal(y as Float64Array, { ...options, ...FRAMING })).toThrow(`${name}: ${message}`);
  });

  test('refuses samples that overflow, and detached memory', () => {
    const loud = noise(400, 1).map((v) => v * 1e308);
    expect(() => fromSignal(loud, { ...options, ...FRAMING })).toThrow(/"y" is too large: values up to .* overflow; scale it down/);
    const detached = new Float64Array(4);
    structuredClone(detached.buffer, { transfer: [detached.buffer] });
    expect(() => fromSignal(detached, options)).toThrow(`${name}: "y" has a detached buffer (it was transferred elsewhere)`);
  });

  test.each([
    ['a typed array', new Float64Array(4), `"S" must be an ndarray of floats with shape [...channels, bins, frames], got a Float64Array`],
    ['one axis', nd(new Float64Array(4), [4]), '"S" must have shape [...channels, bins, frames], got shape [4]'],
    ['no frames', nd(new Float64Array(4), [129, 0]), '"S" must not be empty, got shape [129, 0]'],
    [
      'integers',
      nd(new Int32Array(4), [2, 2]),
      '"S" must be an ndarray of floats with shape [...channels, bins, frames], got one over an Int32Array',
    ],
    ['too little memory', nd(new Float64Array(4), [129, 2]), '"S" has shape [129, 2], which reaches outside its 4 elements'],
    ['NaN', framesOf([1, 2, 3], [1, NaN, 3]), '"S" must be finite, got NaN at [1, 1]'],
  ])('refuses a spectrogram with %s', (_, S, message) => {
    expect(() => fromSpectrogram(S as NdArray<Float64Array>, options)).toThrow(`${fromS}: ${message}`);
  });

  if (name !== 'polyFeatures') {
    test('refuses a spectrogram with negative values, as decibels have', () => {
      const S = nd(Float64Array.of(1, 2, 3, 4, 5, -6), [2, 3, 1]);
      expect(() => fromSpectrogram(S, options)).toThrow(
        `${fromS}: "S" must be a magnitude or power spectrogram, all >= 0; got -6 at [1, 2, 0]`,
      );
    });
  }

  if (f.rate) {
    test('the rate must be known', () => {
      expect(() => fromSignal(new Float64Array(500), f.options)).toThrow(
        `${name}: "sampleRate" must be given in Hz, since the signal does not carry its rate`,
      );
      expect(() => fromSignal({ samples: new Float64Array(500), sampleRate: 8000 }, { ...f.options, sampleRate: 16000 })).toThrow(
        `${name}: "sampleRate" is 16000, but the signal says 8000; resample it, or leave the option out`,
      );
      expect(() => fromSpectrogram(spectra(129, 2), f.options)).toThrow(
        `${fromS}: "sampleRate" must be given in Hz${name === 'chromaStft' ? '' : ' (or "freq")'}, since a spectrogram does not carry its rate`,
      );
      expect(() => fromSpectrogram(spectra(129, 2), { ...f.options, sampleRate: -1 })).toThrow(
        `${fromS}: "sampleRate" must be a finite number > 0, got -1`,
      );
    });

    test('the FFT size must fit the bins', () => {
      expect(() => fromSpectrogram(spectra(129, 2), { ...options, nFft: 512 })).toThrow(
        `${fromS}: "nFft" must be 256 or 257 for a spectrogram of 129 bins, got 512`,
      );
      expect(() => fromSpectrogram(spectra(1, 2), options)).toThrow(`${fromS}: "nFft" must be given for a spectrogram with 1 bin`);
    });
  }

  if (f.rate && name !== 'chromaStft') {
    test('own frequencies must fit', () => {
      const freq = (bad: unknown) => () => fromSpectrogram(spectra(129, 2), { ...f.options, freq: bad });
      expect(freq(new Float64Array(5))).toThrow(`${fromS}: "freq" must have one frequency for each of the 129 bins, got 5`);
      expect(freq(spectra(5, 2))).toThrow(`${fromS}: "freq" must have shape [129] or [129, 2], got [5, 2]`);
      expect(freq(new Float64Array(129).fill(NaN))).toThrow(`${fromS}: "freq" must be finite, got NaN at index 0`);
      expect(freq([1, 2])).toThrow(`${fromS}: "freq" must be a Float64Array, a Float32Array or an ndarray of one`);
    });
  }
});
