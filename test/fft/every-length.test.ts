/**
 * Every length from 1 to 4096, complex and real, forward and inverse, single and double precision, against truths that do not come
 * from a fast transform: signals whose spectra are known in every bin, and sums by definition.
 */
import { describe, expect, test } from 'vitest';
import { cosRatio, sinRatio } from '../../src/core/math.js';
import { createRandom } from '../../src/core/random.js';
import { createFft, createRfft } from '../../src/fft/index.js';
import { setEngine } from '../../src/simd/engine.js';

const LIMIT = 1e-12; // of the peak: what is promised. BEST is what is reached (the sums by definition reach no more), so that a loss does not pass unseen.
const BEST = 6e-15;

const random = createRandom(4096);
const noise = Float64Array.from({ length: 1 << 20 }, () => 2 * random.uniform() - 1);
/** Neither is small, so that no signal here is small by chance. */
const amplitude = () => (random.uniform() < 0.5 ? -1 : 1) * (0.25 + 0.5 * random.uniform());
const integer = (below: number) => Math.floor(below * random.uniform());

/** e^(2 pi i k / n) for all k, each computed by itself. */
function rootTable(n: number): Float64Array {
  return Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? cosRatio(i >> 1, n) : sinRatio(i >> 1, n)));
}

/** A dense complex signal and its spectrum: three exponentials and an impulse. */
function known(n: number, w: Float64Array): { x: Float64Array; spectrum: Float64Array } {
  const x = new Float64Array(2 * n);
  const spectrum = new Float64Array(2 * n);
  for (let e = 0; e < 3; e++) {
    const [re, im, f] = [amplitude(), amplitude(), integer(n)];
    for (let j = 0, at = 0; j < n; j++, at = (at + f) % n) {
      x[2 * j]! += re * w[2 * at]! - im * w[2 * at + 1]!;
      x[2 * j + 1]! += re * w[2 * at + 1]! + im * w[2 * at]!;
    }
    spectrum[2 * f]! += n * re;
    spectrum[2 * f + 1]! += n * im;
  }
  const [re, im, place] = [n * amplitude(), n * amplitude(), integer(n)];
  x[2 * place]! += re;
  x[2 * place + 1]! += im;
  for (let k = 0, at = 0; k < n; k++, at = (at + place) % n) {
    spectrum[2 * k]! += re * w[2 * at]! + im * w[2 * at + 1]!;
    spectrum[2 * k + 1]! += im * w[2 * at]! - re * w[2 * at + 1]!;
  }
  return { x, spectrum };
}

/** One bin by definition, x complex. Sums of 1024 terms are summed, for the rounding errors of a long sum would be larger than those sought. */
function bin(x: Float64Array, k: number, w: Float64Array): [number, number] {
  const n = x.length / 2;
  let re = 0;
  let im = 0;
  for (let start = 0, at = 0; start < n; start += 1024) {
    let someRe = 0;
    let someIm = 0;
    for (let j = start; j < Math.min(n, start + 1024); j++, at = (at + k) % n) {
      someRe += x[2 * j]! * w[2 * at]! + x[2 * j + 1]! * w[2 * at + 1]!;
      someIm += x[2 * j + 1]! * w[2 * at]! - x[2 * j]! * w[2 * at + 1]!;
    }
    re += someRe;
    im += someIm;
  }
  return [re, im];
}

const peak = (x: Float64Array): number => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
function distance(got: Float64Array, want: Float64Array): number {
  let worst = 0;
  for (let i = 0; i < want.length; i++) {
    const e = Math.abs(got[i]! - want[i]!);
    if (!(e <= worst)) worst = e;
  }
  return worst / peak(want);
}

/** The largest relative error of anything that can be asked of length n. */
function errorOf(n: number): number {
  const w = rootTable(n);
  const errors: number[] = [];
  const plan = createFft(n);
  const out = new Float64Array(2 * n);

  const { x, spectrum } = known(n, w);
  plan.forward(out, x);
  errors.push(distance(out, spectrum));
  plan.inverse(out, spectrum);
  errors.push(distance(out, x));

  // real parts: re x = (x + conj x) / 2, so its bins are (X[k] + conj X[n - k]) / 2
  const real = createRfft(n);
  const y = x.filter((_, i) => i % 2 === 0);
  const half = new Float64Array(2 * real.bins);
  for (let k = 0; k < real.bins; k++) {
    const mirror = (n - k) % n;
    half[2 * k] = (spectrum[2 * k]! + spectrum[2 * mirror]!) / 2;
    half[2 * k + 1] = (spectrum[2 * k + 1]! - spectrum[2 * mirror + 1]!) / 2;
  }
  const bins = new Float64Array(2 * real.bins);
  real.forward(bins, y);
  errors.push(distance(bins, half));
  const back = new Float64Array(n);
  real.inverse(back, half);
  errors.push(distance(back, y));
  const power = new Float64Array(real.bins);
  real.power(power, y);
  errors.push(
    distance(
      power,
      power.map((_, k) => half[2 * k]! ** 2 + half[2 * k + 1]! ** 2),
    ),
  );

  // noise: every bin by definition for small lengths, some bins for all
  const z = noise.subarray(n, 3 * n);
  plan.forward(out, z);
  const top = peak(out);
  const asked = n <= 200 ? Array.from({ length: n }, (_, k) => k) : [0, 1, n >> 1, n - 1, integer(n), integer(n), integer(n), integer(n)];
  for (const k of asked) {
    const [re, im] = bin(z, k, w);
    errors.push(Math.abs(out[2 * k]! - re) / top, Math.abs(out[2 * k + 1]! - im) / top);
  }

  // where TypeScript computes, single precision is double precision, rounded once (for the kernels see test/simd/fft.test.ts)
  setEngine('js');
  const single = createRfft(n, { dtype: 'float32' });
  setEngine('auto');
  const y32 = Float32Array.from(y);
  real.forward(bins, Float64Array.from(y32));
  const bins32 = new Float32Array(2 * real.bins);
  single.forward(bins32, y32);
  if (bins32.some((v, i) => v !== Math.fround(bins[i]!))) errors.push(Infinity);
  return errors.reduce((a, b) => (b <= a ? a : b));
}

/** EVERY=1 looks at all of them, as CI does; without it, at one in five of those above 1024. */
const stepFrom = (from: number): number => (from > 1024 && !process.env['EVERY'] ? 5 : 1);

describe('every length', () => {
  test.each([
    [1, 1024],
    [1025, 2048],
    [2049, 3072],
    [3073, 4096],
  ])('from %i to %i', (from, to) => {
    let worst = 0;
    let at = 0;
    for (let n = from; n <= to; n += stepFrom(from)) {
      const error = errorOf(n);
      if (!(error <= worst)) [worst, at] = [error, n];
    }
    expect(worst, `length ${at}`).toBeLessThanOrEqual(LIMIT);
    expect(worst, `length ${at}: worse than it was`).toBeLessThanOrEqual(BEST);
  });

  test('and large ones: 2^16, 3^10, 5^6, 7^5, 44100, a large prime', () => {
    for (const n of [65536, 59049, 15625, 16807, 44100, 65537]) expect(errorOf(n), `length ${n}`).toBeLessThanOrEqual(BEST);
  });

  test('and those without a table of all roots: 3^11, 5 2^15, 132300 = 2^2 3^3 5^2 7^2', () => {
    for (const n of [177147, 163840, 132300]) expect(errorOf(n), `length ${n}`).toBeLessThanOrEqual(BEST);
  });
});
