import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { nnls } from '../../src/frame/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

type Matrix = NdArray<Float64Array>;
const matrix = (data: ArrayLike<number>, columns: number): Matrix => nd(Float64Array.from(data), [data.length / columns, columns]);

/** Expects what marks the solution (Karush, Kuhn and Tucker): no value and no slope is negative, and one of the two is 0. */
function expectBest(A: Matrix, b: Float64Array, x: Float64Array): void {
  const [m, n] = A.shape as [number, number];
  const residual = b.map((v, i) => v - x.reduce((sum, value, j) => sum + A.get(i, j) * value, 0));
  const scale = Math.max(...A.data.map(Math.abs)) * Math.max(...b.map(Math.abs)) * m || 1;
  for (let j = 0; j < n; j++) {
    const gain = residual.reduce((sum, r, i) => sum + r * A.get(i, j), 0);
    expect(x[j]).toBeGreaterThanOrEqual(0);
    expect(gain).toBeLessThanOrEqual(1e-12 * scale);
    if (x[j]! > 0) expect(Math.abs(gain)).toBeLessThanOrEqual(1e-12 * scale);
  }
}

describe('nnls', () => {
  test('the worked example', () => {
    expectClose(nnls(matrix([1, 0, 1, 1, 0, 1], 2), Float64Array.of(2, 1, -1)), [1.5, 0], 1e-15);
  });

  // librosa's L-BFGS-B stops when little changes; the next test says that ours is the solution.
  parity('librosa', 'librosa.util.nnls', ([A, B]) => nnls(A as Matrix, B as Matrix), {
    relative: 1e-3,
    oracleError: 'librosa stops before the end',
  });

  test('finds the solution: tall, wide, with equal columns and columns of zeros', () => {
    const value = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 8 }), fc.infiniteStream(value), (m, n, stream) => {
        const next = (size: number): Float64Array => Float64Array.from({ length: size }, () => stream.next().value as number);
        const A = matrix(next(m * n), n);
        const b = next(m);
        expectBest(A, b, nnls(A, b));
      }),
      { numRuns: 200 },
    );
  });

  test('finds what made the data, also from columns that are nearly alike', () => {
    const { uniform } = createRandom(1);
    const A = matrix(
      Float64Array.from({ length: 60 * 20 }, (_, k) => 1 + 1e-3 * uniform() + (k % 20 === 3 ? 1e5 : 0)),
      20,
    );
    const x = Float64Array.from({ length: 20 }, (_, j) => (j % 3 ? 0 : uniform()));
    const b = Float64Array.from({ length: 60 }, (_, i) => x.reduce((sum, v, j) => sum + A.get(i, j) * v, 0));
    expectClose(nnls(A, b), x, 1e-6); // the condition is 1e9: of 16 digits of b there are 7 left
  });

  test('columns, channels and precision', () => {
    const A = matrix([1, 0, 1, 1, 0, 1], 2);
    const B = nd(Float32Array.of(2, 1, -1, 0, 1, 1, 0, 0, 0, -1, -1, -1), [2, 3, 2], [6, 1, 3]);
    const X = nnls(A, B);
    expect(X.shape).toEqual([2, 2, 2]);
    expect(X.data).toBeInstanceOf(Float32Array);
    expectClose(X.data, [1.5, 0, 0, 1, 0, 0, 0, 0], 1e-7);
  });

  test.each<[() => unknown, string]>([
    [() => nnls(matrix([1, 2], 1), Float64Array.of(1)), 'nnls: "B" must have 2 rows as A has, got 1'],
    [() => nnls(matrix([1, NaN], 1), Float64Array.of(1, 2)), 'nnls: "A" must be finite, got NaN at row 1, column 0'],
    [() => nnls(matrix([1, 2], 1), Float64Array.of(1, Infinity)), 'nnls: "B" must be finite, got Infinity at [1, 0]'],
    [() => nnls([], Float64Array.of(1)), 'nnls: "A" must not be empty'],
    [() => nnls([[1e-300]], Float64Array.of(1e300)), 'nnls: "B" is too large: values up to 1e+300 overflow; scale it down'],
  ])('refuses %#', (call, message) => {
    expect(call).toThrow(message);
  });
});
