/**
 * Mixed-radix Stockham transforms: a list of passes with their tables.
 * @module
 */
import { type Pass, pass2, pass4, pass4First, pass8 } from './butterflies.js';
import { type ComplexKernel } from './kernel.js';
import { pass3, pass5, pass7 } from './odd-butterflies.js';
import { pass8Last } from './pass8-last.js';

/**
 * Builds the transform whose passes have these radices.
 *
 * @param radices - First pass to last; their product is the size.
 * @param roots - Roots of unity of any multiple of the size, as `rootsOfUnity` makes them.
 */
export function buildStockham(radices: readonly number[], roots: Float64Array): ComplexKernel {
  const runs: readonly (Pass | undefined)[] = [, , pass2, pass3, pass4, pass5, , pass7, pass8];
  const size = radices.reduce((product, r) => product * r, 1);
  let s = 1;
  const passes = radices.map((r) => {
    const m = size / (s * r);
    const pass = {
      run: r === 4 && s === 1 ? pass4First : r === 8 && m === 1 ? pass8Last : runs[r]!,
      twiddles: twiddles(roots, r, m),
      m,
      s,
    };
    s *= r;
    return pass;
  });
  return {
    size,
    scratchLength: 2 * size,
    forward(out, x, scratch) {
      if (size === 1) {
        out[0] = x[0]!;
        out[1] = x[1]!;
      }
      let from = x;
      for (let left = passes.length; left > 0; left--) {
        const { run, twiddles, m, s } = passes[passes.length - left]!;
        const to = left % 2 === 1 ? out : scratch;
        run(to, from, twiddles, m, s);
        from = to;
      }
    },
  };
}

/** `w^(p k)` for p = 0 ... m and k = 1 ... r - 1, where w is the root of order r m: the last row are the roots of order r. */
function twiddles(roots: Float64Array, r: number, m: number): Float64Array {
  const table = new Float64Array(2 * (r - 1) * (m + 1));
  const step = roots.length / (r * m);
  for (let p = 0, t = 0; p <= m; p++) {
    for (let k = 1; k < r; k++, t += 2) {
      table[t] = roots[p * k * step]!;
      table[t + 1] = roots[p * k * step + 1]!;
    }
  }
  return table;
}
