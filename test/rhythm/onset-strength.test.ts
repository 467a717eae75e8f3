import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import {
  onsetStrength,
  onsetStrengthFromSpectrogram,
  onsetStrengthMulti,
  onsetStrengthMultiFromSpectrogram,
} from '../../src/rhythm/index.js';
import { medianOf } from '../../src/core/select.js';
import { clicks } from '../../src/signal/index.js';
import { disguises, expectBatchOfSignals, expectBatchOfSpectrograms, framesOf, noise, numbers } from '../feature/batch.js';
import { parity } from '../support/parity.js';

const SR = { sampleRate: 22050 };
type Y = Float64Array | NdArray<Float64Array>;

/** Golden options: names of numpy functions are ours without `np.`; librosa wants a rate where there is nothing to use it for. */
const named = (options: Record<string, unknown>, given: boolean): Record<string, unknown> => {
  const { sampleRate, aggregate = 'np.mean', ...rest } = options;
  return { ...rest, aggregate: (aggregate as string).slice(3), ...(given ? {} : { sampleRate }) };
};

describe('onsetStrength', () => {
  test('the worked examples', () => {
    const strength = onsetStrength(clicks({ times: [0.5], sampleRate: 8000, length: 8000 }), {
      sampleRate: 8000,
      hopLength: 160,
      nFft: 400,
    });
    expect(strength.indexOf(Math.max(...strength))).toBe(25);
    expect(onsetStrengthFromSpectrogram(framesOf([0, 0], [9, 1], [5, 6]), { center: false })).toEqual(Float64Array.of(0, 5, 2.5));
  });

  parity('librosa', 'librosa.onset.onset_strength', ([x], options, { inputs }) => {
    if ('S' in inputs) return onsetStrengthFromSpectrogram(x as NdArray<Float64Array>, named(options, true));
    return onsetStrength(x as Y as Float64Array, { ...named(options, false), compat: 'librosa' });
  });
  parity('librosa', 'librosa.onset.onset_strength_multi', ([y], options) => onsetStrengthMulti(y as Float64Array, options));

  test('a channel does not depend on the one beside it, but in compat the loudest decides', () => {
    expectBatchOfSignals((y) => onsetStrengthMulti(y, { ...SR, nMels: 20, nFft: 256, hopLength: 64 }), 700);
    const both = nd(Float64Array.of(...noise(3000, 1), ...noise(3000, 2).map((v) => 3e-5 * v)), [2, 3000]);
    const quiet = (compat: 'librosa' | null) => numbers(onsetStrength(both, { ...SR, compat })).slice(6);
    expect(Math.max(...quiet(null))).toBeGreaterThan(0);
    expect(Math.max(...quiet('librosa'))).toBe(0);
  });

  test('spectrograms of any layout', () => {
    expectBatchOfSpectrograms((S) => onsetStrengthMultiFromSpectrogram(S, { channels: [0, 2, 5], maxSize: 2, center: false }), 5, 4, true);
  });

  test('the mean over ranges is the mean of all, and ranges may overlap', () => {
    const y = noise(4000, 3);
    const all = onsetStrength(y, { ...SR, nMels: 8 });
    const parts = onsetStrengthMulti(y, { ...SR, nMels: 8, channels: [0, 2, 8] });
    all.forEach((v, t) => expect(0.25 * parts.get(0, t) + 0.75 * parts.get(1, t)).toBeCloseTo(v, 12));
    const bands = onsetStrengthMulti(y, { ...SR, nMels: 8, aggregate: false });
    expect(bands.shape).toEqual([8, 8]);
    const pairs = onsetStrengthMulti(y, {
      ...SR,
      nMels: 8,
      channels: [
        [0, 2],
        [1, 2],
      ],
      aggregate: 'max',
    });
    for (let t = 0; t < 8; t++) {
      expect(pairs.get(0, t)).toBe(Math.max(bands.get(0, t), bands.get(1, t)));
      expect(pairs.get(1, t)).toBe(bands.get(1, t));
    }
  });

  test('a reference of one’s own', () => {
    const S = framesOf([0, 0], [9, 1], [5, 6]);
    const options = { center: false, aggregate: 'sum' } as const;
    expect(onsetStrengthFromSpectrogram(S, { ...options, ref: S })).toEqual(Float64Array.of(0, 10, 5));
    expect(onsetStrengthFromSpectrogram(S, { ...options, ref: S, maxSize: 2 })).toEqual(Float64Array.of(0, 10, 5));
    expect(onsetStrengthFromSpectrogram(S, { ...options, maxSize: 2 })).toEqual(Float64Array.of(0, 10, 0));
    expect(onsetStrengthFromSpectrogram(S, { ...options, ref: framesOf([4, 4], [5, 5], [0, 0]) })).toEqual(Float64Array.of(0, 5, 1));
    expect(onsetStrengthFromSpectrogram(S, { ...options, aggregate: (v) => v[0]! - v[1]! })).toEqual(Float64Array.of(0, 8, -5));
  });

  test('medians are those of sorting', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }), (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        const half = values.length >> 1;
        expect(medianOf(Float64Array.from(values))).toBe(values.length % 2 ? sorted[half] : (sorted[half - 1]! + sorted[half]!) / 2);
      }),
    );
  });

  test('silence and one frame are 0; single precision stays single', () => {
    expect(onsetStrength(new Float64Array(3000), SR)).toEqual(new Float64Array(6));
    expect(onsetStrength(Float64Array.of(1), SR)).toEqual(new Float64Array(1));
    expect(onsetStrength(Float64Array.of(1), { ...SR, center: false, lag: 3 })).toEqual(new Float64Array(1));
    const y = noise(4000, 3);
    const single = onsetStrength(Float32Array.from(y), SR);
    expect(single).toBeInstanceOf(Float32Array);
    onsetStrength(y, SR).forEach((v, t) => expect(Math.abs(single[t]! - v)).toBeLessThan(1e-4));
    for (const x of disguises(y)) expect(numbers(onsetStrength(x as Float64Array, SR))).toEqual(numbers(onsetStrength(y, SR)));
  });

  test.each(
    [
      [{ lag: 0 }, '"lag" must be an integer >= 1, got 0'],
      [{ maxSize: 0.5 }, '"maxSize" must be an integer >= 1, got 0.5'],
      [{ detrend: 1 }, '"detrend" must be true or false, got 1'],
      [{ center: 0 }, '"center" must be true or false, got 0'],
      [{ topDb: -1 }, '"topDb" must be a finite number >= 0, got -1'],
      [{ compat: 'madmom' }, '"compat" must be one of "librosa", null, got "madmom"'],
      [{ aggregate: 'mode' }, '"aggregate" must be a function or one of "mean", "median", "max", "min", "sum", got "mode"'],
      [{ channels: [0, 5, 5] }, '"channels" must be ascending integers in [0, 8], got 5 and 5'],
      [{ channels: [0, 9] }, '"channels" must be ascending integers in [0, 8], got 0 and 9'],
      [{ channels: [3] }, '"channels" must hold at least two edges, got 1'],
      [{ channels: 3 }, '"channels" must be null, a list of edges or a list of pairs, got 3'],
      [{ sampleRate: null }, '"sampleRate" must be given in Hz, since the signal does not carry its rate'],
      [{ hopLenght: 3 }, '"hopLenght" is not an option; did you mean "hopLength"?'],
    ].map(([bad, message]) => [message, bad] as const),
  )('refuses: %s', (message, bad) => {
    expect(() => onsetStrengthMulti(noise(3000, 1), { ...SR, nMels: 8, ...(bad as object) })).toThrow(`onsetStrengthMulti: ${message}`);
  });

  test('refuses bad samples and a reference of another shape', () => {
    expect(() => onsetStrength(Float64Array.of(0, NaN), SR)).toThrow('onsetStrength: "y" must be finite, got NaN at index 1');
    expect(() => onsetStrength(new Float64Array(0), SR)).toThrow('onsetStrength: "y" must not be empty, got shape [0]');
    const S = framesOf([0, 0], [9, 1]);
    expect(() => onsetStrengthFromSpectrogram(S, { ref: framesOf([0, 0]) })).toThrow(
      'onsetStrengthFromSpectrogram: "ref" must have the shape of S, [2, 2], got [2, 1]',
    );
    expect(() => onsetStrengthFromSpectrogram(framesOf([0, Infinity]))).toThrow('"S" must be finite, got Infinity at [1, 0]');
    expect(() => onsetStrengthFromSpectrogram(S, { nFft: 0 })).toThrow('"nFft" must be an integer >= 1, got 0');
  });
});
