import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import { remix, type SampleIntervals } from '../../src/effects/index.js';
import { ParameterError } from '../../src/index.js';
import { parity } from '../support/parity.js';

describe('remix', () => {
  const y = Float64Array.of(1, 2, -1, -2, -3, 4, 5, 6);

  test('parts in a new order; ends move to the nearest crossing, the later of two', () => {
    const parts = [
      [6, 8],
      [0, 1],
    ] as [number, number][];
    expect([...remix(y, parts, { alignZeros: false })]).toEqual([5, 6, 1]);
    expect([...remix(y, parts)]).toEqual([4, 5, 6, 1, 2]); // crossings at 0, 2, 5 and 8: [5, 8] and [0, 2]
  });

  parity('librosa', 'librosa.effects.remix', ([x, intervals], o) => remix(x as Float64Array, intervals as SampleIntervals, o));

  test('pieces side by side give the whole back, whatever the ends', () => {
    const random = createRandom(1);
    const x = Float64Array.from({ length: 200 }, () => random.normal());
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 9 }), fc.boolean(), (cuts, alignZeros) => {
        const ends = [0, ...cuts.sort((a, b) => a - b), 200];
        const parts = ends.slice(1).map((end, i) => [ends[i]!, end] as const);
        expect(remix(x, parts, { alignZeros })).toEqual(x);
        expect(remix(x, nd(Int32Array.from(parts.flat()), [parts.length, 2]), { alignZeros })).toEqual(x);
      }),
      { numRuns: 40 },
    );
  });

  test('channels are cut alike, at the crossings of their mean', () => {
    const both = nd(Float32Array.of(1, 1, 1, 1, 0, -3, 3, 0), [2, 4]); // the mean: 0.5, -1, 2, 0.5, with crossings at 0, 1, 2 and the end
    const out = remix(both, [[1, 2]]) as NdArray<Float32Array>;
    expect(out.shape).toEqual([2, 1]);
    expect(toRowMajor(out)).toEqual(Float32Array.of(1, -3));
  });

  test.each<[unknown, string]>([
    [[], 'remix: "intervals" must not be empty'],
    [[[0, 9]], 'remix: "intervals" must be integers, 0 <= first <= behind <= 8, got [0, 9] at index 0'],
    [
      [
        [0, 1],
        [-1, 2],
      ],
      'remix: "intervals" must be integers, 0 <= first <= behind <= 8, got [-1, 2] at index 1',
    ],
    [[[3, 2]], 'remix: "intervals" must be integers, 0 <= first <= behind <= 8, got [3, 2] at index 0'],
    [[[0, 1.5]], 'remix: "intervals" must be integers, 0 <= first <= behind <= 8, got [0, 1.5] at index 0'],
    [nd(new Int32Array(3), [3, 1]), 'remix: "intervals" must have shape [parts, 2], got shape [3, 1]'],
    [nd(new Int32Array(0), [0, 2]), 'remix: "intervals" must not be empty'],
  ])('refuses %o', (intervals, message) => {
    expect(() => remix(y, intervals as SampleIntervals)).toThrow(ParameterError);
    expect(() => remix(y, intervals as SampleIntervals)).toThrow(message);
  });

  test('refuses other types, other options and NaN', () => {
    expect(() => remix(y, [1, 2] as unknown as SampleIntervals)).toThrow(
      'remix: "intervals" must be a list of pairs or an ndarray of shape [parts, 2], got an array of 2',
    );
    expect(() => remix(y, [[0, 1]], { align: true } as object)).toThrow('remix: "align" is not an option');
    expect(() => remix(Float64Array.of(NaN), [[0, 1]])).toThrow('remix: "y" must be finite, got NaN at index 0');
  });
});
