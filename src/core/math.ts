/**
 * sin, cos, exp and log from `+ - * / sqrt` alone. `Math.sin` and its kind differ by an ulp between JavaScript engines; the five
 * basic operations do not. Every table of the library (twiddles, windows, mel edges, DCT) is built here, so it has the same bits
 * everywhere. Error <= 1 ulp (`test/core/math.test.ts`). Not for hot loops.
 *
 * Formulae: Taylor series after reduction; log(1 + f) with s = f / (2 + f) from the area tangent series; their coefficients
 * are divided out on the way (Abramowitz and Stegun, Handbook of Mathematical Functions, 4.1.27, 4.2.1, 4.3.65, 4.3.66).
 * @module
 */

/** pi and 2 pi, correctly rounded. */
export const PI = 3.141592653589793;
export const TWO_PI = 6.283185307179586;
const TWO_PI_LOW = 2.4492935982947064e-16; // 2 pi - TWO_PI
export const LN2 = 0.6931471805599453;
export const LN10 = 2.302585092994046;
const LN2_HIGH = 0.69314718036912381649; // first 33 bits: k * LN2_HIGH is exact for |k| < 2^20
const LN2_LOW = 1.90821492927058770002e-10;
const SQRT2 = 1.4142135623730951;
const SPLIT = 134217729; // 2^27 + 1, Dekker's constant

/** 1 - z / (k (k - 1)) (1 - z / ((k - 2) (k - 3)) (1 - ...)), read from the inside: k falls from `last` and stays above `first`. */
function nested(z: number, last: number, first: number): number {
  let p = 1;
  for (let k = last; k > first; k -= 2) p = 1 - (z * p) / (k * (k - 1));
  return p;
}

/** sin(x + low) for |x| <= pi/4, |low| << ulp(x). */
function sinKernel(x: number, low: number): number {
  const z = x * x;
  return x + (low * (1 - 0.5 * z) - (z * x * nested(z, 19, 4)) / 6);
}

/** cos(x + low) for |x| <= pi/4. */
function cosKernel(x: number, low: number): number {
  const z = x * x;
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + ((z * z * nested(z, 20, 5)) / 24 - x * low));
}

/** a * b as high + low, exact (Dekker 1971); the low part is returned. */
function productLow(a: number, b: number, high: number): number {
  const ca = SPLIT * a;
  const ah = ca - (ca - a);
  const al = a - ah;
  const cb = SPLIT * b;
  const bh = cb - (cb - b);
  const bl = b - bh;
  return al * bl - (high - ah * bh - al * bh - ah * bl);
}

/** sin(x + low), turned on by quarters. */
function fromQuarter(quarter: number, x: number, low: number): number {
  const value = quarter & 1 ? cosKernel(x, low) : sinKernel(x, low);
  return quarter & 2 ? -value : value;
}

function ratio(k: number, n: number, shift: number): number {
  const m = k % n; // exact
  const quarter = Math.round((4 * m) / n);
  const top = 4 * m - quarter * n; // angle = 2 pi top / (4 n), exact for |k|, n < 2^50
  const r = top / (4 * n);
  const low = -(productLow(r, 4 * n, r * (4 * n)) + (r * (4 * n) - top)) / (4 * n); // what the division rounded away
  return fromTurns(quarter + shift, r, low * TWO_PI);
}

/** sin(2 pi r + low), turned on by quarters, |r| <= 1/8. */
function fromTurns(quarter: number, r: number, low: number): number {
  const x = r * TWO_PI;
  return fromQuarter(quarter, x, productLow(r, TWO_PI, x) + r * TWO_PI_LOW + low);
}

function turns(r: number, shift: number): number {
  const m = r % 1; // exact
  const quarter = Math.round(4 * m);
  return fromTurns(quarter + shift, (4 * m - quarter) / 4, 0);
}

/** sin(2 pi k / n) for integers, better than 1 ulp: the way to build twiddles. */
export const sinRatio = (k: number, n: number): number => ratio(k, n, 0);

/** cos(2 pi k / n) for integers. */
export const cosRatio = (k: number, n: number): number => ratio(k, n, 1);

