import { describe, expect, test } from 'vitest';
import { designFft } from '../../src/fft/recipe.js';

describe('designFft', () => {
  test.each([
    [1, []],
    [2, [2]],
    [4, [4]],
    [8, [8]],
    [16, [4, 4]],
    [1024, [4, 4, 8, 8]],
    [2048, [4, 8, 8, 8]],
    [200, [5, 5, 8]],
    [240, [4, 4, 5, 3]],
    [2205, [7, 7, 5, 3, 3]],
    [30, [5, 3, 2]],
  ])('length %i takes Stockham passes of radix %o', (size, radices) => {
    expect(designFft(size)).toEqual({ radices, inner: 0 });
  });

  test('length 59 takes Bluestein on 120 points', () => {
    expect(designFft(59)).toEqual({ radices: [], inner: 120 });
    expect(designFft(120)).toEqual({ radices: [5, 3, 8], inner: 0 });
  });

  test.each([
    [11, 24],
    [13, 32],
    [1009, 2048],
    [4093, 8192],
    [4099, 9216],
  ])('length %i takes Bluestein on %i points', (size, inner) => {
    expect(designFft(size)).toEqual({ radices: [], inner });
  });

  test('the radices multiply to the size, and a convolution has room and no chirp inside', () => {
    for (let size = 1; size <= 5000; size++) {
      const { radices, inner } = designFft(size);
      const passes = inner === 0 ? radices : designFft(inner).radices;
      if (inner > 0) expect(inner).toBeGreaterThanOrEqual(2 * size - 1);
      expect(passes.reduce((a, b) => a * b, 1)).toBe(inner || size);
    }
  });
});
