/**
 * The complex transforms of blocks: passes of `src/fft`, and of radix 7 and 9 besides, between two areas.
 * @module
 */
import { type Pass, pass2, pass4, pass4First, pass8 } from '../fft/butterflies.js';
import { pass3, pass5 } from '../fft/odd-butterflies.js';
import { pass8Last } from '../fft/pass8-last.js';
import { createRoots, createRows } from '../fft/twiddles.js';
import { pass7, pass9 } from './spectral-passes.js';

/** Transforms `x`, which may be `b`, by way of the areas `a` and `b`, in which everything is lost. Returns the one with the result. */
export type BlockTransform = (x: Float64Array, a: Float64Array, b: Float64Array) => Float64Array;

/** The radices of the passes over n complex numbers, first to last, or undefined if n has a prime factor above 7. */
export function blockRadices(n: number): number[] | undefined {
  const radices: number[] = [];
  for (const radix of [7, 9, 5, 3]) for (; n % radix === 0; n /= radix) radices.push(radix);
  for (; n % 8 === 0 && n !== 16; n /= 8) radices.push(8);
  for (; n % 4 === 0; n /= 4) radices.unshift(4); // a first pass of radix 4 has a loop of its own, and a last one of radix 8
  if (n === 2) radices.push(2);
  return n > 2 ? undefined : radices;
}

/** Builds the transform whose passes have these radices. */
export function buildTransform(radices: readonly number[]): BlockTransform {
  const runs: readonly (Pass | undefined)[] = [, , pass2, pass3, pass4, pass5, , pass7, pass8, pass9];
  const size = radices.reduce((product, r) => product * r, 1);
  const roots = createRoots(size);
  let s = 1;
  const steps = radices.map((r) => {
    const m = size / (s * r);
    const run = r === 4 && s === 1 ? pass4First : r === 8 && m === 1 ? pass8Last : runs[r]!;
    const step = { run, twiddles: createRows(roots, r, r * m, m).from(0), m, s };
    s *= r;
    return step;
  });
  return (x, a, b) => {
    let from = x;
    let [to, other] = [a, b];
    for (const { run, twiddles, m, s } of steps) {
      run(to, from, twiddles, m, s, 0, m);
      [from, to, other] = [to, other, to];
    }
    return from;
  };
}
