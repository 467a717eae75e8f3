import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { peakPick, type PeakPickOptions } from '../../src/frame/index.js';
import { parity } from '../support/parity.js';

const RULE = { preMax: 1, postMax: 2, preAvg: 2, postAvg: 3, delta: 0.5, wait: 0 };

describe('peakPick', () => {
  test('the worked example', () => {
    const x = Float64Array.of(0, 1, 0, 0, 3, 2, 0, 1, 0);
    expect(peakPick(x, RULE)).toEqual(Int32Array.of(1, 4));
    expect(peakPick(x, { ...RULE, delta: 0, wait: 3, sparse: false })).toEqual(Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 1, 0));
  });

  parity('librosa', 'librosa.util.peak_pick', ([x], options) => peakPick(x as Float64Array, options as unknown as PeakPickOptions));

  test('every peak keeps the three conditions, and nothing that keeps them is left out', () => {
    const whole = fc.integer({ min: 0, max: 4 });
    const values = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.tuple(whole, whole, whole, whole, whole), (values, [preMax, postMax, preAvg, postAvg, wait]) => {
        const rule = { preMax, postMax: postMax + 1, preAvg, postAvg: postAvg + 1, delta: 0.25, wait };
        const expected: number[] = [];
        values.forEach((v, n) => {
          const around = values.slice(Math.max(0, n - preMax), n + postMax + 1);
          const near = values.slice(Math.max(0, n - preAvg), n + postAvg + 1);
          const mean = near.reduce((a, b) => a + b, 0) / near.length;
          const rested = expected.length === 0 || n - expected.at(-1)! > wait;
          if (rested && v === Math.max(...around) && v >= mean + 0.25) expected.push(n);
        });
        expect([...peakPick(Float64Array.from(values), rule)]).toEqual(expected);
      }),
    );
  });

  test('along any axis, in single precision too', () => {
    const rows = nd(Float32Array.of(0, 2, 0, 5, 0, 0), [2, 3]);
    const options = { ...RULE, sparse: false } as const;
    expect((peakPick(rows, options) as NdArray<Uint8Array>).data).toEqual(Uint8Array.of(0, 1, 0, 1, 0, 0));
    expect((peakPick(rows.transpose(1, 0), { ...options, axis: 0 }) as NdArray<Uint8Array>).shape).toEqual([3, 2]);
  });

  test('a constant has no peaks above its mean, and one value is a peak if nothing is asked', () => {
    expect(peakPick(new Float64Array(5), RULE)).toEqual(new Int32Array(0));
    expect(peakPick(Float64Array.of(-1), { ...RULE, delta: 0 })).toEqual(Int32Array.of(0));
  });

  test.each([
    [{ preMax: -1 }, 'peakPick: "preMax" must be an integer >= 0, got -1'],
    [{ postMax: 0 }, 'peakPick: "postMax" must be an integer >= 1, got 0'],
    [{ postAvg: undefined }, 'peakPick: "postAvg" must be given'],
    [{ wait: 0.5 }, 'peakPick: "wait" must be an integer >= 0, got 0.5'],
    [{ delta: -1 }, 'peakPick: "delta" must be a finite number >= 0, got -1'],
    [{ delta: undefined }, 'peakPick: "delta" must be given'],
    [{ sparse: 1 }, 'peakPick: "sparse" must be true or false, got 1'],
    [{ axis: 1 }, 'peakPick: "axis" must be an integer in [-1, 0], got 1'],
    [{ preMaxx: 1 }, 'peakPick: "preMaxx" is not an option; did you mean "preMax"?'],
  ])('refuses %o', (bad, message) => {
    expect(() => peakPick(Float64Array.of(1, 2), { ...RULE, ...bad } as PeakPickOptions)).toThrow(message);
  });

  test('refuses what has no values, bad ones, or too many axes', () => {
    expect(() => peakPick(new Float64Array(0), RULE)).toThrow('peakPick: "x" must not be empty, got shape [0]');
    expect(() => peakPick(Float64Array.of(0, NaN), RULE)).toThrow('peakPick: "x" must be finite, got NaN at index 1');
    expect(() => peakPick(nd(new Float64Array(4), [2, 2]), RULE)).toThrow(
      'peakPick: "sparse" must be false for more than one axis, got shape [2, 2]',
    );
  });
});
