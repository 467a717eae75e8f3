/**
 * Functional Just System: names for just intervals.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { log2 } from '../core/math.js';
import { expectBoolean, expectPositive, readOptions } from '../core/options.js';
import { midiOf } from './hz-midi.js';
import { type Labels, labelValues, POSITIVE, type Values } from './map.js';
import { noteNamer } from './note-midi.js';
import { modulo, readSpelling, roundHalfEven, spell } from './spelling.js';

/** Options of {@link intervalToFjs}. */
export interface IntervalToFjsOptions {
  /** The note that the interval 1 is. @defaultValue `'C'` */
  unison?: string | undefined;
  /** How far, as a ratio, the Pythagorean note that gives the letter may be from the interval, > 0. @defaultValue `65 / 63` */
  tolerance?: number | undefined;
  /** `true`: ♯ ♭ and raised or lowered digits, `false`: # b, ^ and _. @defaultValue `true` */
  unicode?: boolean | undefined;
}

/** Options of {@link hzToFjs}. */
export interface HzToFjsOptions {
  /** The frequency of the unison, Hz, > 0. `null` is the lowest of the input. @defaultValue `null` */
  fmin?: number | null | undefined;
  /** The note that `fmin` is. `null` is the nearest note. @defaultValue `null` */
  unison?: string | null | undefined;
  /** `true`: ♯ ♭ and raised or lowered digits, `false`: # b, ^ and _. @defaultValue `false` */
  unicode?: boolean | undefined;
}

const TOLERANCE = 1.0317460317460319; // 65 / 63
const LOG2_3 = 1.584962500721156;

/**
 * The intervals that have a name, as in librosa: primes up to 23. A row is `[otonal, utonal, from, to]` and stands for the intervals
 * `otonal / utonal * 3^t`, from <= t <= to, in any octave.
 */
const FAMILIES: readonly (readonly [otonal: number, utonal: number, from: number, to: number])[] = [
  [1, 1, -33, 71],
  [1, 5, -4, 6],
  [5, 1, -4, 6],
  [1, 7, -3, 3],
  [7, 1, -3, 3],
  [1, 11, -2, 2],
  [11, 1, -2, 2],
  [1, 13, -2, 2],
  [13, 1, -2, 2],
  [1, 17, -2, 2],
  [17, 1, -2, 2],
  [1, 19, -1, 1],
  [19, 1, -1, 1],
  [1, 23, -1, 1],
  [23, 1, -1, 1],
  [1, 25, -3, 5],
  [25, 1, -4, 6],
  [1, 35, -2, 2],
  [5, 7, -2, 2],
  [7, 5, -2, 2],
  [35, 1, -2, 2],
  [1, 49, -1, 1],
  [49, 1, -2, 2],
  [1, 55, -1, 1],
  [5, 11, -1, 1],
  [11, 5, -1, 1],
  [55, 1, -1, 1],
  [1, 65, -1, 1],
  [5, 13, -1, 1],
  [13, 5, -1, 1],
  [65, 1, -1, 1],
  [1, 77, -1, 1],
  [7, 11, -1, 1],
  [11, 7, -1, 1],
  [77, 1, -1, 1],
  [1, 85, -1, 1],
  [5, 17, -1, 1],
  [17, 5, -1, 1],
  [85, 1, -1, 1],
  [1, 91, -1, 1],
  [7, 13, -1, 1],
  [13, 7, -1, 1],
  [91, 1, -1, 1],
  [1, 95, 0, 0],
  [5, 19, 0, 0],
  [19, 5, 0, 0],
  [95, 1, 0, 0],
  [1, 119, 0, 0],
  [7, 17, 0, 0],
  [17, 7, 0, 0],
  [119, 1, 0, 0],
  [1, 125, -2, 4],
  [125, 1, -3, 4],
  [1, 175, 0, 0],
  [7, 25, -1, 1],
  [25, 7, -1, 0],
  [175, 1, -1, 1],
  [49, 5, -1, 1],
  [245, 1, -1, 1],
  [625, 1, -1, 2],
];

/** Names by interval, in millionths of the octave-reduced ratio. */
let suffixes: Map<number, readonly [otonal: number, utonal: number]> | undefined;

function suffixOf(interval: number): readonly [otonal: number, utonal: number] | undefined {
  if (!suffixes) {
    suffixes = new Map();
    for (const [otonal, utonal, from, to] of FAMILIES) {
      let ratio = otonal / utonal;
      for (let t = 0; t > from; t--) ratio = fold(ratio / 3);
      for (let t = 0; t < from; t++) ratio = fold(ratio * 3);
      for (let t = from; t <= to; t++, ratio = fold(ratio * 3)) suffixes.set(millionths(ratio), [otonal, utonal]);
    }
  }
  const key = millionths(interval);
  return suffixes.get(key) ?? suffixes.get(key - 1) ?? suffixes.get(key + 1); // ratios such as 135/128 lie between two millionths
}

/** Into [1, 2) by octaves, exactly. */
function fold(ratio: number): number {
  while (ratio >= 2) ratio /= 2;
  while (ratio < 1) ratio *= 2;
  return ratio;
}

