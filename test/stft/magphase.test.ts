import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { magphase } from '../../src/stft/magphase.js';
import { stft } from '../../src/stft/stft.js';
import { expectClose } from '../support/close.js';
import { type Runner, parity } from '../support/parity.js';

const run: Runner = ([D], options) => {
  const { magnitude, phase } = magphase(D as NdArray<Float64Array>, options);
  return { mag: magnitude, phase };
};

describe('magphase', () => {
  test('splits what stft gives', () => {
    const D = stft(Float64Array.of(0, 3, 0, -3), { nFft: 4, hopLength: 4, window: 'boxcar', center: false });
    const { magnitude, phase } = magphase(D);
    expect(magnitude.get(1, 0)).toBe(6);
    expect(phase.get(1, 0, 1)).toBe(-1);
  });

  parity('librosa', 'librosa.magphase', run);
  parity('librosa-frames', 'librosa.magphase', run);

  test('the product of magnitude and phase is D, and the phase has length 1', () => {
    const random = createRandom(3);
    const D = nd(Float64Array.from({ length: 240 }, random.normal), [2, 5, 12, 2]);
    const { magnitude, phase } = magphase(D);
    expect(magnitude.shape).toEqual([2, 5, 12]);
    expect(phase.shape).toEqual([2, 5, 12, 2]);
    const product = Float64Array.from({ length: 240 }, (_, i) => {
      const at = [Math.floor(i / 120), Math.floor(i / 24) % 5, Math.floor(i / 2) % 12] as const;
      expect(Math.abs(Math.hypot(phase.get(...at, 0), phase.get(...at, 1)) - 1)).toBeLessThan(1e-15);
      return magnitude.get(...at) * phase.get(...at, i % 2);
    });
    expectClose(product, D, 1e-15);
  });

  test('keeps single precision', () => {
    const { magnitude, phase } = magphase(nd(Float32Array.of(3, 4), [1, 1, 2]), { power: 2 });
    expect(magnitude.data).toEqual(Float32Array.of(25));
    expect(phase.data).toEqual(Float32Array.of(0.6, 0.8));
  });

  test('refuses', () => {
    const D = nd(Float64Array.of(1e200, 0), [1, 1, 2]);
    expect(() => magphase(D, { power: 2 })).toThrow('magphase: "D" is too large: values up to 1e+200 overflow; scale it down');
    expect(() => magphase(D, { power: -1 })).toThrow('magphase: "power" must be a finite number > 0, got -1');
    expect(() => magphase(D, { pwer: 1 } as object)).toThrow('magphase: "pwer" is not an option; did you mean "power"?');
    expect(() => magphase(nd(Float64Array.of(1, NaN), [1, 1, 2]))).toThrow('magphase: "D" must be finite, got NaN in bin 0 of frame 0');
    expect(() => magphase({} as NdArray<Float64Array>)).toThrow('magphase: "D" must be an ndarray of floats');
  });
});
