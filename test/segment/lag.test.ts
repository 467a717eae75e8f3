import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { lagToRecurrence, recurrenceToLag, timelagFilter } from '../../src/segment/index.js';
import { flatten } from '../support/golden.js';
import { parity } from '../support/parity.js';

type Matrix = NdArray<Float64Array>;
const numbers = (x: unknown): number[] => Array.from(flatten(x).data);
const square = (data: number[]): Matrix => nd(Float64Array.from(data), [Math.sqrt(data.length), Math.sqrt(data.length)]);

/** Medians over `size` columns, mirrored at the ends. */
function medians(S: Matrix, size: number): Matrix {
  const [rows, columns] = S.shape as [number, number];
  const at = (j: number): number => (j < 0 ? -j : j >= columns ? 2 * columns - 2 - j : j);
  const out = Array.from({ length: rows * columns }, (_, k) => {
    const window = Array.from({ length: size }, (_, d) => S.get(Math.floor(k / columns), at((k % columns) + d - (size >> 1))));
    return window.sort((a, b) => a - b)[size >> 1]!;
  });
  return nd(Float64Array.from(out), [rows, columns]);
}

describe('recurrenceToLag and lagToRecurrence', () => {
  parity('librosa', 'librosa.segment.recurrence_to_lag', ([rec], options) => recurrenceToLag(rec as Matrix, options));
  parity('librosa', 'librosa.segment.lag_to_recurrence', ([lag], options) => lagToRecurrence(lag as Matrix, options));

  test('there and back again, and where values go', () => {
    const value = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 16, maxLength: 16 }), fc.boolean(), fc.constantFrom(-1, 0, 1), (values, pad, axis) => {
        const R = square(values);
        const lag = recurrenceToLag(R, { pad, axis });
        const lags = pad ? 8 : 4;
        expect(lag.shape).toEqual(axis === 0 ? [4, lags] : [lags, 4]);
        for (let i = 0; i < 4; i++) {
          for (let j = 0; j < 4; j++) {
            const at = (i - j + lags) % lags;
            expect(axis === 0 ? lag.get(j, at) : lag.get(at, j)).toBe(axis === 0 ? R.get(j, i) : R.get(i, j));
          }
        }
        expect(numbers(lagToRecurrence(lag, { axis }))).toEqual(values);
      }),
      { numRuns: 20 },
    );
    expect(recurrenceToLag(nd(Float32Array.of(1), [1, 1])).data).toBeInstanceOf(Float32Array);
  });

  test.each<[() => unknown, string]>([
    [() => recurrenceToLag(nd(new Float64Array(6), [2, 3])), 'recurrenceToLag: "rec" must be square, got the shape [2, 3]'],
    [() => recurrenceToLag(square([1]), { axis: 2 }), 'recurrenceToLag: "axis" must be an integer in [-1, 1], got 2'],
    [() => recurrenceToLag(square([NaN])), 'recurrenceToLag: "rec" must be finite, got NaN at index 0'],
    [
      () => lagToRecurrence(nd(new Float64Array(6), [2, 3])),
      'lagToRecurrence: "lag" must have the shape [2 frames, frames] or [frames, frames], got [2, 3]',
    ],
    [
      () => lagToRecurrence(nd(new Float64Array(8), [4, 2]), { axis: 0 }),
      'lagToRecurrence: "lag" must have the shape [frames, 2 frames] or [frames, frames], got [4, 2]',
    ],
  ])('refuses %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('timelagFilter', () => {
  parity('librosa', 'librosa.segment.timelag_filter', ([R], { size, pad }) =>
    timelagFilter(medians, { pad: pad as boolean })(R as Matrix, (size as number[])[1]!),
  );

  test('refuses what is no filter, or changes the shape', () => {
    expect(() => timelagFilter(1 as unknown as typeof medians)).toThrow('timelagFilter: "filter" must be a function');
    expect(() => timelagFilter((lag: Matrix) => lag.hi(3, 2))(square([1, 2, 3, 4]))).toThrow('lagToRecurrence: "lag" must have the shape');
    // @ts-expect-error the compiler refuses it too
    expect(() => timelagFilter(medians, { index: 1 })).toThrow('timelagFilter: "index" is not an option');
  });
});
