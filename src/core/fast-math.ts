/**
 * exp and log for loops over data, from `+ - * /` alone: the same bits on every JavaScript engine, within 2 ulp (`test/core/fast-math.test.ts`).
 * `math.ts` is more careful and ten times slower. The functions over arrays work in place: a number returned by a function that is not
 * inlined is allocated.
 * @module
 */
import { exp as carefulExp } from './math.js';

const LOG2E = 1.4426950408889634;
const LN2_HIGH = 0.69314718036912381649; // first 33 bits: k * LN2_HIGH is exact
const LN2_LOW = 1.90821492927058770002e-10;
const SHIFT = 6755399441055744; // 3 * 2^51: adding it rounds to an integer
const SQRT2 = 1.4142135623730951;

interface Tables {
  /** 2^k for k = -1022 ... 1023. */
  readonly powers: Float64Array;
  /** One number and its two halves. */
  readonly number: Float64Array;
  readonly halves: Uint32Array;
  /** Index of the half that holds the exponent. */
  readonly high: number;
}
let tables: Tables | undefined;

function makeTables(): Tables {
  const powers = new Float64Array(2046);
  for (let i = 0, power = 2.2250738585072014e-308; i < 2046; i++, power *= 2) powers[i] = power;
  const number = Float64Array.of(1);
  const halves = new Uint32Array(number.buffer);
  return { powers, number, halves, high: halves[1] === 0x3ff00000 ? 1 : 0 };
}

/**
 * e^x = 2^k (1 + q), k = round(x / ln 2), q = e^r - 1 of the rest r = 2 r / (r coth(r / 2) - r), and r coth(r / 2) =
 * 2 + r^2/6 - r^4/360 + ... (Abramowitz and Stegun 4.5.67). 0 below -708.
 */
function expOf(x: number, powers: Float64Array): number {
  if (!(x > -708)) return x <= -708 ? 0 : NaN;
  if (x > 709) return carefulExp(x);
  const k = x * LOG2E + SHIFT - SHIFT;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const z = r * r;
  let p = -1.0568380277374987e-9; // -691/653837184000
  p = 4.1753513975736115e-8 + z * p;
  p = -1.6534391534391535e-6 + z * p;
  p = 6.613756613756614e-5 + z * p;
  p = -2.777777777777778e-3 + z * p;
  p = 0.16666666666666666 + z * p;
  const c = r - z * p;
  return powers[(k + 1022) | 0]! * (1 - (low - (r * c) / (2 - c) - high));
}

/** k ln 2 + log m with m in [sqrt(1/2), sqrt(2)); log m = 2 (s + s^3/3 + s^5/5 + ...), s = (m - 1) / (m + 1). -Infinity at 0. */
function logOf(x: number, t: Tables): number {
  if (!(x >= 2.2250738585072014e-308)) {
    if (!(x > 0)) return x === 0 ? -Infinity : NaN;
    return logOf(x * 18014398509481984, t) - 37.42994775023705; // 2^54, 54 ln 2
  }
  if (x === Infinity) return x;
  t.number[0] = x;
  let k = (t.halves[t.high]! >>> 20) - 1023;
  let m = k === 1023 ? 0.5 * x * 2.2250738585072014e-308 : x * t.powers[1022 - k]!; // x / 2^k, exact
  if (m > SQRT2) {
    m *= 0.5;
    k++;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  let p = 2 / 21;
  p = 2 / 19 + z * p;
  p = 2 / 17 + z * p;
  p = 2 / 15 + z * p;
  p = 2 / 13 + z * p;
  p = 2 / 11 + z * p;
  p = 2 / 9 + z * p;
  p = 2 / 7 + z * p;
  p = 2 / 5 + z * p;
  p = 2 / 3 + z * p;
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + z * p) + k * LN2_LOW) - f);
}

/** e^x; 0 below -708, Infinity above 709.78. */
export function fastExp(x: number): number {
  tables ??= makeTables();
  return expOf(x, tables.powers);
}

/** Natural logarithm; -Infinity at 0, NaN below. */
export function fastLog(x: number): number {
  tables ??= makeTables();
  return logOf(x, tables);
}

/** Replaces x[from] ... x[to - 1] by e^x. */
export function expAll(x: Float64Array, from: number = 0, to: number = x.length): void {
  tables ??= makeTables();
  const { powers } = tables;
  for (let i = from; i < to; i++) x[i] = expOf(x[i]!, powers);
}

/** Replaces x[from] ... x[to - 1] by their natural logarithm. */
export function logAll(x: Float64Array, from: number = 0, to: number = x.length): void {
  tables ??= makeTables();
  const t = tables;
  for (let i = from; i < to; i++) x[i] = logOf(x[i]!, t);
}

/** log(1 + x) for x >= 0, also where x is too small to change 1. */
export function log1p(x: number): number {
  const w = 1 + x;
  return fastLog(w) + (x - (w - 1)) / w;
}

/** log(1 + e^x), without overflow. */
export const softplus = (x: number): number => (x > 0 ? x : 0) + log1p(fastExp(x > 0 ? -x : x));

/** 1 / (1 + e^-x), as precise for small results as for those near 1. */
export function sigmoid(x: number): number {
  const e = fastExp(x > 0 ? -x : x);
  return (x > 0 ? 1 : e) / (1 + e);
}

/** log(e^x[from] + ... + e^x[to - 1]), without overflow; -Infinity where all are, or none is. */
export function logSumExp(x: Float64Array, from: number = 0, to: number = x.length): number {
  let most = -Infinity;
  for (let i = from; i < to; i++) if (x[i]! > most) most = x[i]!;
  if (most === -Infinity || most === Infinity) return most;
  let sum = 0;
  for (let i = from; i < to; i++) sum += fastExp(x[i]! - most);
  return most + fastLog(sum);
}
