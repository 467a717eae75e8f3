import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import { hpssFromStft } from '../../src/decompose/index.js';
import { harmonic, hpss, percussive, type SeparationOptions } from '../../src/effects/index.js';
import { ParameterError } from '../../src/index.js';
import { istft } from '../../src/stft/istft.js';
import { stft } from '../../src/stft/stft.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

const noise = (length: number, seed = 1): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};

describe('hpss', () => {
  const options = { nFft: 128, kernelSize: 9 };

  test('a tone goes one way, a click the other', () => {
    const y = Float64Array.from({ length: 4000 }, (_, n) => Math.sin(0.3 * n));
    y[2000]! += 5;
    const parts = hpss(y, options);
    expect(parts.percussive[2000]).toBeGreaterThan(4);
    expect(Math.abs(parts.harmonic[1000]! - y[1000]!)).toBeLessThan(1e-3);
  });

  parity('librosa', 'librosa.effects.hpss', ([y], o) => hpss(y as Float64Array, o));
  parity('librosa', 'librosa.effects.harmonic', ([y], o) => harmonic(y as Float64Array, o));
  parity('librosa', 'librosa.effects.percussive', ([y], o) => percussive(y as Float64Array, o));

  test('harmonic and percussive are its parts, which add up to the signal', () => {
    const y = noise(3001);
    const parts = hpss(y, options);
    expect(harmonic(y, options)).toEqual(parts.harmonic);
    expect(percussive(y, options)).toEqual(parts.percussive);
    expectClose(
      parts.harmonic.map((v, n) => v + parts.percussive[n]!),
      y,
      1e-13,
    );
  });

  test('the window counts, for analysis and for synthesis (librosa 0.11 overlooks it)', () => {
    const y = noise(1000);
    const back = { nFft: 64, hopLength: 16, winLength: 50, window: 'hamming' as const };
    const framing = { ...back, padMode: 'reflect' as const };
    const { harmonic: D } = hpssFromStft(stft(y, framing), { margin: 2 });
    expectClose(harmonic(y, { ...framing, margin: 2 }), istft(D, { ...back, length: 1000 }) as Float64Array, 1e-13);
    expect(harmonic(y, { nFft: 64 })).not.toEqual(harmonic(y, { nFft: 64, window: 'hamming' }));
  });

  test('a batch equals the loop over its channels; single precision is the rounded double result', () => {
    const y = noise(2000);
    const both = hpss(nd(y, [2, 1000]), options).percussive as NdArray<Float64Array>;
    expect(both.shape).toEqual([2, 1000]);
    expect(toRowMajor(both.pick(1, null))).toEqual(percussive(y.subarray(1000), options));
    const single = Float32Array.from(y);
    expect(harmonic(single, options)).toEqual(Float32Array.from(harmonic(Float64Array.from(single), options)));
  });

  test('silence stays silent, one sample stays finite', () => {
    expect(hpss(new Float64Array(500)).harmonic).toEqual(new Float64Array(500));
    const { harmonic: h, percussive: p } = hpss(Float64Array.of(1));
    expectClose([h[0]! + p[0]!], [1], 1e-12);
  });

  test.each<[SeparationOptions, string]>([
    [{ margin: 0 }, 'hpss: "margin" must be a finite number >= 1, got 0'],
    [{ hopLength: 0 }, 'hpss: "hopLength" must be an integer >= 1, got 0'],
    [{ mask: true } as SeparationOptions, 'hpss: "mask" is not an option'],
    [{ nFft: 512, center: false }, 'hpss: "nFft" must be <= y.length = 100 unless frames are centred, got 512'],
  ])('refuses %o', (o, message) => {
    expect(() => hpss(new Float64Array(100), o)).toThrow(ParameterError);
    expect(() => hpss(new Float64Array(100), o)).toThrow(message);
  });

  test.each<[unknown, string]>([
    [new Float64Array(0), 'percussive: "y" must not be empty, got shape [0]'],
    [Float64Array.of(0, NaN), 'percussive: "y" must be finite, got NaN at index 1'],
  ])('refuses the signal %o', (y, message) => {
    expect(() => percussive(y as Float64Array)).toThrow(message);
  });
});
