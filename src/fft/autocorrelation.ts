/**
 * Circular autocorrelation: there, squared, and back, all in two arrays.
 * @module
 */
import { planArrays } from './real-forward.js';
import { type StockhamKernel } from './stockham.js';
import { type TwiddleRows } from './twiddles.js';

/** `x[k] = sum_n x[n] x[n + k]`, indices modulo the size, in place; `other`, as long as `x`, is scratch. */
export type Autocorrelation = (x: Float64Array, other: Float64Array) => void;

/** The autocorrelation of `size` real numbers; even, a product of 2, 3, 5 and 7. */
export function planAutocorrelation(size: number): Autocorrelation {
  const kernel = planArrays(size);
  const turns = kernel.turns!;
  const inner = kernel.inner as StockhamKernel;
  return (x, other) => {
    inner.between(x, other);
    const [z, free] = inner.stays ? [x, other] : [other, x];
    square(z, turns, size);
    inner.between(z, free); // where z went away from x, this comes back
  };
}

/**
 * What `split` of `real-forward.ts` and `join` of `real-plan.ts` do one after the other, when the bins are squared between them. Squares have no
 * imaginary parts.
 */
function square(z: Float64Array, { span, from }: TwiddleRows, n: number): void {
  const count = Math.floor(n / 4) + 1;
  const scale = 1 / n;
  const first = (z[0]! + z[1]!) * (z[0]! + z[1]!);
  const middle = (z[0]! - z[1]!) * (z[0]! - z[1]!);
  for (let k = 0; k < count; k += span) squareSome(z, from(k), n, k, Math.min(count, k + span));
  z[0] = scale * (first + middle);
  z[1] = scale * (first - middle);
}

/** The bins first <= k < last and their mirror images, without 0. From its second pair on, `w` holds w^k / 2. */
function squareSome(z: Float64Array, w: Float64Array, n: number, first: number, last: number): void {
  const scale = 1 / n;
  const end = 2 * last;
  const start = Math.max(1, first);
  for (let k = 2 * start, j = n - k, t = k - 2 * first + 2; k < end; k += 2, j -= 2, t += 2) {
    const kr = z[k]!;
    const ki = z[k + 1]!;
    const jr = z[j]!;
    const ji = z[j + 1]!;
    const wr = w[t]!;
    const wi = w[t + 1]!;
    const er = 0.5 * (kr + jr);
    const ei = 0.5 * (ki - ji);
    const tr = wr * (ki + ji) - wi * (jr - kr);
    const ti = wr * (jr - kr) + wi * (ki + ji);
    const a = (er + tr) * (er + tr) + (ei + ti) * (ei + ti); // |X[k]|^2
    const b = (er - tr) * (er - tr) + (ti - ei) * (ti - ei); // |X[n / 2 - k]|^2
    const mean = scale * (a + b);
    const d = 2 * scale * (a - b);
    z[j] = mean + wi * d;
    z[j + 1] = wr * d;
    z[k] = mean - wi * d;
    z[k + 1] = wr * d;
  }
}
