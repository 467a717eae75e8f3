/**
 * How well beats were found: one number each.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { exp } from '../core/math.js';
import { expectFinite, expectPositive, readOptions } from '../core/options.js';
import { largest, medianOf } from '../core/select.js';
import { detectionScores, readEvents, roundHalfEven } from './annotations.js';
import { matchEvents } from './matching.js';

/** Options of {@link beatFMeasure}. */
export interface BeatFMeasureOptions {
  /** How far a beat may be off, seconds, >= 0. @defaultValue `0.07` */
  fMeasureThreshold?: number | undefined;
}

/**
 * F-measure of beats: the harmonic mean of the shares of found and of true beats that have a partner within the threshold.
 *
 * @param referenceBeats - True beats, seconds, rising.
 * @param estimatedBeats - Found beats, seconds, rising.
 * @param options - {@link BeatFMeasureOptions}.
 * @returns A number in [0, 1]; 0 where either list is empty.
 * @throws {@link ParameterError} if times fall, are not finite or beyond 30000 s, or an option is unknown or out of range.
 * @example
 * ```ts
 * beatFMeasure([1, 1.5, 2, 2.5], [1.02, 1.7, 1.98]); // 0.571
 * ```
 * @see mir_eval 0.8 `beat.f_measure`: same numbers. S. Dixon, "Onset detection revisited", DAFx 2006.
 */
export function beatFMeasure(referenceBeats: ArrayLike<number>, estimatedBeats: ArrayLike<number>, options?: BeatFMeasureOptions): number {
  const caller = 'beatFMeasure';
  const o = readOptions(caller, options, { fMeasureThreshold: 0.07 });
  expectFinite(o.fMeasureThreshold, caller, 'fMeasureThreshold', 0);
  const [reference, estimate] = readBeats(referenceBeats, estimatedBeats, caller);
  return detectionScores(matchEvents(reference, estimate, o.fMeasureThreshold).length, estimate.length, reference.length).fMeasure;
}

/** Options of {@link beatCemgil}. */
export interface BeatCemgilOptions {
  /** Standard deviation of the bell that weighs errors, seconds, > 0. @defaultValue `0.04` */
  cemgilSigma?: number | undefined;
}

/** What {@link beatCemgil} returns. */
export interface BeatCemgil {
  /** Against the reference as it is, in [0, 1]. */
  readonly cemgil: number;
  /** The best against the reference, its off-beats, and twice or half as many beats. */
  readonly best: number;
}

/**
 * Cemgil's score: each true beat counts by a bell-shaped function of the distance to the nearest found one.
 *
 * @param referenceBeats - True beats, seconds, rising.
 * @param estimatedBeats - Found beats, seconds, rising.
 * @param options - {@link BeatCemgilOptions}.
 * @returns {@link BeatCemgil}; 0 where either list is empty.
 * @throws {@link ParameterError} if times fall, are not finite or beyond 30000 s, or an option is unknown or out of range.
 * @example
 * ```ts
 * const { cemgil, best } = beatCemgil([1, 2, 3, 4], [1, 1.5, 2, 2.5, 3, 3.5, 4]);
 * cemgil; // 0.727
 * best; // 1
 * ```
 * @see mir_eval 0.8 `beat.cemgil`: same numbers. A. T. Cemgil et al., "On tempo tracking", J. New Music Research 28 (2001).
 */
export function beatCemgil(referenceBeats: ArrayLike<number>, estimatedBeats: ArrayLike<number>, options?: BeatCemgilOptions): BeatCemgil {
  const caller = 'beatCemgil';
  const o = readOptions(caller, options, { cemgilSigma: 0.04 });
  expectPositive(o.cemgilSigma, caller, 'cemgilSigma');
  const [reference, estimate] = readBeats(referenceBeats, estimatedBeats, caller);
  if (reference.length === 0 || estimate.length === 0) return { cemgil: 0, best: 0 };
  const scores = metricLevels(reference).map((beats) => {
    let sum = 0;
    for (const beat of beats) {
      const error = Math.abs(estimate[nearest(estimate, beat)]! - beat);
      sum += exp(-(error * error) / (2 * o.cemgilSigma * o.cemgilSigma));
    }
    return sum / (0.5 * (estimate.length + beats.length));
  });
  return { cemgil: scores[0]!, best: Math.max(...scores) };
}

