import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { onsetBacktrack } from '../../src/rhythm/index.js';
import { parity } from '../support/parity.js';

describe('onsetBacktrack', () => {
  test('the worked example', () => {
    expect(onsetBacktrack([3, 7], Float64Array.of(2, 0, 1, 5, 4, 3, 3, 9))).toEqual(Int32Array.of(1, 6));
  });

  parity('librosa', 'librosa.onset.onset_backtrack', ([events, energy]) => onsetBacktrack(events as Float64Array, energy as Float64Array));

  test('keeps the order of the events; a minimum stays; before the first minimum is frame 0', () => {
    const energy = Float64Array.of(5, 4, 0, 1, 2, 1, 3);
    expect(onsetBacktrack([6, 2, 1, 0, 5, 99], energy)).toEqual(Int32Array.of(5, 2, 0, 0, 5, 5));
    expect(onsetBacktrack([], energy)).toEqual(new Int32Array(0));
    expect(onsetBacktrack([0], Float64Array.of(1))).toEqual(Int32Array.of(0));
  });

  test('refuses', () => {
    const energy = new Float64Array(4);
    expect(() => onsetBacktrack([0, -1], energy)).toThrow('onsetBacktrack: "events" must hold integers >= 0, got -1 at index 1');
    expect(() => onsetBacktrack([0.5], energy)).toThrow('onsetBacktrack: "events" must hold integers >= 0, got 0.5 at index 0');
    expect(() => onsetBacktrack(3 as never, energy)).toThrow('onsetBacktrack: "events" must be a list of frame numbers, got 3');
    expect(() => onsetBacktrack([0], nd(energy, [2, 2]))).toThrow('onsetBacktrack: "energy" must be of one channel, got 2');
    expect(() => onsetBacktrack([0], Float64Array.of(NaN))).toThrow('onsetBacktrack: "energy" must be finite, got NaN at index 0');
  });
});
