/**
 * Tables of roots of unity.
 * @module
 */
import { cosines } from '../core/cosines.js';
import { cosRatio, sinRatio } from '../core/math.js';

/** `e^(-2 pi i k / n)` for k = 0 ... n - 1 as re, im. Each value is good to half an ulp or so. */
export function rootsOfUnity(n: number): Float64Array {
  const w = new Float64Array(2 * n);
  if (n % 4 === 0) {
    const table = cosines(n);
    for (let k = 0, j = 3 * (n / 4); k < n; k++) {
      w[2 * k] = table[k]!;
      w[2 * k + 1] = -table[j]!;
      if (++j === n) j = 0;
    }
    return w;
  }
  for (let k = 0; k < n; k++) {
    if (2 * k <= n) {
      w[2 * k] = cosRatio(k, n);
      w[2 * k + 1] = -sinRatio(k, n);
    } else {
      w[2 * k] = w[2 * (n - k)]!;
      w[2 * k + 1] = -w[2 * (n - k) + 1]!;
    }
  }
  return w;
}

/** Above, a table of all roots takes longer than to multiply. */
const LARGEST_TABLE = 131072;

/**
 * Writes e^(-2 pi i k / n), 0 <= k < n, to out[at] and out[at + 1], for those who want many of them in any order. Those of a large n are products
 * from two small tables, w^(j + i) = w^j + w^j (w^i - 1): only the last sum rounds, to an ulp of 1.
 */
export function rootWriter(n: number): (out: Float64Array, at: number, k: number) => void {
  if (n <= LARGEST_TABLE) {
    const table = rootsOfUnity(n);
    return (out, at, k) => {
      out[at] = table[2 * k]!;
      out[at + 1] = table[2 * k + 1]!;
    };
  }
  const shift = Math.ceil(Math.log2(n) / 2);
  const span = 2 ** shift;
  const coarse = new Float64Array(2 * Math.ceil(n / span));
  const fine = new Float64Array(2 * span);
  for (let j = 0; j < coarse.length; j += 2) {
    coarse[j] = cosRatio((j / 2) * span, n);
    coarse[j + 1] = -sinRatio((j / 2) * span, n);
  }
  for (let i = 0; i < fine.length; i += 2) {
    fine[i] = -2 * sinRatio(i / 2, 2 * n) ** 2; // cos - 1
    fine[i + 1] = -sinRatio(i / 2, n);
  }
  return (out, at, k) => {
    const j = 2 * (k >> shift);
    const i = 2 * (k & (span - 1));
    const cr = coarse[j]!;
    const ci = coarse[j + 1]!;
    out[at] = cr + (cr * fine[i]! - ci * fine[i + 1]!);
    out[at + 1] = ci + (cr * fine[i + 1]! + ci * fine[i]!);
  };
}
