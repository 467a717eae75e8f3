/**
 * The loops between power and decibels. Of all the time decibels take, the logarithm is the most: here it looks up the eight leading bits of
 * a number and its power of two in one table, and leaves a short series for the rest. Four values a turn, written out, with coefficients that
 * lie in an array, and no branch before the arrays have been touched: V8 looks at each array anew in each turn, inlines only so much, and
 * moves a constant anew whenever it meets one.
 * @module
 */
import { fastLog } from '../core/fast-math.js';

/** Decibels per neper of power; twice that for amplitudes. */
export const POWER_DB = 4.342944819032518; // 10 / ln(10)
export const AMPLITUDE_DB = 8.685889638065037;

interface Tables {
  /**
   * Of each of 128 parts of each octave from 2^-64 to 2^64: 1 / c, 10 log10 c and what rounding took from that, c its centre, but the edge for
   * the first part.
   */
  readonly log: Float64Array;
  /** Coefficients of ln(1 + r), and decibels per neper. */
  readonly series: Float64Array;
  /** Numbers for the loop. */
  readonly setting: Float64Array;
  /** One number and its two halves. */
  readonly number: Float64Array;
  readonly halves: Int32Array;
  /** Index of the half that holds the exponent. */
  readonly high: number;
}
let tables: Tables | undefined;

function makeTables(): Tables {
  const log = new Float64Array(3 * 128 * 128);
  for (let part = 0; part < 128; part++) {
    const centre = part === 0 ? 1 : (part + 128.5) / 128;
    const fraction = POWER_DB * fastLog(centre);
    for (let k = -64, inverse = 2 ** 64 / centre; k < 64; k++, inverse *= 0.5) {
      const at = 3 * (128 * (k + 64) + part);
      const whole = k * 3.0102999566397557; // 10 log10 2 = this, an exact product, + 5.6e-14
      const sum = k * 5.626027006721758e-14 + fraction;
      log[at] = inverse;
      log[at + 1] = whole + sum;
      log[at + 2] = whole - (whole + sum) + sum;
    }
  }
  const number = Float64Array.of(1);
  const halves = new Int32Array(number.buffer);
  const series = Float64Array.of(1, -1 / 2, 1 / 3, -1 / 4, 1 / 5, -1 / 6, POWER_DB);
  return { log, series, setting: new Float64Array(3), number, halves, high: halves[1] === 0x3ff00000 ? 1 : 0 };
}

/** The word that holds the exponent, counted from that of 2^-64: less than 0, or 2^27 and more, outside the table. */
const octaves = (word: number): number => (word - 0x3bf00000) | 0;

/** Where its part stands in the table. */
const place = (h: number): number => 3 * ((h >> 13) & 0x3fff);

/** Whether any of the words is outside: then the result is less than 0. */
const outside = (h: number): number => h | (0x7ffffff - h);

/** Level of a reference, floored as the values are, so that a value equal to it is at exactly 0 dB. */
export function refLevel(ref: number, amin: number, db: number): number {
  const value = Math.max(amin, Math.abs(ref));
  const { log, number, halves, high } = (tables ??= makeTables());
  number[0] = value;
  const h = octaves(halves[high]!);
  if (outside(h) < 0) return db * fastLog(value);
  const at = place(h);
  const r = value * log[at]! - 1;
  const z = r * r;
  const rest = r + z * (-1 / 2 + r * (1 / 3) + z * (-1 / 4 + r * (1 / 5) + z * (-1 / 6)));
  return (db / POWER_DB) * (log[at + 1]! + (POWER_DB * rest + log[at + 2]!));
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
  const { log, series, setting, high } = (tables ??= makeTables());
  const words = new Int32Array(x.buffer, x.byteOffset, 2 * x.length);
  setting[0] = db / POWER_DB; // 1 or 2
  setting[1] = refDb;
  setting[2] = floor;
  const [scale, ref, least] = [setting[0], setting[1], setting[2]];
  const [one, c2, c3, c4, c5, c6] = [series[0]!, series[1]!, series[2]!, series[3]!, series[4]!, series[5]!];
  const unit = series[6]!;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const n = 2 * i + high;
    const h0 = octaves(words[n]!);
    const h1 = octaves(words[n + 2]!);
    const h2 = octaves(words[n + 4]!);
    const h3 = octaves(words[n + 6]!);
    const at0 = place(h0);
    const at1 = place(h1);
    const at2 = place(h2);
    const at3 = place(h3);
    const x0 = x[i]!;
    const x1 = x[i + 1]!;
    const x2 = x[i + 2]!;
    const x3 = x[i + 3]!;
    let r = x0 * log[at0]! - one;
    let z = r * r;
    out[i] = Math.max(least, scale * (log[at0 + 1]! + (unit * (r + z * (c2 + r * c3 + z * (c4 + r * c5 + z * c6))) + log[at0 + 2]!)) - ref);
    r = x1 * log[at1]! - one;
    z = r * r;
    out[i + 1] = Math.max(
      least,
      scale * (log[at1 + 1]! + (unit * (r + z * (c2 + r * c3 + z * (c4 + r * c5 + z * c6))) + log[at1 + 2]!)) - ref,
    );
    r = x2 * log[at2]! - one;
    z = r * r;
    out[i + 2] = Math.max(
      least,
      scale * (log[at2 + 1]! + (unit * (r + z * (c2 + r * c3 + z * (c4 + r * c5 + z * c6))) + log[at2 + 2]!)) - ref,
    );
    r = x3 * log[at3]! - one;
    z = r * r;
    out[i + 3] = Math.max(
      least,
      scale * (log[at3 + 1]! + (unit * (r + z * (c2 + r * c3 + z * (c4 + r * c5 + z * c6))) + log[at3 + 2]!)) - ref,
    );
    if ((outside(h0) | outside(h1) | outside(h2) | outside(h3)) < 0) {
      out[i] = levelOf(x0, db, amin, refDb, floor);
      out[i + 1] = levelOf(x1, db, amin, refDb, floor);
      out[i + 2] = levelOf(x2, db, amin, refDb, floor);
      out[i + 3] = levelOf(x3, db, amin, refDb, floor);
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
