import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import {
  onsetStrength,
  tempo,
  tempoFromEnvelope,
  tempoFromTempogram,
  tempogram,
  tempogramFromEnvelope,
  tempogramRatio,
  tempogramRatioFromEnvelope,
  tempogramRatioFromTempogram,
} from '../../src/rhythm/index.js';
import { clicks } from '../../src/signal/index.js';
import { noise, numbers } from '../feature/batch.js';
import { parity } from '../support/parity.js';

const SR = { sampleRate: 22050 };
const LIBROSA = { compat: 'librosa' } as const;
const fromNumpy = (options: Record<string, unknown>): Record<string, unknown> =>
  typeof options['aggregate'] === 'string' ? { ...options, aggregate: options['aggregate'].slice(3) } : options;
const clickTrack = (bpm: number, seconds = 20, first = 0): Float64Array => {
  const times: number[] = [];
  for (let t = first; t < seconds - 0.05; t += 60 / bpm) times.push(t);
  return clicks({ ...SR, times, length: seconds * 22050 });
};

const stereo = (left: Float64Array, right: Float64Array): NdArray<Float64Array> => {
  const data = new Float64Array(2 * left.length);
  data.set(left);
  data.set(right, left.length);
  return nd(data, [2, left.length]);
};

describe('tempo', () => {
  parity('librosa', 'librosa.feature.tempo', ([x], options, { inputs }) => {
    const run = 'y' in inputs ? tempo : tempoFromEnvelope;
    const found = run(x as Float64Array, { ...options, ...LIBROSA });
    return typeof found === 'number' ? [found] : found; // librosa keeps an axis of one frame
  });

  // Bounds of the quality table in docs/rhythm.md: 0.2 %, no tempo doubled or halved.
  test.each([60, 75, 90, 120, 128, 140, 165, 180])('clicks at %d beats per minute', (bpm) => {
    expect(Math.abs(tempo(clickTrack(bpm), SR) / bpm - 1)).toBeLessThan(0.002);
  });

  test('eighths that are weaker than the beats do not double the tempo', () => {
    fc.assert(
      fc.property(fc.double({ min: 90, max: 150, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true }), (bpm, soft) => {
        const period = (60 * 22050) / 512 / bpm;
        const envelope = new Float64Array(900);
        for (let k = 0; k * period < 2 * 898; k++) {
          const place = (k * period) / 2;
          const weight = k % 2 ? soft : 1;
          envelope[Math.floor(place)]! += weight * (1 - (place % 1));
          envelope[Math.floor(place) + 1]! += weight * (place % 1);
        }
        expect(Math.abs(tempoFromEnvelope(envelope, SR) / bpm - 1)).toBeLessThan(0.01);
      }),
      { numRuns: 25 },
    );
  });

  test('silence has none, and librosa’s is what it expects of music', () => {
    expect(tempo(new Float64Array(22050), SR)).toBe(0);
    expect(tempo(Float64Array.of(1), SR)).toBe(0);
    expect(tempo(new Float64Array(22050), { ...SR, ...LIBROSA })).toBeCloseTo(117.4538, 4);
  });

  test('channels, frames and tempograms', () => {
    const y = clickTrack(120, 10);
    const both = stereo(y, new Float64Array(y.length));
    expect(numbers(tempo(both, SR))).toEqual([tempo(y, SR), 0]);
    const each = tempo(y, { ...SR, aggregate: null }) as unknown as Float64Array;
    expect(each).toHaveLength(431);
    expect(Math.abs(each[200]! / 120 - 1)).toBeLessThan(0.01);
    expect((tempo(both, { ...SR, aggregate: null }) as NdArray<Float64Array>).shape).toEqual([2, 431]);
    const T = tempogram(y, { ...SR, winLength: 344 });
    expect(tempoFromTempogram(T, { ...SR, ...LIBROSA })).toBe(tempo(y, { ...SR, ...LIBROSA }));
    expect(numbers(tempoFromTempogram(T, { ...SR, aggregate: null }))).toEqual([...each]);
    expect(Math.abs(Number(tempoFromTempogram(T, { ...SR, aggregate: 'median' })) / 120 - 1)).toBeLessThan(0.01);
    expect(tempoFromEnvelope(onsetStrength(y, SR), { ...SR, aggregate: 'median', prior: (bpm) => -Math.abs(bpm - 60) })).toBeCloseTo(60, 0);
  });

  test.each(
    [
      [{ startBpm: 0 }, '"startBpm" must be a finite number > 0, got 0'],
      [{ stdBpm: -1 }, '"stdBpm" must be a finite number > 0, got -1'],
      [{ maxTempo: 0 }, '"maxTempo" must be a finite number > 0, got 0'],
      [{ maxTempo: 5, acSize: 2 }, '"maxTempo" must be > 30.399816176470587, the tempo of the longest lag, got 5'],
      [{ acSize: 0.03 }, '"acSize" must be at least two frames, 0.046439909297052155 s, got 0.03'],
      [{ aggregate: 'mode' }, '"aggregate" must be a function or one of "mean", "median", "max", "min", "sum", got "mode"'],
      [{ prior: 3 }, '"prior" must be null or a function of beats per minute, got 3'],
      [{ compat: 'x' }, '"compat" must be one of "librosa", null, got "x"'],
      [{ sampleRate: null }, '"sampleRate" must be given in Hz'],
      [{ hopLength: 0 }, '"hopLength" must be an integer >= 1, got 0'],
    ].map(([bad, message]) => [message, bad] as const),
  )('refuses: %s', (message, bad) => {
    expect(() => tempoFromEnvelope(noise(50, 1), { ...SR, ...(bad as object) })).toThrow(`tempoFromEnvelope: ${message}`);
  });

  test('refuses what is no tempogram', () => {
    expect(() => tempoFromTempogram(nd(new Float64Array(3), [1, 3]), SR)).toThrow(
      'tempoFromTempogram: "tg" must have at least two lags, got 1',
    );
    expect(() => tempo(new Float64Array(0), SR)).toThrow('tempo: "y" must not be empty, got shape [0]');
    expect(() => tempo(Float64Array.of(NaN), SR)).toThrow('tempo: "y" must be finite, got NaN at index 0');
  });
});

