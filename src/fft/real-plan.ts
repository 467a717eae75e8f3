/**
 * Real transforms on complex ones. An even length n is read as m = n / 2 complex numbers z (samples 2 j and 2 j + 1): their transform Z
 * holds the transforms E of the even and O of the odd samples,
 *
 *     E[k] = (Z[k] + conj Z[m - k]) / 2,   O[k] = (Z[k] - conj Z[m - k]) / 2i,   X[k] = E[k] + w^k O[k],   X[m - k] = conj(E[k] - w^k O[k]),
 *
 * w = e^(-2 pi i / n). An odd length is transformed as complex numbers without imaginary parts.
 * @module
 */
import { buildComplex, planComplex } from './complex-plan.js';
import { carver, type ComplexKernel, type RealKernel } from './kernel.js';
import { designFft } from './recipe.js';
import { rootsOfUnity } from './roots.js';

/** The real transform of any size >= 1. */
export const planReal = (size: number): RealKernel => (size % 2 === 0 ? planEven(size) : planOdd(size));

function planEven(size: number): RealKernel {
  const roots = rootsOfUnity(size);
  const inner = buildComplex(designFft(size / 2), roots);
  const half = roots.slice(0, 2 * Math.floor(size / 4) + 2).map((v) => 0.5 * v); // w^k / 2 for the first half of the bins
  const carve = carver(size, inner.scratchLength);
  return {
    size,
    scratchLength: size + inner.scratchLength,
    forward(out, x, scratch) {
      inner.forward(out, x, scratch);
      split(out, half, size);
    },
    inverse(out, spectrum, scratch) {
      const [z, rest] = carve(scratch) as [Float64Array, Float64Array];
      join(z, spectrum, half, size);
      inner.forward(out, z, rest);
    },
    power(out, x, scratch) {
      const [z, rest] = carve(scratch) as [Float64Array, Float64Array];
      inner.forward(z, x, rest);
      splitPower(out, z, half, size);
    },
  };
}

/** Z to X in place. `w` holds w^k / 2, `n` is the number of samples. */
function split(z: Float64Array, w: Float64Array, n: number): void {
  const re = z[0]!;
  const im = z[1]!;
  z[0] = re + im;
  z[1] = 0;
  z[n] = re - im;
  z[n + 1] = 0;
  for (let k = 2, j = n - 2; k <= j; k += 2, j -= 2) {
    const kr = z[k]!;
    const ki = z[k + 1]!;
    const jr = z[j]!;
    const ji = z[j + 1]!;
    const wr = w[k]!;
    const wi = w[k + 1]!;
    const er = 0.5 * (kr + jr);
    const ei = 0.5 * (ki - ji);
    const tr = wr * (ki + ji) - wi * (jr - kr);
    const ti = wr * (jr - kr) + wi * (ki + ji);
    z[k] = er + tr;
    z[k + 1] = ei + ti;
    z[j] = er - tr;
    z[j + 1] = ti - ei;
  }
}

/** The same, squared. */
function splitPower(out: Float64Array, z: Float64Array, w: Float64Array, n: number): void {
  const first = z[0]! + z[1]!;
  const last = z[0]! - z[1]!;
  out[0] = first * first;
  out[n >> 1] = last * last;
  for (let k = 2, j = n - 2; k <= j; k += 2, j -= 2) {
    const kr = z[k]!;
    const ki = z[k + 1]!;
    const jr = z[j]!;
    const ji = z[j + 1]!;
    const wr = w[k]!;
    const wi = w[k + 1]!;
    const er = 0.5 * (kr + jr);
    const ei = 0.5 * (ki - ji);
    const tr = wr * (ki + ji) - wi * (jr - kr);
    const ti = wr * (jr - kr) + wi * (ki + ji);
    out[k >> 1] = (er + tr) * (er + tr) + (ei + ti) * (ei + ti);
    out[j >> 1] = (er - tr) * (er - tr) + (ti - ei) * (ti - ei);
  }
}

/** X to Z / m, its order reversed: the forward transform of that is the inverse one of Z. */
function join(z: Float64Array, x: Float64Array, w: Float64Array, n: number): void {
  const scale = 1 / n;
  z[0] = scale * (x[0]! + x[n]!);
  z[1] = scale * (x[0]! - x[n]!);
  for (let k = 2, j = n - 2; k <= j; k += 2, j -= 2) {
    const er = scale * (x[k]! + x[j]!);
    const ei = scale * (x[k + 1]! - x[j + 1]!);
    const dr = 2 * scale * (x[k]! - x[j]!);
    const di = 2 * scale * (x[k + 1]! + x[j + 1]!);
    const or = w[k]! * dr + w[k + 1]! * di; // O = conj(w^k) (X[k] - conj X[m - k]) / 2
    const oi = w[k]! * di - w[k + 1]! * dr;
    z[j] = er - oi;
    z[j + 1] = ei + or;
    z[k] = er + oi;
    z[k + 1] = or - ei;
  }
}

function planOdd(size: number): RealKernel {
  const inner: ComplexKernel = planComplex(size);
  const carve = carver(2 * size, 2 * size, inner.scratchLength);
  const transform = (x: Float64Array, scratch: Float64Array): Float64Array => {
    const [a, b, rest] = carve(scratch) as [Float64Array, Float64Array, Float64Array];
    for (let k = 0; k < size; k++) {
      a[2 * k] = x[k]!;
      a[2 * k + 1] = 0;
    }
    inner.forward(b, a, rest);
    return b;
  };
  return {
    size,
    scratchLength: 4 * size + inner.scratchLength,
    forward(out, x, scratch) {
      const z = transform(x, scratch);
      for (let k = 0; k <= size; k++) out[k] = z[k]!;
      out[1] = 0;
    },
    inverse(out, spectrum, scratch) {
      const [a, b, rest] = carve(scratch) as [Float64Array, Float64Array, Float64Array];
      const scale = 1 / size;
      a[0] = scale * spectrum[0]!;
      a[1] = 0;
      for (let k = 2, j = 2 * size - 2; k < j; k += 2, j -= 2) {
        a[k] = a[j] = scale * spectrum[k]!; // X[-k] = conj X[k], and the order is reversed as in `join`
        a[j + 1] = scale * spectrum[k + 1]!;
        a[k + 1] = -a[j + 1]!;
      }
      inner.forward(b, a, rest);
      for (let k = 0; k < size; k++) out[k] = b[2 * k]!;
    },
    power(out, x, scratch) {
      const z = transform(x, scratch);
      out[0] = z[0]! * z[0]!;
      for (let k = 2; k < size; k += 2) out[k >> 1] = z[k]! * z[k]! + z[k + 1]! * z[k + 1]!;
    },
  };
}
