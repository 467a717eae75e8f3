import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { normalize, type NormalizeOptions } from '../../src/frame/index.js';
import { parity } from '../support/parity.js';

describe('normalize', () => {
  test('the worked examples', () => {
    expect(normalize(Float64Array.of(-4, 0, 2))).toEqual(Float64Array.of(-1, 0, 0.5));
    expect(normalize(Float32Array.of(3, 4), { norm: 2 })).toEqual(Float32Array.of(0.6, 0.8));
  });

  parity('librosa', 'librosa.util.normalize', ([S], options) => normalize(S as NdArray<Float64Array>, options));

  test('one norm of everything, and lines of silence', () => {
    const S = nd(Float64Array.of(0, 0, 3, 4), [2, 2], [1, 2]);
    expect((normalize(S, { axis: null, norm: 2 }) as NdArray<Float64Array>).data).toEqual(Float64Array.of(0, 0, 0.6, 0.8));
    expect((normalize(S, { norm: 1, fill: true }) as NdArray<Float64Array>).data).toEqual(Float64Array.of(0.5, 0.5, 3 / 7, 4 / 7));
    expect(normalize(new Float64Array(3))).toEqual(new Float64Array(3));
  });

  test('squares neither overflow nor vanish', () => {
    expect(normalize(Float64Array.of(3e200, 4e200), { norm: 2 })[0]).toBeCloseTo(0.6, 14);
    expect(normalize(Float64Array.of(3e-200, 4e-200), { norm: 2 })[0]).toBeCloseTo(0.6, 14);
  });

  test.each<[NormalizeOptions, string]>([
    [{ norm: -1 }, 'normalize: "norm" must be null, -Infinity, 0 or a number > 0, got -1'],
    [{ threshold: 0 }, 'normalize: "threshold" must be a finite number > 0, got 0'],
    [{ norm: 0, fill: true }, 'normalize: "fill" must not be true with norm 0: no constant has it'],
    [{ fill: 1 as unknown as boolean }, 'normalize: "fill" must be null, true or false, got 1'],
    [{ axis: 1 }, 'normalize: "axis" must be an integer in [-1, 0], got 1'],
  ])('refuses %o', (options, message) => {
    expect(() => normalize(Float64Array.of(1, 2), options)).toThrow(message);
  });

  test('refuses bad values and overflow', () => {
    expect(() => normalize(Float64Array.of(1, -Infinity))).toThrow('normalize: "S" must be finite, got -Infinity at index 1');
    expect(() => normalize(Float64Array.of(NaN), { axis: null })).toThrow('normalize: "S" must be finite, got NaN at index 0');
    expect(() => normalize(Float64Array.of(1e300, 1e-300), { norm: -Infinity })).toThrow(
      'normalize: "S" holds values for which the result overflows',
    );
  });
});