describe('tempogramRatio', () => {
  parity('librosa', 'librosa.feature.tempogram_ratio', ([x], options) => tempogramRatioFromEnvelope(x as Float64Array, fromNumpy(options)));

  test('between lags there is a line over the tempo, beyond them the fill value', () => {
    const tg = nd(Float64Array.of(9, 1, 3), [3, 1], [1, 3]); // tempi of lags 1 and 2: 120 and 60
    const at = (...factors: number[]) =>
      numbers(tempogramRatioFromTempogram(tg, { sampleRate: 8, hopLength: 4, bpm: 60, factors, fillValue: -1 }));
    expect(at(1, 1.5, 1.75, 2, 2.01, 0.99)).toEqual([3, 2, 1.5, 1, -1, -1]);
  });

  test('of a signal, channel by channel, with a tempo for each frame', () => {
    const y = clickTrack(120, 5);
    const both = stereo(
      y,
      y.map((v) => 0.5 * v),
    );
    const ratios = tempogramRatio(both, { ...SR, winLength: 200 });
    expect(ratios.shape).toEqual([2, 13, 216]);
    const one = tempogramRatioFromTempogram(tempogram(y, { ...SR, winLength: 200 }), SR);
    expect(numbers(ratios).slice(0, 13 * 216)).toEqual(numbers(one));
    const bpm = new Float64Array(216).fill(120);
    expect(numbers(tempogramRatioFromEnvelope(onsetStrength(y, SR), { ...SR, winLength: 200, bpm, aggregate: 'max' }))).toEqual(
      numbers(tempogramRatio(y, { ...SR, winLength: 200, bpm: 120, aggregate: 'max' })),
    );
    expect(tempogramRatio(Float32Array.from(y), SR).data).toBeInstanceOf(Float32Array);
    expect(numbers(tempogramRatio(new Float64Array(2000), SR)).every((v) => v === 0)).toBe(true);
  });

  test.each(
    [
      [{ factors: [] }, '"factors" must be a list of numbers, got an array of 0'],
      [{ factors: [1, 0] }, '"factors" must be finite and > 0, got 0 at index 1'],
      [{ bpm: -1 }, '"bpm" must be finite and > 0, got -1 at index 0'],
      [{ bpm: [1, 2] }, '"bpm" must be one number or one for each of the 5 frames, got 2'],
      [{ bpm: 'fast' }, '"bpm" must be null, a number or a list of numbers, got "fast"'],
      [{ fillValue: NaN }, '"fillValue" must be a finite number, got NaN'],
      [{ sampleRate: null }, '"sampleRate" must be given in Hz'],
    ].map(([bad, message]) => [message, bad] as const),
  )('refuses: %s', (message, bad) => {
    const tg = tempogramFromEnvelope(noise(5, 1), { winLength: 4 });
    expect(() => tempogramRatioFromTempogram(tg, { ...SR, maxTempo: null, ...(bad as object) })).toThrow(
      `tempogramRatioFromTempogram: ${message}`,
    );
  });
});
