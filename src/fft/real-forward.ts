/**
 * Transforms of real signals, from signal to bins. An even length n is read as m = n / 2 complex numbers z (samples 2 j and 2 j + 1):
 * their transform Z holds the transforms E of the even and O of the odd samples,
 *
 *     E[k] = (Z[k] + conj Z[m - k]) / 2,   O[k] = (Z[k] - conj Z[m - k]) / 2i,   X[k] = E[k] + w^k O[k],   X[m - k] = conj(E[k] - w^k O[k]),
 *
 * w = e^(-2 pi i / n). An odd length is transformed as complex numbers without imaginary parts.
 * @module
 */
import { planComplex } from './complex-plan.js';
import { carver, type ComplexKernel, type RealKernel } from './kernel.js';
import { rootsOfUnity } from './roots.js';

/** What `real-plan.ts` completes to a {@link RealKernel}. */
export interface ForwardKernel extends Omit<RealKernel, 'inverse'> {
  /** The complex transform inside: of n / 2 points, or of n if n is odd. */
  readonly inner: ComplexKernel;
  /** w^k / 2 */
  readonly half: Float64Array;
}

/** The real transform of any size >= 1, without its inverse. */
export function planForward(size: number): ForwardKernel {
  const roots = rootsOfUnity(size);
  const half = new Float64Array(roots.length);
  for (let i = 0; i < half.length; i++) half[i] = 0.5 * roots[i]!; // `map` takes several times as long
  const inner = planComplex(size % 2 === 0 ? size / 2 : size, roots);
  const room = 2 * inner.size + 2;
  const carve = carver(room, size % 2 === 0 ? 0 : room, inner.scratchLength);
  const run = (out: Float64Array, x: Float64Array, scratch: Float64Array, squared: boolean): void => {
    const parts = carve(scratch);
    if (size % 2 === 0) {
      const z = squared ? parts[0]! : out;
      inner.forward(z, x, parts[2]!);
      split(out, z, half, size, squared);
    } else {
      const z = parts[0]!;
      const pairs = parts[1]!;
      for (let k = 0; k < size; k++) {
        pairs[2 * k] = x[k]!;
        pairs[2 * k + 1] = 0;
      }
      inner.forward(z, pairs, parts[2]!);
      pick(out, z, size, squared);
    }
  };
  return {
    size,
    scratchLength: 2 * room + inner.scratchLength,
    inner,
    half,
    forward: (out, x, scratch) => run(out, x, scratch, false),
    power: (out, x, scratch) => run(out, x, scratch, true),
  };
}

/** Z to X, or to its square. `w` holds w^k / 2, `n` is the number of samples; `z` has room for n + 2 numbers. */
function split(out: Float64Array, z: Float64Array, w: Float64Array, n: number, squared: boolean): void {
  z[n] = z[0]!;
  z[n + 1] = z[1]!;
  for (let k = 0, j = n; k <= j; k += 2, j -= 2) {
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
    if (squared) {
      out[k >> 1] = (er + tr) * (er + tr) + (ei + ti) * (ei + ti);
      out[j >> 1] = (er - tr) * (er - tr) + (ti - ei) * (ti - ei);
    } else {
      out[k] = er + tr;
      out[k + 1] = ei + ti;
      out[j] = er - tr;
      out[j + 1] = ti - ei;
    }
  }
}

/** The bins of `n` complex results that the others mirror, or their squares. */
function pick(out: Float64Array, z: Float64Array, n: number, squared: boolean): void {
  z[1] = 0;
  for (let k = 0; k < n; k += 2) {
    const re = z[k]!;
    const im = z[k + 1]!;
    if (squared) out[k >> 1] = re * re + im * im;
    else {
      out[k] = re;
      out[k + 1] = im;
    }
  }
}
