import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { matchEvents, matchIntervals, type MatchIntervalsOptions } from '../../src/frame/index.js';
import { parity } from '../support/parity.js';

describe('matchEvents', () => {
  test('the worked examples', () => {
    expect(matchEvents([1, 5.2], [0.4, 4, 6])).toEqual(Int32Array.of(0, 2));
    expect(matchEvents([1, 5.2], [0.4, 4, 6], { right: false })).toEqual(Int32Array.of(0, 1));
  });

  parity('librosa', 'librosa.util.match_events', ([from, to], options) => matchEvents(from as Float64Array, to as Float64Array, options));

  test('no allowed event is nearer', () => {
    const events = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(events, events, fc.boolean(), fc.boolean(), (from, to, left, right) => {
        const allowed = (a: number): number[] => to.filter((b) => b === a || (left && b < a) || (right && b > a));
        if (from.some((a) => allowed(a).length === 0)) {
          expect(() => matchEvents(from, to, { left, right })).toThrow('matchEvents: "eventsTo" must hold');
          return;
        }
        matchEvents(from, to, { left, right }).forEach((j, i) => {
          expect(allowed(from[i]!)).toContain(to[j]);
          expect(Math.abs(to[j]! - from[i]!)).toBe(Math.min(...allowed(from[i]!).map((b) => Math.abs(b - from[i]!))));
        });
      }),
      { numRuns: 60 },
    );
  });

  test('of two equally near the later, as librosa', () => {
    expect(matchEvents([2], [3, 1])).toEqual(Int32Array.of(0));
  });

  test.each<[() => unknown, string]>([
    [() => matchEvents([], [1]), 'matchEvents: "eventsFrom" must not be empty'],
    [() => matchEvents([1], []), 'matchEvents: "eventsTo" must not be empty'],
    [() => matchEvents([1, NaN], [1]), 'matchEvents: "eventsFrom" must be finite, got NaN at index 1'],
    [
      () => matchEvents([1, 7], [2, 5], { left: false }),
      'matchEvents: "eventsTo" must hold a later or equal event for each of eventsFrom, but has none for 7 at index 1',
    ],
  ])('refuses %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('matchIntervals', () => {
  test('the worked examples', () => {
    expect(matchIntervals([[0, 2], [3, 4]], [[0, 1], [1, 3.5], [3, 5]])).toEqual(Int32Array.of(0, 2)); // prettier-ignore
    expect(matchIntervals([[7, 8]], [[0, 1], [9, 10]], { strict: false })).toEqual(Int32Array.of(1)); // prettier-ignore
  });

  for (const compat of [null, 'librosa'] as const) {
    parity('librosa', 'librosa.util.match_intervals', ([from, to], options) =>
      matchIntervals(from as NdArray<Float64Array>, to as NdArray<Float64Array>, { ...options, compat }),
    );
  }

  test('without overlap the nearest; librosa passes over the next one', () => {
    const to = [[0, 1], [20, 21], [9, 10], [30, 31]]; // prettier-ignore
    const match = (interval: number[], options?: MatchIntervalsOptions): number | undefined =>
      matchIntervals([interval], to, { strict: false, ...options })[0];
    expect(match([7, 8])).toBe(2);
    expect(match([7, 8], { compat: 'librosa' })).toBe(0);
    expect(match([14, 15])).toBe(2);
    expect(match([22, 24], { compat: 'librosa' })).toBe(1);
    expect(match([-4, -2])).toBe(0);
    expect(match([-4, -2], { compat: 'librosa' })).toBe(2);
    expect(match([50, 60])).toBe(3);
  });

  test('intervals that touch overlap, and points too', () => {
    expect(matchIntervals([[1, 2]], [[2, 3], [5, 6]])).toEqual(Int32Array.of(0)); // prettier-ignore
    expect(matchIntervals([[2, 2]], [[1, 3], [2, 2]])).toEqual(Int32Array.of(0)); // prettier-ignore
  });

  test.each<[() => unknown, string]>([
    [
      () => matchIntervals([[0, 1], [4, 5]], [[0, 2]]), // prettier-ignore
      'matchIntervals: "intervalsTo" must overlap with each of intervalsFrom, but none does with [4, 5] at index 1',
    ],
    [() => matchIntervals([[1, 0]], [[0, 2]]), 'matchIntervals: "intervalsFrom" must not end before they begin, got [1, 0] at index 0'],
    [() => matchIntervals([[1, 2]], [[0]]), 'matchIntervals: "intervalsTo" must hold pairs [begin, end], got rows of 1'],
    [
      () => matchIntervals(nd(new Float64Array(0), [0, 2]), [[0, 1]]),
      'matchIntervals: "intervalsFrom" must not be empty, got the shape [0, 2]',
    ],
  ])('refuses %#', (call, message) => {
    expect(call).toThrow(message);
  });
});
