import { describe, expect, test } from 'vitest';
import { type NdArray } from '../../src/core/nd.js';
import { localmax, localmin, zeroCrossings, type ZeroCrossingsOptions } from '../../src/frame/index.js';
import { parity } from '../support/parity.js';

describe('localmax and localmin', () => {
  test('the worked examples', () => {
    expect(localmax(Float64Array.of(1, 0, 1, 2, -1, 0, -2, 1))).toEqual(Uint8Array.of(0, 0, 0, 1, 0, 1, 0, 1));
    expect(localmin(Float64Array.of(1, 0, 1, 2, -1, 0, -2, 1))).toEqual(Uint8Array.of(0, 1, 0, 0, 1, 0, 1, 0));
  });

  parity('librosa', 'librosa.util.localmax', ([x], options) => localmax(x as NdArray<Float64Array>, options));
  parity('librosa', 'librosa.util.localmin', ([x], options) => localmin(x as NdArray<Float64Array>, options));

  test('a plateau counts at its left end, one value never', () => {
    expect(localmax(Float64Array.of(0, 2, 2, 0))).toEqual(Uint8Array.of(0, 1, 0, 0));
    expect(localmin(Float64Array.of(5))).toEqual(Uint8Array.of(0));
  });

  test('refusals', () => {
    expect(() => localmax(Float64Array.of(1, NaN))).toThrow('localmax: "x" must be finite, got NaN at index 1');
    expect(() => localmin(new Float64Array(3), { axis: 2 })).toThrow('localmin: "axis" must be an integer in [-1, 0], got 2');
  });
});

describe('zeroCrossings', () => {
  test('the worked examples', () => {
    expect(zeroCrossings(Float64Array.of(1, 2, -1, -2, 0, 3))).toEqual(Uint8Array.of(1, 0, 1, 0, 1, 0));
    expect(zeroCrossings(Float64Array.of(1, 2, -1, -2, 0, 3), { pad: false, zeroPos: false })).toEqual(Uint8Array.of(0, 0, 1, 0, 1, 1));
  });

  parity('librosa', 'librosa.zero_crossings', ([y], { refMagnitude, ...options }) =>
    zeroCrossings(y as Float64Array, { ...options, refMagnitude: refMagnitude === 'np.max' ? (m) => Math.max(...m) : undefined }),
  );

  test('a reference magnitude scales the threshold', () => {
    const y = Float64Array.of(1, -0.4, 1, -1);
    expect(zeroCrossings(y, { threshold: 0.25, refMagnitude: 2 })).toEqual(Uint8Array.of(1, 0, 0, 1));
    expect(zeroCrossings(y, { threshold: 0.25, refMagnitude: 1 })).toEqual(Uint8Array.of(1, 1, 1, 1));
  });

  test.each<[ZeroCrossingsOptions, string]>([
    [{ threshold: -1 }, 'zeroCrossings: "threshold" must be a finite number >= 0, got -1'],
    [{ refMagnitude: NaN }, 'zeroCrossings: "refMagnitude" must be null, a finite number >= 0 or a function, got NaN'],
    [{ refMagnitude: () => NaN }, 'zeroCrossings: "refMagnitude()" must be a finite number >= 0, got NaN'],
    [{ pad: 1 as unknown as boolean }, 'zeroCrossings: "pad" must be true or false, got 1'],
  ])('refuses %o', (options, message) => {
    expect(() => zeroCrossings(Float64Array.of(1, -1), options)).toThrow(message);
  });

  test('refuses bad samples', () => {
    expect(() => zeroCrossings(Float32Array.of(1, NaN))).toThrow('zeroCrossings: "y" must be finite, got NaN at index 1');
  });
});
