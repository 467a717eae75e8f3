import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { axisSort, countUnique, cyclicGradient, phasor, shear, sparsifyRows } from '../../src/frame/index.js';
import { expectClose } from '../support/close.js';
import { flatten } from '../support/golden.js';
import { type GoldenArray } from '../support/npy.js';
import { parity } from '../support/parity.js';

type Matrix = NdArray<Float64Array>;
const numbers = (x: unknown): number[] => Array.from(flatten(x).data);
const matrix = (data: number[], columns: number): Matrix => nd(Float64Array.from(data), [data.length / columns, columns]);

describe('shear', () => {
  parity('librosa', 'librosa.util.shear', ([X], options) => shear(X as Matrix, options));

  test('is undone by its opposite, along either axis', () => {
    const X = matrix([1, 2, 3, 4, 5, 6], 3);
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.constantFrom(-1, 0, 1), (factor, axis) => {
        const there = shear(X, { factor, axis });
        expect(numbers(shear(there, { factor: -factor, axis }))).toEqual(numbers(X));
        expect(numbers(shear(X.transpose(1, 0), { factor, axis: axis === 0 ? 1 : 0 }).transpose(1, 0))).toEqual(numbers(there));
      }),
      { numRuns: 30 },
    );
  });
});

describe('axisSort', () => {
  test('the worked example', () => {
    expect(axisSort(matrix([0, 9, 5, 1], 2)).idx).toEqual(Int32Array.of(1, 0));
  });

  // librosa's sort does not keep the order of equal keys: they are put into its order by fractions.
  parity('librosa', 'librosa.util.axis_sort', ([S], { axis }, golden) => {
    const theirs = Array.from((golden.outputs[1]!.value as GoldenArray).data);
    let column = 0;
    const value = (line: Float64Array): number => line.indexOf(Math.max(...line)) + theirs.indexOf(column++) / 1000;
    return axisSort(S as Matrix, { axis: axis as number, value });
  });

  test('rows, other keys, and memory in its order', () => {
    const S = nd(Float32Array.of(0, 3, 9, 1, 5, 2), [2, 3], [1, 2]);
    expect(axisSort(S).idx).toEqual(Int32Array.of(1, 2, 0));
    const { S: sorted, idx } = axisSort(S, { axis: 0, value: (row) => row[0]! * -1 });
    expect(idx).toEqual(Int32Array.of(1, 0));
    expect(sorted.stride).toEqual([1, 2]);
    expect(numbers(sorted)).toEqual([3, 1, 2, 0, 9, 5]);
  });
});

describe('sparsifyRows', () => {
  test('the worked example', () => {
    expect(sparsifyRows(Float64Array.of(5, -0.5, 4, 1), { quantile: 0.1 })).toEqual(Float64Array.of(5, 0, 4, 1));
  });

  parity('librosa', 'librosa.util.sparsify_rows', ([x], options) => sparsifyRows(x as Matrix, options));

  test('loses less than the share, and nothing of silence', () => {
    const share = fc.double({ min: 0, max: 0.99, noNaN: true });
    const value = fc.integer({ min: -99, max: 99 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), share, (row, quantile) => {
        const sum = (x: Iterable<number>): number => [...x].reduce((a, b) => a + Math.abs(b), 0);
        const kept = sparsifyRows(Float64Array.from(row), { quantile });
        expect(sum(row) - sum(kept)).toBeLessThanOrEqual(quantile * sum(row));
        kept.forEach((v, i) => expect([0, row[i]]).toContain(v + 0));
      }),
      { numRuns: 40 },
    );
    expect(numbers(sparsifyRows(nd(new Float64Array(4), [2, 2])))).toEqual([0, 0, 0, 0]);
  });
});

describe('cyclicGradient', () => {
  test('the worked example', () => {
    expect(cyclicGradient(Float64Array.of(0, 1, 4, 9))).toEqual(Float64Array.of(-4, 2, 4, -2));
  });

  parity('librosa', 'librosa.util.cyclic_gradient', ([data], options) => cyclicGradient(data as Float64Array, options));

  test('a single value has none; axes', () => {
    expect(cyclicGradient(Float32Array.of(7))).toEqual(Float32Array.of(0));
    expect(numbers(cyclicGradient(matrix([1, 2, 5, 9], 2), { axis: 0 }))).toEqual([0, 0, 0, 0]);
    expect(() => cyclicGradient(Float64Array.of(1, Infinity, 0))).toThrow(
      'cyclicGradient: "data" holds values for which the result overflows',
    );
  });
});

describe('countUnique', () => {
  parity('librosa', 'librosa.util.count_unique', ([data], options) => countUnique(data as Matrix, options));

  test('one count for a row, several for a matrix', () => {
    expect(countUnique(Float64Array.of(1, 2, 2, 3))).toBe(3);
    expect(countUnique(Float32Array.of(0, -0))).toBe(1);
    expect(numbers(countUnique(matrix([1, 2, 1, 3], 2), { axis: 0 }))).toEqual([1, 2]);
  });
});

describe('phasor', () => {
  parity('librosa', 'librosa.util.phasor', ([angles]) => phasor(angles as Matrix));

  test('magnitudes: one, or one each', () => {
    expectClose(phasor(Float64Array.of(0, Math.PI / 2), { mag: 2 }).data, [2, 0, 0, 2], 1e-15);
    const z = phasor(nd(Float64Array.of(0, Math.PI), [2, 1], [1, 2]), { mag: nd(Float64Array.of(3, 4), [2, 1]) });
    expect(z.shape).toEqual([2, 1, 2]);
    expectClose(z, [3, 0, -4, 0], 1e-15);
    expect(phasor(Float32Array.of(1)).data).toBeInstanceOf(Float32Array);
  });
});

test.each<[() => unknown, string]>([
  [() => shear(matrix([1], 1), { factor: 0.5 }), 'shear: "factor" must be an integer in [-2147483648, 2147483648], got 0.5'],
  [() => shear(nd(new Float64Array(8), [2, 2, 2])), 'shear: "X" must be a matrix, got the shape [2, 2, 2]'],
  [() => axisSort(matrix([1, 2], 2), { axis: 2 }), 'axisSort: "axis" must be an integer in [-1, 1], got 2'],
  [() => axisSort(matrix([1, 2], 2), { value: () => NaN }), 'axisSort: "value" must give a finite number, got NaN for line 0'],
  [() => axisSort(matrix([1, NaN], 2)), 'axisSort: "S" must be finite, got NaN at index 0'],
  [() => sparsifyRows(Float64Array.of(1), { quantile: 1 }), 'sparsifyRows: "quantile" must be in [0, 1), got 1'],
  [() => sparsifyRows(nd(new Float64Array(1), [1, 1, 1])), 'sparsifyRows: "x" must have one or two axes, got the shape [1, 1, 1]'],
  [() => phasor(Float64Array.of(1), { mag: Float64Array.of(1, 2) }), 'phasor: "mag" must have the shape of angles, [1], got [2]'],
  [() => phasor(Float64Array.of(NaN)), 'phasor: "angles" must be finite, below 2^40 in magnitude, got NaN'],
  [() => phasor(Float64Array.of(1), { mag: Float64Array.of(NaN) }), 'phasor: "mag" holds values for which the result overflows'],
  [() => phasor(Float64Array.of(1), { mag: NaN }), 'phasor: "mag" must be a finite number, got NaN'],
  [() => countUnique(Float64Array.of(NaN)), 'countUnique: "data" must be finite, got NaN at index 0'],
])('refuses %#', (call, message) => {
  expect(call).toThrow(message);
});
