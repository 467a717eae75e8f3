import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { fourierTempogram, fourierTempogramFromEnvelope, onsetStrength, tempogram, tempogramFromEnvelope } from '../../src/rhythm/index.js';
import { noise, numbers } from '../feature/batch.js';
import { parity } from '../support/parity.js';

const SR = { sampleRate: 22050 };
const SMALL = { ...SR, winLength: 8 };
const withoutRate = ({ sampleRate: _, ...rest }: Record<string, unknown>) => rest;
const pulses = (frames: number, period: number): Float64Array =>
  Float64Array.from({ length: frames }, (_, t) => (t % period === 0 ? 1 : 0));

describe('tempogram', () => {
  test('the worked example', () => {
    const T = tempogramFromEnvelope(pulses(60, 6), { winLength: 30, window: 'boxcar' });
    expect(T.shape).toEqual([30, 60]);
    expect(T.get(6, 30)).toBeCloseTo(0.8, 12);
    expect(T.get(7, 30)).toBeCloseTo(0, 12);
  });

  parity('librosa', 'librosa.feature.tempogram', ([x], options) => tempogramFromEnvelope(x as Float64Array, withoutRate(options)));

  test('each frame is the autocorrelation of its window, as the sums say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 20 }), fc.nat(99), (winLength, frames, seed) => {
        const x = noise(frames, seed);
        const T = tempogramFromEnvelope(x, { winLength, window: 'boxcar', norm: null });
        const half = winLength >> 1;
        const at = (t: number): number =>
          t < 0
            ? Math.max(0, (x[0]! * (half + t)) / (half || 1) / (x[0]! || 1)) * x[0]!
            : t < frames
              ? x[t]!
              : ((half - (t - frames + 1)) / half) * x[frames - 1]!;
        const t = frames >> 1;
        for (let lag = 0; lag < winLength; lag++) {
          let sum = 0;
          for (let n = t - half; n + lag < t - half + winLength; n++) sum += at(n) * at(n + lag);
          expect(T.get(lag, t)).toBeCloseTo(sum, 12);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('a signal is heard through its onset strength, channel by channel', () => {
    const items = [noise(4000, 1), noise(4000, 2)];
    const both = nd(Float64Array.of(...items[0]!, ...items[1]!), [2, 4000]);
    const T = tempogram(both, SMALL);
    expect(T.shape).toEqual([2, 8, 8]);
    const each = items.flatMap((y) => numbers(tempogramFromEnvelope(onsetStrength(y, SR), { winLength: 8 })));
    expect(numbers(T)).toEqual(each);
    expect(tempogram(Float32Array.from(items[0]!), SMALL).data).toBeInstanceOf(Float32Array);
  });

  test('silence and one frame', () => {
    expect(numbers(tempogram(new Float64Array(900), SMALL))).toEqual(new Array(16).fill(0));
    expect(numbers(tempogramFromEnvelope(Float64Array.of(2), { winLength: 2 }))).toEqual([1, 0]);
    expect(numbers(tempogramFromEnvelope(Float64Array.of(2), { winLength: 1, window: 'boxcar' }))).toEqual([1]);
  });

  test.each(
    [
      [{ winLength: 0 }, '"winLength" must be an integer >= 1, got 0'],
      [{ center: 1 }, '"center" must be true or false, got 1'],
      [{ norm: -1 }, '"norm" must be null, -Infinity, 0 or a number > 0, got -1'],
      [{ winLength: 9, center: false }, '"winLength" must be <= the 5 frames of the envelope unless centred, got 9'],
      [{ winLenght: 9 }, '"winLenght" is not an option; did you mean "winLength"?'],
    ].map(([bad, message]) => [message, bad] as const),
  )('refuses: %s', (message, bad) => {
    expect(() => tempogramFromEnvelope(new Float64Array(5), bad as object)).toThrow(`tempogramFromEnvelope: ${message}`);
  });

  test('refuses what is no envelope', () => {
    expect(() => tempogramFromEnvelope(Float64Array.of(0, NaN))).toThrow('"onsetEnvelope" must be finite, got NaN at index 1');
    expect(() => tempogramFromEnvelope(new Float64Array(0))).toThrow('"onsetEnvelope" must not be empty, got shape [0]');
    expect(() => tempogram(new Float64Array(5), { ...SR, compat: 'x' as 'librosa' })).toThrow(
      '"compat" must be one of "librosa", null, got "x"',
    );
  });
});

describe('fourierTempogram', () => {
  parity('librosa', 'librosa.feature.fourier_tempogram', ([x], options) =>
    fourierTempogramFromEnvelope(x as Float64Array, withoutRate(options)),
  );

  test('a pulse has its tempo, and a batch is its channels', () => {
    const F = fourierTempogramFromEnvelope(pulses(60, 6), { winLength: 30, window: 'boxcar' });
    expect(Math.hypot(F.get(5, 30, 0), F.get(5, 30, 1))).toBeCloseTo(5, 12);
    expect(Math.hypot(F.get(4, 30, 0), F.get(4, 30, 1))).toBeCloseTo(0, 12);
    const y = nd(noise(8000, 1), [2, 4000]) as NdArray<Float64Array>;
    const both = fourierTempogram(y, SMALL);
    expect(both.shape).toEqual([2, 5, 9, 2]);
    expect(numbers(both)).toEqual([0, 1].flatMap((c) => numbers(fourierTempogram(y.data.subarray(c * 4000, c * 4000 + 4000), SMALL))));
  });

  test('refuses', () => {
    expect(() => fourierTempogram(new Float64Array(5), { ...SR, winLength: 0 })).toThrow(
      'fourierTempogram: "winLength" must be an integer >= 1, got 0',
    );
    expect(() => fourierTempogram(new Float64Array(5), { winLength: 4 })).toThrow('fourierTempogram: "sampleRate" must be given');
    expect(() => fourierTempogram(new Float64Array(5), { ...SR, compat: 1 as never })).toThrow(
      '"compat" must be one of "librosa", null, got 1',
    );
  });
});
