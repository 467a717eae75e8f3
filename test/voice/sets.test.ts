import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  egemapsFunctionals,
  egemapsLowLevelDescriptors,
  equivalentSoundLevel,
  formants,
  gemapsFunctionals,
  gemapsLowLevelDescriptors,
  loudness,
  subharmonicPitch,
  type VoiceDescriptors,
} from '../../src/voice/index.js';
import { expectClose } from '../support/close.js';
import { makeVoice, noise, steady } from '../support/made-voice.js';
import { readGoldenNpy } from '../support/npy.js';
import { refusalOf } from './features.js';

const sampleRate = 16000;
const read = (path: string): URL => new URL(path, import.meta.url);
const speech = readGoldenNpy(read('../goldens/signals/speech_a_16k.npy').pathname).data;
const row = ({ names, values }: VoiceDescriptors, name: string): number[] => {
  const i = names.indexOf(name);
  expect(i, name).toBeGreaterThanOrEqual(0);
  return Array.from({ length: values.shape[1]! }, (_, t) => values.get(i, t));
};
const F0 = 'F0semitoneFrom27.5Hz_sma3nz';

/** What these functions gave when they were written: a change of any is a change that the changelog has to tell. */
interface Kept {
  descriptors: Record<string, number[]>;
  functionals: Record<string, number>;
}
const kept = JSON.parse(readFileSync(read('kept-values.json'), 'utf8')) as Record<'plain' | 'compat', Kept>;

describe.each(['plain', 'compat'] as const)('egemaps, %s', (mode) => {
  const compat = mode === 'compat';

  test('descriptors are what they were', () => {
    const found = egemapsLowLevelDescriptors(speech, { sampleRate, compat });
    expect([...found.names]).toEqual(Object.keys(kept[mode].descriptors));
    for (const name of found.names) {
      expectClose(
        row(found, name).filter((_, t) => t % 13 === 5),
        kept[mode].descriptors[name]!,
        1e-6,
      );
    }
  });

  test('functionals are what they were', () => {
    const { names, values } = egemapsFunctionals(speech, { sampleRate, compat });
    expect([...names]).toEqual(Object.keys(kept[mode].functionals));
    names.forEach((name, i) => expect(values[i]! / kept[mode].functionals[name]!, name).toBeCloseTo(1, 6));
  });

  test.each([
    ['silence', new Float64Array(4000)],
    ['60 ms', speech.subarray(8000, 8960)],
    ['noise', noise(8000, 0.5)],
    ['one step of 16 bits', new Float64Array(2000).fill(0).map((_, n) => (n === 1000 ? 2 ** -15 : 0))],
    ['a constant', new Float64Array(3000).fill(0.7)],
    ['full scale', Float64Array.from({ length: 4000 }, (_, n) => (n % 80 < 40 ? 1 : -1))],
    ['almost nothing', noise(4000, 1e-200)],
  ])('%s has finite values', (_, y) => {
    const { values } = egemapsLowLevelDescriptors(y, { sampleRate, compat });
    expect(values.data.every(Number.isFinite)).toBe(true);
    expect(egemapsFunctionals(y, { sampleRate, compat }).values.every(Number.isFinite)).toBe(true);
  });
});

