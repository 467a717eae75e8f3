import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type FloatArray } from '../../src/core/types.js';
import { multiplyMatrices } from '../../src/nn/matrix-product.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { draw, PATHS } from '../simd/paths.js';

afterEach(() => setEngine('auto'));

/** The product as its definition says, in double. */
function naive(m: number, n: number, k: number, a: FloatArray, aT: boolean, b: FloatArray, bT: boolean, c: FloatArray): Float64Array {
  const out = Float64Array.from(c);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      for (let q = 0; q < k; q++) out[i * n + j]! += a[aT ? q * m + i : i * k + q]! * b[bT ? j * k + q : q * n + j]!;
    }
  }
  return out;
}

describe.each(PATHS)('multiplyMatrices, $path', ({ array, bound, choice }) => {
  const check = (m: number, n: number, k: number, aT: boolean, bT: boolean, start: 'zeros' | 'add' | 'row'): void => {
    setEngine(choice);
    const a = array(draw(m * k, 1));
    const b = array(draw(k * n, 2));
    const c = array(draw(m * n, 3));
    const row = array(draw(n, 4));
    const before = start === 'add' ? c : start === 'zeros' ? new Float64Array(m * n) : Float64Array.from(c, (_, i) => row[i % n]!);
    const want = naive(m, n, k, a, aT, b, bT, before);
    const [aRow, aCol] = aT ? [1, m] : [k, 1];
    const [bRow, bCol] = bT ? [1, k] : [n, 1];
    multiplyMatrices({ m, n, k, a, aRow, aCol, b, bRow, bCol, c, start: start === 'row' ? row : start });
    expectClose(c, want, bound);
  };

  test('is the product, for every size, either way round', () => {
    const size = fc.integer({ min: 1, max: 40 });
    const start = fc.constantFrom('zeros', 'add', 'row' as const);
    fc.assert(
      fc.property(size, size, size, fc.boolean(), fc.boolean(), start, (m, n, k, aT, bT, how) => check(m, n, k, aT, bT, how)),
      { numRuns: 150 },
    );
  });

  test.each([
    [3, 5, 700, false, false],
    [130, 9, 300, true, false],
    [5, 17, 600, false, true],
    [2, 4200, 300, false, false], // more columns than fit at once
    [2, 4200, 300, true, true],
    [5000, 300, 3, false, false], // more rows
    [3, 500, 2500, false, true], // deeper
  ])('passes large matrices in pieces: %d x %d, %d deep', (m, n, k, aT, bT) => check(m, n, k, aT, bT, 'add'));

  test('applies an activation', () => {
    setEngine(choice);
    const [a, b, c] = [array(draw(12, 5)), array(draw(20, 6)), array(new Float64Array(15))];
    multiplyMatrices({ m: 3, n: 5, k: 4, a, aRow: 4, aCol: 1, b, bRow: 5, bCol: 1, c, activation: 'relu' });
    const want = naive(3, 5, 4, a, false, b, false, new Float64Array(15)).map((v) => Math.max(v, 0));
    expectClose(c, want, bound);
  });
});

test('a row has the same bits alone and among others', () => {
  const [a, b] = [draw(10 * 700, 7), draw(700 * 30, 8)];
  const all = new Float32Array(300);
  multiplyMatrices({ m: 10, n: 30, k: 700, a, aRow: 700, aCol: 1, b, bRow: 30, bCol: 1, c: all });
  for (let i = 0; i < 10; i++) {
    const one = new Float32Array(30);
    multiplyMatrices({ m: 1, n: 30, k: 700, a: a.subarray(i * 700, (i + 1) * 700), aRow: 700, aCol: 1, b, bRow: 30, bCol: 1, c: one });
    expect(one).toEqual(all.subarray(i * 30, (i + 1) * 30));
  }
});
