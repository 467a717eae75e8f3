/**
 * Tracking beats by dynamic programming.
 * @module
 */
import { exp, log } from '../core/math.js';
import { roundHalfEven } from '../convert/spelling.js';
import { medianOf } from '../core/select.js';

/** Frames between beats about each frame; one number if it is the same for all frames. */
type Period = Float64Array;

/**
 * The frames of the beats, librosa's way: onset strength over its standard deviation, smoothed by a Gaussian of a 32nd of a beat; then the best
 * chain of frames, each link paying `tightness log(gap / period)^2`; then the ends trimmed. Periods are whole.
 */
export function librosaBeats(envelope: Float64Array, period: Period, tightness: number, trim: boolean): Int32Array {
  const score = localScore(normalized(envelope), period);
  const { backlink, total } = bestChains(score, period, tightness, false);
  const beats = chainTo(lastBeat(total), backlink);
  const threshold = trim ? trimThreshold(beats.map((t) => score[t]!)) : 0;
  let first = 0;
  let last = score.length - 1;
  while (first <= last && score[first]! <= threshold) first++;
  while (last >= first && score[last]! <= threshold) last--;
  return Int32Array.from(beats.filter((t) => t >= first && t <= last));
}

/**
 * The frames of the beats: the same, but the smoothing is whole, periods are fractions, the first and the last beat are where the chain is best, and
 * beats at the ends are dropped only if they have less than half the strength that is usual.
 */
export function beatFrames(envelope: Float64Array, period: Period, tightness: number, trim: boolean): Int32Array {
  const score = smoothScore(normalized(envelope, true), period);
  const { backlink, total } = bestChains(score, period, tightness, true);
  const beats = chainTo(bestEnd(total, period[period.length - 1]!), backlink);
  let squares = 0;
  for (const t of beats) squares += score[t]! * score[t]!;
  const threshold = trim ? 0.5 * Math.sqrt(squares / beats.length) : 0;
  let first = 0;
  let end = beats.length;
  while (first < end && score[beats[first]!]! <= threshold) first++;
  while (end > first && score[beats[end - 1]!]! <= threshold) end--;
  return Int32Array.from(beats.slice(first, end));
}

/** From beats a minute to whole frames a beat. */
export const periodOf = (bpm: number, framesPerSecond: number): number => roundHalfEven((framesPerSecond * 60) / bpm);

/** Divided by the standard deviation (of a sample). Constants have none: librosa divides by next to nothing, otherwise they become 1. */
function normalized(x: Float64Array, even = false): Float64Array {
  let sum = 0;
  for (let t = 0; t < x.length; t++) sum += x[t]!;
  const mean = sum / x.length;
  let squares = 0;
  for (let t = 0; t < x.length; t++) squares += (x[t]! - mean) * (x[t]! - mean);
  const deviation = Math.sqrt(squares / Math.max(1, x.length - 1));
  const norm = even && deviation <= 1e-12 * Math.abs(mean) ? Math.abs(mean) : deviation + 2 ** -1022;
  return x.map((v) => v / norm);
}

/**
 * Smoothed onset strength. Two slips of the reference are kept: the filter never reaches frame 0 from the right, and never the last of its
 * own samples.
 */
function localScore(x: Float64Array, period: Period): Float64Array {
  const score = new Float64Array(x.length);
  const still = period.length === 1;
  let window = gaussian(period[0]!);
  for (let t = 0; t < x.length; t++) {
    if (!still && period[t] !== period[t - 1]) window = gaussian(period[t]!);
    const size = window.length;
    const half = size >> 1;
    const end = Math.min(t + half, size);
    let sum = 0;
    for (let k = Math.max(0, t + half - x.length + 1); k < end; k++) sum += window[k]! * x[t + half - k]!;
    score[t] = sum;
  }
  return score;
}

function gaussian(period: number): Float64Array {
  return Float64Array.from({ length: 2 * period + 1 }, (_, k) => {
    const z = ((k - period) * 32) / period;
    return exp(-0.5 * z * z);
  });
}

