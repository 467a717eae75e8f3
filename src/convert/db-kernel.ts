/**
 * The loops between power and decibels. Of all the time decibels take, the logarithm is the most: here it looks up the eight leading bits of
 * a number and its power of two in one table, and leaves a short series for the rest. Four values a turn, written out, with coefficients that
 * lie in an array, and no branch: V8 looks at each array anew in each turn, inlines only so much, and moves a constant anew whenever it meets
 * one.
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

/** Where the part of a number stands in the table, by its word that holds the exponent: at the beginning for what is below the table. */
const place = (word: number): number => 3 * (((Math.max(word, 0x3bf00000) - 0x3bf00000) >> 13) & 0x3fff);

/** Level of a reference, floored as the values are, so that a value equal to it is at exactly 0 dB. */
export function refLevel(ref: number, amin: number, db: number): number {
  const value = Math.max(amin, Math.abs(ref));
  const { log, number, halves, high } = (tables ??= makeTables());
  number[0] = value;
  const word = halves[high]!;
  if (word < 0x3bf00000 || word >= 0x43f00000) return db * fastLog(value); // outside 2^-64 ... 2^64
  const at = place(word);
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
  levelsInto(out, x, from, to, db, amin, refDb, loudest, floorLevel(loudest, db, amin, refDb, topDb));
  return loudest;
}

/** The same with the `loudest` level known, and the `floor`, which is at least the level of `amin`. */
export function levelsInto(
  out: Float64Array,
  x: Float64Array,
  from: number,
  to: number,
  db: number,
  amin: number,
  refDb: number,
  loudest: number,
  floor: number,
): void {
  const scale = db / POWER_DB; // 1 or 2
  if (!(amin >= 2 ** -64 && loudest + refDb < scale * 192.65)) {
    for (let i = from; i < to; i++) out[i] = levelOf(x[i]!, db, amin, refDb, floor);
    return;
  }
  const { setting } = (tables ??= makeTables());
  setting[0] = scale;
  setting[1] = refDb;
  setting[2] = floor;
  const rest = (to - from) % 4;
  quickLevels(out, x, from, to - rest, tables);
  for (let i = to - rest; i < to; i++) out[i] = levelOf(x[i]!, db, amin, refDb, floor);
}

/**
 * The same of values below 2^64, a multiple of four of them, if `amin` is at least 2^-64: then what is below the table may be taken for its
 * first part, which makes it less than it is, and the floor does the rest.
 */
function quickLevels(out: Float64Array, x: Float64Array, from: number, to: number, { log, series, setting, high }: Tables): void {
  const words = new Int32Array(x.buffer, x.byteOffset, 2 * x.length);
  const [scale, ref, floor] = [setting[0]!, setting[1]!, setting[2]!];
  const [one, c2, c3, c4, c5, c6] = [series[0]!, series[1]!, series[2]!, series[3]!, series[4]!, series[5]!];
  const unit = series[6]!;
  for (let i = from, n = 2 * from + high; i < to; i += 4, n += 8) {
    const at0 = place(words[n]!);
    const at1 = place(words[n + 2]!);
    const at2 = place(words[n + 4]!);
    const at3 = place(words[n + 6]!);
    const r0 = x[i]! * log[at0]! - one;
    const r1 = x[i + 1]! * log[at1]! - one;
    const r2 = x[i + 2]! * log[at2]! - one;
    const r3 = x[i + 3]! * log[at3]! - one;
    let z = r0 * r0;
    let part = unit * (r0 + z * (c2 + r0 * c3 + z * (c4 + r0 * c5 + z * c6)));
    out[i] = Math.max(floor, scale * (log[at0 + 1]! + (part + log[at0 + 2]!)) - ref);
    z = r1 * r1;
    part = unit * (r1 + z * (c2 + r1 * c3 + z * (c4 + r1 * c5 + z * c6)));
    out[i + 1] = Math.max(floor, scale * (log[at1 + 1]! + (part + log[at1 + 2]!)) - ref);
    z = r2 * r2;
    part = unit * (r2 + z * (c2 + r2 * c3 + z * (c4 + r2 * c5 + z * c6)));
    out[i + 2] = Math.max(floor, scale * (log[at2 + 1]! + (part + log[at2 + 2]!)) - ref);
    z = r3 * r3;
    part = unit * (r3 + z * (c2 + r3 * c3 + z * (c4 + r3 * c5 + z * c6)));
    out[i + 3] = Math.max(floor, scale * (log[at3 + 1]! + (part + log[at3 + 2]!)) - ref);
  }
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
