/**
 * The numbers of the package, with everything that is wrong about them: `compat: true`.
 */
import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { toRowMajor } from '../../src/core/nd.js';
import {
  beatExtraction,
  chromagram,
  featureExtraction,
  type FeatureExtractionOptions,
  mfccFilterBanks,
  midFeatureExtraction,
  type MidFeatureExtractionOptions,
  spectrogram,
} from '../../src/pyaudioanalysis/index.js';
import { SUM_SCRATCH, sumInto } from '../../src/pyaudioanalysis/numpy-sum.js';
import { parity } from '../support/parity.js';
import { expectClose } from '../support/close.js';
import { moreCases, samplesOf } from './more-cases.js';

type Signal = Float64Array;
const asOurs = <O>({ samplingRate, ...rest }: Record<string, unknown>): O => ({ ...rest, sampleRate: samplingRate, compat: true }) as O;
const timeFirst = (x: { shape: number[]; data: Float64Array }): Float64Array => x.data; // memory lies frame by frame

describe('the shared cases', () => {
  parity('pyaudioanalysis', 'pyAudioAnalysis.ShortTermFeatures.feature_extraction', ([y], options) => {
    const { features, featureNames } = featureExtraction(y as Signal, asOurs<FeatureExtractionOptions>(options));
    return { features, names: featureNames };
  });
  parity('pyaudioanalysis', 'pyAudioAnalysis.MidTermFeatures.mid_feature_extraction', ([y], options) => {
    const { midFeatures, shortFeatures, midFeatureNames } = midFeatureExtraction(y as Signal, asOurs<MidFeatureExtractionOptions>(options));
    return { mid: midFeatures, short: shortFeatures, names: midFeatureNames };
  });
  parity('pyaudioanalysis', 'pyAudioAnalysis.ShortTermFeatures.chromagram', ([y], options) => {
    const { chromagram: C, timeAxis, freqAxis } = chromagram(y as Signal, asOurs<FeatureExtractionOptions>(options));
    return { chroma: C.transpose(1, 0), time: timeAxis, freq: freqAxis };
  });
  parity('pyaudioanalysis', 'pyAudioAnalysis.ShortTermFeatures.spectrogram', ([y], options) => {
    const { spectrogram: S, timeAxis, freqAxis } = spectrogram(y as Signal, asOurs<FeatureExtractionOptions>(options));
    return { spec: S.transpose(1, 0), time: timeAxis, freq: freqAxis };
  });
  parity('pyaudioanalysis', 'pyAudioAnalysis.ShortTermFeatures.mfcc_filter_banks', (_, { samplingRate, numFft }) => {
    const { fbank, frequencies } = mfccFilterBanks({ sampleRate: samplingRate as number, window: 2 * (numFft as number), compat: true });
    return { fbank, freqs: frequencies };
  });
});

/** Within 1e-9 of the peak of each row; rows that are nothing but rounding of zeros, to 1e-13. */
function expectRows(got: (row: number, frame: number) => number, frames: number[], want: number[][], peaks: number[]): void {
  let worst = { error: 0, row: -1, frame: -1 };
  frames.forEach((frame, i) =>
    want[i]!.forEach((w, row) => {
      const error = Math.abs(got(row, frame) - w) / Math.max(peaks[row]!, 1e-4);
      if (!(error <= worst.error)) worst = { error, row, frame };
    }),
  );
  expect(worst.error, `row ${worst.row}, frame ${worst.frame}`).toBeLessThanOrEqual(1e-9);
}

const cases = moreCases();

describe('short-term features', () => {
  test.each(cases.short.map((c) => [c.name, c] as const))('%s', (_, c) => {
    const { sampleRate, window, step } = c;
    const { features } = featureExtraction(samplesOf(c), { sampleRate, window, step, compat: true });
    expect(features.shape).toEqual([68, c.count]);
    expectRows((i, t) => features.get(i, t), c.frames, c.features, c.peaks);
  });

  test.each(cases.edges)('where the package fails: $sampleRate Hz, $window samples, $error', ({ sampleRate, window, error }) => {
    const call = (): unknown =>
      featureExtraction(samplesOf({ signal: 'speech_a_8k', start: 2000, stop: 6000 }), { sampleRate, window, step: window, compat: true });
    if (error === null) expect(call).not.toThrow();
    else expect(call).toThrow(ParameterError);
  });
});

test('sums are those of numpy, to the last bit', () => {
  const x = Float64Array.from({ length: 20001 }, (_, k) => Number((BigInt(k) * 2654435761n) % 4294967296n) / 4294967296 - 0.3);
  const acc = new Float64Array(SUM_SCRATCH);
  for (const [n, want] of Object.entries(cases.sums)) {
    sumInto(acc, x, 0, Number(n));
    expect(acc[0], `of ${n}`).toBe(want);
  }
});

test.each(cases.mid.map((c) => [c.lengths.join(' '), c] as const))('mid-term features, %s', (_, c) => {
  const [midWindow, midStep, shortWindow, shortStep] = c.lengths;
  const options = { sampleRate: c.sampleRate, midWindow, midStep, shortWindow, shortStep, compat: true };
  const { midFeatures } = midFeatureExtraction(samplesOf(c), options);
  expect(midFeatures.shape).toEqual([136, c.count]);
  expectRows((i, t) => midFeatures.get(i, t), c.windows, c.features, c.peaks);
});

test.each(cases.beat.map((c) => [`${c.signal}, ${c.window}/${c.step}`, c] as const))('beats, %s', (_, c) => {
  const { features } = featureExtraction(samplesOf(c), { sampleRate: c.sampleRate, window: c.window, step: c.step, compat: true });
  const { bpm, ratio } = beatExtraction(features, { step: c.seconds, compat: true });
  expectClose([bpm, ratio], [c.bpm, c.ratio], 1e-15);
  expectClose([ratio], [c.ratio], 1e-14);
});

describe('chromagram and spectrogram', () => {
  test.each(cases.grams.map((c) => [`${c.samples}: ${c.window}/${c.step}`, c] as const))('%s', (_, c) => {
    const y = samplesOf({ signal: 'speech_a_8k', start: 4000, stop: 4000 + c.samples });
    const options = { sampleRate: 8000, window: c.window, step: c.step, compat: true };
    if (typeof c.chromagram === 'string') expect(() => chromagram(y, options)).toThrow(c.chromagram);
    else expectClose(timeFirst(chromagram(y, options).chromagram), c.chromagram.flat(), 1e-9);
    const { spectrogram: S } = spectrogram(y, options);
    const kept = c.spectrogram.flatMap((row, t) => row.map((_, i) => S.get(20 * i, t)));
    expectClose(kept, c.spectrogram.flat(), 1e-9);
    expect(S.shape[1]).toBe(c.spectrogram.length);
    expect(toRowMajor(S).length).toBe((c.window >> 1) * c.spectrogram.length);
  });
});
