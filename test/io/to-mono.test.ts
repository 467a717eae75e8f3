import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { ParameterError, type SignalInput, toMono } from '../../src/index.js';
import { parity } from '../support/parity.js';
import { thrown } from './thrown.js';

describe('toMono', () => {
  parity('librosa', 'librosa.to_mono', ([y]) => toMono(y as SignalInput));

  test('averages over all leading axes, in the precision of the input', () => {
    expect(toMono(nd(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), [2, 2, 2]))).toEqual(Float64Array.of(4, 5));
    expect(toMono(nd(Float32Array.of(0.1, 0.2, 0.3), [3, 1]))).toEqual(Float32Array.of(0.2));
    expect(toMono(nd(Float32Array.of(1, 2, 3, 4), [2, 2], [1, 2]))).toEqual(Float32Array.of(1.5, 3.5));
    expect(toMono({ samples: nd(Float32Array.of(1, 3), [2, 1]), sampleRate: 8000 })).toEqual(Float32Array.of(2));
  });

  test('one channel is copied, not shared', () => {
    const y = Float32Array.of(1, 2);
    const mono = toMono(y);
    mono[0] = 9;
    expect(y[0]).toBe(1);
    expect(toMono(nd(y, [1, 2]))).toEqual(y);
  });

  test.each([
    [new Float32Array(0), 'toMono: "y" must not be empty, got shape [0]'],
    [nd(Float32Array.of(1, 2, 3, NaN), [2, 2]), 'toMono: "y" must be finite, got NaN at index 1 of channel 1'],
    [nd(Float32Array.of(Infinity, -Infinity), [2, 1]), 'toMono: "y" must be finite, got Infinity at index 0 of channel 0'],
  ])('refuses case %#', (y, message) => {
    const error = thrown(() => toMono(y));
    expect(error).toBeInstanceOf(ParameterError);
    expect(error.message).toBe(message);
  });
});
