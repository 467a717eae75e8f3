import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { delta, type DeltaMode } from '../../src/feature/index.js';
import { parity } from '../support/parity.js';
import { expectBatchOfSpectrograms, expectRounded, framesOf, noise, numbers, spectra } from './batch.js';

const MODES: DeltaMode[] = ['interp', 'nearest', 'mirror', 'constant', 'wrap'];

describe('delta', () => {
  test('a slope is its own, everywhere', () => {
    expect(delta(Float64Array.of(5, 8, 11, 14, 17), { width: 3 })).toEqual(Float64Array.of(3, 3, 3, 3, 3));
    expect(delta(Float64Array.of(0, 1, 4, 9, 16), { width: 5, order: 2 })).toEqual(Float64Array.of(2, 2, 2, 2, 2));
  });

  for (const folder of ['librosa', 'spectral-features']) {
    parity(folder, 'librosa.feature.delta', ([data], options) => delta(data as NdArray<Float64Array>, options));
  }

  test('differentiates polynomials up to its degree exactly, also at the edges', () => {
    const coefficient = fc.integer({ min: -5, max: 5 });
    fc.assert(
      fc.property(fc.array(coefficient, { minLength: 4, maxLength: 4 }), fc.integer({ min: 1, max: 3 }), ([a, b, c, d], order) => {
        const x = Float64Array.from({ length: 12 }, (_, n) => a! + b! * n + c! * n ** 2 + d! * n ** 3);
        const derivative = [(n: number) => b! + 2 * c! * n + 3 * d! * n ** 2, (n: number) => 2 * c! + 6 * d! * n, () => 6 * d!][order - 1]!;
        const got = delta(x, { width: 7, order, polyorder: 3 });
        got.forEach((v, n) => expect(v).toBeCloseTo(derivative(n), 7));
      }),
    );
  });

  test('is linear, and shifts with its input', () => {
    const [x, y] = [noise(40, 1), noise(40, 2)];
    const both = delta(x.map((v, i) => 2 * v + y[i]!));
    const [dx, dy] = [delta(x), delta(y)];
    both.forEach((v, i) => expect(v).toBeCloseTo(2 * dx[i]! + dy[i]!, 13));
    expect(delta(x.slice(3)).slice(4, 30)).toEqual(dx.slice(7, 33));
  });

  test('spacing scales: per second instead of per frame', () => {
    const x = noise(20, 1);
    const perFrame = delta(x, { order: 2 });
    delta(x, { order: 2, delta: 0.5 }).forEach((v, i) => expect(v).toBe(perFrame[i]! / 0.25));
  });

  test('a batch is the loop over its items, along any axis, in any memory', () => {
    for (const mode of MODES) {
      expectBatchOfSpectrograms((S) => delta(S, { mode, width: 5 }), 4, 6, true);
      expectBatchOfSpectrograms((S) => delta(S, { mode, width: 5, axis: -2 }), 7, 3, true);
    }
  });

  test('a row gives what it gives in a matrix, as array and as ndarray', () => {
    const x = noise(20, 4);
    const row = delta(x);
    expect(numbers(delta(nd(x, [1, 20])))).toEqual([...row]);
    const view = delta(nd(x, [20]));
    expect(view.shape).toEqual([20]);
    expect(numbers(view)).toEqual([...row]);
    expect(delta(x, { axis: 0 })).toEqual(row);
    const column = delta(nd(x, [20, 1]), { axis: 0 });
    expect(numbers(column)).toEqual([...row]);
  });

  test('single precision in, single precision out', () => {
    const S = nd(Float32Array.from(noise(60, 1)), [3, 20], [1, 3]);
    expectRounded(delta(S), delta(nd(new Float64Array(S.data), [3, 20], [1, 3])));
    expect(delta(Float32Array.of(1, 2, 3), { width: 3 })).toEqual(Float32Array.of(1, 1, 1));
  });

  test.each([
    [{ width: 4 }, '"width" must be an odd integer >= 3, got 4'],
    [{ width: 1 }, '"width" must be an integer >= 3, got 1'],
    [{ width: 3.5 }, '"width" must be an integer >= 3, got 3.5'],
    [{ width: 13 }, '"width" must be <= the 11 values along the axis with mode "interp", got 13'],
    [{ order: 0 }, '"order" must be an integer >= 1, got 0'],
    [{ order: 9 }, '"order" must be < width = 9, got 9'],
    [{ order: 2, polyorder: 1 }, '"polyorder" must be an integer in [2, 8], got 1'],
    [{ axis: 2 }, '"axis" must be an integer in [-2, 1], got 2'],
    [{ mode: 'reflect' }, '"mode" must be one of "interp", "nearest", "mirror", "constant", "wrap", got "reflect"'],
    [{ delta: 0 }, '"delta" must be a finite number > 0, got 0'],
    [{ cval: NaN }, '"cval" must be a finite number, got NaN'],
    [{ widht: 9 }, '"widht" is not an option; did you mean "width"?'],
  ])('refuses %o', (bad, message) => {
    expect(() => delta(spectra(2, 11), bad as object)).toThrow(`delta: ${message}`);
  });

  test('refuses bad data', () => {
    expect(() => delta(new Float64Array(0))).toThrow('delta: "data" must not be empty, got shape [0]');
    expect(() => delta(Float64Array.of(1, 2, NaN, 4), { width: 3 })).toThrow('delta: "data" must be finite, got NaN at index 2');
    expect(() => delta(framesOf([1], [2], [Infinity]), { width: 3 })).toThrow('delta: "data" must be finite, got Infinity at [0, 2]');
    expect(() => delta(Float64Array.of(-1e308, 0, 1e308, 0, -1e308), { width: 3, order: 2, polyorder: 2 })).toThrow(
      'delta: "data" is too large: values up to 1e+308 overflow; scale it down',
    );
    expect(() => delta(5 as unknown as Float64Array)).toThrow('delta: "data" must be a Float32Array');
  });
});
