import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { stackMemory } from '../../src/feature/index.js';
import { parity } from '../support/parity.js';
import { expectBatchOfSpectrograms, expectRounded, framesOf, noise, numbers, spectra } from './batch.js';

describe('stackMemory', () => {
  test('stacks the past below the present', () => {
    const stacked = stackMemory(framesOf([1, 10], [2, 20], [3, 30]));
    expect(stacked.shape).toEqual([4, 3]);
    expect(numbers(stacked)).toEqual([1, 2, 3, 10, 20, 30, 0, 1, 2, 0, 10, 20]);
  });

  for (const folder of ['librosa', 'spectral-features']) {
    parity(folder, 'librosa.feature.stack_memory', ([data], options) => stackMemory(data as NdArray<Float64Array>, options));
  }

  test('row n bins + b of frame t is row b of frame t - n delay', () => {
    const delays = fc.integer({ min: -4, max: 4 }).filter((d) => d !== 0);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        delays,
        (bins, frames, nSteps, delay) => {
          const S = spectra(bins, frames);
          const stacked = stackMemory(S, { nSteps, delay, constantValues: -1 });
          expect(stacked.shape).toEqual([bins * nSteps, frames]);
          for (let n = 0; n < nSteps; n++) {
            for (let b = 0; b < bins; b++) {
              for (let t = 0; t < frames; t++) {
                const from = t - n * delay;
                expect(stacked.get(n * bins + b, t)).toBe(from >= 0 && from < frames ? S.get(b, from) : -1);
              }
            }
          }
        },
      ),
    );
  });

  test('a batch is the loop over its items', () => {
    for (const mode of ['constant', 'edge', 'wrap'] as const) {
      expectBatchOfSpectrograms((S) => stackMemory(S, { mode, nSteps: 3, delay: -2 }), 3, 5, true);
    }
  });

  test('a row may be a typed array, and precision is kept', () => {
    const row = noise(6, 1);
    expect(numbers(stackMemory(row))).toEqual(numbers(stackMemory(nd(row, [1, 6]))));
    const single = stackMemory(Float32Array.from(row));
    expectRounded(single, stackMemory(new Float64Array(Float32Array.from(row))));
  });

  test.each([
    [{ nSteps: 0 }, '"nSteps" must be an integer >= 1, got 0'],
    [{ delay: 0 }, '"delay" must not be 0: every copy would be the same'],
    [{ delay: 0.5 }, '"delay" must be an integer >= -9007199254740991, got 0.5'],
    [{ mode: 'mirror' }, '"mode" must be one of'],
    [{ constantValues: NaN }, '"constantValues" must be a finite number, got NaN'],
    [{ n_steps: 2 }, '"n_steps" is not an option; did you mean "nSteps"?'],
  ])('refuses %o', (bad, message) => {
    expect(() => stackMemory(spectra(2, 3), bad as object)).toThrow(`stackMemory: ${message}`);
  });

  test('refuses bad data', () => {
    expect(() => stackMemory(new Float64Array(0))).toThrow('stackMemory: "data" must not be empty, got shape [0]');
    expect(() => stackMemory(nd(new Float64Array(0), [3, 0]))).toThrow('stackMemory: "data" must not be empty, got shape [3, 0]');
    expect(() => stackMemory(framesOf([1, NaN]))).toThrow('stackMemory: "data" must be finite, got NaN at [1, 0]');
    expect(() => stackMemory([1] as unknown as Float64Array)).toThrow('stackMemory: "data" must be a Float32Array');
  });
});
