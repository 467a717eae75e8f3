/**
 * exp and log for loops over data, from `+ - * /` alone: the same bits on every JavaScript engine, within 2 ulp (`test/core/fast-math.test.ts`),
 * and two times as fast as V8's own. `math.ts` is more careful and twenty times slower. The functions over arrays work in place: a number
 * returned by a function that is not inlined is allocated.
 *
 * Both look up the leading bits in a table, so that a short series does for the rest (P.-T. P. Tang, ACM Transactions on Mathematical
 * Software 15, 1989, and 16, 1990).
 * @module
 */
import { exp as carefulExp, exp10, exp2, log as carefulLog, log10, log2 } from './math.js';

// Numbers stand in the loops as they are: bundlers make variables of named ones, which costs a quarter of the time. Two or four values
// a turn (as many as V8 inlines), and no branch before an array has been touched: it looks at each array anew in each turn.
const LN2_HIGH = 0.69314718036912381649; // first 33 bits: k * LN2_HIGH is exact
const LN2_LOW = 1.90821492927058770002e-10;

interface Tables {
  /**
   * Three tables in one, for each array more is a pointer and a length more to hold. From 0 on, of each of 512 parts of the numbers from
   * 11/16 to 11/8, its centre c, 1 / c and log c in two parts (the parts that touch 1 have c = 1); from 2048 on, 2^(j / 512); around 3584, 2^k for
   * k = -1024 ... 1024, infinite at the end.
   */
  readonly table: Float64Array;
  /** Two numbers and their halves. */
  readonly number: Float64Array;
  readonly halves: Int32Array;
  /** Index of the half that holds the exponent. */
  readonly high: number;
}
let tables: Tables | undefined;
/** 10^k for k = -306 ... 306. */
let tens: Float64Array | undefined;

function makeTables(): Tables {
  const table = new Float64Array(4609);
  const number = Float64Array.of(1, 1);
  const halves = new Int32Array(number.buffer);
  const high = halves[1] === 0x3ff00000 ? 1 : 0;
  table[3584] = 1;
  for (let k = 1; k <= 1024; k++) {
    table[3584 + k] = 2 * table[3583 + k]!;
    table[3584 - k] = 0.5 * table[3585 - k]!;
  }
  const edge = (j: number): number => {
    halves[1 - high] = 0;
    halves[high] = 0x3fe60000 + j * 0x800;
    return number[0]!;
  };
  for (let j = 0; j < 512; j++) {
    const root = carefulExp((j * LN2_HIGH) / 512); // an exact product
    table[2048 + j] = root + root * ((j * LN2_LOW) / 512);
    const centre = edge(j) === 1 || edge(j + 1) === 1 ? 1 : (edge(j) + edge(j + 1)) / 2;
    const log = carefulLog(centre);
    const rounded = Math.round(log * 2 ** 42) / 2 ** 42; // so that its sum with k LN2_HIGH is exact
    table.set([centre, 1 / centre, rounded, log - rounded], 4 * j);
  }
  return { table, number, halves, high };
}

/** e^x = 2^k 2^(j / 512) e^r, |r| <= ln 2 / 1024. 0 below -708. */
function expOf(x: number, table: Float64Array): number {
  if (!(x > -708 && x < 709)) return expOfOther(x);
  const n = x * 738.6598609351493 + 6755399441055744 - 6755399441055744; // 512 / ln 2; adding 3 * 2^51 rounds to an integer
  return powerOf(n, x - n * 0.001353803086658445 - n * 3.7269822837316166e-13, table); // ln 2 / 512 in two parts: the first is exact times n
}

/** 2^(n / 512) e^r, |r| <= ln 2 / 1024. */
function powerOf(n: number, r: number, table: Float64Array): number {
  const step = n | 0;
  const root = table[2048 + (step & 511)]!;
  return table[3584 + (step >> 9)]! * (root + root * (r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24)))));
}

/** The same of small, large and no numbers. */
const expOfOther = (x: number): number => (x >= 709 ? carefulExp(x) : x <= -708 ? 0 : NaN);

