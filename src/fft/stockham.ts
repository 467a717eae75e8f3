/**
 * Mixed-radix Stockham transforms: a list of passes with their tables.
 * @module
 */
import { type Pass, pass2, pass4, pass4First, pass8 } from './butterflies.js';
import { type ComplexKernel } from './kernel.js';
import { pass3, pass5, pass7 } from './odd-butterflies.js';
import { pass8Last } from './pass8-last.js';
import { createRows, type Roots, type TwiddleRows } from './twiddles.js';

/** One pass and what it takes. */
interface Step {
  readonly run: Pass;
  readonly twiddles: TwiddleRows;
  readonly m: number;
  readonly s: number;
}

/** A complex transform that can do without keeping its input. */
export interface StockhamKernel extends ComplexKernel {
  /** Transforms `x`, which is lost, with `other` of the same length for scratch: to `x` where the kernel `stays`, to `other` elsewhere. */
  between(x: Float64Array, other: Float64Array): void;
  readonly stays: boolean;
}

/**
 * Builds the transform whose passes have these radices.
 *
 * @param radices - First pass to last; their product is the size.
 * @param roots - Of any multiple of the size.
 */
export function buildStockham(radices: readonly number[], roots: Roots): StockhamKernel {
  const size = radices.reduce((product, r) => product * r, 1);
  const steps = planSteps(radices, size, roots);
  const stays = steps.length % 2 === 0;
  const transform = (out: Float64Array, x: Float64Array, scratch: Float64Array): void => {
    if (size === 1) {
      out[0] = x[0]!;
      out[1] = x[1]!;
    }
    let from = x;
    for (let left = steps.length; left > 0; left--) {
      const { run, twiddles, m, s } = steps[steps.length - left]!;
      const { span } = twiddles;
      const to = left % 2 === 1 ? out : scratch;
      for (let p = 0; p < m; p += span) run(to, from, twiddles.from(p), m, s, p, Math.min(m, p + span));
      from = to;
    }
  };
  return {
    size,
    scratchLength: 2 * size,
    forward: transform,
    stays,
    between: (x, other) => (stays ? transform(x, x, other) : transform(other, x, x)),
  };
}

function planSteps(radices: readonly number[], size: number, roots: Roots): Step[] {
  const runs: readonly (Pass | undefined)[] = [, , pass2, pass3, pass4, pass5, , pass7, pass8];
  let s = 1;
  return radices.map((r) => {
    const m = size / (s * r);
    const run = r === 4 && s === 1 ? pass4First : r === 8 && m === 1 ? pass8Last : runs[r]!;
    const step = { run, twiddles: createRows(roots, r, r * m, m), m, s };
    s *= r;
    return step;
  });
}
