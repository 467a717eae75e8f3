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
    expect(designFft(size)).toEqual({ kind: 'stockham', size, radices });
  });

  test('length 59 takes Bluestein on 120 points', () => {
    expect(designFft(59)).toEqual({ kind: 'bluestein', size: 59, inner: { kind: 'stockham', size: 120, radices: [5, 3, 8] } });
  });

  test.each([
    [11, 24],
    [13, 32],
    [1009, 2048],
    [4093, 8192],
    [4099, 9216],
  ])('length %i takes Bluestein on %i points', (size, inner) => {
    expect(designFft(size)).toMatchObject({ kind: 'bluestein', size, inner: { kind: 'stockham', size: inner } });
  });

  test('the radices multiply to the size, and a convolution has room and no chirp inside', () => {
    for (let size = 1; size <= 5000; size++) {
      const recipe = designFft(size);
      const passes = recipe.kind === 'bluestein' ? recipe.inner : recipe;
      if (recipe.kind === 'bluestein') expect(recipe.inner.size).toBeGreaterThanOrEqual(2 * size - 1);
      expect(passes.kind === 'stockham' && passes.radices.reduce((a, b) => a * b, 1)).toBe(passes.size);
    }
  });
});
