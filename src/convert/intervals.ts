/**
 * Tunings: Pythagorean and just intervals, and the frequencies they give.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { exp2, log2 } from '../core/math.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { expectNoOverflow } from './cqt-frequencies.js';

/** Options of {@link pythagoreanIntervals}. */
export interface PythagoreanIntervalsOptions<F extends boolean = boolean> {
  /** How many intervals, >= 1. @defaultValue `12` */
  binsPerOctave?: number | undefined;
  /** Whether they ascend; otherwise they come in the order in which they are found. @defaultValue `true` */
  sort?: boolean | undefined;
  /** Whether prime factors are returned instead of ratios. @defaultValue `false` */
  returnFactors?: F | undefined;
}

/** Options of {@link plimitIntervals}. */
export interface PlimitIntervalsOptions<F extends boolean = boolean> extends PythagoreanIntervalsOptions<F> {
  /** The odd primes to use, such as `[3, 5]`. Must be given. */
  primes: readonly number[];
}

/** Options of {@link intervalFrequencies}. */
export interface IntervalFrequenciesOptions {
  /** Lowest frequency, Hz, > 0. Must be given. */
  fmin: number;
  /** A tuning by name, or the ratios of one octave, each in [1, 2). Must be given. */
  intervals: 'equal' | 'pythagorean' | 'ji3' | 'ji5' | 'ji7' | readonly number[] | Float64Array;
  /** Intervals per octave, >= 1; that of a list is its length. @defaultValue `12` */
  binsPerOctave?: number | undefined;
  /** Deviation in bins; for `'equal'` only. @defaultValue `0` */
  tuning?: number | undefined;
  /** Whether the frequencies ascend. @defaultValue `true` */
  sort?: boolean | undefined;
}

/** Exponents by prime: `{ 2: -3, 3: 2 }` is 9/8. */
export type PrimeFactors = Record<number, number>;

/** An interval in [1, 2): its ratio and the power of two that brought it there. */
interface Interval {
  ratio: number;
  twos: number;
  /** Exponent of each of the primes. */
  powers: readonly number[];
}

function folded(ratio: number, twos: number, powers: readonly number[]): Interval {
  while (ratio >= 2) [ratio, twos] = [ratio / 2, twos - 1];
  while (ratio < 1) [ratio, twos] = [ratio * 2, twos + 1];
  return { ratio, twos, powers };
}

function inOrder(found: Interval[], sort: boolean): Interval[] {
  return sort ? found.sort((a, b) => a.ratio - b.ratio) : found;
}

/**
 * Pythagorean intervals: fifths upon fifths, brought back into one octave.
 *
 * @param options - How many, in which order.
 * @returns Ratios in [1, 2), shape `[binsPerOctave]`; with `returnFactors` a list of `{ 2: exponent, 3: exponent }`.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * pythagoreanIntervals({ binsPerOctave: 3 }); // [1, 1.125, 1.5]
 * pythagoreanIntervals({ binsPerOctave: 2, returnFactors: true }); // [{ 2: 0, 3: 0 }, { 2: -1, 3: 1 }]
 * ```
 * @see librosa 0.11 `pythagorean_intervals`.
 */
export function pythagoreanIntervals(options: PythagoreanIntervalsOptions<true> & { returnFactors: true }): PrimeFactors[];
export function pythagoreanIntervals(options?: PythagoreanIntervalsOptions<false>): Float64Array;
export function pythagoreanIntervals(options?: PythagoreanIntervalsOptions): Float64Array | PrimeFactors[] {
  const { binsPerOctave, sort, returnFactors } = readOptions('pythagoreanIntervals', options, {
    binsPerOctave: 12,
    sort: true,
    returnFactors: false,
  });
  checkCommon('pythagoreanIntervals', binsPerOctave, sort, returnFactors);
  const found = inOrder(pythagorean(binsPerOctave), sort);
  return returnFactors ? found.map(({ twos, powers }) => ({ 2: twos, 3: powers[0]! })) : ratiosOf(found);
}

