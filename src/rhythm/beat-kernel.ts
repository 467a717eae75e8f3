/**
 * Tracking beats by dynamic programming.
 * @module
 */
import { exp, log } from '../core/math.js';
import { roundHalfEven } from '../convert/spelling.js';
import { median } from './aggregate.js';

/** What decides which beats are found. */
export interface BeatRule {
  /** How strictly beats keep to the tempo, > 0. */
  tightness: number;
  /** Whether weak beats at both ends are dropped. */
  trim: boolean;
}

/** A beat each `period[t]` frames about frame t; one number if it is the same for all frames. */
export type Period = Float64Array;

/**
 * The frames of the beats, librosa's way: onset strength over its standard deviation, smoothed by a Gaussian of a 32nd of a beat; then the best
 * chain of frames, each link paying `tightness log(gap / period)^2`; then the ends trimmed.
 */
export function librosaBeats(envelope: Float64Array, period: Period, rule: BeatRule): Uint8Array {
  const score = localScore(normalized(envelope), period);
  const { backlink, total } = bestChains(score, period, rule.tightness);
  const beats = new Uint8Array(envelope.length);
  for (let t = lastBeat(total); t >= 0; t = backlink[t]!) beats[t] = 1;
  trimEnds(score, beats, rule.trim);
  return beats;
}

/** From beats a minute to whole frames a beat. */
export const periodOf = (bpm: number, framesPerSecond: number): number => roundHalfEven((framesPerSecond * 60) / bpm);

/** Divided by the standard deviation (of a sample); constants become 0 / tiny. */
function normalized(x: Float64Array): Float64Array {
  let sum = 0;
  for (let t = 0; t < x.length; t++) sum += x[t]!;
  const mean = sum / x.length;
  let squares = 0;
  for (let t = 0; t < x.length; t++) squares += (x[t]! - mean) * (x[t]! - mean);
  const norm = Math.sqrt(squares / Math.max(1, x.length - 1)) + 2 ** -1022;
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

/** For each frame, the best chain of beats that ends there: its score, and the beat before (-1 for none). */
function bestChains(score: Float64Array, period: Period, tightness: number): { backlink: Int32Array; total: Float64Array } {
  const size = score.length;
  const backlink = new Int32Array(size);
  const total = new Float64Array(size);
  const threshold = 0.01 * score.reduce((a, b) => Math.max(a, b), -Infinity);
  const still = period.length === 1;
  let first = true;
  let costs = linkCosts(period[0]!, tightness);
  let shortest = roundHalfEven(period[0]! / 2);
  let longest = 2 * period[0]!;
  for (let t = 0; t < size; t++) {
    if (!still && period[t] !== period[t - 1]) {
      costs = linkCosts(period[t]!, tightness);
      shortest = roundHalfEven(period[t]! / 2);
      longest = 2 * period[t]!;
    }
    let best = -Infinity;
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
    if (first && score[t]! < threshold) backlink[t] = -1;
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
  return Float64Array.from({ length: 2 * period + 1 }, (_, gap) => {
    const off = log(gap) - wanted;
    return tightness * off * off;
  });
}

/** The last local maximum that reaches half the median of all local maxima, or the last frame. */
function lastBeat(total: Float64Array): number {
  const last = total.length - 1;
  const maxima: number[] = [];
  for (let t = 1; t <= last; t++) if (total[t]! > total[t - 1]! && (t === last || total[t]! >= total[t + 1]!)) maxima.push(t);
  if (maxima.length === 0) return last;
  const threshold = 0.5 * median(Float64Array.from(maxima, (t) => total[t]!));
  return maxima.reverse().find((t) => total[t]! >= threshold) ?? last;
}

/** Drops the beats before the first frame, and behind the last one, whose score exceeds half the RMS of the (smoothed) scores at the beats. */
function trimEnds(score: Float64Array, beats: Uint8Array, trim: boolean): void {
  const threshold = trim ? trimThreshold(score.filter((_, t) => beats[t] === 1)) : 0;
  for (let t = 0; t < score.length && score[t]! <= threshold; t++) beats[t] = 0;
  for (let t = score.length - 1; t >= 0 && score[t]! <= threshold; t--) beats[t] = 0;
}

function trimThreshold(atBeats: Float64Array): number {
  const size = atBeats.length + 2; // the filter 0, 1/2, 1, 1/2, 0 runs on over the end
  let squares = 0;
  for (let i = 0; i < size; i++) {
    const smooth = 0.5 * (atBeats[i - 1] ?? 0) + (atBeats[i] ?? 0) + 0.5 * (atBeats[i + 1] ?? 0);
    squares += smooth * smooth;
  }
  return 0.5 * Math.sqrt(squares / size);
}
