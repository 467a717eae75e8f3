/**
 * The loops between power and decibels. Of all the time decibels take, the logarithm is the most: here it looks up the eight leading bits of
 * a number and its power of two in one table, and leaves a short series for the rest. Four values a turn, and no branch before an array has
 * been touched, for V8 looks at each array anew in each turn.
 * @module
 */
import { fastLog } from '../core/fast-math.js';

/** Decibels per neper of power; twice that for amplitudes. */
export const POWER_DB = 4.342944819032518; // 10 / ln(10)
export const AMPLITUDE_DB = 8.685889638065037;

interface Tables {
  /** Of each of 128 parts of each octave from 2^-64 to 2^64: 1 / c and ln c, c its centre, but the edge for the first part. */
  readonly log: Float64Array;
  /** One number and its two halves. */
  readonly number: Float64Array;
  readonly halves: Int32Array;
  /** Index of the half that holds the exponent. */
  readonly high: number;
}
let tables: Tables | undefined;

function makeTables(): Tables {
  const log = new Float64Array(2 * 128 * 128);
  for (let part = 0; part < 128; part++) {
    const centre = part === 0 ? 1 : (part + 128.5) / 128;
    const fraction = fastLog(centre);
    for (let k = -64, inverse = 2 ** 64 / centre; k < 64; k++, inverse *= 0.5) {
      const at = 2 * (128 * (k + 64) + part);
      log[at] = inverse;
      log[at + 1] = k * 0.69314718036912381649 + (k * 1.90821492927058770002e-10 + fraction); // ln 2 in two parts
    }
  }
  const number = Float64Array.of(1);
  const halves = new Int32Array(number.buffer);
  return { log, number, halves, high: halves[1] === 0x3ff00000 ? 1 : 0 };
}

/** The word that holds the exponent, counted from that of 2^-64: less than 0, or 2^27 and more, outside the table. */
const octaves = (word: number): number => (word - 0x3bf00000) | 0;

/** ln x for x inside the table, `h` its word. */
function logOf(x: number, h: number, log: Float64Array): number {
  const at = (h >> 12) & 0x7ffe;
  const r = x * log[at]! - 1;
  const z = r * r;
  return log[at + 1]! + (r + z * (r * (1 / 3) - 0.5 + z * (r * 0.2 - 0.25 - z * (1 / 6))));
}

/** Whether any of the words is outside: then the result is less than 0. */
const outside = (h: number): number => h | (0x7ffffff - h);

/** Level of a reference, floored as the values are, so that a value equal to it is at exactly 0 dB. */
export function refLevel(ref: number, amin: number, db: number): number {
  const value = Math.max(amin, Math.abs(ref));
  const { log, number, halves, high } = (tables ??= makeTables());
  number[0] = value;
  const h = octaves(halves[high]!);
  return db * (outside(h) < 0 ? fastLog(value) : logOf(value, h, log));
}

/**
 * `out[i] = db ln(max(amin, x[i])) - refDb` for i in [from, to), in place if `out` is `x`; none further below the largest of them, which is
 * returned, than `topDb`. NaN stays NaN in `out`, for the caller to find.
 */
export function toDbInto(
  out: Float64Array,
  x: Float64Array,
  from: number,
  to: number,
  db: number,
  amin: number,
  refDb: number,
  topDb: number | null,
): number {
  const { log, high } = (tables ??= makeTables());
  const words = new Int32Array(x.buffer, x.byteOffset, 2 * x.length);
  const loudest = refLevel(largest(x, from, to), amin, db) - refDb;
  const least = refLevel(amin, amin, db) - refDb;
  const floor = topDb === null || loudest - topDb < least ? least : loudest - topDb;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const n = 2 * i + high;
    const a = octaves(words[n]!);
    const b = octaves(words[n + 2]!);
    const c = octaves(words[n + 4]!);
    const d = octaves(words[n + 6]!);
    const first = x[i]!;
    const second = x[i + 1]!;
    const third = x[i + 2]!;
    const fourth = x[i + 3]!;
    out[i] = Math.max(db * logOf(first, a, log) - refDb, floor);
    out[i + 1] = Math.max(db * logOf(second, b, log) - refDb, floor);
    out[i + 2] = Math.max(db * logOf(third, c, log) - refDb, floor);
    out[i + 3] = Math.max(db * logOf(fourth, d, log) - refDb, floor);
    if ((outside(a) | outside(b) | outside(c) | outside(d)) < 0) {
      out[i] = levelOf(first, db, amin, refDb, floor);
      out[i + 1] = levelOf(second, db, amin, refDb, floor);
      out[i + 2] = levelOf(third, db, amin, refDb, floor);
      out[i + 3] = levelOf(fourth, db, amin, refDb, floor);
    }
  }
  for (; i < to; i++) out[i] = levelOf(x[i]!, db, amin, refDb, floor);
  return loudest;
}

/** One of them, slowly. */
function levelOf(x: number, db: number, amin: number, refDb: number, floor: number): number {
  return x <= amin ? floor : Math.max(refLevel(x, amin, db) - refDb, floor);
}

/** The largest of x[from] ... x[to - 1], and 0. Four at a time: a comparison waits for the one before. */
function largest(x: Float64Array, from: number, to: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    if (x[i]! > a) a = x[i]!;
    if (x[i + 1]! > b) b = x[i + 1]!;
    if (x[i + 2]! > c) c = x[i + 2]!;
    if (x[i + 3]! > d) d = x[i + 3]!;
  }
  for (; i < to; i++) if (x[i]! > a) a = x[i]!;
  return Math.max(a, b, c, d);
}

/** Raises what lies below `floor` in [from, to) to it. */
export function raiseTo(x: Float64Array, from: number, to: number, floor: number): void {
  for (let i = from; i < to; i++) if (x[i]! < floor) x[i] = floor;
}
