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
  /** Of each of 128 parts of each octave from 2^-64 to 2^64: 1 / c and 10 log10 c, c its centre, but the edge for the first part. */
  readonly log: Float64Array;
  /** What rounding took from each logarithm. */
  readonly rest: Float32Array;
  /** One number and its two halves. */
  readonly number: Float64Array;
  readonly halves: Int32Array;
  /** Index of the half that holds the exponent. */
  readonly high: number;
}
let tables: Tables | undefined;

function makeTables(): Tables {
  const log = new Float64Array(2 * 128 * 128);
  const rest = new Float32Array(128 * 128);
  for (let part = 0; part < 128; part++) {
    const centre = part === 0 ? 1 : (part + 128.5) / 128;
    const fraction = POWER_DB * fastLog(centre);
    for (let k = -64, inverse = 2 ** 64 / centre; k < 64; k++, inverse *= 0.5) {
      const at = 128 * (k + 64) + part;
      const whole = k * 3.0102999566397557; // 10 log10 2 = this, an exact product, + 5.6e-14
      const sum = k * 5.626027006721758e-14 + fraction;
      log[2 * at] = inverse;
      log[2 * at + 1] = whole + sum;
      rest[at] = whole - log[2 * at + 1]! + sum;
    }
  }
  const number = Float64Array.of(1);
  const halves = new Int32Array(number.buffer);
  return { log, rest, number, halves, high: halves[1] === 0x3ff00000 ? 1 : 0 };
}

/** The word that holds the exponent, counted from that of 2^-64: less than 0, or 2^27 and more, outside the table. */
const octaves = (word: number): number => (word - 0x3bf00000) | 0;

/** 10 log10 x for x inside the table, `h` its word. */
function powerLevel(x: number, h: number, log: Float64Array, rest: Float32Array): number {
  const at = (h >> 13) & 0x3fff;
  const r = x * log[2 * at]! - 1;
  const z = r * r;
  const part = r + z * (r * (1 / 3) - 0.5 + z * (r * 0.2 - 0.25 - z * (1 / 6)));
  return log[2 * at + 1]! + (4.342944819032518 * part + rest[at]!);
}

/** Whether any of the words is outside: then the result is less than 0. */
const outside = (h: number): number => h | (0x7ffffff - h);

/** Level of a reference, floored as the values are, so that a value equal to it is at exactly 0 dB. */
export function refLevel(ref: number, amin: number, db: number): number {
  const value = Math.max(amin, Math.abs(ref));
  const { log, rest, number, halves, high } = (tables ??= makeTables());
  number[0] = value;
  const h = octaves(halves[high]!);
  return outside(h) < 0 ? db * fastLog(value) : (db / POWER_DB) * powerLevel(value, h, log, rest);
}

/** Level of the loudest of x[from] ... x[to - 1]; NaN if one of them is not finite. */
export const loudestLevel = (x: Float64Array, from: number, to: number, db: number, amin: number, refDb: number): number =>
  refLevel(largest(x, from, to), amin, db) - refDb;

/** The level that none is below: that of `amin`, or `topDb` below the loudest. */
export function floorLevel(loudest: number, db: number, amin: number, refDb: number, topDb: number | null): number {
  const least = refLevel(amin, amin, db) - refDb;
  return topDb === null ? least : Math.max(least, loudest - topDb);
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
  const loudest = loudestLevel(x, from, to, db, amin, refDb);
  levelsInto(out, x, from, to, db, amin, refDb, floorLevel(loudest, db, amin, refDb, topDb));
  return loudest;
}

/** The same with a known `floor`, which is at least the level of `amin`. */
export function levelsInto(
  out: Float64Array,
  x: Float64Array,
  from: number,
  to: number,
  db: number,
  amin: number,
  refDb: number,
  floor: number,
): void {
  const { log, rest, high } = (tables ??= makeTables());
  const scale = db / POWER_DB; // 1 or 2
  const words = new Int32Array(x.buffer, x.byteOffset, 2 * x.length);
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
    out[i] = Math.max(scale * powerLevel(first, a, log, rest) - refDb, floor);
    out[i + 1] = Math.max(scale * powerLevel(second, b, log, rest) - refDb, floor);
    out[i + 2] = Math.max(scale * powerLevel(third, c, log, rest) - refDb, floor);
    out[i + 3] = Math.max(scale * powerLevel(fourth, d, log, rest) - refDb, floor);
    if ((outside(a) | outside(b) | outside(c) | outside(d)) < 0) {
      out[i] = levelOf(first, db, amin, refDb, floor);
      out[i + 1] = levelOf(second, db, amin, refDb, floor);
      out[i + 2] = levelOf(third, db, amin, refDb, floor);
      out[i + 3] = levelOf(fourth, db, amin, refDb, floor);
    }
  }
  for (; i < to; i++) out[i] = levelOf(x[i]!, db, amin, refDb, floor);
}

/** One of them, slowly. */
function levelOf(x: number, db: number, amin: number, refDb: number, floor: number): number {
  return x <= amin ? floor : Math.max(refLevel(x, amin, db) - refDb, floor);
}

/** The largest of x[from] ... x[to - 1], and 0; NaN if one is not finite. Four at a time: a comparison waits for the one before. */
function largest(x: Float64Array, from: number, to: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let zero = 0;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    if (x[i]! > a) a = x[i]!;
    if (x[i + 1]! > b) b = x[i + 1]!;
    if (x[i + 2]! > c) c = x[i + 2]!;
    if (x[i + 3]! > d) d = x[i + 3]!;
    zero += x[i]! * 0 + x[i + 1]! * 0 + (x[i + 2]! * 0 + x[i + 3]! * 0);
  }
  for (; i < to; i++) {
    if (x[i]! > a) a = x[i]!;
    zero += x[i]! * 0;
  }
  return Math.max(a, b, c, d) + zero;
}

/** Raises what lies below `floor` in [from, to) to it. */
export function raiseTo(x: Float64Array, from: number, to: number, floor: number): void {
  for (let i = from; i < to; i++) if (x[i]! < floor) x[i] = floor;
}
