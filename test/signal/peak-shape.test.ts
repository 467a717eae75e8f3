import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { farApart } from '../../src/signal/peak-distance.js';
import { allBases, localMaxima, nearBases } from '../../src/signal/peak-shape.js';
import { noise } from '../feature/batch.js';

/** Curves with many ties. */
const curves = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 60 }).map((x) => Float64Array.from(x));

describe('peaks', () => {
  test('maxima are where their definition says, with and without edges', () => {
    fc.assert(
      fc.property(curves, (x) => {
        const want: [number, number, number][] = [];
        for (let from = 1; from < x.length - 1; from++) {
          let to = from;
          while (x[to + 1] === x[from]) to++;
          if (x[from - 1]! < x[from]! && x[to + 1]! < x[from]!) want.push([(from + to) >> 1, from, to]);
        }
        const { peaks, leftEdges, rightEdges } = localMaxima(x, true);
        expect([...peaks].map((p, i) => [p, leftEdges[i], rightEdges[i]])).toEqual(want);
        expect(localMaxima(x, false).peaks).toEqual(peaks);
      }),
    );
  });

  test('bases of all maxima are those found by walking', () => {
    fc.assert(
      fc.property(curves, (x) => {
        const { peaks } = localMaxima(x, false);
        expect(allBases(x, peaks)).toEqual(nearBases(x, peaks, x.length));
      }),
      { numRuns: 500 },
    );
  });

  test('distance among many peaks: high ones first, of equals the later one', () => {
    const slow = (peaks: Int32Array, heights: Float64Array, distance: number): number[] => {
      const kept: number[] = [];
      for (const i of [...peaks.keys()].sort((a, b) => heights[b]! - heights[a]! || b - a)) {
        if (kept.every((k) => Math.abs(peaks[k]! - peaks[i]!) >= distance)) kept.push(i);
      }
      return kept.sort((a, b) => a - b);
    };
    const peaks = Int32Array.from({ length: 3000 }, (_, i) => 2 * i + (i % 3));
    const draws = noise(3000, 4);
    const kinds: ((v: number, i: number) => number)[] = [
      (v) => v,
      (v) => Math.round(3 * v) - 0.5, // few values, of both signs
      (v) => Math.round(v) * 0 * Math.sign(v), // 0 and -0
      (v) => 1 + v * 2 ** -40, // differ in the lower half alone: all groups are large
      (v, i) => (i % 7 ? v : 1e300 * v),
    ];
    for (const kind of kinds) {
      const heights = draws.map(kind);
      for (const distance of [1, 5, 300]) {
        const keep = farApart(peaks, heights, distance);
        expect([...keep.keys()].filter((i) => keep[i] === 1)).toEqual(slow(peaks, heights, distance));
      }
    }
  });
});
