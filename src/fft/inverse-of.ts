/**
 * The inverse transform from the forward one.
 * @module
 */
import { type ComplexKernel } from './kernel.js';

/** The inverse of a kernel, scaled by 1 / n: a forward transform whose result is read backwards from index n = 0. */
export function inverseOf({ size, forward }: ComplexKernel): ComplexKernel['forward'] {
  const scale = 1 / size;
  return (out, x, scratch) => {
    forward(out, x, scratch);
    out[0] = scale * out[0]!;
    out[1] = scale * out[1]!;
    for (let k = 2, j = 2 * size - 2; k <= j; k += 2, j -= 2) {
      const re = out[k]!;
      const im = out[k + 1]!;
      out[k] = scale * out[j]!;
      out[k + 1] = scale * out[j + 1]!;
      out[j] = scale * re;
      out[j + 1] = scale * im;
    }
  };
}
