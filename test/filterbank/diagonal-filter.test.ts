import { describe, expect, test } from 'vitest';
import { diagonalFilter, type DiagonalFilterOptions } from '../../src/filterbank/index.js';
import { type WindowSpec } from '../../src/window/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

describe('diagonalFilter', () => {
  test('the worked examples', () => {
    const K = diagonalFilter('hann', 5);
    expect([0, 1, 2, 3, 4].map((i) => K.get(i, i))).toEqual([0, 0.25, 0.5, 0.25, 0]);
    expect(diagonalFilter('hann', 9, { slope: 2 }).shape).toEqual([11, 11]);
  });

  parity('librosa', 'librosa.filters.diagonal_filter', (_, options) => {
    const { window, n, ...rest } = options as unknown as { window: WindowSpec; n: number } & DiagonalFilterOptions;
    return diagonalFilter(window, n, rest);
  });

  test('sums to 1, or to 0; the inverse slope is the transpose; the angle of a slope', () => {
    for (const slope of [0.5, 1, 1.4, 3]) {
      const { data, shape } = diagonalFilter('hamming', 12, { slope });
      const sum = (x: Float64Array): number => x.reduce((a, b) => a + b, 0);
      expect(sum(data)).toBeCloseTo(1, 12);
      expect(sum(diagonalFilter('hamming', 12, { slope, zeroMean: true }).data)).toBeCloseTo(0, 12);
      expectClose(
        diagonalFilter('hamming', 12, { slope: 1 / slope }).transpose(1, 0),
        { data, shape, stride: [shape[1]!, 1], offset: 0 },
        1e-12,
      );
      expectClose(
        diagonalFilter('hamming', 12, { slope: 9, angle: Math.atan(slope) }),
        { data, shape, stride: [shape[1]!, 1], offset: 0 },
        0,
      );
    }
  });

  test.each<[() => unknown, string]>([
    [() => diagonalFilter('hann', 0), 'diagonalFilter: "n" must be an integer >= 1, got 0'],
    [() => diagonalFilter('hann', 2), 'diagonalFilter: "window" must leave something of 2 samples, got the sum 0'],
    [() => diagonalFilter('hann', 5, { slope: NaN }), 'diagonalFilter: "slope" must be a finite number, got NaN'],
  ])('refuses %#', (call, message) => {
    expect(call).toThrow(message);
  });
});
