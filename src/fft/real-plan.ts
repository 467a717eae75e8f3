/**
 * Transforms of real signals both ways. Apart from `real-forward.ts`, since features never go back.
 * @module
 */
import { carver, type RealKernel } from './kernel.js';
import { type ForwardKernel, planForward } from './real-forward.js';

/** The real transform of any size >= 1. */
export function planReal(size: number): RealKernel {
  const kernel = planForward(size);
  return { ...kernel, inverse: size % 2 === 0 ? inverseEven(kernel) : inverseOdd(kernel) };
}

function inverseEven({ size, inner, half }: ForwardKernel): RealKernel['inverse'] {
  const carve = carver(size, inner.scratchLength);
  return (out, spectrum, scratch) => {
    const [z, rest] = carve(scratch) as [Float64Array, Float64Array];
    join(z, spectrum, half, size);
    inner.forward(out, z, rest);
  };
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

function inverseOdd({ size, inner }: ForwardKernel): RealKernel['inverse'] {
  const carve = carver(2 * size, 2 * size, inner.scratchLength);
  return (out, spectrum, scratch) => {
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
  };
}