describe('the parameter sets', () => {
  test('GeMAPS is a part of eGeMAPS', () => {
    const [all, some] = [egemapsLowLevelDescriptors(speech, { sampleRate }), gemapsLowLevelDescriptors(speech, { sampleRate })];
    expect([all.names.length, some.names.length]).toEqual([25, 18]);
    for (const name of some.names) expect(row(some, name)).toEqual(row(all, name));
    const [many, few] = [egemapsFunctionals(speech, { sampleRate }), gemapsFunctionals(speech, { sampleRate })];
    expect([many.names.length, few.names.length]).toEqual([88, 62]);
    few.names.forEach((name, i) => expect(few.values[i]).toBe(many.values[many.names.indexOf(name)]));
  });

  test('descriptors are the features, averaged over three frames', () => {
    const found = egemapsLowLevelDescriptors(speech, { sampleRate });
    const loud = loudness(speech, { sampleRate });
    expect(row(found, 'Loudness_sma3')[10]).toBeCloseTo((loud[9]! + loud[10]! + loud[11]!) / 3, 12);
    expect(row(found, 'Loudness_sma3')[0]).toBeCloseTo((2 * loud[0]! + loud[1]!) / 3, 12);
    const { frequency } = formants(speech, { sampleRate });
    const f2 = [20, 21, 22].map((t) => frequency.get(1, t)).filter((f) => f > 0);
    expect(row(found, 'F2frequency_sma3nz')[21]).toBeCloseTo(f2.reduce((a, b) => a + b, 0) / f2.length, 9);
  });

  test('where there is no voice, there is 0, or -201 dB', () => {
    const found = egemapsLowLevelDescriptors(speech, { sampleRate });
    const { f0 } = subharmonicPitch(speech, { sampleRate });
    const unvoiced = f0.findIndex((f) => f === 0);
    for (const name of [
      F0,
      'jitterLocal_sma3nz',
      'shimmerLocaldB_sma3nz',
      'HNRdBACF_sma3nz',
      'logRelF0-H1-H2_sma3nz',
      'logRelF0-H1-A3_sma3nz',
    ]) {
      expect(row(found, name)[unvoiced]).toBe(0);
    }
    expect(row(found, 'F1amplitudeLogRelF0_sma3nz')[unvoiced]).toBe(-201);
    row(found, F0).forEach((v, t) => expect(v > 0).toBe(f0[t]! > 0));
  });

  test('H1-H2 is the ratio of the first two harmonics; openSMILE takes the second and the third', () => {
    const y = Float64Array.from({ length: 8000 }, (_, n) => {
      const phase = (2 * Math.PI * 156.25 * n) / sampleRate;
      return Math.sin(phase) + 0.5 * Math.sin(2 * phase + 1) + 0.05 * Math.sin(3 * phase + 2) + 0.04 * Math.sin(4 * phase);
    });
    expect(row(egemapsLowLevelDescriptors(y, { sampleRate }), 'logRelF0-H1-H2_sma3nz')[20]).toBeCloseTo(20 * Math.log10(2), 0);
    expect(row(egemapsLowLevelDescriptors(y, { sampleRate, compat: true }), 'logRelF0-H1-H2_sma3nz')[20]).toBeCloseTo(20, 0);
  });

  test('the level scales what it should and nothing else', () => {
    const y = makeVoice(16000, {
      periods: noise(500).map((v) => 110 + v),
      formants: [
        [600, 80],
        [1700, 100],
      ],
      tilt: 0.97,
    });
    const scale = 0.2 / Math.max(...y.map(Math.abs));
    const [a, b] = [1, 0.1].map((gain) =>
      egemapsFunctionals(
        y.map((v) => v * scale * gain),
        { sampleRate },
      ),
    );
    a!.names.forEach((name, i) => {
      const ratio = a!.values[i]! / b!.values[i]!;
      if (/^loudness_sma3_(amean|perc|pctl|mean|stddev(R|F))/.test(name)) expect(ratio, name).toBeCloseTo(10 ** 0.66, 6);
      else if (/^spectralFlux(V|_).*amean/.test(name)) expect(ratio, name).toBeCloseTo(10, 6);
      else if (name === 'equivalentSoundLevel_dBp') expect(a!.values[i]! - b!.values[i]!).toBeCloseTo(20, 6);
      else if (Math.abs(a!.values[i]!) > 1e-6) expect(ratio, name).toBeCloseTo(1, 4);
    });
  });

  test('stretches of voice and pauses are counted', () => {
    const voice = makeVoice(40000, { periods: steady(100), tilt: 0.97 });
    const y = voice.map((v, n) => (n % 10000 < 6000 ? v : 0) + noise(1, 1e-3, n + 1)[0]!);
    const { names, values } = egemapsFunctionals(y, { sampleRate });
    const value = (name: string): number => values[names.indexOf(name)]!;
    expect(value('VoicedSegmentsPerSec') * 2.45).toBeCloseTo(4, 9);
    expect(value('MeanVoicedSegmentLengthSec')).toBeGreaterThan(0.3);
    expect(value('MeanVoicedSegmentLengthSec')).toBeLessThan(0.42);
    expect(value('MeanUnvoicedSegmentLength')).toBeGreaterThan(0.18);
    expect(value('F0semitoneFrom27.5Hz_sma3nz_amean')).toBeCloseTo(12 * Math.log2(160 / 27.5), 0);
    expect(value('equivalentSoundLevel_dBp')).toBe(equivalentSoundLevel(y, { sampleRate }));
  });

  test('times go on by the hop, at rates whose 10 ms are no whole samples too', () => {
    const { times, values } = egemapsLowLevelDescriptors(new Float64Array(22050), { sampleRate: 22050 });
    expect(values.shape).toEqual([25, 94]);
    expect(times[93]).toBeCloseTo((93 * 221) / 22050, 12);
    expect(egemapsLowLevelDescriptors(speech, { sampleRate, compat: true }).values.shape).toEqual([25, 196]); // as openSMILE
  });

  test('single precision in, single precision out; a signal may carry its rate', () => {
    const single = Float32Array.from(speech);
    const { values } = egemapsFunctionals({ samples: single, sampleRate });
    expect(values).toBeInstanceOf(Float32Array);
    expectClose(values, Float32Array.from(egemapsFunctionals(Float64Array.from(single), { sampleRate }).values), 0);
    expect(egemapsLowLevelDescriptors(single, { sampleRate }).values.data).toBeInstanceOf(Float32Array);
  });

  test('too short a signal gets a sentence, not 88 NaN', () => {
    expect(refusalOf(() => egemapsFunctionals(new Float64Array(900), { sampleRate }))).toBe(
      'egemapsFunctionals: "y" must have at least 960 samples (60 ms at 16000 Hz, one frame), got 900',
    );
    expect(refusalOf(() => gemapsLowLevelDescriptors(new Float64Array(2645), { sampleRate: 44100 }))).toBe(
      'gemapsLowLevelDescriptors: "y" must have at least 2646 samples (60 ms at 44100 Hz, one frame), got 2645',
    );
    expect(refusalOf(() => egemapsLowLevelDescriptors(new Float64Array(9600), { sampleRate: 8000 }))).toBe(
      'egemapsLowLevelDescriptors: "sampleRate" must be in [16000, 96000], since the bands reach 8000 Hz, got 8000; resample to 16000',
    );
  });
});
