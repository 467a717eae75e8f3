import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contourSlopes, turningPoints } from '../../src/voice/contour-slopes.js';

/** Straight lines through corners, one frame a unit. */
const through = (...corners: [at: number, value: number][]): Float64Array => {
  const x = new Float64Array(corners.at(-1)![0] + 1);
  for (const [i, [to, high]] of corners.entries()) {
    const [from, low] = corners[Math.max(0, i - 1)]!;
    for (let t = from; t <= to; t++) x[t] = to === from ? high : low + ((high - low) * (t - from)) / (to - from);
  }
  return x;
};
const corners = (x: Float64Array, compat = false): number[] => turningPoints(x, compat).map((point) => point.at);

describe('turningPoints', () => {
  test('are peaks and valleys in turn', () => {
    const points = turningPoints(through([0, 0], [10, 5], [20, 1], [25, 6], [40, 0]), false);
    expect(points).toEqual([
      { at: 10, peak: true },
      { at: 20, peak: false },
      { at: 25, peak: true },
    ]);
  });

  test('a dip of less than a tenth of the range is none; the higher peak counts', () => {
    expect(corners(through([0, 0], [10, 9], [12, 8.5], [14, 10], [30, 0]))).toEqual([14]);
    expect(corners(through([0, 0], [10, 10], [12, 9.5], [14, 9.8], [30, 0]))).toEqual([10]);
    expect(corners(through([0, 0], [10, 9], [12, 7.5], [14, 10], [30, 0]))).toEqual([10, 12, 14]);
  });

  test('openSMILE stays with the first peak if the second is less than 5 % higher', () => {
    const x = through([0, 0], [10, 9.6], [12, 9.2], [14, 10], [30, 0]);
    expect(corners(x)).toEqual([14]);
    expect(corners(x, true)).toEqual([10]);
    expect(corners(through([0, 0], [10, 9.4], [12, 9.2], [14, 10], [30, 0]), true)).toEqual([14]);
    expect(corners(through([0, 0], [10, 9.6], [12, 8.7], [14, 10], [30, 0]), true)).toEqual([14]); // it rises by 1.3 from the dip
  });

  test('a level stretch turns where it begins; openSMILE passes over it, and over the frame before the last', () => {
    const x = through([0, 0], [10, 5], [12, 0], [15, 0], [20, 5], [21, 0]);
    expect(corners(x)).toEqual([10, 12, 20]);
    expect(corners(x, true)).toEqual([10]);
  });

  test('alternate and differ by more than a tenth of the range, whatever the contour', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 40 }), fc.boolean(), (values, compat) => {
        const x = Float64Array.from(values);
        const range = Math.max(...values) - Math.min(...values);
        turningPoints(x, compat).forEach(({ at, peak }, i, all) => {
          const before = all[i - 1];
          if (before) expect(before.peak).toBe(!peak);
          expect((peak ? 1 : -1) * (x[at]! - x[before?.at ?? 0]!)).toBeGreaterThan(0.1 * range);
        });
      }),
    );
  });
});

describe('contourSlopes', () => {
  test('are means and deviations of the slopes per second', () => {
    const x = through([0, 0], [10, 5], [20, 1], [24, 7], [40, 3]);
    const slopes = contourSlopes(x, 0.01, false);
    [100, 50, 32.5, 7.5].forEach((expected, i) => expect(slopes[i]).toBeCloseTo(expected, 9));
  });

  test('openSMILE adds the last stretch with its own sign', () => {
    const [rising, , falling, deviation] = contourSlopes(through([0, 0], [10, 5], [20, 1], [24, 7], [40, 3]), 0.01, true);
    expect(rising).toBeCloseTo(100, 9);
    expect(falling).toBeCloseTo((40 - 25) / 2, 9);
    expect(deviation).toBeCloseTo(Math.sqrt((40 - 7.5) ** 2 / 2), 9);
  });

  test('a level contour and one of a single frame have none', () => {
    for (const compat of [false, true]) {
      for (const x of [new Float64Array(5).fill(2), Float64Array.of(3), new Float64Array(0)]) {
        expect(contourSlopes(x, 0.01, compat)).toEqual([0, 0, 0, 0]);
      }
    }
  });
});
