import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { toRowMajor } from '../../src/core/view.js';
import { fixLength, normalize, pad, padCenter, zeroCrossings } from '../../src/frame/index.js';
import { autocorrelate, convolve, deemphasis, fftconvolve, preemphasis, resample, resamplePoly } from '../../src/signal/index.js';

type Run = (y: Float64Array) => ArrayLike<number>;
const FUNCTIONS: Record<string, Run> = {
  resample: (y) => resample(y, { origSr: 3, targetSr: 2 }),
  'resample by FFT': (y) => resample(y, { origSr: 3, targetSr: 2, resType: 'fft' }),
  resamplePoly: (y) => resamplePoly(y, { up: 2, down: 3, padtype: 'median' }),
  preemphasis: (y) => preemphasis(y),
  deemphasis: (y) => deemphasis(y),
  autocorrelate: (y) => autocorrelate(y),
  convolve: (y) => convolve(y, Float64Array.of(1, -2)),
  fftconvolve: (y) => fftconvolve(y, Float64Array.of(1, -2)),
  pad: (y) => pad(y, { padWidth: 3, mode: 'median' }),
  padCenter: (y) => padCenter(y, { size: 40 }),
  fixLength: (y) => fixLength(y, { size: 40 }),
  normalize: (y) => normalize(y),
  zeroCrossings: (y) => zeroCrossings(y),
};
const samples = Float64Array.from({ length: 24 }, (_, n) => Math.sin(n * n));

describe.each(Object.entries(FUNCTIONS))('%s', (_, run) => {
  test('takes subarrays and shared memory, and keeps its input', () => {
    const expected = run(samples);
    const wide = new Float64Array(30).fill(NaN);
    wide.set(samples, 4);
    expect(run(wide.subarray(4, 28))).toEqual(expected);
    const shared = new Float64Array(new SharedArrayBuffer(24 * 8));
    shared.set(samples);
    expect(run(shared)).toEqual(expected);
    expect(shared.slice()).toEqual(samples);
  });

  test('gives finite numbers for silence and a constant', () => {
    for (const level of [0, 1]) expect(Array.from(run(new Float64Array(24).fill(level))).every(Number.isFinite)).toBe(true);
  });

  test('refuses what is empty, detached, not finite or no float array', () => {
    expect(() => run(new Float64Array(0))).toThrow('must not be empty, got shape [0]');
    const gone = samples.slice();
    structuredClone(gone, { transfer: [gone.buffer] });
    expect(() => run(gone)).toThrow('has a detached buffer (it was transferred elsewhere)');
    const bad = samples.slice();
    bad[7] = -Infinity;
    expect(() => run(bad)).toThrow('must be finite, got -Infinity at index 7');
    expect(() => run(new Int16Array(4) as unknown as Float64Array)).toThrow('convert integers to floats');
  });
});

test('transposed arrays are read where they are', () => {
  const across = nd(
    Float64Array.from({ length: 48 }, (_, i) => samples[i >> 1]! * (1 + (i % 2))),
    [2, 24],
    [1, 2],
  );
  const result = resample(across, { origSr: 3, targetSr: 2 });
  const rows = toRowMajor(result as ReturnType<typeof nd<Float64Array>>);
  expect(rows.subarray(0, 16)).toEqual(resample(samples, { origSr: 3, targetSr: 2 }));
  expect(rows.subarray(16)).toEqual(resample(samples, { origSr: 3, targetSr: 2 }).map((v) => 2 * v));
});
