/**
 * All cosines of a circle at once.
 * @module
 */
import { memoize } from './cache.js';
import { cosRatio } from './math.js';

/** Tables longer than this are not kept. */
const LARGEST_KEPT = 16384;

/**
 * cos(2 pi k / n) for k = 0 ... n - 1, with the bits of `cosRatio(k, n)`. A quarter of a circle is computed where n is even,
 * the rest follows from it. Kept and shared: never write to it.
 */
export function cosines(n: number): Float64Array {
  return n <= LARGEST_KEPT ? kept(n) : tabulate(n);
}

/** cos(2 pi k / n) for whole k >= 0, for those who want many: looked up where a table costs little, else computed. */
export function cosineOf(n: number): (k: number) => number {
  if (n % 8 !== 0 || n > LARGEST_KEPT) return (k) => cosRatio(k, n);
  const table = cosines(n);
  return (k) => table[k % n]!;
}

const kept = /* @__PURE__ */ memoize<number, Float64Array>(8, String, tabulate);

function tabulate(n: number): Float64Array {
  const table = new Float64Array(n);
  if (n % 8 !== 0) {
    const last = n % 2 === 0 ? Math.floor(n / 4) : (n - 1) / 2;
    for (let k = 0; k <= last; k++) table[k] = cosRatio(k, n);
    if (n % 2 === 0) for (let k = last + 1; k <= n / 2; k++) table[k] = -table[n / 2 - k]!;
    for (let k = 1; k < n / 2; k++) table[n - k] = table[k]!;
    if (n % 4 === 0) for (const k of [n / 4, (3 * n) / 4]) table[k] = cosRatio(k, n); // zeros with their signs
    return table;
  }
  const [eighth, quarter, half] = [n / 8, n / 4, n / 2];
  for (let k = 0; k < eighth; k++) {
    table[k] = cosRatio(k, n);
    table[quarter - k] = -cosRatio(quarter + k, n); // sin(2 pi k / n)
  }
  table[eighth] = cosRatio(eighth, n);
  for (let k = 1; k < quarter; k++) table[half - k] = table[half + k] = -table[k]!;
  for (let k = 1; k < quarter; k++) table[n - k] = table[k]!;
  table[quarter] = cosRatio(quarter, n); // zeros with their signs
  table[3 * quarter] = cosRatio(3 * quarter, n);
  table[half] = -1;
  return table;
}
