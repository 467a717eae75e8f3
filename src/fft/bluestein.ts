/**
 * Any length by a convolution: since 2 j k = j^2 + k^2 - (k - j)^2, with the chirp c[k] = e^(-pi i k^2 / n),
 *
 *     X[k] = c[k] sum_j (x[j] c[j]) conj(c[k - j]),
 *
 * a convolution that a transform of any size >= 2 n - 1 computes (Bluestein 1970).
 * @module
 */
import { carver, type ComplexKernel } from './kernel.js';
import { rootsOfUnity } from './roots.js';

/** Builds a transform of `size` points on an `inner` one of at least 2 size - 1. */
export function buildBluestein(size: number, inner: ComplexKernel): ComplexKernel {
  const { chirp, filter } = tabulateChirp(size, inner);
  const length = 2 * inner.size;
  const carve = carver(length, length, inner.scratchLength);
  return {
    size,
    scratchLength: 2 * length + inner.scratchLength,
    forward(out, x, scratch) {
      const [a, b, rest] = carve(scratch) as [Float64Array, Float64Array, Float64Array];
      for (let k = 0; k < 2 * size; k += 2) {
        const re = x[k]!;
        const im = x[k + 1]!;
        a[k] = chirp[k]! * re - chirp[k + 1]! * im;
        a[k + 1] = chirp[k]! * im + chirp[k + 1]! * re;
      }
      a.fill(0, 2 * size, length);
      inner.forward(b, a, rest);
      for (let k = 0; k < length; k += 2) {
        const re = b[k]!;
        const im = b[k + 1]!;
        b[k] = filter[k]! * re - filter[k + 1]! * im;
        b[k + 1] = -filter[k]! * im - filter[k + 1]! * re; // conjugate: the inverse of z is conj(forward(conj(z)))
      }
      inner.forward(a, b, rest);
      for (let k = 0; k < 2 * size; k += 2) {
        const re = a[k]!;
        const im = -a[k + 1]!;
        out[k] = chirp[k]! * re - chirp[k + 1]! * im;
        out[k + 1] = chirp[k]! * im + chirp[k + 1]! * re;
      }
    },
  };
}

/** The chirp, and the transform of its conjugate, wrapped around and scaled for the inverse transform. */
export function tabulateChirp(size: number, inner: ComplexKernel): { chirp: Float64Array; filter: Float64Array } {
  const chirp = chirpOf(size);
  const length = 2 * inner.size;
  const filter = new Float64Array(length);
  const x = new Float64Array(length);
  for (let k = 0; k < 2 * size; k += 2) {
    const mirror = (length - k) % length;
    x[k] = x[mirror] = chirp[k]! / inner.size;
    x[k + 1] = x[mirror + 1] = -chirp[k + 1]! / inner.size;
  }
  inner.forward(filter, x, new Float64Array(inner.scratchLength));
  return { chirp, filter };
}

/** c[k] for k < n. The angle is reduced exactly: k^2 mod 2 n, from (k + 1)^2 = k^2 + 2 k + 1. */
function chirpOf(n: number): Float64Array {
  const roots = rootsOfUnity(2 * n);
  const chirp = new Float64Array(2 * n);
  for (let k = 0, square = 0; k < n; k++) {
    chirp[2 * k] = roots[2 * square]!;
    chirp[2 * k + 1] = roots[2 * square + 1]!;
    square = (square + 2 * k + 1) % (2 * n);
  }
  return chirp;
}
