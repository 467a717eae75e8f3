/**
 * The corrected definitions: what each feature is, at any rate from 1 kHz and for any window from 16 samples.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { nd } from '../../src/core/nd.js';
import {
  beatExtraction,
  chromagram,
  createFeatureExtraction,
  featureExtraction,
  type FeatureExtractionOptions,
  featureNames,
  measureNormalization,
  mfccFilterBanks,
  midFeatureExtraction,
  spectrogram,
} from '../../src/pyaudioanalysis/index.js';
import { expectClose } from '../support/close.js';
import { samplesOf } from './more-cases.js';

const NAMES = featureNames();
const at = (name: string): number => NAMES.indexOf(name);
const tone = (frequency: number, sampleRate: number, samples: number, phase = 0.3): Float64Array =>
  Float64Array.from({ length: samples }, (_, n) => Math.sin((2 * Math.PI * frequency * n) / sampleRate + phase));
const speech = samplesOf({ signal: 'speech_a_8k', start: 2000, stop: 8000, scale: 1 });
const OPTIONS = { sampleRate: 8000, window: 400, step: 200 };
/** A random signal of a kind that may be awkward. */
const KINDS: readonly ((n: number) => number)[] = [
  () => 0,
  () => -0.3,
  (n) => Math.sin(n * n),
  (n) => (n % 2) - 0.5,
  (n) => (n === 40 ? 1 : 0),
  (n) => 1e-300 * Math.sin(n),
  (n) => 1e150 * Math.cos(3 * n),
  (n) => (n < 100 ? Math.sin(n) : 1e-200 * Math.sin(n * n)),
  (n) => 5e-324 * Math.round(2 * Math.sin(n)),
  (n) => 1e6 + Math.sin(n / 5),
];

