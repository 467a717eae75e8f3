import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { cqt, griffinLimCqt, hybridCqt, icqt, type IcqtOptions } from '../../src/cqt/index.js';
import { fftconvolve, firwin } from '../../src/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';
import { noise, numbers } from '../feature/batch.js';

const SAMPLES = 8192;
const RATE = 8000;

/** Noise between two frequencies that comes and goes: all of it within the range of a transform. */
function bandNoise(low: number, high: number, seed: number): Float64Array {
  const h = firwin(801, { cutoff: [low, high], passZero: false, sampleRate: RATE });
  const y = fftconvolve(noise(SAMPLES, seed), h, { mode: 'same' }) as Float64Array;
  return y.map((v, n) => v * Math.sin((Math.PI * n) / SAMPLES) ** 2);
}

/** Signal to error, dB. */
function snr(y: Float64Array, z: ArrayLike<number>): number {
  let signal = 0;
  let error = 0;
  for (let n = 0; n < y.length; n++) {
    signal += y[n]! ** 2;
    error += (y[n]! - z[n]!) ** 2;
  }
  return 10 * Math.log10(signal / error);
}

describe('icqt', () => {
  const y = bandNoise(150, 900, 1);

  test.each([
    // bins per octave, hop, corrections, dB: what one pass gives depends on how evenly the filters cover the range
    [24, 32, 0, 35],
    [24, 32, 1, 50],
    [12, 32, 0, 25],
    [12, 32, 1, 40],
    [12, 32, 3, 55],
    [36, 64, 1, 40],
  ])('brings back what lies in its range: %i bins per octave, hop %i, %i corrections, more than %i dB', (bpo, hopLength, nIter, least) => {
    const options = { sampleRate: RATE, hopLength, binsPerOctave: bpo, fmin: 65.4 };
    const z = icqt(cqt(y, { ...options, nBins: 5 * bpo }), { ...options, length: SAMPLES, nIter });
    expect(snr(y, z as Float64Array)).toBeGreaterThan(least);
  });

  parity('librosa', 'librosa.icqt', ([C], options) => icqt(C as NdArray<Float64Array>, options as unknown as IcqtOptions), {
    relative: 1e-7, // the oracle's filters are single precision here
    oracleError: 'librosa keeps its filters in single precision',
  });
  const short = (id: string) => (id === 'icqt_soxr' ? 1e-5 : 1e-9); // soxr has single-precision coefficients, and ours are a fit of them
  for (const id of ['icqt_short', 'icqt_cut', 'icqt_odd_hop', 'icqt_soxr']) {
    parity('cqt', 'librosa.icqt', ([C], options) => icqt(C as NdArray<Float64Array>, options as unknown as IcqtOptions), {
      relative: short(id),
      only: (g) => g.id === id,
      because: 'whole octaves',
      ...(id === 'icqt_soxr' && { oracleError: 'soxr computes with single-precision coefficients' }),
    });
  }
  parity(
    'cqt',
    'librosa.icqt',
    ([C], options) => icqt(C as NdArray<Float64Array>, { ...(options as unknown as IcqtOptions), compat: 'librosa' }),
    {
      only: (g) => g.id === 'icqt_part_of_an_octave',
      because: 'with compat',
    },
  );

  test('an octave that is not whole is no worse, where librosa loses the one below it', () => {
    const high = bandNoise(300, 3000, 2);
    const options = { sampleRate: RATE, hopLength: 16, fmin: 110, length: SAMPLES };
    const { length, ...forward } = options;
    const values = (nBins: number) => cqt(high, { ...forward, nBins });
    expect(snr(high, icqt(values(61), options) as Float64Array)).toBeGreaterThan(15);
    expect(snr(high, icqt(values(61), { ...options, compat: 'librosa' }) as Float64Array)).toBeLessThan(0);
    expect(length).toBe(SAMPLES);
  });

  test('corrections never make the values differ more', () => {
    const options = { sampleRate: RATE, hopLength: 256, fmin: 110, nBins: 36 }; // hops longer than the highest filters
    const C = cqt(y, options);
    const { nBins, ...back } = options;
    const off = [0, 1, 2, 4].map((nIter) => {
      const again = cqt(icqt(C, { ...back, length: SAMPLES, nIter }) as Float64Array, { ...back, nBins });
      return Math.hypot(...again.data.map((v, i) => v - C.data[i]!));
    });
    for (let i = 1; i < off.length; i++) expect(off[i]!).toBeLessThanOrEqual(off[i - 1]! * (1 + 1e-9));
  });

  test('a batch is the loop, precision is kept, silence is zeros', () => {
    const options = { sampleRate: RATE, hopLength: 128, fmin: 110 };
    const C = cqt(nd(Float64Array.of(...y.subarray(0, 2000), ...y.subarray(3000, 5000)), [2, 2000]), { ...options, nBins: 24 });
    const z = icqt(C, options) as NdArray<Float64Array>;
    expect(z.shape).toEqual([2, 128 * 15]);
    const each = [0, 2000 + 1000].map((from) => icqt(cqt(y.slice(from, from + 2000), { ...options, nBins: 24 }), options) as Float64Array);
    expect(numbers(z)).toEqual(each.flatMap((x) => [...x]));
    const single = nd(Float32Array.from(C.data), C.shape, C.stride);
    expect((icqt(single, options) as NdArray<Float32Array>).data).toBeInstanceOf(Float32Array);
    expectClose(icqt(single, options), z, 1e-6);
    expect(Math.max(...(icqt(nd(new Float64Array(24 * 5 * 2), [24, 5, 2]), options) as Float64Array))).toBe(0);
  });

  test('one frame needs a length, and fills it', () => {
    const options = { sampleRate: RATE, fmin: 110, hopLength: 128 };
    const C = cqt(y.subarray(4000, 4100), { ...options, nBins: 24 });
    expect(() => icqt(C, options)).toThrow('icqt: "length" must be given for a single frame, which ends where the signal begins');
    const z = icqt(C, { ...options, length: 100 }) as Float64Array;
    expect(Math.abs(z[50]!)).toBeGreaterThan(0);
  });

  test.each([
    [{ sampleRate: undefined }, '"sampleRate" must be given in Hz'],
    [{ sampleRate: 200 }, '"nBins" must be <='],
    [{ tuning: null }, '"tuning" must be given; estimateTuning estimates it from a signal'],
    [{ length: 0 }, '"length" must be an integer >= 1, got 0'],
    [{ nIter: -1 }, '"nIter" must be an integer >= 0, got -1'],
    [{ compat: 'essentia' }, '"compat" must be one of "librosa", null, got "essentia"'],
    [{ nBins: 12 }, '"nBins" is not an option'],
  ])('refuses %o', (bad, message) => {
    const C = nd(new Float64Array(24 * 3 * 2).fill(1), [24, 3, 2]);
    expect(() => icqt(C, { sampleRate: RATE, ...(bad as object) })).toThrow(`icqt: ${message}`);
  });

  test('refuses what is not complex, and bad values', () => {
    expect(() => icqt(nd(new Float64Array(6), [2, 3]), { sampleRate: RATE })).toThrow(
      'icqt: "C" must have shape [...channels, bins, frames, 2]',
    );
    expect(() => icqt(nd(Float64Array.of(0, NaN, 0, 0), [1, 2, 2]), { sampleRate: RATE })).toThrow('icqt: "C" must be finite, got NaN');
  });
});

