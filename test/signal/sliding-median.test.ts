import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medfilt } from '../../src/signal/medfilt.js';
import { slidingMedian } from '../../src/signal/sliding-median.js';
import { noise } from '../feature/batch.js';

const slow = (x: Float64Array, size: number): number[] =>
  Array.from(x, (_, n) => {
    const window = Array.from({ length: size }, (__, k) => x[n + k - (size >> 1)] ?? 0);
    return window.sort((a, b) => a - b)[size >> 1]!;
  });

test('the median of any window, ties and all', () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 40 }), (x, half) => {
      const signal = Float64Array.from(x);
      const out = new Float64Array(x.length);
      slidingMedian(out, signal, 2 * half + 1);
      expect([...out]).toEqual(slow(signal, 2 * half + 1));
    }),
    { numRuns: 300 },
  );
});

test.each([39, 41, 101, 257, 1001])('a window of %i samples of noise, of steps and of a slope', (kernelSize) => {
  const kinds: ((v: number, n: number) => number)[] = [(v) => v, (v) => Math.round(v) + 0, (_, n) => n, (_, n) => 0 - n];
  for (const kind of kinds) {
    const x = noise(700, 1).map(kind);
    expect([...medfilt(x, { kernelSize })]).toEqual(slow(x, kernelSize));
  }
});