/** Options of {@link beatGoto}. */
export interface BeatGotoOptions {
  /** Errors above this share of half an interval are wrong, in [0, 1). @defaultValue `0.35` */
  gotoThreshold?: number | undefined;
  /** The mean error must be below this. @defaultValue `0.2` */
  gotoMu?: number | undefined;
  /** The standard deviation of the errors must be below this. @defaultValue `0.2` */
  gotoSigma?: number | undefined;
}

/**
 * Goto's criterion: 1 if a stretch of more than a quarter of the song is tracked right and steadily, else 0.
 *
 * @param referenceBeats - True beats, seconds, rising.
 * @param estimatedBeats - Found beats, seconds, rising.
 * @param options - {@link BeatGotoOptions}.
 * @returns 1 or 0; 0 where either list is empty.
 * @throws {@link ParameterError} if times fall, are not finite or beyond 30000 s, or an option is unknown or out of range.
 * @example
 * ```ts
 * const beats = Array.from({ length: 20 }, (_, i) => 5 + i / 2);
 * beatGoto(beats, beats.map((t) => t + 0.02)); // 1
 * beatGoto(beats, beats.map((t) => t + 0.2)); // 0
 * ```
 * @see mir_eval 0.8 `beat.goto`: same numbers, also that the last of a stretch without errors is left out of mean and deviation. M. Goto and
 * Y. Muraoka, "Issues in evaluating beat tracking systems", IJCAI workshop 1997.
 */
export function beatGoto(referenceBeats: ArrayLike<number>, estimatedBeats: ArrayLike<number>, options?: BeatGotoOptions): number {
  const caller = 'beatGoto';
  const o = readOptions(caller, options, { gotoThreshold: 0.35, gotoMu: 0.2, gotoSigma: 0.2 });
  expectFinite(o.gotoThreshold, caller, 'gotoThreshold', 0);
  if (o.gotoThreshold >= 1) throw new ParameterError(caller, 'gotoThreshold', `must be < 1, got ${o.gotoThreshold}`);
  expectFinite(o.gotoMu, caller, 'gotoMu', 0);
  expectFinite(o.gotoSigma, caller, 'gotoSigma', 0);
  const [reference, estimate] = readBeats(referenceBeats, estimatedBeats, caller);
  const n = reference.length;
  if (n === 0 || estimate.length === 0) return 0;
  const errors = new Float64Array(n).fill(1); // the first and the last beat have no interval on one side, and count as wrong
  for (let i = 1; i < n - 1; i++) {
    const before = 0.5 * (reference[i]! - reference[i - 1]!);
    const after = 0.5 * (reference[i + 1]! - reference[i]!);
    const inside = estimate.filter((t) => t >= reference[i]! - before && t < reference[i]! + after);
    if (inside.length !== 1) continue;
    const offset = inside[0]! - reference[i]!;
    errors[i] = offset / (offset < 0 ? before : after);
  }
  const wrong = [...errors.keys()].filter((i) => Math.abs(errors[i]!) > o.gotoThreshold);
  let track: Float64Array;
  if (wrong.length < 3) track = errors.slice(wrong[0]! + 1, Math.max(0, wrong.at(-1)! - 1));
  else {
    const gaps = wrong.slice(1).map((w, i) => w - wrong[i]!);
    const longest = largest(gaps);
    if (longest - 1 <= 0.25 * (n - 2)) return 0;
    const from = wrong[gaps.indexOf(longest)]!;
    track = errors.slice(from, from + longest + 1);
  }
  if (track.length < 2) return 0; // no deviation, hence not steady
  const mean = track.reduce((sum, e) => sum + e, 0) / track.length;
  const square = track.reduce((sum, e) => sum + (e - mean) ** 2, 0) / (track.length - 1);
  const size = track.reduce((sum, e) => sum + Math.abs(e), 0) / track.length;
  return Number(size < o.gotoMu && Math.sqrt(square) < o.gotoSigma);
}

