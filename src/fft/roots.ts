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
