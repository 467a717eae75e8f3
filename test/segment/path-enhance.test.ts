import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { type NdArray, nd } from '../../src/core/nd.js';
import { diagonalFilter } from '../../src/filterbank/index.js';
import { type ImageEdge, pathEnhance, type PathEnhanceOptions, recurrenceMatrix } from '../../src/segment/index.js';
import { expectClose } from '../support/close.js';
import { flatten } from '../support/golden.js';
import { parity } from '../support/parity.js';

type Matrix = NdArray<Float64Array>;

/** A matrix of random numbers, a share of them 0. */
function some(rows: number, columns: number, share: number): Matrix {
  const { uniform } = createRandom(7);
  return nd(
    Float64Array.from({ length: rows * columns }, () => (uniform() < share ? 0 : uniform())),
    [rows, columns],
  );
}

/** The place of index `i` under each rule for edges, as scipy draws them; -1 for the constant. */
function source(i: number, n: number, mode: ImageEdge): number {
  const line = Array.from({ length: n }, (_, k) => k);
  const back = [...line].reverse();
  const period = mode === 'reflect' ? [...line, ...back] : mode === 'mirror' ? [...line, ...back.slice(1, -1)] : line;
  if (mode === 'nearest') return Math.min(Math.max(i, 0), n - 1);
  if (mode === 'constant' && (i < 0 || i >= n)) return -1;
  return period[((i % period.length) + period.length) % period.length]!;
}

/** The definition, word for word. */
function slow(R: Matrix, n: number, ratios: number[], zeroMean: boolean, mode: ImageEdge, cval: number): number[] {
  const [rows, columns] = R.shape as [number, number];
  const out = new Array<number>(rows * columns).fill(-Infinity);
  for (const slope of ratios) {
    const K = diagonalFilter('hann', n, { slope, zeroMean });
    const size = K.shape[0]!;
    for (let k = 0; k < out.length; k++) {
      let sum = 0;
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < size; b++) {
          const i = source(Math.floor(k / columns) - a + (size >> 1), rows, mode);
          const j = source((k % columns) - b + (size >> 1), columns, mode);
          sum += K.get(a, b) * (i < 0 || j < 0 ? cval : R.get(i, j));
        }
      }
      out[k] = Math.max(out[k]!, sum);
    }
  }
  return out;
}

describe('pathEnhance', () => {
  test('the worked example', () => {
    const R = recurrenceMatrix(Float64Array.of(1, 5, 9, 1, 5, 9), { k: 1 });
    const smooth = pathEnhance(R, { n: 5, maxRatio: 1.5 });
    expect(smooth.shape).toEqual([6, 6]);
    expect(smooth.get(4, 1)).toBeGreaterThan(smooth.get(2, 1));
  });

  parity('librosa', 'librosa.segment.path_enhance', ([R], options) => pathEnhance(R as Matrix, options as PathEnhanceOptions));

  test.each<[ImageEdge, number, boolean]>([
    ['reflect', 0.9, false],
    ['reflect', 0.1, true],
    ['mirror', 0.1, false],
    ['nearest', 0.9, true],
    ['wrap', 0.1, false],
    ['constant', 0.1, true],
  ])('is the convolution it says: %s, %d of it 0, zeroMean %o', (mode, share, zeroMean) => {
    const R = some(9, 7, share);
    for (const n of [6, 7]) {
      const expected = slow(R, n, [0.5, 1, 2], zeroMean, mode, 0.3);
      const got = pathEnhance(R, { n, nFilters: 3, zeroMean, clip: false, mode, cval: 0.3 });
      expectClose(got, nd(Float64Array.from(expected), [9, 7]), 1e-14);
    }
  });

  test('both ways of convolving agree, channels are apart, and what is 0 about 0 stays 0', () => {
    const R = nd(new Float64Array(2 * 40 * 40), [2, 40, 40]);
    for (let i = 0; i < 40; i++) R.set(0, i, i, 1);
    R.data.set(some(40, 40, 0).data, 1600);
    const both = pathEnhance(R, { n: 9 });
    for (const channel of [0, 1]) expect(flatten(both.pick(channel)).data).toEqual(flatten(pathEnhance(R.pick(channel), { n: 9 })).data);
    expect(both.get(0, 0, 39)).toBe(0);
    expect(pathEnhance(nd(new Float32Array(4), [2, 2]), { n: 3 }).data).toEqual(new Float32Array(4));
  });

  test.each<[PathEnhanceOptions, string]>([
    [{}, '"n" must be an integer >= 1, got NaN'],
    [{ n: 5, maxRatio: 0 }, '"maxRatio" must be a finite number > 0, got 0'],
    [{ n: 5, maxRatio: 2, minRatio: 3 }, '"minRatio" must be <= maxRatio = 2, got 3'],
    [{ n: 5, nFilters: 0 }, '"nFilters" must be an integer >= 1, got 0'],
    [
      { n: 5, mode: 'reflected' as 'reflect' },
      '"mode" must be one of "reflect", "mirror", "nearest", "wrap", "constant", got "reflected"; did you mean "reflect"?',
    ],
    [{ n: 2 }, '"window" must leave something of 2 samples, got the sum 0'],
  ])('refuses %o', (options, message) => {
    expect(() => pathEnhance(some(4, 4, 0), options)).toThrow(`pathEnhance: ${message}`);
  });

  test('refuses values that are not finite', () => {
    expect(() => pathEnhance(nd(Float64Array.of(0, NaN), [2, 1]), { n: 3 })).toThrow('pathEnhance: "R" must be finite, got NaN at [1, 0]');
  });
});
