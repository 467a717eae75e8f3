import { describe, expect, test } from 'vitest';
import { getWindow, windowBandwidth, type WindowSpec, windowSumsquare, type WindowSumsquareOptions } from '../../src/window/index.js';
import { parity } from '../support/parity.js';

describe('windowBandwidth', () => {
  test('the worked examples', () => {
    expect(windowBandwidth('boxcar')).toBe(1);
    expect(windowBandwidth('hann')).toBeCloseTo(1.500183, 6);
    expect(windowBandwidth(['kaiser', 8.6])).toBeCloseTo(1.7214, 4);
  });

  parity('librosa', 'librosa.filters.window_bandwidth', (_, { window, ...options }) => windowBandwidth(window as WindowSpec, options));

  test('a function is measured', () => {
    expect(windowBandwidth((n) => getWindow('flattop', n))).toBeCloseTo(3.7702, 4);
    expect(windowBandwidth((n) => getWindow('hann', n), { n: 64 })).toBeCloseTo(1.5, 14);
    expect(windowBandwidth(new Float64Array(4), { n: 4 })).toBe(0);
  });

  test('refusals', () => {
    expect(() => windowBandwidth('hann', { n: 0 })).toThrow('windowBandwidth: "n" must be an integer >= 1, got 0');
    expect(() => windowBandwidth('hannn' as 'hann')).toThrow('did you mean "hann"?');
  });
});

describe('windowSumsquare', () => {
  test('the worked example', () => {
    expect(windowSumsquare({ window: 'boxcar', nFrames: 2, hopLength: 2, nFft: 4 })).toEqual(Float64Array.of(1, 1, 2, 2, 1, 1));
  });

  parity('librosa', 'librosa.filters.window_sumsquare', (_, options) => windowSumsquare(options));

  test('norms divide the window first', () => {
    const plain = windowSumsquare({ nFrames: 3, nFft: 64, hopLength: 16 });
    const w = getWindow('hann', 64);
    const squares = w.reduce((sum, v) => sum + v * v, 0);
    const scaled = windowSumsquare({ nFrames: 3, nFft: 64, hopLength: 16, norm: 2 });
    scaled.forEach((v, i) => expect(v).toBeCloseTo(plain[i]! / squares, 14));
    expect(windowSumsquare({ nFrames: 3, nFft: 64, hopLength: 16, norm: Infinity })).toEqual(plain);
  });

  test.each<[WindowSumsquareOptions, string]>([
    [{}, 'windowSumsquare: "nFrames" must be an integer >= 1, got NaN'],
    [{ nFrames: 2, hopLength: 0 }, 'windowSumsquare: "hopLength" must be an integer >= 1, got 0'],
    [{ nFrames: 2, nFft: 8, winLength: 9 }, 'windowSumsquare: "winLength" must be an integer in [1, 8], got 9'],
    [{ nFrames: 2, norm: 0 }, 'windowSumsquare: "norm" must be null or a number > 0, got 0'],
  ])('refuses %o', (options, message) => {
    expect(() => windowSumsquare(options)).toThrow(message);
  });
});
