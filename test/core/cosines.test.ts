import { describe, expect, test } from 'vitest';
import { cosineOf, cosines } from '../../src/core/cosines.js';
import { cosRatio, sinRatio } from '../../src/core/math.js';
import { rootsOfUnity } from '../../src/fft/roots.js';

describe('a table of cosines', () => {
  test.each([1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 400, 441, 1000, 1024, 1764, 2048, 2205, 4410, 4400, 32768])(
    'of %i has the bits of one by one',
    (n) => {
      const table = cosines(n);
      const cosine = cosineOf(n);
      const roots = rootsOfUnity(n);
      for (let k = 0; k < n; k++) {
        const want = cosRatio(k, n);
        if (!Object.is(table[k], want)) expect({ k, got: table[k] }).toEqual({ k, got: want });
        if (!Object.is(cosine(k + 2 * n), want)) expect({ k, got: cosine(k + 2 * n) }).toEqual({ k, got: want });
        if (Math.abs(roots[2 * k + 1]! + sinRatio(k, n)) > 0) expect(roots[2 * k + 1]).toBe(-sinRatio(k, n));
      }
      expect(table).toHaveLength(n);
    },
  );

  test('is made once', () => {
    expect(cosines(64)).toBe(cosines(64));
    expect(cosines(65536)).not.toBe(cosines(65536)); // too long to keep
  });
});
