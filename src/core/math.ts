/**
 * sin, cos, exp and log from `+ - * / sqrt` alone. `Math.sin` and its kind differ by an ulp between JavaScript engines; the five
 * basic operations do not. Every table of the library (twiddles, windows, mel edges, DCT) is built here, so it has the same bits
 * everywhere. Error <= 1 ulp (`test/core/math.test.ts`). Not for hot loops.
 *
 * Formulae: Taylor series after reduction; log(1 + f) with s = f / (2 + f) from the area tangent series; exp(r) from
 * r coth(r / 2) = 2 + r^2/6 - r^4/360 + ... (Abramowitz and Stegun, Handbook of Mathematical Functions, 4.1.27, 4.3.65, 4.5.67).
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

/** sin(x + low) for |x| <= pi/4, |low| << ulp(x). */
function sinKernel(x: number, low: number): number {
  const z = x * x;
  let p = -8.22063524662433e-18; // -1/19!
  p = 2.8114572543455206e-15 + z * p;
  p = -7.647163731819816e-13 + z * p;
  p = 1.6059043836821613e-10 + z * p;
  p = -2.505210838544172e-8 + z * p;
  p = 2.7557319223985893e-6 + z * p;
  p = -1.984126984126984e-4 + z * p;
  p = 8.333333333333333e-3 + z * p;
  p = -0.16666666666666666 + z * p;
  return x + (z * x * p + low * (1 - 0.5 * z));
}

/** cos(x + low) for |x| <= pi/4. */
function cosKernel(x: number, low: number): number {
  const z = x * x;
  let p = 4.110317623312165e-19; // 1/20!... the next term is below 2^-70
  p = -1.5619206968586225e-16 + z * p;
  p = 4.779477332387385e-14 + z * p;
  p = -1.1470745597729725e-11 + z * p;
  p = 2.08767569878681e-9 + z * p;
  p = -2.755731922398589e-7 + z * p;
  p = 2.48015873015873e-5 + z * p;
  p = -1.388888888888889e-3 + z * p;
  p = 0.041666666666666664 + z * p;
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * z * p - x * low));
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

/** sin (`shift` 0) or cos (`shift` 1) of 2 pi (eighth / 8 of a turn), for a turn in [-1/8, 1/8] and its quarter. */
function fromQuarter(quarter: number, x: number, low: number): number {
  switch (((quarter % 4) + 4) % 4) {
    case 0:
      return sinKernel(x, low);
    case 1:
      return cosKernel(x, low);
    case 2:
      return -sinKernel(x, low);
    default:
      return -cosKernel(x, low);
  }
}

function turns(r: number, shift: number): number {
  const quarter = Math.round(r * 4);
  const rest = r - quarter / 4; // exact: both are multiples of ulp(r)
  const x = rest * TWO_PI;
  return fromQuarter(quarter + shift, x, productLow(rest, TWO_PI, x) + rest * TWO_PI_LOW);
}

/** sin(2 pi r). Exact at multiples of a quarter turn. */
export const sinTurns = (r: number): number => turns(r % 1, 0);

/** cos(2 pi r). */
export const cosTurns = (r: number): number => turns(r % 1, 1);

function ratio(k: number, n: number, shift: number): number {
  const m = k % n; // exact
  const quarter = Math.round((4 * m) / n);
  const top = 4 * m - quarter * n; // angle = 2 pi top / (4 n), exact for |k|, n < 2^50
  const r = top / (4 * n);
  const low = -(productLow(r, 4 * n, r * (4 * n)) + (r * (4 * n) - top)) / (4 * n); // what the division rounded away
  const x = r * TWO_PI;
  return fromQuarter(quarter + shift, x, productLow(r, TWO_PI, x) + r * TWO_PI_LOW + low * TWO_PI);
}

/** sin(2 pi k / n) for integers, better than 1 ulp: the way to build twiddles. */
export const sinRatio = (k: number, n: number): number => ratio(k, n, 0);

/** cos(2 pi k / n) for integers. */
export const cosRatio = (k: number, n: number): number => ratio(k, n, 1);

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

/** 2^k for an integer k, exact (0 or Infinity outside the range). */
function powerOfTwo(k: number): number {
  let result = 1;
  let base = k < 0 ? 0.5 : 2;
  for (let n = Math.abs(k); n > 0; n >>= 1) {
    if (n & 1) result *= base;
    base *= base;
  }
  return result;
}

/** e^(high - low) for |high| <= ln(2)/2, |low| << ulp(high). */
function expKernel(high: number, low: number): number {
  const r = high - low;
  const z = r * r;
  let p = -1.0568380277374987e-9; // 2 B(2n)/(2n)!: -691/653837184000
  p = 4.1753513975736115e-8 + z * p;
  p = -1.6534391534391535e-6 + z * p;
  p = 6.613756613756614e-5 + z * p;
  p = -2.777777777777778e-3 + z * p;
  p = 0.16666666666666666 + z * p;
  const c = r - z * p;
  return 1 - (low - (r * c) / (2 - c) - high);
}

function scale(m: number, k: number): number {
  if (k > 1023) return m * powerOfTwo(1023) * powerOfTwo(Math.min(k - 1023, 1023));
  if (k < -1021) return m * powerOfTwo(-1021) * powerOfTwo(Math.max(k + 1021, -1021));
  return m * powerOfTwo(k);
}

/** e^x. */
export function exp(x: number): number {
  if (x !== x) return NaN;
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  const k = Math.round(x / LN2);
  return scale(expKernel(x - k * LN2_HIGH, k * LN2_LOW), k);
}

/** 2^x; exact for integers. */
export function exp2(x: number): number {
  if (x !== x) return NaN;
  if (x > 1025) return Infinity;
  if (x < -1076) return 0;
  const k = Math.round(x);
  const r = x - k; // exact
  const high = r * LN2;
  return scale(expKernel(high, -(productLow(r, LN2, high) + r * 2.3190468138462996e-17)), k);
}

/** 10^x. */
export function exp10(x: number): number {
  if (x !== x) return NaN;
  if (x > 309) return Infinity;
  if (x < -324.5) return 0;
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
  while (m > SQRT2) [m, k] = [m / 2, k + 1];
  while (2 * m <= SQRT2) [m, k] = [2 * m, k - 1];
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