function pythagorean(count: number): Interval[] {
  const found = [folded(1, 0, [0])];
  while (found.length < count) {
    const { ratio, twos } = found.at(-1)!;
    found.push(folded(ratio * 1.5, twos - 1, [found.length])); // exact up to 33 fifths
  }
  return found;
}

const ratiosOf = (found: Interval[]): Float64Array => Float64Array.from(found, ({ ratio }) => ratio);

function checkCommon(caller: string, binsPerOctave: number, sort: boolean, returnFactors: boolean): void {
  expectInteger(binsPerOctave, caller, 'binsPerOctave', 1, 1000);
  expectBoolean(sort, caller, 'sort');
  expectBoolean(returnFactors, caller, 'returnFactors');
}

/**
 * Just intervals of a few primes, as the crystal grows: each next interval is the one nearest, in harmonic distance, to all before it.
 *
 * @param options - Primes, how many, in which order.
 * @returns Ratios in [1, 2), shape `[binsPerOctave]`; with `returnFactors` a list such as `{ 2: -2, 5: 1 }`, without zero exponents.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * plimitIntervals({ primes: [3, 5], binsPerOctave: 7 }); // [1, 1.125, 1.25, 1.3333, 1.5, 1.6667, 1.875]
 * plimitIntervals({ primes: [3], binsPerOctave: 3, returnFactors: true }); // [{}, { 2: 2, 3: -1 }, { 2: -1, 3: 1 }]
 * ```
 * @see librosa 0.11 `plimit_intervals`. J. Tenney, On "Crystal Growth" in harmonic space, Contemporary Music Review 27 (2008) 47-56.
 */
export function plimitIntervals(options: PlimitIntervalsOptions<true> & { returnFactors: true }): PrimeFactors[];
export function plimitIntervals(options: PlimitIntervalsOptions<false>): Float64Array;
export function plimitIntervals(options: PlimitIntervalsOptions): Float64Array | PrimeFactors[] {
  const { primes, binsPerOctave, sort, returnFactors } = readOptions('plimitIntervals', options, {
    primes: undefined as readonly number[] | undefined,
    binsPerOctave: 12,
    sort: true,
    returnFactors: false,
  });
  checkCommon('plimitIntervals', binsPerOctave, sort, returnFactors);
  if (!Array.isArray(primes)) throw new TypeError(`plimitIntervals: "primes" must be an array of odd primes, got ${show(primes)}`);
  primes.forEach((p: number, i) => {
    if (!isOddPrime(p) || primes.indexOf(p) !== i) {
      throw new ParameterError('plimitIntervals', 'primes', `must be odd primes, each once, got ${show(p)} at index ${i}`);
    }
  });
  if (primes.length === 0) throw new ParameterError('plimitIntervals', 'primes', 'must hold at least one odd prime, got none');
  const found = inOrder(crystal(primes, binsPerOctave), sort);
  if (!returnFactors) return ratiosOf(found);
  return found.map(({ twos, powers }) => {
    const pairs = [[2, twos], ...powers.map((power, j) => [primes[j]!, power])];
    return Object.fromEntries(pairs.filter(([, power]) => power !== 0)) as PrimeFactors;
  });
}

function isOddPrime(p: number): boolean {
  if (!Number.isInteger(p) || p < 3 || p % 2 === 0 || p > 1e6) return false;
  for (let d = 3; d * d <= p; d += 2) if (p % d === 0) return false;
  return true;
}

/**
 * Tenney's crystal growth. The harmonic distance log2(a b / gcd(a, b)^2) of two intervals is the city-block distance of their exponents,
 * each prime p measured by log2 p. Rounded to 6 digits, so that equals are equal; among equals, the simpler interval comes first.
 */