/** Options of {@link beatPScore}. */
export interface BeatPScoreOptions {
  /** How far a beat may be off, as a share of the median interval, >= 0. @defaultValue `0.2` */
  pScoreThreshold?: number | undefined;
}

/**
 * McKinney's P-score: the correlation of the two trains of beats, on a grid of 10 ms, within a share of the median interval.
 *
 * @param referenceBeats - True beats, seconds, rising.
 * @param estimatedBeats - Found beats, seconds, rising.
 * @param options - {@link BeatPScoreOptions}.
 * @returns A number >= 0, 1 for the same beats; 0 where either list has fewer than two beats.
 * @throws {@link ParameterError} if times fall, are not finite or beyond 30000 s, no two true beats are 10 ms apart, or an option is unknown
 * or out of range.
 * @example
 * ```ts
 * beatPScore([1, 1.5, 2, 2.5], [1.02, 1.7, 1.98, 2.5]); // 0.75
 * ```
 * @see mir_eval 0.8 `beat.p_score`: same numbers. M. McKinney et al., "Evaluation of audio beat tracking and music tempo extraction
 * algorithms", J. New Music Research 36 (2007).
 */
export function beatPScore(referenceBeats: ArrayLike<number>, estimatedBeats: ArrayLike<number>, options?: BeatPScoreOptions): number {
  const caller = 'beatPScore';
  const o = readOptions(caller, options, { pScoreThreshold: 0.2 });
  expectFinite(o.pScoreThreshold, caller, 'pScoreThreshold', 0);
  const [reference, estimate] = readBeats(referenceBeats, estimatedBeats, caller);
  if (reference.length < 2 || estimate.length < 2) return 0;
  const first = Math.min(reference[0]!, estimate[0]!);
  const grid = (beats: Float64Array): number[] => [...new Set(Array.from(beats, (t) => Math.ceil((t - first) * 100)))];
  const [train, found] = [grid(reference), grid(estimate)];
  if (train.length < 2) throw new ParameterError(caller, 'referenceBeats', 'must have two beats at least 10 ms apart');
  const width = roundHalfEven(o.pScoreThreshold * medianOf(Float64Array.from(train.slice(1), (t, i) => t - train[i]!)));
  let [pairs, from, to] = [0, 0, 0]; // found within `width` of each true one
  for (const t of train) {
    while (from < found.length && found[from]! < t - width) from++;
    while (to < found.length && found[to]! <= t + width) to++;
    pairs += to - from;
  }
  return pairs / Math.max(reference.length, estimate.length);
}

/** Reads both lists of beats. */
export const readBeats = (reference: ArrayLike<number>, estimate: ArrayLike<number>, caller: string): [Float64Array, Float64Array] => [
  readEvents(reference, caller, 'referenceBeats'),
  readEvents(estimate, caller, 'estimatedBeats'),
];

/** The beats themselves, the off-beats, both, the odd and the even beats. */
export function metricLevels(beats: Float64Array): Float64Array[] {
  const double = Float64Array.from({ length: 2 * beats.length - 1 }, (_, i) => {
    const [a, b] = [beats[i >> 1]!, beats[(i + 1) >> 1]!];
    return i % 2 ? (b - a) * 0.5 + a : a;
  });
  const every = (x: Float64Array, from: number): Float64Array => x.filter((_, i) => i % 2 === from);
  return [beats, every(double, 1), double, every(beats, 0), every(beats, 1)];
}

/** Index of the event nearest to `t`, the first of equally near ones. Events rise. */
export function nearest(events: Float64Array, t: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]! < t) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  let best = low < events.length && Math.abs(t - events[low]!) < Math.abs(t - events[low - 1]!) ? low : low - 1;
  while (best > 0 && Math.abs(t - events[best - 1]!) === Math.abs(t - events[best]!)) best--;
  return best;
}