describe('any rate and window', () => {
  test('give finite features in their ranges', () => {
    const rate = fc.oneof(fc.integer({ min: 1000, max: 8000 }), fc.double({ min: 1000, max: 400000, noNaN: true }));
    const length = fc.oneof(fc.integer({ min: 16, max: 64 }), fc.integer({ min: 16, max: 3000 }));
    fc.assert(
      fc.property(
        rate,
        length,
        fc.integer({ min: 1, max: 1000 }),
        fc.nat(KINDS.length - 1),
        fc.nat(1000),
        (sampleRate, window, step, kind, more) => {
          const y = Float64Array.from({ length: window + more }, (_, n) => KINDS[kind]!(n));
          const { features } = featureExtraction(y, { sampleRate, window, step: Math.max(step, more >> 2, 1) });
          const frames = features.shape[1]!;
          const { data } = features;
          for (let t = 0; t < frames; t++) {
            const row = data.subarray(68 * t, 68 * t + 68);
            for (const v of row) expect(Number.isFinite(v)).toBe(true);
            for (const i of [0, 1, 3, 7]) expect(row[i]! >= 0 && row[i]! <= 1 + 1e-12, `${NAMES[i]} ${row[i]}`).toBe(true);
            for (const i of [2, 5]) expect(row[i]! >= -1e-12 && row[i]! <= Math.log2(10) + 1e-12, `${NAMES[i]} ${row[i]}`).toBe(true);
            const whole = row.subarray(21, 33).reduce((a, b) => a + b);
            expect(whole === 0 || Math.abs(whole - 1) < 1e-12, `chroma adds up to ${whole}`).toBe(true);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('give finite numbers with compat, or are refused', () => {
    const any = fc.record({ sampleRate: fc.integer({ min: 5000, max: 50000 }), window: fc.integer({ min: 150, max: 1000 }) });
    let computed = 0;
    fc.assert(
      fc.property(any, fc.nat(KINDS.length - 1), fc.nat(500), (lengths, kind, more) => {
        const y = Float64Array.from({ length: lengths.window + more }, (_, n) => KINDS[kind]!(n));
        try {
          const { features } = featureExtraction(y, { ...lengths, step: 100, compat: true });
          expect(features.data.every((v) => Number.isFinite(v))).toBe(true);
          computed++;
        } catch (error) {
          expect(error).toBeInstanceOf(ParameterError);
        }
      }),
      { numRuns: 80 },
    );
    expect(computed).toBeGreaterThan(30);
  });

  test('have mel bands of area 1, none empty, whatever the window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 96000 }), fc.integer({ min: 16, max: 3000 }), (sampleRate, window) => {
        const { fbank, frequencies } = mfccFilterBanks({ sampleRate, window });
        expect(frequencies.length).toBe(fbank.shape[0]! + 2);
        expect(frequencies.at(-1)!).toBeLessThanOrEqual(sampleRate / 2);
        for (let i = 0; i < fbank.shape[0]!; i++) {
          let area = 0;
          for (let k = 0; k < fbank.shape[1]!; k++) area += fbank.get(i, k) * (sampleRate / window);
          expect(area).toBeGreaterThan(0.24); // triangles sampled at their worst: one bin on a flank
          expect(area).toBeLessThan(2.01);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a tone', () => {
  test.each([
    [440, 16000, 800],
    [1000, 16000, 800],
    [3000, 8000, 400],
    [125, 1000, 16],
    [5512.5, 22050, 1000],
  ])('of %s Hz at %s Hz has its centroid and rolloff there, and all energy in its class', (frequency, sampleRate, window) => {
    const { features } = featureExtraction(tone(frequency, sampleRate, 4 * window), { sampleRate, window, step: window });
    const half = sampleRate / 2;
    expect(features.get(at('spectral_centroid'), 1) * half).toBeCloseTo(frequency, 6);
    expect(features.get(at('spectral_spread'), 1) * half).toBeLessThan(frequency / 100);
    expect(features.get(at('spectral_rolloff'), 1) * half).toBeCloseTo(frequency, 9);
    expect(features.get(at('spectral_entropy'), 1)).toBeCloseTo(0, 9);
    const pitch = ((Math.round(12 * Math.log2(frequency / 440)) % 12) + 12) % 12;
    expect(features.get(at('chroma_1') + pitch, 1)).toBeCloseTo(1, 9);
  });

  test('at half the rate is seen', () => {
    const y = Float64Array.from({ length: 64 }, (_, n) => (n % 2 === 0 ? 1 : -1));
    const { features } = featureExtraction(y, { sampleRate: 8000, window: 32, step: 32 });
    expect(features.get(at('spectral_centroid'), 0)).toBeCloseTo(1, 12);
    expect(features.get(at('zcr'), 0)).toBe(1);
    expect(features.get(at('chroma_3'), 0)).toBeCloseTo(1, 12); // 4000 Hz is a B
  });

  test('at the peak of a mel band is loudest there', () => {
    const { fbank, frequencies } = mfccFilterBanks({ sampleRate: 16000, window: 1600 });
    const loudest = (band: number): number => {
      const { spectrogram: S } = spectrogram(tone(frequencies[band + 1]!, 16000, 1600), { sampleRate: 16000, window: 1600, step: 1600 });
      const level = (i: number): number => {
        let sum = 0;
        for (let k = 0; k < fbank.shape[1]!; k++) sum += fbank.get(i, k) * S.get(k, 0);
        return sum / Math.max(...Array.from({ length: fbank.shape[1]! }, (_, k) => fbank.get(i, k)));
      };
      return Array.from({ length: 40 }, (_, i) => level(i)).reduce((best, v, i, all) => (v > all[best]! ? i : best), 0);
    };
    for (const band of [0, 5, 12, 13, 25, 39]) expect(loudest(band)).toBe(band);
  });
});

describe('the signal', () => {
  test('may have any scale and offset', () => {
    const { features: plain } = featureExtraction(speech, OPTIONS);
    for (const [scale, offset] of [
      [32768, 0],
      [1e-9, 0],
      [-3, 100],
    ] as const) {
      expectClose(
        featureExtraction(
          speech.map((v) => scale * v + offset),
          OPTIONS,
        ).features,
        plain,
        1e-9,
      );
    }
  });

  test('is measured as a whole, or by what is handed over', () => {
    const { mean, peak } = measureNormalization(speech);
    const whole = featureExtraction(speech, OPTIONS).features;
    expect(featureExtraction(speech, { ...OPTIONS, mean, peak }).features.data).toEqual(whole.data);
    const half = featureExtraction(speech.subarray(0, 3000), { ...OPTIONS, mean, peak }).features;
    expect(half.data).toEqual(whole.data.subarray(0, half.data.length));
  });

  test('of several channels is analysed channel by channel, in its precision', () => {
    const two = nd(Float32Array.from([...speech.subarray(0, 2000), ...speech.subarray(2000, 4000)]), [2, 2000]);
    const { features } = featureExtraction(two, OPTIONS);
    expect([features.shape, features.data.constructor]).toEqual([[2, 68, 9], Float32Array]);
    const second = featureExtraction(two.data.subarray(2000), OPTIONS).features;
    expect(features.data.subarray(9 * 68)).toEqual(second.data);
    expectClose(second, featureExtraction(Float64Array.from(two.data.subarray(2000)), OPTIONS).features, 1e-7);
    expect(chromagram(two, OPTIONS).chromagram.shape).toEqual([2, 12, 9]);
    expect(spectrogram(two, OPTIONS).spectrogram.shape).toEqual([2, 201, 9]);
    const lengths = { sampleRate: 8000, midWindow: 1000, midStep: 1000, shortWindow: 400, shortStep: 200 };
    expect(midFeatureExtraction(two, lengths).midFeatures.shape).toEqual([2, 136, 2]);
  });

  test('that is silent gives zeros, but for the level of the bands', () => {
    const { features } = featureExtraction(new Float64Array(800).fill(0.1), OPTIONS);
    const levels = Array.from(features.data, (v, i) => (i % 68 === 8 ? 0 : Math.round(v * 1e12)));
    expect(levels.every((v) => v === 0)).toBe(true);
    expect(features.get(8, 0)).toBeCloseTo(Math.sqrt(32) * Math.log10(Number.EPSILON), 9);
  });
});

test('entropies are those of ten blocks that leave nothing over', () => {
  const entropy = (shares: number[]): number => -shares.reduce((sum, s) => sum + s * Math.log2(s), 0);
  const blocks = (n: number): number[] =>
    Array.from({ length: 10 }, (_, i) => (Math.floor(((i + 1) * n) / 10) - Math.floor((i * n) / 10)) / n);
  const level = Float64Array.from({ length: 199 }, (_, n) => (n % 2 === 0 ? 1 : -1)); // the same energy in each sample
  const impulse = Float64Array.from({ length: 199 }, (_, n) => (n === 99 ? 1 : 0)); // the same in each of 100 bins
  const of = (y: Float64Array) => featureExtraction(y, { sampleRate: 8000, window: 199, step: 199, mean: 0, peak: 1 }).features;
  expect(of(level).get(2, 0)).toBeCloseTo(entropy(blocks(199)), 12);
  expect(of(impulse).get(5, 0)).toBeCloseTo(Math.log2(10), 12);
  const odd = Float64Array.from({ length: 205 }, (_, n) => (n === 99 ? 1 : 0)); // 103 bins
  const { features } = featureExtraction(odd, { sampleRate: 8000, window: 205, step: 205, mean: 0, peak: 1 });
  expect(features.get(5, 0)).toBeCloseTo(entropy(blocks(103)), 12);
});

test('deltas are differences, and the first are 0', () => {
  const { features } = featureExtraction(speech, OPTIONS);
  for (let i = 0; i < 34; i++) {
    expect(features.get(34 + i, 0)).toBe(0);
    expect(features.get(34 + i, 7)).toBe(features.get(i, 7) - features.get(i, 6));
  }
  const { features: alone } = featureExtraction(speech, { ...OPTIONS, deltas: false });
  expect(alone.shape[0]).toBe(34);
  expect(alone.get(20, 7)).toBe(features.get(20, 7));
});

test('a plan gives the same bits, again and again', () => {
  for (const compat of [false, true]) {
    const plan = createFeatureExtraction({ ...OPTIONS, compat });
    const out = new Float64Array(plan.frames(speech.length) * plan.width);
    const want = featureExtraction(speech, { ...OPTIONS, compat }).features.data;
    for (let again = 0; again < 2; again++) {
      plan.processInto(out.fill(9), speech);
      expect(out).toEqual(want);
    }
  }
});

test('chromagram and spectrogram are those of the features', () => {
  const { features } = featureExtraction(speech, OPTIONS);
  const { chromagram: C } = chromagram(speech, OPTIONS);
  const { spectrogram: S, freqAxis } = spectrogram(speech, OPTIONS);
  for (let c = 0; c < 12; c++) expect(C.get(c, 9)).toBeCloseTo(features.get(21 + c, 9), 14);
  let [sum, moment] = [0, 0];
  for (let k = 0; k < freqAxis.length; k++) {
    sum += S.get(k, 9);
    moment += S.get(k, 9) * freqAxis[k]!;
  }
  expect(features.get(3, 9)).toBeCloseTo(moment / sum / 4000, 12);
});

test('a beat is found, and none where there is none', () => {
  const clicks = Float64Array.from({ length: 80000 }, (_, n) => Math.exp(-(n % 4000) / 200) * Math.sin(n / 3));
  const short = { sampleRate: 8000, window: 400, step: 400 };
  expect(beatExtraction(featureExtraction(clicks, short).features, { step: 0.05 })).toMatchObject({ bpm: 120 });
  const silence = featureExtraction(new Float64Array(8000), short).features;
  expect(beatExtraction(silence, { step: 0.05 })).toEqual({ bpm: 0, ratio: 0 });
  expect(beatExtraction(silence, { step: 0.05, compat: true })).toEqual({ bpm: 1200, ratio: 0 });
});

describe('refusals', () => {
  const y = new Float64Array(4000);
  test.each([
    [
      { ...OPTIONS, sampleRate: undefined },
      'featureExtraction: "sampleRate" must be given in Hz, since the signal does not carry its rate',
    ],
    [{ ...OPTIONS, sampleRate: 999 }, 'featureExtraction: "sampleRate" must be a finite number >= 1000, got 999'],
    [{ ...OPTIONS, window: undefined }, 'featureExtraction: "window" must be given in samples'],
    [{ ...OPTIONS, window: 15 }, 'featureExtraction: "window" must be an integer >= 16, got 15'],
    [{ ...OPTIONS, window: 0.05 }, 'featureExtraction: "window" must be an integer >= 16, got 0.05'],
    [{ ...OPTIONS, window: 4001 }, 'featureExtraction: "window" must be <= y.length = 4000, got 4001'],
    [{ ...OPTIONS, step: 0 }, 'featureExtraction: "step" must be an integer >= 1, got 0'],
    [{ ...OPTIONS, mean: 0 }, 'featureExtraction: "peak" must be given where "mean" is'],
    [{ ...OPTIONS, peak: 0, mean: 0 }, 'featureExtraction: "peak" must be a finite number > 0, got 0'],
    [{ ...OPTIONS, delta: true }, 'featureExtraction: "delta" is not an option; did you mean "deltas"?'],
    [
      { ...OPTIONS, window: 173, compat: true },
      'featureExtraction: "window" must be >= 174 at 8000 Hz, since the chroma of pyAudioAnalysis fails below (IndexError, ValueError), got 173',
    ],
    [
      { ...OPTIONS, sampleRate: 6853, compat: true },
      'featureExtraction: "sampleRate" must be > 6853.8 Hz, the highest edge of the mel bank, since pyAudioAnalysis fails below (IndexError), got 6853',
    ],
  ])('refuses %o', (options, message) => {
    const call = (): unknown => featureExtraction(y, options as FeatureExtractionOptions);
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('of samples that are not finite, wherever they are', () => {
    const bad = new Float64Array(4100);
    bad[4090] = NaN; // behind the last frame
    const message = '"y" must be finite, got NaN at index 4090';
    expect(() => featureExtraction(bad, OPTIONS)).toThrow(`featureExtraction: ${message}`);
    expect(() => featureExtraction(bad, { ...OPTIONS, mean: 0, peak: 1 })).toThrow(`featureExtraction: ${message}`);
    const plan = createFeatureExtraction({ ...OPTIONS, deltas: false });
    expect(() => plan.processInto(new Float64Array(34 * 19), bad)).toThrow(`FeatureExtraction.processInto: ${message}`);
    expect(() => chromagram(bad, OPTIONS)).toThrow(`chromagram: ${message}`);
    expect(() => spectrogram(bad, OPTIONS)).toThrow(`spectrogram: ${message}`);
    expect(() => measureNormalization(bad)).toThrow(`measureNormalization: ${message}`);
  });

  test.each([
    [{ midWindow: 300 }, 'midFeatureExtraction: "midWindow" must be >= shortWindow = 400, got 300'],
    [{ midStep: 100 }, 'midFeatureExtraction: "midStep" must be more than half of shortStep = 200, got 100'],
    [{ shortStep: undefined }, 'midFeatureExtraction: "shortStep" must be given in samples'],
    [{ shortWindow: 8 }, 'midFeatureExtraction: "shortWindow" must be an integer >= 16, got 8'],
  ])('of mid-term windows %o', (options, message) => {
    const lengths = { sampleRate: 8000, midWindow: 1000, midStep: 1000, shortWindow: 400, shortStep: 200, ...options };
    expect(() => midFeatureExtraction(y, lengths as never)).toThrow(message);
  });

  test('of beats', () => {
    const features = nd(new Float64Array(340), [34, 10]);
    const call = (options: object) => () => beatExtraction(features, options as never);
    expect(call({})).toThrow('beatExtraction: "step" must be given in seconds');
    expect(call({ step: 4 })).toThrow('beatExtraction: "step" must be < 4, for there to be a gap of 2 seconds, got 4');
    expect(() => beatExtraction(nd(new Float64Array(36), [18, 2]), { step: 0.05 })).toThrow('must have at least 19 features, got 18');
    expect(() => beatExtraction(nd(new Float64Array(34).fill(NaN), [34, 1]), { step: 0.05 })).toThrow('must be finite, got NaN');
  });

  test('of mel filters', () => {
    const call = (options: object) => () => mfccFilterBanks({ sampleRate: 8000, window: 400, ...options });
    expect(call({ logsc: 1 })).toThrow('mfccFilterBanks: "logsc" must be > 1, got 1');
    expect(call({ lowfreq: 4000 })).toThrow('mfccFilterBanks: "sampleRate" must be >= 8266.7 Hz, to have one mel band, got 8000');
    expect(call({ sampleRate: undefined })).toThrow('mfccFilterBanks: "sampleRate" must be given in Hz');
  });
});
