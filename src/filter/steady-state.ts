/**
 * The states of filters that have heard a constant for ever.
 * @module
 */
import { ParameterError } from '../core/errors.js';

const sum = (list: Float64Array): number => list.reduce((total, v) => total + v, 0);

/**
 * The states of b / a (one length, a[0] = 1) after an endless 1. With y the output, sum(b) / sum(a), the state k is what the samples from
 * k + 1 on still add: `z[k] = sum_{j > k} (b[j] - a[j] y)`.
 */
export function steadyState(b: Float64Array, a: Float64Array, caller: string, name: string): Float64Array {
  const bottom = sum(a);
  if (bottom === 0) throw new ParameterError(caller, name, 'has a pole at z = 1: a constant never settles in it');
  const y = sum(b) / bottom;
  const z = new Float64Array(b.length - 1);
  let rest = 0;
  for (let k = z.length - 1; k >= 0; k--) z[k] = rest += b[k + 1]! - a[k + 1]! * y;
  return z;
}

/** The states of sections (b0, b1, b2, a1, a2 each) after an endless 1, two numbers each: every section hears the level of the one before. */
export function steadySections(c: Float64Array, caller: string): Float64Array {
  const z = new Float64Array((2 * c.length) / 5);
  let level = 1;
  for (let s = 0; 5 * s < c.length; s++) {
    const b = c.subarray(5 * s, 5 * s + 3);
    const a = Float64Array.of(1, c[5 * s + 3]!, c[5 * s + 4]!);
    steadyState(b, a, caller, 'sos').forEach((v, k) => (z[2 * s + k] = level * v));
    level *= sum(b) / sum(a);
  }
  return z;
}
