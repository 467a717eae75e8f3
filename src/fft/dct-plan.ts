/**
 * Discrete cosine transforms of any length in O(n log n), through one Fourier transform each.
 * @module
 */
import { cosRatio, sinRatio } from '../core/math.js';
import { planComplex } from './complex-plan.js';
import { carver } from './kernel.js';
import { planReal } from './real-plan.js';

/** The four kinds of cosine transform that scipy numbers 1 to 4. */
export type DctType = 1 | 2 | 3 | 4;

/** A cosine transform of one size. Arrays must not overlap; `x` is kept. */
export interface DctKernel {
  readonly scratchLength: number;
  forward(out: Float64Array, x: Float64Array, scratch: Float64Array): void;
}

/** Builds the transform as scipy defines it without norm; type 1 needs `size` >= 2. */
export function planDct(size: number, type: DctType): DctKernel {
  if (type === 1) return plan1(size);
  if (type === 2) return plan2(size);
  if (type === 3) return plan3(size);
  return size % 2 === 0 ? plan4Even(size) : plan4Odd(size);
}

/** e^(-2 pi i (a k + b) / n) for k < count, as re, im. */
function turns(count: number, a: number, b: number, n: number): Float64Array {
  return Float64Array.from({ length: 2 * count }, (_, i) => {
    const k = a * (i >> 1) + b;
    return i % 2 === 0 ? cosRatio(k, n) : -sinRatio(k, n);
  });
}

/** y[k] = x[0] + (-1)^k x[n - 1] + 2 sum_(0 < j < n - 1) x[j] cos(pi j k / (n - 1)): the signal and its mirror image, transformed. */
function plan1(size: number): DctKernel {
  const inner = planReal(2 * size - 2);
  const carve = carver(2 * size - 2, 2 * size, inner.scratchLength);
  return {
    scratchLength: 4 * size - 2 + inner.scratchLength,
    forward(out, x, scratch) {
      const [v, z, rest] = carve(scratch) as [Float64Array, Float64Array, Float64Array];
      v.set(x);
      for (let j = 1; j < size - 1; j++) v[v.length - j] = x[j]!;
      inner.forward(z, v, rest);
      for (let k = 0; k < size; k++) out[k] = z[2 * k]!;
    },
  };
}

/**
 * y[k] = 2 sum_j x[j] cos(pi k (2 j + 1) / (2 n)). With v = x[0], x[2], x[4], ..., x[5], x[3], x[1] and its transform V,
 * t = e^(-pi i k / (2 n)) V[k] holds y[k] = 2 re t and y[n - k] = -2 im t (Makhoul 1980).
 */
function plan2(size: number): DctKernel {
  const inner = planReal(size);
  const bins = Math.floor(size / 2) + 1;
  const w = turns(bins, 1, 0, 4 * size);
  const carve = carver(size, 2 * bins, inner.scratchLength);
  return {
    scratchLength: size + 2 * bins + inner.scratchLength,
    forward(out, x, scratch) {
      const [v, z, rest] = carve(scratch) as [Float64Array, Float64Array, Float64Array];
      for (let j = 0; j < size; j++) v[j % 2 === 0 ? j / 2 : size - (j + 1) / 2] = x[j]!;
      inner.forward(z, v, rest);
      for (let k = 0; k < bins; k++) {
        const re = z[2 * k]!;
        const im = z[2 * k + 1]!;
        if (k > 0) out[size - k] = -2 * (w[2 * k]! * im + w[2 * k + 1]! * re);
        out[k] = 2 * (w[2 * k]! * re - w[2 * k + 1]! * im);
      }
    },
  };
}

/** y[k] = x[0] + 2 sum_(j > 0) x[j] cos(pi j (2 k + 1) / (2 n)): type 2 backwards, times 2 n. */
function plan3(size: number): DctKernel {
  const inner = planReal(size);
  const bins = Math.floor(size / 2) + 1;
  const w = turns(bins, 1, 0, 4 * size);
  const carve = carver(size, 2 * bins, inner.scratchLength);
  return {
    scratchLength: size + 2 * bins + inner.scratchLength,
    forward(out, x, scratch) {
      const [v, z, rest] = carve(scratch) as [Float64Array, Float64Array, Float64Array];
      for (let k = 0; k < bins; k++) {
        const re = x[k]!;
        const im = k === 0 ? 0 : -x[size - k]!;
        z[2 * k] = size * (w[2 * k]! * re + w[2 * k + 1]! * im);
        z[2 * k + 1] = size * (w[2 * k]! * im - w[2 * k + 1]! * re);
      }
      inner.inverse(v, z, rest);
      for (let j = 0; j < size; j++) out[j] = v[j % 2 === 0 ? j / 2 : size - (j + 1) / 2]!;
    },
  };
}

/**
 * y[k] = 2 sum_j x[j] cos(pi (2 j + 1) (2 k + 1) / (4 n)), n even: t[j] = (x[2 j] + i x[n - 1 - 2 j]) c[j] with
 * c[j] = e^(-pi i (8 j + 1) / (8 n)); its transform of n / 2 points times c[k] is (y[2 k] - i y[n - 1 - 2 k]) / 2.
 */
function plan4Even(size: number): DctKernel {
  const half = size / 2;
  const inner = planComplex(half);
  const w = turns(half, 8, 1, 16 * size);
  const carve = carver(size, size, inner.scratchLength);
  return {
    scratchLength: 2 * size + inner.scratchLength,
    forward(out, x, scratch) {
      const [t, z, rest] = carve(scratch) as [Float64Array, Float64Array, Float64Array];
      for (let j = 0; j < size; j += 2) {
        const re = x[j]!;
        const im = x[size - 1 - j]!;
        t[j] = w[j]! * re - w[j + 1]! * im;
        t[j + 1] = w[j]! * im + w[j + 1]! * re;
      }
      inner.forward(z, t, rest);
      for (let k = 0; k < size; k += 2) {
        out[k] = 2 * (w[k]! * z[k]! - w[k + 1]! * z[k + 1]!);
        out[size - 1 - k] = -2 * (w[k]! * z[k + 1]! + w[k + 1]! * z[k]!);
      }
    },
  };
}

/** The same sum for odd n, as the real part of e^(-pi i (2 k + 1) / (4 n)) sum_j (x[j] e^(-pi i j / (2 n))) e^(-2 pi i j k / (2 n)). */
function plan4Odd(size: number): DctKernel {
  const inner = planComplex(2 * size);
  const before = turns(size, 1, 0, 4 * size);
  const after = turns(size, 2, 1, 8 * size);
  const carve = carver(4 * size, 4 * size, inner.scratchLength);
  return {
    scratchLength: 8 * size + inner.scratchLength,
    forward(out, x, scratch) {
      const [t, z, rest] = carve(scratch) as [Float64Array, Float64Array, Float64Array];
      for (let j = 0; j < 2 * size; j++) t[j] = before[j]! * x[j >> 1]!;
      t.fill(0, 2 * size);
      inner.forward(z, t, rest);
      for (let k = 0; k < size; k++) out[k] = 2 * (after[2 * k]! * z[2 * k]! - after[2 * k + 1]! * z[2 * k + 1]!);
    },
  };
}
