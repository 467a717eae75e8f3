import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import { convolve, type ConvolveOptions, fftconvolve, type FftconvolveOptions } from '../../src/signal/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

afterEach(() => setEngine('auto'));

const random = createRandom(3);
const noise = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());

/** The definition. */
function sums(x: ArrayLike<number>, h: ArrayLike<number>): number[] {
  return Array.from({ length: x.length + h.length - 1 }, (_, n) =>
    Array.from(h).reduce((sum, v, j) => (n - j in x ? sum + v * x[n - j]! : sum), 0),
  );
}

describe('convolve', () => {
  test('the worked example', () => {
    const [x, h] = [Float64Array.of(1, 2, 3), Float64Array.of(0, 1, 0.5)];
    expect(convolve(x, h)).toEqual(Float64Array.of(0, 1, 2.5, 4, 1.5));
    expect(convolve(x, h, { mode: 'same' })).toEqual(Float64Array.of(1, 2.5, 4));
    expect(convolve(x, h, { mode: 'valid' })).toEqual(Float64Array.of(2.5));
  });

  parity('convolve', 'scipy.signal.convolve', ([x, h], o) => convolve(x as Float64Array, h as Float64Array, o as ConvolveOptions), {
    relative: 1e-12, // a sum of products has little room for errors
  });
  parity('convolve', 'scipy.signal.fftconvolve', ([x, h], o) => fftconvolve(x as Float64Array, h as Float64Array, o as FftconvolveOptions));
  parity('convolve', 'scipy.signal.oaconvolve', ([x, h], o) => fftconvolve(x as Float64Array, h as Float64Array, o as FftconvolveOptions), {
    name: 'fftconvolve',
  });

  test('both ways are the sums they claim to be, in all modes', () => {
    const list = (most: number) => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: most });
    fc.assert(
      fc.property(list(120), list(70), (x, h) => {
        const full = sums(x, h);
        const [n, taps] = [x.length, h.length];
        const same = full.slice((taps - 1) >> 1, ((taps - 1) >> 1) + n);
        const valid = full.slice(Math.min(n, taps) - 1, Math.max(n, taps));
        const peak = Math.max(1, ...full.map(Math.abs));
        for (const method of ['direct', 'fft', 'auto'] as const) {
          for (const [mode, want] of Object.entries({ full, same, valid })) {
            const y = convolve(Float64Array.from(x), Float64Array.from(h), { method, mode: mode as 'full' });
            expect(y.length).toBe(want.length);
            y.forEach((v, i) => expect(Math.abs(v - want[i]!)).toBeLessThanOrEqual(method === 'direct' ? 0 : 1e-12 * peak + 1e-12));
          }
        }
      }),
    );
  });

  test('long signals and long filters: many blocks are one convolution', () => {
    for (const [n, taps] of [
      [5000, 100],
      [100, 5000],
      [20000, 65],
      [3000, 3000],
    ] as const) {
      const [x, h] = [noise(n), noise(taps)];
      for (const mode of ['full', 'same', 'valid'] as const) {
        const direct = convolve(x, h, { mode, method: 'direct' });
        expectClose(fftconvolve(x, h, { mode }), direct, 1e-13 * Math.sqrt(taps));
        expectClose(convolve(x, h, { mode }), direct, 1e-13 * Math.sqrt(taps));
      }
    }
  });

  test('channels each for itself; inputs are kept; the precision is that of the signal', () => {
    const [left, right, h] = [noise(300), noise(300), noise(90)];
    const copies = [left, right, h].map((v) => v.slice());
    const both = convolve(nd(Float64Array.of(...left, ...right), [2, 300]), h) as NdArray<Float64Array>;
    expect(both.shape).toEqual([2, 389]);
    expect(toRowMajor(both)).toEqual(Float64Array.of(...convolve(left, h), ...convolve(right, h)));
    expect([left, right, h]).toEqual(copies);
    setEngine('js');
    for (const method of ['direct', 'fft'] as const) {
      const single = convolve(Float32Array.from(left), h, { method });
      expect(single).toEqual(Float32Array.from(convolve(Float64Array.from(Float32Array.from(left)), h, { method })));
    }
    expect(convolve(left, Float32Array.from(h))).toEqual(convolve(left, Float64Array.from(Float32Array.from(h))));
  });

  test('an impulse response may be a signal with its rate', () => {
    const [x, h] = [noise(30), noise(5)];
    const y = convolve(x, h);
    expect(convolve({ samples: x, sampleRate: 8000 }, { samples: h, sampleRate: 8000 })).toEqual(y);
    expect(convolve({ samples: x, sampleRate: 8000 }, nd(h, [5]))).toEqual(y);
    expect(() => convolve({ samples: x, sampleRate: 8000 }, { samples: h, sampleRate: 16000 })).toThrow(
      'convolve: "h" has the rate 16000, but "x" has 8000; resample one of them',
    );
  });

  test('refusals', () => {
    const [x, h] = [noise(20), noise(4)];
    const broken = Float64Array.of(0, 1, Infinity);
    expect(() => convolve(x, h, { mode: 'ful' as 'full' })).toThrow(
      'convolve: "mode" must be one of "full", "same", "valid", got "ful"; did you mean "full"?',
    );
    expect(() => convolve(x, h, { method: 'FFT' as 'fft' })).toThrow(
      'convolve: "method" must be one of "auto", "direct", "fft", got "FFT"',
    );
    expect(() => fftconvolve(x, h, { method: 'fft' } as object)).toThrow('fftconvolve: "method" is not an option');
    expect(() => convolve(x, broken)).toThrow('convolve: "h" must be finite, got Infinity at index 2');
    expect(() => convolve(broken, h)).toThrow('convolve: "x" must be finite, got Infinity at index 2');
    expect(() => fftconvolve(broken, h)).toThrow('fftconvolve: "x" must be finite, got Infinity at index 2');
    expect(() => fftconvolve(nd(Float64Array.of(0, 0, 0, NaN), [2, 2]), h)).toThrow(
      'fftconvolve: "x" must be finite, got NaN at index 1 of channel 1',
    );
    expect(() => convolve(x, new Float64Array(0))).toThrow('convolve: "h" must not be empty, got shape [0]');
    expect(() => convolve(new Float64Array(0), h)).toThrow('convolve: "x" must not be empty, got shape [0]');
    expect(() => convolve(x, nd(h, [2, 2]))).toThrow('convolve: "h" must have one axis, got shape [2, 2]');
    expect(() => convolve(x, [1, 2] as unknown as Float64Array)).toThrow('convolve: "h" must be a Float32Array');
    expect(() => convolve(Float64Array.of(1e308, 1e308), Float64Array.of(1e9))).toThrow(
      'convolve: "x" is too large: values up to 1e+308 overflow; scale it down',
    );
  });
});