/** sin(2 pi r). Exact at multiples of a quarter turn. */
export const sinTurns = (r: number): number => turns(r, 0);

/** cos(2 pi r). */
export const cosTurns = (r: number): number => turns(r, 1);

const HALF_PI_1 = 1.57079632673412561417; // 33 bits each: q * part is exact for q < 2^20
const HALF_PI_2 = 6.0771005063039659766e-11;
const HALF_PI_3 = 2.02226624879595063154e-21;

function radians(x: number, shift: number): number {
  if (!(Math.abs(x) < 1e6)) {
    if (x - x !== 0) return NaN;
    throw new RangeError(`deterministic sin and cos take |x| < 1e6, got ${x}`);
  }
  const quarter = Math.round(x / (PI / 2));
  const a = x - quarter * HALF_PI_1;
  const b = quarter * HALF_PI_2;
  const high = a - b;
  let low = a - high - b; // exact (Cody and Waite)
  low -= quarter * HALF_PI_3;
  const y = high + low;
  return fromQuarter(quarter + shift, y, high - y + low);
}

/** sin(x), x in radians, |x| < 1e6. */
export const sin = (x: number): number => radians(x, 0);

/** cos(x), x in radians, |x| < 1e6. */
export const cos = (x: number): number => radians(x, 1);

/** 2^k for an integer k, exact. */
function powerOfTwo(k: number): number {
  let result = 1;
  for (; k > 0; k--) result *= 2;
  for (; k < 0; k++) result /= 2;
  return result;
}

/** m 2^k, rounded once. */
const scale = (m: number, k: number): number => m * powerOfTwo(k >> 1) * powerOfTwo(k - (k >> 1));

/** e^(high - low) for |high| <= ln(2)/2, |low| << ulp(high): 1 + r + r^2/2 (1 + r/3 (1 + r/4 (1 + ...))). */
function expKernel(high: number, low: number): number {
  const r = high - low;
  let p = 1;
  for (let k = 15; k > 2; k--) p = 1 + (r * p) / k;
  return 1 - (low - 0.5 * r * r * p - high);
}

/** e^x. */
export function exp(x: number): number {
  if (!(Math.abs(x) < 750)) return beyond(x);
  const k = Math.round(x / LN2);
  return scale(expKernel(x - k * LN2_HIGH, k * LN2_LOW), k);
}

/** Powers whose exponent is NaN or far outside the range. */
const beyond = (x: number): number => (x > 0 ? Infinity : x < 0 ? 0 : NaN);

/** 2^x; exact for integers. */
export function exp2(x: number): number {
  if (!(Math.abs(x) < 1080)) return beyond(x);
  const k = Math.round(x);
  const r = x - k; // exact
  const high = r * LN2;
  return scale(expKernel(high, -(productLow(r, LN2, high) + r * 2.3190468138462996e-17)), k);
}

/** 10^x. */
export function exp10(x: number): number {
  if (!(Math.abs(x) < 330)) return beyond(x);
  const k = Math.round((x * LN10) / LN2);
  const t = x * LN10;
  const tLow = productLow(x, LN10, t) - x * 2.1707562233822494e-16;
  return scale(expKernel(t - k * LN2_HIGH, k * LN2_LOW - tLow), k);
}

/** Natural logarithm. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  let m = x;
  let k = 0; // x = m 2^k, every step exact
  for (; m > SQRT2; k++) m /= 2;
  for (; 2 * m <= SQRT2; k--) m *= 2;
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  let p = 2 / 23;
  for (let i = 21; i >= 3; i -= 2) p = 2 / i + z * p;
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + z * p) + k * LN2_LOW) - f);
}

/** Logarithm to base 2. Exact at powers of two. */
export function log2(x: number): number {
  const y = log(x) / LN2;
  const k = Math.round(y);
  return Math.abs(y - k) < 1e-9 && exp2(k) === x ? k : y;
}

/** Logarithm to base 10. Exact at powers of ten. */
export function log10(x: number): number {
  const y = log(x) / LN10;
  const k = Math.round(y);
  return Math.abs(y - k) < 1e-9 && Number(`1e${k}`) === x ? k : y;
}
