import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { agglomerative, type AgglomerativeOptions, subsegment } from '../../src/segment/index.js';
import { parity } from '../support/parity.js';

type Matrix = NdArray<Float64Array>;

/** Joins the cheapest neighbours again and again, all costs anew each time. */
function slow(x: readonly number[], k: number): number[] {
  let parts = x.map((v, i) => ({ begin: i, values: [v] }));
  const mean = (v: number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
  while (parts.length > k) {
    const costs = parts.slice(1).map((b, i) => {
      const a = parts[i]!;
      const [n, m] = [a.values.length, b.values.length];
      return ((n * m) / (n + m)) * (mean(a.values) - mean(b.values)) ** 2;
    });
    const i = costs.indexOf(Math.min(...costs));
    const joined = { begin: parts[i]!.begin, values: [...parts[i]!.values, ...parts[i + 1]!.values] };
    parts = [...parts.slice(0, i), joined, ...parts.slice(i + 2)];
  }
  return parts.map(({ begin }) => begin);
}

describe('agglomerative', () => {
  test('the worked example', () => {
    expect(agglomerative(Float64Array.of(1, 1.1, 5, 5.2, 5.1, 9), { k: 3 })).toEqual(Int32Array.of(0, 2, 5));
  });

  parity('librosa', 'librosa.segment.agglomerative', ([data], options) => agglomerative(data as Matrix, options));

  test('joins what is cheapest to join', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 25 }), fc.nat(), (x, seed) => {
        const noisy = x.map((v, i) => v + Math.sin(i * i + seed)); // no ties
        const k = 1 + (seed % x.length);
        expect(Array.from(agglomerative(Float64Array.from(noisy), { k }))).toEqual(slow(noisy, k));
      }),
      { numRuns: 60 },
    );
  });

  test('of equal costs the older pair first, as scikit-learn', () => {
    expect(agglomerative(new Float64Array(6), { k: 3 })).toEqual(Int32Array.of(0, 2, 4));
    expect(agglomerative(Float64Array.of(0, 1, 0, 1, 0, 1, 0, 1, 0), { k: 4 })).toEqual(Int32Array.of(0, 6, 7, 8));
    expect(agglomerative(Float64Array.of(2, 1, 2, 2, 3, 1, 1, 3, 3, 2, 1, 1), { k: 5 })).toEqual(Int32Array.of(0, 4, 5, 7, 10));
  });

  test('axes, channels and precision', () => {
    const x = nd(Float32Array.of(1, 9, 1, 8, 5, 2, 5, 3), [4, 2]);
    expect(agglomerative(x, { k: 2, axis: 0 })).toEqual(Int32Array.of(0, 2));
    expect(agglomerative(x.transpose(1, 0), { k: 2 })).toEqual(Int32Array.of(0, 2));
    expect(agglomerative(nd(x.data, [2, 1, 4], [1, 8, 2]), { k: 2 })).toEqual(Int32Array.of(0, 2));
  });

  test.each<[AgglomerativeOptions, string]>([
    [{}, 'agglomerative: "k" must be an integer in [1, 2], got NaN'],
    [{ k: 3 }, 'agglomerative: "k" must be an integer in [1, 2], got 3'],
    [{ k: 1, axis: 1 }, 'agglomerative: "axis" must be an integer in [-1, 0], got 1'],
  ])('refuses %o', (options, message) => {
    expect(() => agglomerative(Float64Array.of(1, 2), options)).toThrow(message);
  });

  test('refuses bad and too large values', () => {
    expect(() => agglomerative(Float64Array.of(1, NaN), { k: 1 })).toThrow('agglomerative: "data" must be finite, got NaN in frame 1');
    expect(() => agglomerative(Float64Array.of(1e300, -1e300), { k: 1 })).toThrow('agglomerative: "data" is too large: distances overflow');
  });
});

describe('subsegment', () => {
  test('the worked example', () => {
    expect(subsegment(Float64Array.of(1, 1, 5, 5, 9, 8, 9, 2), [4], { nSegments: 2 })).toEqual(Int32Array.of(0, 2, 4, 7));
  });

  parity('librosa', 'librosa.segment.subsegment', ([data, frames], options) => subsegment(data as Matrix, frames as Float64Array, options));

  test('short segments fall into frames', () => {
    expect(subsegment(Float64Array.of(1, 2, 3, 4), [1, 3])).toEqual(Int32Array.of(0, 1, 2, 3));
    expect(() => subsegment(Float64Array.of(1), [], { nSegments: 0 })).toThrow('subsegment: "nSegments" must be an integer >= 1, got 0');
    expect(() => subsegment(Float64Array.of(1), [0.5])).toThrow('subsegment: "frames" must hold integers >= 0, got 0.5 at index 0');
  });
});
