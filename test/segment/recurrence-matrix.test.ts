import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { recurrenceMatrix, type RecurrenceMatrixOptions } from '../../src/segment/index.js';
import { expectClose } from '../support/close.js';
import { flatten } from '../support/golden.js';
import { parity } from '../support/parity.js';

const run =
  (compat: 'librosa' | null) =>
  ([data]: unknown[], options: RecurrenceMatrixOptions): NdArray<Float64Array> =>
    recurrenceMatrix(data as NdArray<Float64Array>, { ...options, compat });
const column = (R: NdArray, j: number): number[] => Array.from({ length: R.shape[0]! }, (_, i) => R.get(i, j));
const LINE = Float64Array.of(0, 4, 0.1, 4.1, 0.2, 9);

describe('recurrenceMatrix', () => {
  test('the worked examples', () => {
    expect(column(recurrenceMatrix(LINE, { k: 2 }), 0)).toEqual([0, 0, 1, 0, 1, 0]);
    expectClose(column(recurrenceMatrix(LINE, { k: 2, mode: 'distance' }), 5), [0, 5, 0, 4.9, 0, 0], 1e-15);
    expectClose(recurrenceMatrix(LINE, { k: 2, mode: 'affinity', bandwidth: 1 }).get(2, 0), Math.exp(-0.1), 1e-15);
  });

  parity('librosa', 'librosa.segment.recurrence_matrix', run('librosa'));
  parity('librosa', 'librosa.segment.recurrence_matrix', run(null), {
    only: (g) => 'mode' in g.params,
    because: "librosa's connectivity does not link the nearest",
  });

  test('links the nearest, the earlier of two that are equally far, and none within the width', () => {
    const value = fc.integer({ min: 0, max: 9 }); // many ties
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 7, maxLength: 30 }),
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 1, max: 9 }),
        (x, width, k) => {
          const R = recurrenceMatrix(Float64Array.from(x), { k, width });
          x.forEach((v, i) => {
            const order = [...x.keys()]
              .filter((j) => Math.abs(i - j) >= width)
              .sort((a, b) => Math.abs(x[a]! - v) - Math.abs(x[b]! - v) || a - b);
            const expected = x.map(() => 0);
            for (const j of order.slice(0, k)) expected[j] = 1;
            expect(column(R, i)).toEqual(expected);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  test('sym keeps what goes both ways, self adds the diagonal', () => {
    const R = recurrenceMatrix(LINE, { k: 2, sym: true });
    expect(column(R, 5)).toEqual([0, 0, 0, 0, 0, 0]); // nobody is near to the last
    expect(column(recurrenceMatrix(LINE, { k: 2, sym: true, self: true }), 5)).toEqual([0, 0, 0, 0, 0, 1]);
    for (let i = 0; i < 6; i++) expect(column(R, i)).toEqual(Array.from({ length: 6 }, (_, j) => R.get(i, j)));
    expect(column(recurrenceMatrix(LINE, { k: 2, mode: 'affinity', self: true }), 5)[5]).toBe(1);
  });

  test('equal frames have affinity 1, silence too; librosa does not link them', () => {
    const x = Float64Array.of(1, 1, 1, 5, 5, 9);
    expect(column(recurrenceMatrix(x, { k: 2, mode: 'affinity', bandwidth: 1 }), 0)).toEqual([0, 1, 1, 0, 0, 0]);
    expectClose(
      column(recurrenceMatrix(x, { k: 2, mode: 'affinity', bandwidth: 1, compat: 'librosa' }), 0),
      [0, 0, 0, Math.exp(-4), Math.exp(-4), 0],
      1e-15,
    );
    const silence = recurrenceMatrix(new Float64Array(5), { k: 1, mode: 'affinity', bandwidth: 'gmean_k' });
    expect(column(silence, 0)).toEqual([0, 1, 0, 0, 0]);
    expect(() => recurrenceMatrix(new Float64Array(5), { mode: 'affinity', compat: 'librosa' })).toThrow(
      'recurrenceMatrix: "bandwidth" cannot be estimated, since no frames are linked',
    );
  });

  test('a matrix of bandwidths lies as the result does, in librosa transposed', () => {
    const bandwidth = nd(
      Float64Array.from({ length: 36 }, (_, i) => i + 1),
      [6, 6],
    );
    const options = { k: 2, mode: 'affinity', bandwidth } as const;
    expectClose(recurrenceMatrix(LINE, options).get(2, 0), Math.exp(-0.1 / 13), 1e-15);
    expectClose(recurrenceMatrix(LINE, { ...options, compat: 'librosa' }).get(2, 0), Math.exp(-0.1 / 3), 1e-15);
  });

  test('axis, channels and precision', () => {
    const frames = nd(
      Float64Array.from({ length: 24 }, (_, i) => Math.sin(i * i)),
      [4, 6],
    );
    const R = recurrenceMatrix(frames, { k: 2 });
    expect(flatten(recurrenceMatrix(frames.transpose(1, 0), { k: 2, axis: 0 })).data).toEqual(flatten(R).data);
    expect(flatten(recurrenceMatrix(nd(frames.data, [2, 2, 6]), { k: 2 })).data).toEqual(flatten(R).data);
    expect(recurrenceMatrix(Float32Array.from(LINE)).data).toBeInstanceOf(Float32Array);
  });

  test.each<[RecurrenceMatrixOptions, string]>([
    [{ k: 0 }, '"k" must be an integer >= 1, got 0'],
    [{ width: 2 }, '"width" must be an integer in [1, 1], got 2'],
    [
      { metric: 'cosin' as 'cosine' },
      '"metric" must be one of "euclidean", "sqeuclidean", "cityblock", "chebyshev", "cosine", "correlation", "canberra", got "cosin"; did you mean "cosine"?',
    ],
    [{ mode: 'affinity', bandwidth: 0 }, '"bandwidth" must be a finite number > 0, got 0'],
    [{ mode: 'affinity', bandwidth: nd(new Float64Array(36), [6, 6]) }, '"bandwidth" must hold finite numbers > 0, got 0'],
    [{ mode: 'affinity', bandwidth: nd(new Float64Array(6), [6, 1]) }, '"bandwidth" must have the shape [6, 6], got [6, 1]'],
    [
      { k: 1, mode: 'affinity', bandwidth: 'mean_k', sym: true },
      '"bandwidth" must be a number or "med_k_scalar" here, since frame 4 has no neighbours',
    ],
    [{ sparse: true } as RecurrenceMatrixOptions, '"sparse" is not an option'],
  ])('refuses %o', (options, message) => {
    expect(() => recurrenceMatrix(LINE, options)).toThrow(`recurrenceMatrix: ${message}`);
  });

  test('refuses too few frames and bad values', () => {
    expect(() => recurrenceMatrix(new Float64Array(4))).toThrow('recurrenceMatrix: "data" must have at least 5 frames, got 4');
    expect(() => recurrenceMatrix(Float64Array.of(1, NaN, 2, 3, 4))).toThrow('recurrenceMatrix: "data" must be finite, got NaN in frame 1');
    expect(() => recurrenceMatrix(Float64Array.of(1e300, 0, 0, -1e300, 0))).toThrow(
      'recurrenceMatrix: "data" is too large: distances overflow; scale it down',
    );
    expect(() => recurrenceMatrix([1, 2] as unknown as Float64Array)).toThrow(TypeError);
  });
});