describe('griffinLimCqt', () => {
  const options = { sampleRate: RATE, hopLength: 64, fmin: 110 };
  const y = bandNoise(150, 700, 3).subarray(2000, 4000);
  const C = hybridCqt(y, { ...options, nBins: 36 });
  const far = (z: Float64Array) => Math.hypot(...hybridCqt(z, { ...options, nBins: 36 }).data.map((v, i) => v - C.data[i]!));

  test('comes nearer to the magnitudes with every round', () => {
    const off = [0, 4, 16].map((nIter) => far(griffinLimCqt(C, { ...options, nIter, length: y.length }) as Float64Array));
    expect(off[1]!).toBeLessThan(0.7 * off[0]!);
    expect(off[2]!).toBeLessThan(off[1]!);
  });

  parity('cqt', 'librosa.griffinlim_cqt', ([M], o) => griffinLimCqt(M as NdArray<Float64Array>, { ...o, sampleRate: RATE }), {
    relative: 1e-6, // the oracle keeps its phases in single precision
    name: 'griffinLimCqt',
    oracleError: 'librosa keeps phases in single precision',
  });

  test('the same seed gives the same signal, and silence is silent', () => {
    const run = (seed: number) => griffinLimCqt(C, { ...options, nIter: 1, seed }) as Float64Array;
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    const zeros = nd(new Float64Array(36 * 4), [36, 4]);
    expect(Math.max(...(griffinLimCqt(zeros, { ...options, nIter: 2 }) as Float64Array))).toBe(0);
    expect(
      (griffinLimCqt(nd(Float64Array.of(1, 1), [2, 1]), { ...options, nIter: 2, length: 64 }) as Float64Array).every(Number.isFinite),
    ).toBe(true);
  });

  test.each([
    [{ nIter: -1 }, '"nIter" must be an integer >= 0, got -1'],
    [{ momentum: -1 }, '"momentum" must be a finite number >= 0, got -1'],
    [{ init: 'zero' }, '"init" must be one of "random", null, got "zero"'],
    [{ seed: 0.5 }, '"seed" must be an integer in [0, 4294967295], got 0.5'],
    [{ randomState: 1 }, '"randomState" is not an option'],
  ])('refuses %o', (bad, message) => {
    expect(() => griffinLimCqt(C, { ...options, ...(bad as object) })).toThrow(`griffinLimCqt: ${message}`);
  });
});
