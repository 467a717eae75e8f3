import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { softmask, type SoftmaskOptions } from '../../src/frame/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

describe('softmask', () => {
  test('the worked examples', () => {
    expect(softmask(Float64Array.of(3, 0, 0), Float64Array.of(1, 2, 0))).toEqual(Float64Array.of(0.75, 0, 0));
    expect(softmask(Float32Array.of(3, 0), Float32Array.of(1, 0), { power: 2, splitZeros: true })).toEqual(Float32Array.of(0.9, 0.5));
  });

  parity('librosa', 'librosa.util.softmask', ([X, Xref], options) =>
    softmask(X as NdArray<Float64Array>, Xref as NdArray<Float64Array>, options),
  );

  test('the masks of two sources sum to 1, whatever the loudness', () => {
    const magnitude = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(magnitude, magnitude, fc.double({ min: 0.1, max: 9, noNaN: true }), (a, b, power) => {
        const [x, y] = [Float64Array.of(a), Float64Array.of(b)];
        expect(softmask(x, y, { power })[0]! + softmask(y, x, { power })[0]!).toBeCloseTo(1, 14);
      }),
    );
  });

  test('strides do not matter, and the order of memory is kept', () => {
    const rows = nd(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
    const frames = nd(Float64Array.of(9, 1, 4, 2, 5, 3, 6, 9), [2, 3], [1, 2], 1);
    const ref = nd(Float64Array.of(6, 5, 4, 3, 2, 1), [2, 3]);
    const expected = Float64Array.of(1, 2, 3, 4, 5, 6).map((v) => v / 7);
    expectClose(softmask(rows, ref), expected, 1e-15); // one rounding more than the plain quotient
    const mask = softmask(frames, ref);
    expectClose(mask, expected, 1e-15);
    expect(mask.stride).toEqual([1, 2]);
  });

  test.each<[SoftmaskOptions, string]>([
    [{ power: 0 }, 'softmask: "power" must be a number > 0, got 0'],
    [{ power: NaN }, 'softmask: "power" must be a number > 0, got NaN'],
    [{ splitZeros: 1 as unknown as boolean }, 'softmask: "splitZeros" must be true or false, got 1'],
    [{ margin: 2 } as SoftmaskOptions, 'softmask: "margin" is not an option'],
  ])('refuses %o', (options, message) => {
    expect(() => softmask(Float64Array.of(1), Float64Array.of(1), options)).toThrow(message);
  });

  test('refuses other shapes and what is no magnitude', () => {
    expect(() => softmask(Float64Array.of(1, 2), Float64Array.of(1))).toThrow('softmask: "Xref" must have the shape of X, [2], got [1]');
    expect(() => softmask(Float64Array.of(-1), Float64Array.of(1))).toThrow('softmask: "X" must be finite and >= 0, got -1 at index 0');
    expect(() => softmask(Float64Array.of(1), Float64Array.of(NaN))).toThrow(
      'softmask: "Xref" must be finite and >= 0, got NaN at index 0',
    );
    expect(() => softmask(new Float64Array(0), new Float64Array(0))).toThrow('softmask: "X" must not be empty, got shape [0]');
  });
});
