import { describe, expect, test } from 'vitest';
import { designFft } from '../../src/fft/recipe.js';
import { nextFastLen, ParameterError } from '../../src/index.js';
import { parity } from '../support/parity.js';

describe('nextFastLen', () => {
  test('the examples', () => {
    expect(nextFastLen(1009)).toBe(1024);
    expect(nextFastLen(1321)).toBe(1323);
  });

  parity('scipy', 'scipy.fft.next_fast_len', (_, { target }) => nextFastLen(target as number));

  test('is the least length without a chirp', () => {
    for (let target = 1; target < 2000; target++) {
      const n = nextFastLen(target);
      expect(designFft(n).kind).toBe('stockham');
      for (let less = target; less < n; less++) expect(designFft(less).kind).toBe('bluestein');
    }
  });

  test('refuses 0', () => {
    expect(() => nextFastLen(0)).toThrow(ParameterError);
    expect(() => nextFastLen(0)).toThrow('nextFastLen: "target" must be an integer >= 1, got 0');
  });
});
