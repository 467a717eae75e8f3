/**
 * Twiddles by rows: w^(p k), k = 1 ... r - 1, for p = 0, 1, 2, ... Small tables are kept whole. Of large ones, which take longer to fill than the
 * transform, only as many rows as the first-level cache holds are there at a time, made by products: with w^(a k) of some rows a and
 * d = w^(i k) - 1, which is small,
 *
 *     w^((a + i) k) = w^(a k) + w^(a k) d,   where only the last sum rounds: to an ulp of 1.
 * @module
 */
import { cosRatio, sinRatio } from '../core/math.js';
import { rootsOfUnity } from './roots.js';

/** All roots of unity of an order, re and im; or none, where there are too many, and each is computed by itself. */
export interface Roots {
  readonly order: number;
  readonly table: Float64Array | undefined;
}

/** Above, a table of all takes too long. */
const LARGEST_TABLE = 65536;

/** Tables of so many twiddles are kept whole even where there is no table of all roots. */
const MOST_COMPUTED = 1024;

/** Twiddles in a table that is made again and again: 8 kB. */
const AT_A_TIME = 512;

/** Some rows at a time. */
export interface TwiddleRows {
  /** Rows in the table. */
  readonly span: number;
  /** The table that begins with row `first`, a multiple of `span`; before it stand the r - 1 roots of order r. It is lost at the next call. */
  from(first: number): Float64Array;
}

/** The roots of order n. */
export function createRoots(n: number): Roots {
  return { order: n, table: n <= LARGEST_TABLE ? rootsOfUnity(n) : undefined };
}

/** `count` rows for w of order n, which divides that of the roots, all times `scale`, a power of two. */
export function createRows(roots: Roots, r: number, n: number, count: number, scale = 1): TwiddleRows {
  const width = 2 * (r - 1);
  const step = roots.order / n;
  const whole = roots.table !== undefined || (r - 1) * count <= MOST_COMPUTED;
  const span = whole ? count : Math.floor(AT_A_TIME / (r - 1));
  const table = new Float64Array(width * (span + 1));
  for (let k = 1; k < r; k++) writeRoot(table, 2 * (k - 1), roots, (k * roots.order) / r, 1);
  if (whole) {
    for (let p = 0, t = width; p < count; p++) for (let k = 1; k < r; k++, t += 2) writeRoot(table, t, roots, p * k * step, scale);
    return { span, from: () => table };
  }
  const coarse = new Float64Array(width * Math.ceil(count / span));
  for (let p = 0, t = 0; p < count; p += span) for (let k = 1; k < r; k++, t += 2) writeRoot(coarse, t, roots, p * k * step, scale);
  const fine = new Float64Array(width * span);
  for (let i = 0, t = 0; i < span; i++) {
    for (let k = 1; k < r; k++, t += 2) {
      fine[t] = -2 * sinRatio(i * k, 2 * n) ** 2; // cos - 1
      fine[t + 1] = -sinRatio(i * k, n);
    }
  }
  return {
    span,
    from(first) {
      for (let k = 0; k < width; k += 2)
        multiply(table, fine, width, k, coarse[(first / span) * width + k]!, coarse[(first / span) * width + k + 1]!);
      return table;
    },
  };
}

/** Column `k` of a table behind its first row: c + c d. */
function multiply(table: Float64Array, fine: Float64Array, width: number, k: number, cr: number, ci: number): void {
  for (let t = k; t < fine.length; t += width) {
    const dr = fine[t]!;
    const di = fine[t + 1]!;
    table[t + width] = cr + (cr * dr - ci * di);
    table[t + width + 1] = ci + (cr * di + ci * dr);
  }
}

function writeRoot(out: Float64Array, at: number, { order, table }: Roots, power: number, scale: number): void {
  out[at] = scale * (table ? table[2 * power]! : cosRatio(power, order));
  out[at + 1] = scale * (table ? table[2 * power + 1]! : -sinRatio(power, order));
}