/** The octave is the unison, also when it is only reached by rounding. */
const millionths = (interval: number): number => 1e6 + modulo(roundHalfEven(fold(interval) * 1e6) - 1e6, 1e6);

/** The nearest way on the line of fifths to within `tolerance` of an interval: 0, 1, -1, 2, -2, … */
function fifthsTo(interval: number, tolerance: number): number | undefined {
  const allowed = Math.abs(log2(tolerance)) + 1e-12; // inclusive, whatever the rounding
  const octaves = log2(interval);
  for (let k = 0; k < 64; k++) {
    const fifths = k % 2 === 1 ? (k + 1) / 2 : -k / 2 + 0;
    const rest = octaves - fifths * LOG2_3;
    if (Math.abs(rest - Math.round(rest)) <= allowed) return fifths;
  }
  return undefined;
}

function fjsNamer(caller: string, name: string, unison: string, tolerance: number, unicode: boolean): (interval: number) => string {
  const start = readSpelling(unison, caller, 'unison').fifths;
  return (interval) => {
    const primes = suffixOf(interval);
    if (!primes) throw new ParameterError(caller, name, `holds the ratio ${interval}, which is no just interval with a name`);
    const fifths = fifthsTo(interval, tolerance);
    if (fifths === undefined) {
      throw new ParameterError(caller, 'tolerance', `is too small: no note within 32 fifths is that near the ratio ${interval}`);
    }
    const [otonal, utonal] = primes;
    const digits = (value: number, plain: string, signs: string): string =>
      value === 1 ? '' : unicode ? String(value).replace(/\d/g, (d) => signs[Number(d)]!) : plain + value;
    return spell(start + fifths, unicode) + digits(otonal, '^', '⁰¹²³⁴⁵⁶⁷⁸⁹') + digits(utonal, '_', '₀₁₂₃₄₅₆₇₈₉');
  };
}

/**
 * Names just intervals in the Functional Just System: the nearest note in fifths, then the primes above 3 by which the interval exceeds
 * (raised) or falls short of (lowered) it.
 *
 * @param interval - One ratio or many, > 0; told apart to 1e-6 of an octave-reduced ratio.
 * @param options - Unison, tolerance and signs.
 * @returns A string for a number, otherwise a list (of an ndarray in row-major order).
 * @throws {@link ParameterError} if a ratio is not finite and > 0, is none of the 333 intervals known (primes up to 23), or an option is
 * unknown or out of range.
 * @example
 * ```ts
 * intervalToFjs([3 / 2, 4 / 3, 5 / 3]); // ['G', 'F', 'A⁵']
 * intervalToFjs(25 / 14, { unison: 'F#', unicode: false }); // 'E^25_7'
 * ```
 * @see librosa 0.11 `interval_to_fjs`; the system's description at https://misotanni.github.io/fjs/en/index.html.
 */
export function intervalToFjs<V extends Values>(interval: V, options?: IntervalToFjsOptions): Labels<V> {
  const caller = 'intervalToFjs';
  const { unison, tolerance, unicode } = readOptions(caller, options, { unison: 'C', tolerance: TOLERANCE, unicode: true });
  expectPositive(tolerance, caller, 'tolerance');
  expectBoolean(unicode, caller, 'unicode');
  return labelValues(interval, caller, 'interval', fjsNamer(caller, 'interval', unison, tolerance, unicode), POSITIVE);
}

/**
 * Names the frequencies of a just scale in the Functional Just System.
 *
 * @param frequencies - One number or many, Hz, > 0.
 * @param options - What the unison is, and signs.
 * @returns A string for a number, otherwise a list (of an ndarray in row-major order).
 * @throws {@link ParameterError} if a frequency is not finite and > 0, its ratio to `fmin` is no interval of {@link intervalToFjs}, or an
 * option is unknown or out of range.
 * @example
 * ```ts
 * hzToFjs(66, { fmin: 55, unicode: true }); // 'C₅'
 * hzToFjs([55, 66, 68.75]); // ['A', 'C_5', 'C#^5']
 * ```
 * @see librosa 0.11 `hz_to_fjs`.
 */
export function hzToFjs<V extends Values>(frequencies: V, options?: HzToFjsOptions): Labels<V> {
  const caller = 'hzToFjs';
  const read = readOptions(caller, options, { fmin: null as number | null, unison: null as string | null, unicode: false });
  expectBoolean(read.unicode, caller, 'unicode');
  let { fmin } = read;
  if (fmin === null) {
    let least = Infinity;
    labelValues(frequencies, caller, 'frequencies', (hz) => ((least = Math.min(least, hz)), ''), POSITIVE);
    if (least === Infinity) return [] as string[] as Labels<V>;
    fmin = least;
  }
  expectPositive(fmin, caller, 'fmin');
  const reference = fmin;
  const unison = read.unison ?? noteNamer(caller, { octave: false, unicode: false })(midiOf(reference));
  const nameOf = fjsNamer(caller, 'frequencies', unison, TOLERANCE, read.unicode);
  return labelValues(frequencies, caller, 'frequencies', (hz) => nameOf(hz / reference), POSITIVE);
}
