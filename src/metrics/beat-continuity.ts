/**
 * How steadily beats were found.
 * @module
 */
import { log2 } from '../core/math.js';
import { expectFinite, expectInteger, readOptions } from '../core/options.js';
import { metricLevels, nearest, readBeats } from './beat.js';

/** Options of {@link beatContinuity}. */
export interface BeatContinuityOptions {
  /** How far a beat may be off, as a share of the interval, >= 0. @defaultValue `0.175` */
  continuityPhaseThreshold?: number | undefined;
  /** How far an interval may be off, as a share of the true one, >= 0. @defaultValue `0.175` */
  continuityPeriodThreshold?: number | undefined;
}

/** What {@link beatContinuity} returns; each in [0, 1]. */
export interface BeatContinuity {
  /** Correct metrical level, continuity required: the longest stretch of right beats. */
  readonly cmlc: number;
  /** Correct metrical level, total: all right beats. */
  readonly cmlt: number;
  /** Any metrical level, continuity required: also off-beats, twice or half the tempo. */
  readonly amlc: number;
  /** Any metrical level, total. */
  readonly amlt: number;
}

/**
 * Continuity of beats: a found beat is right where it is near a true one that has no other, and its interval to the one before is, too.
 *
 * @param referenceBeats - True beats, seconds, rising.
 * @param estimatedBeats - Found beats, seconds, rising.
 * @param options - {@link BeatContinuityOptions}.
 * @returns {@link BeatContinuity}; 0 where either list has fewer than two beats.
 * @throws {@link ParameterError} if times fall, are not finite or beyond 30000 s, or an option is unknown or out of range.
 * @example
 * ```ts
 * const { cmlc, cmlt, amlt } = beatContinuity([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 3.5, 5, 6, 7, 8]);
 * cmlc; // 0.375
 * cmlt; // 0.75
 * amlt; // 0.75
 * ```
 * @see mir_eval 0.8 `beat.continuity`: same numbers. S. Hainsworth, "Techniques for the automated analysis of musical audio", thesis, 2004.
 */
export function beatContinuity(
  referenceBeats: ArrayLike<number>,
  estimatedBeats: ArrayLike<number>,
  options?: BeatContinuityOptions,
): BeatContinuity {
  const caller = 'beatContinuity';
  const o = readOptions(caller, options, { continuityPhaseThreshold: 0.175, continuityPeriodThreshold: 0.175 });
  expectFinite(o.continuityPhaseThreshold, caller, 'continuityPhaseThreshold', 0);
  expectFinite(o.continuityPeriodThreshold, caller, 'continuityPeriodThreshold', 0);
  const [reference, estimate] = readBeats(referenceBeats, estimatedBeats, caller);
  if (reference.length < 2 || estimate.length < 2) return { cmlc: 0, cmlt: 0, amlc: 0, amlt: 0 };
  const levels = metricLevels(reference).map((beats) =>
    continuityAt(beats, estimate, o.continuityPhaseThreshold, o.continuityPeriodThreshold),
  );
  return {
    cmlc: levels[0]!.longest,
    cmlt: levels[0]!.total,
    amlc: Math.max(...levels.map((l) => l.longest)),
    amlt: Math.max(...levels.map((l) => l.total)),
  };
}

