/**
 * The single periods of a voice within a frame, found by matching the waveform with itself.
 * @module
 */

/** Periods of one frame: lengths in samples, and the peak-to-peak amplitude of each. Overwritten by the next search. */
export interface Periods {
  count: number;
  readonly length: Float64Array;
  readonly amplitude: Float64Array;
}

/** Room for the periods of a frame of `frameLength` samples. */
export const makePeriods = (frameLength: number): Periods => ({
  count: 0,
  length: new Float64Array(frameLength),
  amplitude: new Float64Array(frameLength),
});

/** A period may be that much shorter or longer than the mean of its frame. */
const TOLERANCE = 0.1;

/** The length of a period, samples, and how much it resembles the next. */
export interface Match {
  length: number;
  likeness: number;
}

/**
 * Finds the lag at which what follows `begin` resembles it most (normalised cross-correlation over one expected period, the top interpolated by
 * a parabola). Returns false if `x[0, to)` does not reach far enough.
 */
export function matchPeriod(out: Match, x: Float64Array, begin: number, to: number, expected: number): boolean {
  const span = Math.round(expected);
  const shortest = Math.max(2, Math.floor(expected * (1 - TOLERANCE)));
  const longest = Math.ceil(expected * (1 + TOLERANCE));
  if (begin + longest + 1 + span > to) return false;
  let best = -Infinity;
  let lag = 0;
  for (let l = shortest; l <= longest; l++) {
    const c = likeness(x, begin, begin + l, span);
    if (c > best) [best, lag] = [c, l];
  }
  const left = likeness(x, begin, begin + lag - 1, span);
  const right = likeness(x, begin, begin + lag + 1, span);
  const bend = left - 2 * best + right;
  out.length = lag + (bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (left - right)) / bend)) : 0);
  out.likeness = best;
  return true;
}

/**
 * Finds the periods of `x[from, to)`. The first begins half a period before the highest sample of the first period, so that no pulse is cut,
 * each of the others where the one before ends.
 */
export function findPeriods(out: Periods, x: Float64Array, from: number, to: number, period: number): void {
  const match: Match = { length: 0, likeness: 0 };
  out.count = 0;
  let start = firstPeriod(x, from, period);
  while (matchPeriod(match, x, Math.round(start), to, period)) {
    const begin = Math.round(start);
    out.length[out.count] = match.length;
    out.amplitude[out.count++] = amplitudeOf(x, begin, begin + Math.round(match.length));
    start += match.length;
  }
  const begin = Math.round(start);
  if (out.count > 0) out.amplitude[out.count] = amplitudeOf(x, begin, begin + Math.round(period)); // the one that the last was compared with
}

function firstPeriod(x: Float64Array, from: number, period: number): number {
  let top = from;
  for (let n = from + 1; n < from + period; n++) if (Math.abs(x[n]!) > Math.abs(x[top]!)) top = n;
  const start = top - period / 2;
  return start < from ? start + period : start;
}

/** Normalised cross-correlation of `n` samples at `a` and at `b`; 0 where one of them is silent. */
function likeness(x: Float64Array, a: number, b: number, n: number): number {
  let product = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < n; i++) {
    const u = x[a + i]!;
    const v = x[b + i]!;
    product += u * v;
    first += u * u;
    second += v * v;
  }
  return first > 0 && second > 0 ? product / Math.sqrt(first * second) : 0;
}

/** Largest minus smallest sample, the extremes interpolated by parabolas. */
export function amplitudeOf(x: Float64Array, from: number, to: number): number {
  let high = from;
  let low = from;
  for (let n = from + 1; n < to; n++) {
    if (x[n]! > x[high]!) high = n;
    if (x[n]! < x[low]!) low = n;
  }
  return extreme(x, high) - extreme(x, low);
}

function extreme(x: Float64Array, n: number): number {
  if (n === 0 || n === x.length - 1) return x[n]!;
  const left = x[n - 1]!;
  const right = x[n + 1]!;
  const bend = left - 2 * x[n]! + right;
  const shift = bend === 0 ? 0 : (0.5 * (left - right)) / bend;
  return Math.abs(shift) <= 0.5 ? x[n]! - 0.25 * (left - right) * shift : x[n]!;
}
