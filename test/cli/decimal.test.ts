import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf } from '../../src/cli/decimal.js';

describe('decimalOf', () => {
  const decimal = decimalOf(new Float32Array(0));

  test('a float32 is written as people would', () => {
    expect([0.1, -2.5, 1 / 3, 16777216, 1e-30, 0].map(Math.fround).map(decimal)).toEqual([
      '0.1',
      '-2.5',
      '0.33333334',
      '16777216',
      '1e-30',
      '0',
    ]);
  });

  test('every float32 and every double reads back as the same number', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (x) => Object.is(Math.fround(Number(decimal(x))), x === 0 ? 0 : x)),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.double({ noNaN: true }), (x) => Object.is(Number(decimalOf(new Float64Array(0))(x)), x === 0 ? 0 : x)));
  });

  test('at most nine digits', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true, max: 1e9, min: -1e9 }), (x) => {
        expect(decimal(x).replace(/^-?0?\.?0*|e.*$|[^0-9]/g, '').length).toBeLessThanOrEqual(9);
      }),
    );
  });
});
