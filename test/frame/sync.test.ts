import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { fixFrames, type FixFramesOptions, sync, type SyncOptions } from '../../src/frame/index.js';
import { flatten } from '../support/golden.js';
import { parity } from '../support/parity.js';

const ROW = Float64Array.of(1, 2, 3, 4, 5, 9);

describe('fixFrames', () => {
  test('the worked examples', () => {
    expect(fixFrames([7, 3, 3], { xMax: 9 })).toEqual(Int32Array.of(0, 3, 7, 9));
    expect(fixFrames([7, 3, 12], { xMax: 9, pad: false })).toEqual(Int32Array.of(3, 7));
  });

  parity('librosa', 'librosa.util.fix_frames', ([frames], options) => fixFrames(frames as Float64Array, options));

  test('without bounds, and beyond them', () => {
    expect(fixFrames([], { xMin: null })).toEqual(new Int32Array(0));
    expect(fixFrames([5, 2], { xMin: null })).toEqual(Int32Array.of(2, 5));
    expect(fixFrames([1, 50], { xMin: 4, xMax: 9 })).toEqual(Int32Array.of(4, 9));
    expect(fixFrames([1, 50], { xMin: null, xMax: 9, pad: false })).toEqual(Int32Array.of(1));
  });

  test.each<[number[], FixFramesOptions, string]>([
    [[-1], {}, 'fixFrames: "frames" must hold integers >= 0, got -1 at index 0'],
    [[1, 2.5], {}, 'fixFrames: "frames" must hold integers >= 0, got 2.5 at index 1'],
    [[1], { xMin: 5, xMax: 4 }, 'fixFrames: "xMax" must be an integer >= 5, got 4'],
  ])('refuses %o %o', (frames, options, message) => {
    expect(() => fixFrames(frames, options)).toThrow(message);
  });
});

describe('sync', () => {
  test('the worked examples', () => {
    expect(sync(ROW, [2, 4])).toEqual(Float64Array.of(1.5, 3.5, 7));
    expect(sync(ROW, [[0, 6], [1, 2]], { aggregate: 'max' })).toEqual(Float64Array.of(9, 2)); // prettier-ignore
  });

  parity('librosa', 'librosa.util.sync', ([data, idx], options) =>
    sync(data as NdArray<Float64Array>, idx as Float64Array, {
      ...options,
      ...('aggregate' in options && { aggregate: (options['aggregate'] as string).slice(3) as 'median' }),
    }),
  );

  test('segments tile the data: their means, weighted by length, are the mean', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }), (bounds) => {
        const data = Float64Array.from({ length: 10 }, (_, i) => i * i);
        const all = fixFrames(bounds, { xMax: 10 });
        const means = sync(data, bounds);
        expect(means).toHaveLength(all.length - 1);
        expect(means.reduce((sum, m, s) => sum + m * (all[s + 1]! - all[s]!), 0)).toBeCloseTo(285, 10);
      }),
      { numRuns: 40 },
    );
  });

  test('aggregates, axes, order of memory and precision', () => {
    const by = (aggregate: SyncOptions['aggregate']): number[] => Array.from(sync(ROW, [4], { aggregate }));
    expect(by('median')).toEqual([2.5, 7]);
    expect(by('min')).toEqual([1, 5]);
    expect(by('max')).toEqual([4, 9]);
    expect(by((values) => values.length)).toEqual([4, 2]);
    const frames = nd(Float32Array.of(1, 10, 2, 20, 3, 30), [2, 3], [1, 2]);
    const S = sync(frames, [2]);
    expect(S.stride).toEqual([1, 2]);
    expect(S.data).toBeInstanceOf(Float32Array);
    expect(Array.from(flatten(S).data)).toEqual([1.5, 3, 15, 30]);
    expect(Array.from(flatten(sync(frames, [], { axis: 0 })).data)).toEqual([5.5, 11, 16.5]);
    const deep = nd(
      Float64Array.from({ length: 24 }, (_, i) => (7 * i) % 11),
      [2, 4, 3],
    );
    for (const aggregate of ['mean', 'min', 'max'] as const) {
      const own = {
        mean: (v: Float64Array) => (v[0]! + v[1]!) / 2,
        min: (v: Float64Array) => Math.min(...v),
        max: (v: Float64Array) => Math.max(...v),
      };
      const fast = sync(deep, [2], { axis: 1, aggregate });
      expect(Array.from(flatten(fast).data)).toEqual(Array.from(flatten(sync(deep, [2], { axis: 1, aggregate: own[aggregate] })).data));
    }
    expect(sync(ROW, nd(Int32Array.of(0, 1), [1, 2]))).toEqual(Float64Array.of(1));
  });

  test.each<[unknown, SyncOptions, string]>([
    [[3], { pad: false }, 'sync: "idx" must have two boundaries in [0, 6] without pad, got 1'],
    [[-3], {}, 'sync: "idx" must hold integers >= 0, got -3 at index 0'],
    [[[2, 2]], {}, 'sync: "idx" must hold segments [begin, end) in [0, 6], got [2, 2) as number 0'],
    [[[0, 7]], {}, 'sync: "idx" must hold segments [begin, end) in [0, 6], got [0, 7) as number 0'],
    [[[0, 1, 2]], {}, 'sync: "idx" must hold pairs [begin, end), got rows of 3'],
    [[1], { aggregate: 'mode' as 'mean' }, 'sync: "aggregate" must be one of "mean", "median", "min", "max", got "mode"'],
    [[1], { axis: 1 }, 'sync: "axis" must be an integer in [-1, 0], got 1'],
  ])('refuses %o %o', (idx, options, message) => {
    expect(() => sync(ROW, idx as number[], options)).toThrow(message);
  });

  test('refuses values that are not finite', () => {
    expect(() => sync(Float64Array.of(1, NaN), [1])).toThrow('sync: "data" must be finite, got NaN at index 1');
  });
});
