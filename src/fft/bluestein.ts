/**
 * Any length by a convolution: since 2 j k = j^2 + k^2 - (k - j)^2, with the chirp c[k] = e^(-pi i k^2 / n),
 *
 *     X[k] = c[k] sum_j (x[j] c[j]) conj(c[k - j]) = c[k] conj(sum_j conj(x[j] c[j]) c[k - j]),
 *
 * a convolution that a transform F of any size >= 2 n - 1 computes: conj(a * c) = F(conj(F(a) F(c))) / size (Bluestein 1970).
 * @module
 */
import { withScratch } from '../core/scratch.js';
import { carver, type ComplexKernel } from './kernel.js';
import { rootWriter } from './roots.js';

/** Builds a transform of `size` points on an `inner` one of at least 2 size - 1. */
export function buildBluestein(size: number, inner: ComplexKernel): ComplexKernel {
  const length = 2 * inner.size;
  const { scratchLength, forward } = inner;
  const carve = carver(length, length, scratchLength);
  const { chirp, filter } = tabulateChirp(size, inner);
  return {
    size,
    scratchLength: 2 * length + scratchLength,
    forward(out, x, scratch) {
      const [a, b, rest] = carve(scratch) as [Float64Array, Float64Array, Float64Array];
      multiply(a, x, chirp, -1);
      a.fill(0, 2 * size, length);
      forward(b, a, rest);
      multiply(b, b, filter, -1);
      forward(a, b, rest);
      multiply(out, a, chirp, 1);
    },
  };
}

/** Complex products of `x` and `c`, as long as `c`; their imaginary parts times `sign`. */
function multiply(out: Float64Array, x: Float64Array, c: Float64Array, sign: number): void {
  for (let k = 0; k < c.length; k += 2) {
    const re = x[k]!;
    const im = x[k + 1]!;
    out[k] = c[k]! * re - c[k + 1]! * im;
    out[k + 1] = sign * (c[k]! * im + c[k + 1]! * re);
  }
}

/** The chirp, and the transform of it wrapped around and scaled for the inverse transform. */
export function tabulateChirp(size: number, inner: ComplexKernel): { chirp: Float64Array; filter: Float64Array } {
  const length = 2 * inner.size;
  const write = rootWriter(2 * size);
  const chirp = new Float64Array(2 * size);
  for (let k = 0, square = 0; k < 2 * size; k += 2) {
    write(chirp, k, square);
    square = (square + k + 1) % (2 * size); // (k + 1)^2 = k^2 + 2 k + 1: the angle is reduced exactly
  }
  const filter = new Float64Array(length);
  withScratch(length + inner.scratchLength, (room) => {
    const wrapped = room.subarray(0, length); // c / inner.size, for k and for -k
    wrapped.fill(0, 2 * size, length - 2 * size + 2);
    for (let k = 0; k < 2 * size; k++) wrapped[k] = chirp[k]! / inner.size;
    for (let k = 2; k < 2 * size; k += 2) {
      wrapped[length - k] = wrapped[k]!;
      wrapped[length - k + 1] = wrapped[k + 1]!;
    }
    inner.forward(filter, wrapped, room.subarray(length));
  });
  return { chirp, filter };
}
