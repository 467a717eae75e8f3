/** Resampling in single precision on the SIMD kernels: against the double path, in decibels, and everything that memory could spoil. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { type FloatArray } from '../../src/core/types.js';
import { toRowMajor } from '../../src/core/view.js';
import { resample, resamplePoly } from '../../src/signal/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { radicesOf } from '../../src/simd/fft-design.js';
import { designResampling } from '../../src/simd/overlap-design.js';
import { noise, SIGNALS } from './signals.js';

afterEach(() => {
  setEngine('auto');
  vi.unstubAllGlobals();
});

type Run = (y: FloatArray) => FloatArray;
const peakOf = (y: FloatArray): number => Float64Array.from(y).reduce((peak, v) => Math.max(peak, Math.abs(v)), 0);

/** The largest difference from the double path over the largest sample that goes in. Numbers below 1e-38 have fewer digits. */
function worst(run: Run, y: Float32Array): number {
  setEngine('simd');
  const single = run(y);
  const double = Float64Array.from(run(Float64Array.from(y)));
  expect(single).toBeInstanceOf(Float32Array);
  expect(single.length).toBe(double.length);
  const error = double.reduce((most, v, n) => Math.max(most, Math.abs(v - single[n]!)), 0);
  return error / Math.max(peakOf(y), 1e-36);
}

/** To sizes that the frequency domain takes, and one up, one down; then such as it does not take. */
const RATES: readonly (readonly [number, number])[] = [
  [44100, 16000],
  [16000, 44100],
  [44100, 48000],
  [48000, 44100],
  [48000, 16000],
  [44100, 22050],
  [8000, 16000],
  [22050, 16000],
  [96000, 44100],
  [44100, 8000],
  [11025, 48000],
  [3, 1],
  [16, 1],
  [1, 16],
  [100, 1],
  [44100, 22000],
  [13, 11],
  [44100, 44099],
  [44100, 11024.7],
  [1, Math.PI],
];