function crystal(primes: readonly number[], count: number): Interval[] {
  const logs = primes.map((p) => log2(p));
  const distance = (a: readonly number[], b: readonly number[]): number =>
    Math.round(a.reduce((sum, power, j) => sum + logs[j]! * Math.abs(power - b[j]!), 0) * 1e6) / 1e6;
  const root = primes.map(() => 0);
  const complexity = (a: readonly number[]): number => a.reduce((sum, power, j) => sum + logs[j]! * Math.abs(power), 0);
  const steps = primes.flatMap((_, j) => [1, -1].map((sign) => root.map((_, i) => (i === j ? sign : 0))));
  const chosen: (readonly number[])[] = [root];
  const seen = new Set([String(root), ...steps.map(String)]);
  const frontier: { powers: readonly number[]; total: number }[] = steps.map((powers) => ({ powers, total: distance(powers, root) }));
  while (chosen.length < count) {
    let best = 0;
    let score = Infinity;
    frontier.forEach(({ powers, total }, f) => {
      const close = Math.abs(total - score) <= 1e-8 + 1e-5 * score; // numpy's isclose
      if (total < score || (close && complexity(powers) < complexity(frontier[best]!.powers))) [best, score] = [f, total];
    });
    const { powers } = frontier.splice(best, 1)[0]!;
    for (const candidate of frontier) candidate.total += distance(candidate.powers, powers);
    chosen.push(powers);
    for (const step of steps) {
      const next = powers.map((power, j) => power + step[j]!);
      if (seen.has(String(next))) continue;
      seen.add(String(next));
      frontier.push({ powers: next, total: chosen.reduce((sum, other) => sum + distance(next, other), 0) });
    }
  }
  return chosen.map((powers) => {
    let interval = folded(1, 0, powers);
    powers.forEach((power, j) => {
      for (let n = 0; n < Math.abs(power); n++) {
        interval = folded(power > 0 ? interval.ratio * primes[j]! : interval.ratio / primes[j]!, interval.twos, powers);
      }
    });
    return interval;
  });
}

/**
 * Frequencies of a tuning: the intervals of one octave, repeated octave upon octave.
 *
 * @param nBins - How many, >= 1.
 * @param options - Lowest frequency and tuning.
 * @returns Hz, shape `[nBins]`.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * intervalFrequencies(5, { fmin: 60, intervals: [1, 4 / 3, 3 / 2] }); // [60, 80, 90, 120, 160]
 * intervalFrequencies(3, { fmin: 60, intervals: 'ji5', binsPerOctave: 7 }); // [60, 67.5, 75]
 * ```
 * @see librosa 0.11 `interval_frequencies`.
 */
export function intervalFrequencies(nBins: number, options: IntervalFrequenciesOptions): Float64Array {
  const caller = 'intervalFrequencies';
  const { fmin, intervals, binsPerOctave, tuning, sort } = readOptions(caller, options, {
    fmin: undefined as number | undefined,
    intervals: undefined as IntervalFrequenciesOptions['intervals'] | undefined,
    binsPerOctave: 12,
    tuning: 0,
    sort: true,
  });
  expectInteger(nBins, caller, 'nBins', 1);
  expectPositive(fmin, caller, 'fmin');
  expectFinite(tuning, caller, 'tuning');
  checkCommon(caller, binsPerOctave, sort, false);
  const ratios = readRatios(intervals, caller, binsPerOctave, tuning, sort);
  const all = Float64Array.from({ length: nBins }, (_, k) => exp2(Math.floor(k / ratios.length)) * ratios[k % ratios.length]! * fmin);
  expectNoOverflow(all, caller);
  return sort ? all.sort() : all;
}

/** Ratios of one octave. */
function readRatios(intervals: unknown, caller: string, binsPerOctave: number, tuning: number, sort: boolean): ArrayLike<number> {
  if (Array.isArray(intervals) || intervals instanceof Float64Array) {
    const list = intervals as ArrayLike<number>;
    if (list.length === 0) throw new ParameterError(caller, 'intervals', 'must not be empty');
    for (let i = 0; i < list.length; i++) expectPositive(list[i], caller, `intervals[${i}]`);
    return list;
  }
  expectOneOf(intervals as string, caller, 'intervals', ['equal', 'pythagorean', 'ji3', 'ji5', 'ji7']);
  if (intervals === 'equal') return Float64Array.from({ length: binsPerOctave }, (_, k) => exp2((tuning + k) / binsPerOctave));
  const primes = { ji3: [3], ji5: [3, 5], ji7: [3, 5, 7] }[intervals as 'ji3'];
  return ratiosOf(inOrder(intervals === 'pythagorean' ? pythagorean(binsPerOctave) : crystal(primes, binsPerOctave), sort));
}