/** Smoothed onset strength: weights of a Gaussian of a 32nd of a period, as far as they count. */
function smoothScore(x: Float64Array, period: Period): Float64Array {
  const score = new Float64Array(x.length);
  const weights = (frames: number): Float64Array => {
    const reach = Math.ceil((6 * frames) / 32);
    return Float64Array.from({ length: reach + 1 }, (_, k) => exp(-0.5 * ((32 * k) / frames) * ((32 * k) / frames)));
  };
  let window = weights(period[0]!);
  for (let t = 0; t < x.length; t++) {
    if (period.length > 1 && period[t] !== period[t - 1]) window = weights(period[t]!);
    let sum = x[t]!;
    for (let k = 1; k < window.length; k++) sum += window[k]! * ((t >= k ? x[t - k]! : 0) + (t + k < x.length ? x[t + k]! : 0));
    score[t] = sum;
  }
  return score;
}

/** The frames of the chain that ends at `t`, ascending. */
function chainTo(t: number, backlink: Int32Array): number[] {
  const beats: number[] = [];
  for (; t >= 0; t = backlink[t]!) beats.push(t);
  return beats.reverse();
}

/**
 * For each frame, the best chain of beats that ends there: its score, and the beat before (-1 for none). A chain can begin wherever a beat before
 * would only cost; librosa's (`anew` false) must go on to the first frames of the signal once a score reaches a hundredth of the largest.
 */
function bestChains(score: Float64Array, period: Period, tightness: number, anew: boolean): { backlink: Int32Array; total: Float64Array } {
  const size = score.length;
  const backlink = new Int32Array(size);
  const total = new Float64Array(size);
  const threshold = 0.01 * score.reduce((a, b) => Math.max(a, b), -Infinity);
  const still = period.length === 1;
  let first = true;
  let costs = linkCosts(period[0]!, tightness);
  let shortest = roundHalfEven(period[0]! / 2);
  let longest = Math.floor(2 * period[0]!);
  for (let t = 0; t < size; t++) {
    if (!still && period[t] !== period[t - 1]) {
      costs = linkCosts(period[t]!, tightness);
      shortest = roundHalfEven(period[t]! / 2);
      longest = Math.floor(2 * period[t]!);
    }
    let best = anew ? 0 : -Infinity;
    let from = -1;
    const end = Math.min(longest, t);
    for (let gap = shortest; gap <= end; gap++) {
      const sum = total[t - gap]! - costs[gap]!;
      if (sum > best) {
        best = sum;
        from = t - gap;
      }
    }
    total[t] = from >= 0 ? score[t]! + best : score[t]!;
    if (!anew && first && score[t]! < threshold) backlink[t] = -1;
    else {
      backlink[t] = from;
      first = false;
    }
  }
  return { backlink, total };
}

/** What a gap of so many frames costs. */
function linkCosts(period: number, tightness: number): Float64Array {
  const wanted = log(period);
  return Float64Array.from({ length: Math.floor(2 * period) + 1 }, (_, gap) => {
    const off = log(gap) - wanted;
    return tightness * off * off;
  });
}

/** The end of the best chain that goes on into the last two periods. */
function bestEnd(total: Float64Array, period: number): number {
  let best = total.length - 1;
  for (let t = best; t >= 0 && t >= total.length - 2 * period; t--) if (total[t]! > total[best]!) best = t;
  return best;
}

/** The last local maximum that reaches half the median of all local maxima, or the last frame. */
function lastBeat(total: Float64Array): number {
  const last = total.length - 1;
  const maxima: number[] = [];
  for (let t = 1; t <= last; t++) if (total[t]! > total[t - 1]! && (t === last || total[t]! >= total[t + 1]!)) maxima.push(t);
  if (maxima.length === 0) return last;
  const threshold = 0.5 * medianOf(Float64Array.from(maxima, (t) => total[t]!));
  return maxima.reverse().find((t) => total[t]! >= threshold) ?? last;
}

/** Half the RMS of the scores at the beats, smoothed by 0, 1/2, 1, 1/2, 0, which runs on over the end and doubles them. */
function trimThreshold(atBeats: readonly number[]): number {
  const size = atBeats.length + 2;
  let squares = 0;
  for (let i = 0; i < size; i++) {
    const smooth = 0.5 * (atBeats[i - 1] ?? 0) + (atBeats[i] ?? 0) + 0.5 * (atBeats[i + 1] ?? 0);
    squares += smooth * smooth;
  }
  return 0.5 * Math.sqrt(squares / size);
}
