import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRunningMedian } from '../../src/decompose/running-median.js';

describe('createRunningMedian', () => {
  const values = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true, noDefaultInfinity: true })); // many ties, and none
  test('agrees with sorting each window, whatever the size, again and again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), fc.array(values, { minLength: 1, maxLength: 300 }), (size, list) => {
        const x = Float64Array.from([...list, ...list.slice(0, 1)].concat(new Array<number>(size - 1).fill(3)));
        const count = x.length - size + 1;
        const out = new Float64Array(count);
        const median = createRunningMedian(size);
        median(new Float64Array(count), x.slice().reverse(), count);
        median(out, x, count);
        for (let i = 0; i < count; i++) expect(out[i]! + 0).toBe([...x.subarray(i, i + size)].sort((a, b) => a - b)[size >> 1]! + 0);
      }),
      { numRuns: 150 },
    );
  });
});
