import { describe, expect, test } from 'vitest';
import { memoize } from '../../src/core/cache.js';
import { DecodeError, ParameterError } from '../../src/core/errors.js';
import { allFinite, expectAllFinite, firstNonFinite, refuseNonFinite } from '../../src/core/finite.js';
import { createRandom } from '../../src/core/random.js';

describe('errors', () => {
  test('a ParameterError is a RangeError that says who and what', () => {
    const error = new ParameterError('mfcc', 'nMels', 'must be > 0, got 0');
    expect(error).toBeInstanceOf(RangeError);
    expect([error.name, error.caller, error.parameter, error.message]).toEqual([
      'ParameterError',
      'mfcc',
      'nMels',
      'mfcc: "nMels" must be > 0, got 0',
    ]);
  });

  test('a DecodeError has a code and an offset', () => {
    const error = new DecodeError('truncated', 44, 'ends early');
    expect([error.name, error.code, error.offset]).toEqual(['DecodeError', 'truncated', 44]);
  });
});

describe('finite', () => {
  test.each([NaN, Infinity, -Infinity])('finds %d', (bad) => {
    const x = Float32Array.of(1, bad, 2);
    expect([firstNonFinite(x), allFinite(x)]).toEqual([1, false]);
    expect(() => expectAllFinite(x, 'rms', 'y')).toThrow(`rms: "y" must be finite, got ${bad} at index 1`);
  });

  test('the largest and the smallest doubles are finite', () => {
    expect(allFinite(Float64Array.of(Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, -0))).toBe(true);
  });

  test('a bad result is traced to the sample that caused it, or to overflow', () => {
    const nan = Float64Array.of(NaN);
    expect(() => refuseNonFinite(nan, [Float64Array.of(0, NaN)], 'mfcc', 'y')).toThrow('mfcc: "y" must be finite, got NaN at index 1');
    expect(() => refuseNonFinite(nan, [Float64Array.of(0), Float64Array.of(Infinity)], 'mfcc', 'y')).toThrow(
      'mfcc: "y" must be finite, got Infinity at index 0 of channel 1',
    );
    expect(() => refuseNonFinite(nan, [Float64Array.of(-1e200)], 'mfcc', 'y')).toThrow(
      'mfcc: "y" is too large: values up to 1e+200 overflow; scale it down',
    );
    refuseNonFinite(Float64Array.of(1), [nan], 'mfcc', 'y'); // a finite result is not searched
  });
});

describe('random', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    const take = (seed: number) => Array.from({ length: 4 }, createRandom(seed).uint32);
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
    expect(take(440)).toEqual([2659859725, 313016077, 392821014, 1309893727]); // as a Python transcription of sfc32 gives
  });

  test('uniform numbers fill [0, 1), normal ones have mean 0 and variance 1', () => {
    const random = createRandom(7);
    const n = 100_000;
    let mean = 0;
    let square = 0;
    const bins = new Array<number>(10).fill(0);
    for (let i = 0; i < n; i++) {
      bins[Math.floor(random.uniform() * 10)]!++;
      const x = random.normal();
      mean += x / n;
      square += (x * x) / n;
    }
    expect(Math.abs(mean)).toBeLessThan(0.016); // five standard errors
    expect(Math.abs(square - 1)).toBeLessThan(0.023);
    for (const count of bins) expect(Math.abs(count - n / 10)).toBeLessThan(480);
  });
});

describe('memoize', () => {
  test('makes a value once a key, keeps the latest used, forgets the oldest', () => {
    const made: number[] = [];
    const get = memoize(2, String, (k: number) => (made.push(k), { k }));
    const one = get(1);
    expect(get(1)).toBe(one);
    get(2);
    get(1);
    get(3); // drops 2
    get(1);
    get(2);
    expect(made).toEqual([1, 2, 3, 2]);
  });
});