/** log(2^k m) = k ln 2 + log c + log(1 + r), r = (m - c) / c, |r| < 1 / 512. x is a normal number > 0, `word` its half with the exponent. */
function logOf(x: number, word: number, table: Float64Array): number {
  const near = (word - 0x3fe60000) | 0;
  const k = near >> 20;
  const j = (near >> 9) & 2044;
  const r = (x * table[3584 - k]! - table[j]!) * table[j + 1]!; // the difference is exact
  const z = r * r;
  const low = k * 1.90821492927058770002e-10 + table[j + 3]!;
  return k * 0.69314718036912381649 + table[j + 2]! + (r + (z * (r * (1 / 3) - 0.5 + z * (r * 0.2 - 0.25 - z * (1 / 6))) + low));
}

/** The same of what is no normal number > 0. */
function logOfOther(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  return x === Infinity ? x : fastLog(x * 18014398509481984) - 37.42994775023705; // 2^54, 54 ln 2
}

/** Less than 0 if the word is that of another number. */
const outside = (word: number): number => (word - 0x100000) | (0x7fefffff - word);

/** e^x; 0 below -708, Infinity above 709.78. */
export function fastExp(x: number): number {
  return expOf(x, (tables ??= makeTables()).table);
}

/** Natural logarithm; -Infinity at 0, NaN below. */
export function fastLog(x: number): number {
  const { table, number, halves, high } = (tables ??= makeTables());
  number[0] = x;
  const word = halves[high]!;
  return outside(word) < 0 ? logOfOther(x) : logOf(x, word, table);
}

/** 2^x, exact for whole x. */
export function fastExp2(x: number): number {
  if (!(x > -1021 && x < 1023)) return exp2(x);
  const n = x * 512 + 6755399441055744 - 6755399441055744;
  return powerOf(n, (x - n * 0.001953125) * 0.6931471805599453, (tables ??= makeTables()).table);
}

/** Logarithm to base 2, exact at powers of two. */
export function fastLog2(x: number): number {
  const y = fastLog(x) * 1.4426950408889634;
  return Math.abs(y - Math.round(y)) < 1e-9 ? log2(x) : y;
}

/** Logarithm to base 10, exact at powers of ten. */
export function fastLog10(x: number): number {
  const y = fastLog(x) * 0.4342944819032518;
  return Math.abs(y - Math.round(y)) < 1e-9 ? log10(x) : y;
}

/** Replaces x[from] ... x[to - 1] by e^x. */
export function expAll(x: Float64Array, from: number = 0, to: number = x.length): void {
  const { table } = (tables ??= makeTables());
  let i = from;
  for (; i + 4 <= to; i += 4) {
    x[i] = expOf(x[i]!, table);
    x[i + 1] = expOf(x[i + 1]!, table);
    x[i + 2] = expOf(x[i + 2]!, table);
    x[i + 3] = expOf(x[i + 3]!, table);
  }
  for (; i < to; i++) x[i] = expOf(x[i]!, table);
}

/** Replaces all by `factor` 10^(x / divisor); 10^k for whole k as near as it gets. */
export function exp10All(x: Float64Array, divisor: number, factor: number): void {
  const { table } = (tables ??= makeTables());
  tens ??= Float64Array.from({ length: 613 }, (_, k) => Number(`1e${k - 306}`));
  for (let i = 0; i < x.length; i++) {
    const value = x[i]! / divisor;
    const whole = value + 6755399441055744 - 6755399441055744;
    const n = value * 1700.8271845823294 + 6755399441055744 - 6755399441055744; // 512 / log10 2
    const r = value - n * 0.0005879492101712458 - n * 1.09967476692873e-13; // log10 2 / 512 in two parts
    x[i] = factor * powerOf(n, r * 2.302585092994046, table);
    if (whole === value && value > -307 && value < 307) x[i] = factor * tens[whole + 306]!;
    else if (!(value > -307 && value < 307)) x[i] = factor * exp10(value);
  }
}

/** Replaces x[from] ... x[to - 1] by their natural logarithm. */
export function logAll(x: Float64Array, from: number = 0, to: number = x.length): void {
  const { table, number, halves, high } = (tables ??= makeTables());
  let i = from;
  for (; i + 2 <= to; i += 2) {
    const a = x[i]!;
    const b = x[i + 1]!;
    number[0] = a;
    number[1] = b;
    const aWord = halves[high]!;
    const bWord = halves[2 + high]!;
    x[i] = logOf(a, aWord, table);
    x[i + 1] = logOf(b, bWord, table);
    if ((outside(aWord) | outside(bWord)) < 0) {
      x[i] = fastLog(a);
      x[i + 1] = fastLog(b);
    }
  }
  for (; i < to; i++) x[i] = fastLog(x[i]!);
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
