/** Convolution in single precision on the SIMD kernels: against the double path, and everything that memory could spoil. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { type FloatArray } from '../../src/core/types.js';
import { toRowMajor } from '../../src/core/view.js';
import { convolve, type ConvolveMethod, fftconvolve } from '../../src/signal/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { radicesOf } from '../../src/simd/fft-design.js';
import { designConvolution } from '../../src/simd/overlap-design.js';
import { noise, SIGNALS } from './signals.js';

afterEach(() => setEngine('auto'));

const METHODS: readonly ConvolveMethod[] = ['direct', 'fft', 'auto'];
const MODES = ['full', 'same', 'valid'] as const;

/** The largest difference from the double path over the largest result that there could be: that of the magnitudes, everywhere at their peak. */
function worst(x: Float32Array, h: FloatArray, method: ConvolveMethod, mode: (typeof MODES)[number] = 'full'): number {
  setEngine('simd');
  const single = convolve(x, h, { method, mode });
  const double = convolve(Float64Array.from(x), Float64Array.from(h), { method: 'direct', mode });
  expect(single).toBeInstanceOf(Float32Array);
  expect(single.length).toBe(double.length);
  const peak = x.reduce((most, v) => Math.max(most, Math.abs(v)), 1e-36); // numbers below 1e-38 have fewer digits
  const gain = Float64Array.from(h).reduce((sum, v) => sum + Math.abs(v), 1e-36);
  return double.reduce((most, v, n) => Math.max(most, Math.abs(v - single[n]!)), 0) / (peak * gain);
}

describe('within 6e-7 of the largest sum of magnitudes; 5e-7 is reached', () => {
  const [signal, filter] = [noise(40000, 20), noise(5000, 21)];

  test.each(METHODS)('%s: any lengths, all modes', (method) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 300 }), fc.constantFrom(...MODES), (n, taps, mode) => {
        expect(worst(signal.subarray(0, n), filter.subarray(0, taps), method, mode)).toBeLessThan(6e-7);
        expect(worst(filter.subarray(0, taps), signal.subarray(0, n), method, mode)).toBeLessThan(6e-7);
      }),
      { numRuns: 40 },
    );
  });

  test('lengths at the seams of the blocks, long filters, filters longer than the signal', () => {
    for (const taps of [1, 2, 24, 25, 64, 255, 256, 257, 1000, 5000]) {
      const { step } = designConvolution(taps, 40000)!;
      for (const n of [1, 8191, 8192, 8193, step - taps + 1, 2 * step - taps + 2, 40000]) {
        if (n < 1 || n > 40000) continue;
        for (const method of METHODS)
          expect(worst(signal.subarray(0, n), filter.subarray(0, taps), method), `${n} * ${taps}`).toBeLessThan(6e-7);
      }
    }
  });

  test.each(Object.keys(SIGNALS))('%s', (name) => {
    const y = SIGNALS[name]!.subarray(20000, 30000);
    for (const h of [noise(20, 22), noise(400, 23, 1e-3), Float64Array.of(1), Float64Array.from({ length: 300 }, (_, n) => 1 / (n + 1))]) {
      for (const method of METHODS) expect(worst(y, h, method)).toBeLessThan(6e-7);
    }
  });
});

describe.each<[ConvolveMethod, number]>([
  ['direct', 40],
  ['fft', 700],
])('%s', (method, taps) => {
  const [x, h] = [noise(12000, 30), noise(taps, 31)];
  const run = (y: FloatArray): Float32Array => convolve(y, h, { method }) as Float32Array;

  test('what was computed before changes nothing: NaN, Infinity, huge numbers, other filters', () => {
    const fresh = run(x);
    for (const poison of [NaN, -Infinity, 3e38]) {
      for (const other of [h, noise(taps + 13, 32)]) {
        try {
          convolve(new Float32Array(15000).fill(poison), other, { method });
        } catch {
          // refused
        }
        expect(run(x)).toEqual(fresh);
      }
    }
  });

  test('silence stays silent; inputs are kept; offsets and shared memory work; channels each for itself', () => {
    expect(run(new Float32Array(9000)).every((v) => v === 0)).toBe(true);
    const copies = [x.slice(), h.slice()];
    const want = run(x);
    expect([x, h]).toEqual(copies);
    const shared = new Float32Array(new SharedArrayBuffer(4 * 12003)).subarray(3);
    shared.set(x);
    expect(run(shared)).toEqual(want);
    const other = noise(12000, 33);
    const both = convolve(nd(Float32Array.of(...x, ...other), [2, 12000]), h, { method }) as NdArray<Float32Array>;
    expect(toRowMajor(both)).toEqual(Float32Array.of(...want, ...run(other)));
  });

  test('refusals are the same, word for word; what leaves single precision on the way is computed in double', () => {
    const spoilt = x.slice();
    spoilt[11999] = NaN;
    const said = (y: FloatArray, filter: FloatArray): string => {
      try {
        convolve(y, filter, { method });
      } catch (error) {
        return String(error);
      }
      return 'nothing';
    };
    for (const [y, filter] of [
      [spoilt, h],
      [x, spoilt],
      [x.map((v) => 1e38 * v), h.map((v) => 1e3 * v)],
    ] as const) {
      setEngine('simd');
      const simd = said(y, filter);
      setEngine('js');
      expect(simd).toBe(said(y, filter));
      expect(simd).not.toBe('nothing');
    }
    const [huge, tiny] = [x.map((v) => 1e38 * v), h.map((v) => 1e-5 * v)];
    setEngine('simd');
    const simd = convolve(huge, tiny, { method });
    setEngine('js');
    const js = convolve(huge, tiny, { method });
    simd.forEach((v, n) => expect(Math.abs(v - js[n]!)).toBeLessThan(1e28)); // of 1e33
  });
});

test('blocks hold the filter and some more, whatever its length; tables for the longest are no longer made', () => {
  for (const taps of [1, 2, 3, 10, 100, 1000, 4095, 4097, 65536, 200000]) {
    for (const outputs of [1, 10, 1000, 100_000, 10_000_000]) {
      const { size, sizeOut, step, stepOut, before, skip } = designConvolution(taps, outputs)!;
      expect(size % 16).toBe(0);
      expect(radicesOf(size / 4)).toBeDefined();
      expect([sizeOut, stepOut, before, skip]).toEqual([size, step, taps - 1, taps - 1]);
      expect(step).toBe(size - taps + 1);
      expect(step).toBeGreaterThan(0);
      expect(size).toBeLessThanOrEqual(8 * (taps + outputs + 16));
    }
  }
  expect(designConvolution(500_000, 1000)).toBeUndefined();
});

test('filters that are too long for the kernels are convolved in double', () => {
  const [x, h] = [noise(200, 40), new Float32Array(600_000)];
  h[500_000] = 2;
  setEngine('simd');
  expect(
    fftconvolve(x, h)
      .subarray(500_000, 500_200)
      .map((v, n) => Math.abs(v - 2 * x[n]!))
      .every((v) => v < 1e-6),
  ).toBe(true);
});

test('the bits are the same on every machine', () => {
  const hash = createHash('sha256');
  for (const [n, taps] of [
    [9000, 7],
    [20000, 24],
    [20000, 700],
    [3000, 2999],
  ] as const) {
    for (const method of METHODS) hash.update(convolve(noise(n, n), noise(taps, taps), { method }));
  }
  expect(hash.digest('hex')).toBe('37344194b0673b280e8c22c6da1c5b69377897e9afd3f78db8f64bafc9d65bd9');
});