/** Shares of right beats at one metrical level: the longest run, and all. */
function continuityAt(reference: Float64Array, estimate: Float64Array, most: number, mostPeriod: number) {
  const used = new Uint8Array(reference.length);
  const last = reference.length - 1;
  let [run, longest, total] = [0, 0, 0];
  for (let m = 0; m < estimate.length; m++) {
    const k = nearest(reference, estimate[m]!);
    // At a beginning there is no interval behind, so it looks ahead, and back again at the end.
    const opening = m === 0 || k === 0;
    const to = opening && k < last ? k + 1 : k;
    const interval = reference[to]! - reference[to === 0 ? last : to - 1]!; // a reference of one beat has the interval 0
    const next = opening && m + 1 < estimate.length ? m + 1 : m;
    const found = estimate[next]! - estimate[next - 1]!;
    const off = Math.abs(estimate[m]! - reference[k]!);
    const phase = interval === 0 ? (off === 0 && opening ? 1 : Infinity) : Math.abs(off / interval);
    const period = interval === 0 ? (found === 0 && opening ? 0 : Infinity) : Math.abs(1 - found / interval);
    const right = !used[k] && phase < most && period < mostPeriod;
    if (right) {
      used[k] = 1;
      total++;
    }
    run = right ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  const count = Math.max(reference.length, estimate.length);
  return { longest: longest / count, total: total / count };
}

/** Options of {@link beatInformationGain}. */
export interface BeatInformationGainOptions {
  /** Bins of the histogram of errors, >= 2; odd, so that one lies around 0. @defaultValue `41` */
  bins?: number | undefined;
}

/**
 * Information gain of beats: how far the histogram of their errors is from a flat one, the worse of both directions.
 *
 * @param referenceBeats - True beats, seconds, rising.
 * @param estimatedBeats - Found beats, seconds, rising.
 * @param options - {@link BeatInformationGainOptions}.
 * @returns A number in [0, 1], the divergence in bits over log2(bins); 0 where either list has fewer than two beats.
 * @throws {@link ParameterError} if times fall, are not finite or beyond 30000 s, or an option is unknown or out of range.
 * @example
 * ```ts
 * beatInformationGain([1, 2, 3, 4, 5], [1.01, 2.2, 3, 4, 5.3]); // 0.744
 * ```
 * @see mir_eval 0.8 `beat.information_gain`: same numbers. There an error before the first beat is divided by the length of the whole
 * list, not by an interval; that is kept. M. Davies et al., "Evaluation methods for musical audio beat tracking algorithms", 2009.
 */
export function beatInformationGain(
  referenceBeats: ArrayLike<number>,
  estimatedBeats: ArrayLike<number>,
  options?: BeatInformationGainOptions,
): number {
  const caller = 'beatInformationGain';
  const o = readOptions(caller, options, { bins: 41 });
  expectInteger(o.bins, caller, 'bins', 2);
  const [reference, estimate] = readBeats(referenceBeats, estimatedBeats, caller);
  if (reference.length < 2 || estimate.length < 2) return 0;
  const most = log2(o.bins);
  return (most - Math.max(errorEntropy(reference, estimate, o.bins), errorEntropy(estimate, reference, o.bins))) / most;
}

/** Entropy, in bits, of the histogram of errors in shares of an interval; that of a flat one where no error is defined. */
function errorEntropy(reference: Float64Array, estimate: Float64Array, bins: number): number {
  const counts = new Float64Array(bins);
  const edge = (k: number): number => (k === bins ? 0.5 : k * (1 / bins) - 0.5);
  const last = reference.length - 1;
  let sum = 0;
  for (const t of estimate) {
    const k = nearest(reference, t);
    const error = t - reference[k]!;
    const [from, to] = k === last ? [last - 1, last] : error < 0 ? [k === 0 ? last : k - 1, k] : [k, k + 1];
    const share = (0.5 * error) / (0.5 * (reference[to]! - reference[from]!)) + 0.5;
    if (!Number.isFinite(share)) continue; // of two beats at one time
    const rest = share % 1;
    const x = (rest > 0 ? rest - 1 : rest) + 0.5; // in (-0.5, 0.5]
    let bin = Math.min(bins - 1, Math.max(0, Math.floor((x + 0.5) * bins)));
    while (bin > 0 && x < edge(bin)) bin--;
    while (bin < bins - 1 && x >= edge(bin + 1)) bin++;
    counts[bin]!++;
    sum++;
  }
  if (sum === 0) return log2(bins);
  return -counts.reduce((total, n) => (n > 0 ? total + (n / sum) * log2(n / sum) : total), 0);
}