describe('the default filter is that of the double path', () => {
  const signal = noise(60000);
  test.each(RATES)('%d to %d Hz: within 1e-6 of the peak, at any length', (origSr, targetSr) => {
    for (const length of [1, 2, 17, 440, 442, 3000, 12000, 60000]) {
      if (length * targetSr > 2e6 * origSr) continue;
      const run: Run = (y) => resample(y, { origSr, targetSr });
      expect(worst(run, signal.subarray(60000 - length)), `${length} samples`).toBeLessThan(1e-6); // 6e-7 is reached
    }
  });

  test.each(Object.keys(SIGNALS))('%s', (name) => {
    for (const [origSr, targetSr] of RATES.slice(0, 3)) {
      expect(
        worst((y) => resample(y, { origSr, targetSr }), SIGNALS[name]!),
        `${origSr} to ${targetSr}`,
      ).toBeLessThan(1e-6);
    }
  });

  test('around the seams of the blocks: an impulse at any place', () => {
    const { step, before } = designResampling(160, 441, 279)!;
    for (const seam of [step - before, step, step + before, 2 * step]) {
      for (let d = -3; d <= 3; d++) {
        const y = new Float32Array(3 * step);
        y[seam + d] = 1;
        expect(worst((x) => resample(x, { origSr: 441, targetSr: 160 }), y)).toBeLessThan(1e-6);
      }
    }
  });

  test('a length that ends with a block, and one more or less', () => {
    const { step } = designResampling(160, 441, 279)!;
    for (const length of [step - 1, step, step + 1, 2 * step - 1, 2 * step, 2 * step + 1]) {
      expect(worst((x) => resample(x, { origSr: 441, targetSr: 160 }), signal.subarray(0, length))).toBeLessThan(1e-6);
    }
  });

  test('any ratio', () => {
    const rate = fc.integer({ min: 1, max: 700 });
    fc.assert(
      fc.property(rate, rate, fc.integer({ min: 1, max: 4000 }), (origSr, targetSr, length) => {
        fc.pre(length * targetSr <= 50000 * origSr);
        expect(worst((y) => resample(y, { origSr, targetSr, scale: true }), signal.subarray(0, length))).toBeLessThan(
          1e-6 * Math.max(1, Math.sqrt(origSr / targetSr)),
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('other filters', () => {
  test.each<[string, Run]>([
    ['polyphase', (y) => resample(y, { origSr: 44100, targetSr: 16000, resType: 'polyphase' })],
    ['polyphase, up', (y) => resample(y, { origSr: 16000, targetSr: 44100, resType: 'polyphase' })],
    ['sinc_interp_hann', (y) => resample(y, { origSr: 3, targetSr: 2, resType: 'sinc_interp_hann' })],
    ['sinc_interp_kaiser', (y) => resample(y, { origSr: 44100, targetSr: 48000, resType: 'sinc_interp_kaiser', lowpassFilterWidth: 30 })],
    ['one phase', (y) => resamplePoly(y, { up: 1, down: 7 })],
    ['many phases, few outputs of each', (y) => resamplePoly(y, { up: 1009, down: 1013 })],
    ['far apart', (y) => resamplePoly(y, { up: 2, down: 2999, padtype: 'mean' })],
    ...(['line', 'reflect', 'median', 'edge'] as const).map((padtype): [string, Run] => [
      padtype,
      (y) => resamplePoly(y, { up: 5, down: 4, padtype }),
    ]),
    [
      'a filter of its own',
      (y) => resamplePoly(y, { up: 2, down: 3, window: Float64Array.from({ length: 61 }, (_, n) => Math.sin(n) / 9) }),
    ],
  ])('%s: within 1e-6 of the peak', (_, run) => {
    for (const length of [2000, 9001, 44100]) expect(worst(run, SIGNALS['music']!.subarray(0, length))).toBeLessThan(1e-6);
  });
});

test.each([
  [44100, 16000],
  [16000, 44100],
  [48000, 44100],
])('%d to %d Hz: 130 dB in the pass-band, 130 dB in the stop-band, flat to 0.925 of the Nyquist frequency', (origSr, targetSr) => {
  const sine = (f: number, rate: number): Float64Array =>
    Float64Array.from({ length: rate }, (_, n) => Math.sin(2 * Math.PI * (((f * n) % rate) / rate)));
  const middle = (y: FloatArray): Float64Array => Float64Array.from(y.subarray(y.length / 10, 0.9 * y.length));
  const power = (y: Float64Array): number => y.reduce((sum, v) => sum + v * v, 0) / y.length;
  const through = (f: number): Float64Array => middle(resample(Float32Array.from(sine(f, origSr)), { origSr, targetSr }));
  const nyquist = Math.min(origSr, targetSr) / 2;
  for (const f of [50, 1000, 0.5 * nyquist, 0.875 * nyquist, 0.9 * nyquist].map(Math.round)) {
    const want = middle(sine(f, targetSr));
    const snr = 10 * Math.log10(power(want) / power(through(f).map((v, n) => v - want[n]!)));
    expect(snr, `${f} Hz`).toBeGreaterThan(130);
  }
  const edge = 10 * Math.log10(2 * power(through(Math.floor(0.925 * nyquist))));
  expect(edge).toBeGreaterThan(-0.1);
  expect(edge).toBeLessThan(0);
  for (const f of [1, 1.01, 1.1, 1.3, 2, 2.7].map((v) => Math.round(v * nyquist))) {
    if (f < origSr / 2) expect(10 * Math.log10(2 * power(through(f))), `${f} Hz`).toBeLessThan(-130);
  }
});

/** One of each way through the kernels. */
const WAYS: readonly [string, (y: FloatArray | NdArray<FloatArray>) => FloatArray | NdArray<FloatArray>][] = [
  ['frequency domain, down', (y) => resample(y as FloatArray, { origSr: 44100, targetSr: 16000 })],
  ['frequency domain, up', (y) => resample(y as FloatArray, { origSr: 16000, targetSr: 44100 })],
  ['rows', (y) => resample(y as FloatArray, { origSr: 44100, targetSr: 16000, resType: 'polyphase' })],
  ['rows between rows', (y) => resample(y as FloatArray, { origSr: 44100, targetSr: 44099 })],
  ['rows with ends', (y) => resamplePoly(y as FloatArray, { up: 3, down: 2, padtype: 'line' })],
];

describe.each(WAYS)('%s', (_, run) => {
  const y = noise(20000, 9);

  test('what was computed before changes nothing: NaN, Infinity, huge numbers, other lengths', () => {
    const fresh = run(y);
    for (const poison of [NaN, -Infinity, 3e38]) {
      for (const length of [3, 20000, 30000]) {
        try {
          run(new Float32Array(length).fill(poison));
        } catch {
          // refused
        }
        expect(run(y)).toEqual(fresh);
      }
    }
  });

  test('silence stays silent; the input is kept; offsets, shared memory and strides work; channels each for itself', () => {
    expect((run(new Float32Array(9000)) as FloatArray).every((v) => v === 0)).toBe(true);
    const copy = y.slice();
    const want = run(y) as Float32Array;
    expect(y).toEqual(copy);
    const shared = new Float32Array(new SharedArrayBuffer(4 * 20003)).subarray(3);
    shared.set(y);
    expect(run(shared)).toEqual(want);
    const other = noise(20000, 10);
    const both = new Float32Array(40000).map((_, i) => (i % 2 ? other : y)[i >> 1]!);
    const result = run(nd(both, [20000, 2]).transpose(1, 0)) as NdArray<Float32Array>;
    expect(toRowMajor(result)).toEqual(Float32Array.of(...want, ...(run(other) as Float32Array)));
  });

  test('refusals are the same, word for word; what leaves single precision on the way is computed in double', () => {
    const spoilt = y.slice();
    spoilt[15000] = NaN;
    const late = y.slice();
    late[19999] = Infinity;
    const said = (input: Float32Array): string => {
      try {
        run(input);
      } catch (error) {
        return String(error);
      }
      return 'nothing';
    };
    for (const input of [spoilt, late, new Float32Array(0)]) {
      setEngine('simd');
      const simd = said(input);
      setEngine('js');
      expect(simd).toBe(said(input));
      expect(simd).not.toBe('nothing');
    }
    const huge = y.map((v) => 1e38 * v);
    setEngine('simd');
    const simd = run(huge) as Float32Array;
    setEngine('js');
    const js = run(huge) as Float32Array;
    expect(peakOf(simd.map((v, n) => v / 1e38 - js[n]! / 1e38))).toBeLessThan(1e-6);
  });
});

test('blocks hold whole turns of both rates and are long enough for the filter, whatever the ratio', () => {
  const gcd = (a: number, b: number): number => (b ? gcd(b, a % b) : a);
  let designed = 0;
  for (let up = 1; up < 200; up++) {
    for (let down = 1; down < 200; down += 3) {
      if (gcd(up, down) > 1) continue;
      const reach = Math.ceil((101 * Math.max(up, down)) / up);
      const design = designResampling(up, down, reach);
      expect(design !== undefined, `${up} / ${down}`).toBe(radicesOf(up * down) !== undefined || radicesOf(2 * up * down) !== undefined);
      if (!design) continue;
      designed++;
      const { size, sizeOut, step, stepOut, before, skip } = design;
      expect([size % 16, sizeOut % 16, size % down, step % down]).toEqual([0, 0, 0, 0]);
      expect([size * up, step * up, before * up]).toEqual([sizeOut * down, stepOut * down, skip * down]);
      expect(before).toBeGreaterThanOrEqual(reach);
      expect(before + step + reach).toBeLessThanOrEqual(size);
    }
  }
  expect(designed).toBe(370);
});

test('the memory of the kernels is the same for a signal of any length', async () => {
  const { validate, Module, Instance, Memory } = WebAssembly;
  const memories: WebAssembly.Memory[] = [];
  const Counted = function (size: WebAssembly.MemoryDescriptor): WebAssembly.Memory {
    memories.push(new Memory(size));
    return memories.at(-1)!;
  };
  vi.stubGlobal('WebAssembly', { validate, Module, Instance, Memory: Counted });
  vi.resetModules();
  const lib = await import('../../src/index.js');
  const bytes = (length: number): number => {
    const y = new Float32Array(length);
    lib.resample(y, { origSr: 44100, targetSr: 16000 });
    lib.resample(y, { origSr: 44100, targetSr: 16000, resType: 'polyphase' });
    lib.fftconvolve(y, y.subarray(0, 5000));
    lib.convolve(y, y.subarray(0, 10));
    return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  };
  const before = bytes(441_000);
  expect(lib.engine().name).toBe('simd');
  expect(before).toBeLessThan(6e6);
  expect(bytes(4_410_000)).toBe(before);
});

test('the bits are the same on every machine', () => {
  const hash = createHash('sha256');
  for (const [, run] of WAYS) for (const length of [500, 7000, 20000]) hash.update(run(noise(length, length)) as Float32Array);
  expect(hash.digest('hex')).toBe('bb50f05ab7a60222fa348299e9a494c6ac8a93e0a0c63f13f0639d6dfd06d457');
});
