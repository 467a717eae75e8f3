/**
 * Tables of roots of unity.
 * @module
 */
import { cosRatio, sinRatio } from '../core/math.js';

/** `e^(-2 pi i k / n)` for k = 0 ... n - 1 as re, im. Each value is good to half an ulp or so; symmetry spares seven in eight. */
export function rootsOfUnity(n: number): Float64Array {
  const w = new Float64Array(2 * n);
  const put = (k: number, re: number, im: number): void => {
    w[2 * k] = re;
    w[2 * k + 1] = im;
  };
  const part = n % 4 === 0 ? 8 : n % 2 === 0 ? 4 : 2;
  for (let k = 0; part * k <= n; k++) {
    const c = cosRatio(k, n);
    const s = -sinRatio(k, n);
    put(k, c, s);
    if (part === 8) put(n / 4 - k, -s, -c);
  }
  if (part > 2) for (let k = 0; 4 * k <= n; k++) put(n / 2 - k, -w[2 * k]!, w[2 * k + 1]!);
  for (let k = 1; 2 * k < n; k++) put(n - k, w[2 * k]!, -w[2 * k + 1]!);
  return w;
}
