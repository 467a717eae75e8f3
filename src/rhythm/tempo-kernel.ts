/**
 * Which lag of an autocorrelation is the beat, and how long it is exactly.
 * @module
 */
import { planReal } from '../fft/real-plan.js';
import { nextFastLen } from '../fft/next-fast-len.js';
import { medianOf } from '../core/select.js';

/** librosa's choice: the lag with the largest `log(1 + 1e6 r[lag]) + bonus[lag]`. */
export function likelyLag(r: Float64Array, bonus: Float64Array): number {
  let best = 1;
  let most = -Infinity;
  for (let lag = 1; lag < r.length; lag++) {
    const level = Math.log1p(1e6 * Math.max(0, r[lag]!)) + bonus[lag]!;
    if (level > most) {
      most = level;
      best = lag;
    }
  }
  return best;
}

/**
 * Half the lag, if an envelope repeats itself there as strongly: a train of equal pulses repeats itself at every multiple of its period, so
 * a strong half cannot be a subdivision, which is weaker than the beat. How strong is measured above the level between the peaks.
 */
export function beatLag(r: Float64Array, lag: number, shortest: number): number {
  let beat = lag;
  while (beat / 2 >= shortest && beat >= 4) {
    const between = r.slice(Math.ceil(beat / 2), Math.min(r.length, 2 * beat));
    const floor = medianOf(between);
    const half = nearPeak(r, beat / 2);
    if (r[half]! - floor < HALF * (r[nearPeak(r, beat)]! - floor)) break;
    beat = half;
  }
  return beat;
}

/** A subdivision is weaker than this share of the beat. */
const HALF = 0.9;

function nearPeak(r: Float64Array, place: number): number {
  let best = Math.round(place);
  for (let lag = Math.floor(place) - 1; lag <= Math.ceil(place) + 1; lag++) if (lag > 0 && lag < r.length && r[lag]! > r[best]!) best = lag;
  return best;
}

/**
 * The period in fractions of a frame. The peak of the autocorrelation of the whole envelope near `lag` is a parabola's; then the peaks at twice,
 * four times ... the period, each of which halves the error, as long as they stand out (a tempo that changes blurs them) and half of the
 * envelope is left to compare.
 */
export function exactPeriod(envelope: Float64Array, lag: number): number {
  const most = envelope.length >> 1;
  if (lag < 2 || lag + 1 > most) return lag;
  const r = unbiasedAutocorrelation(envelope, most + 2);
  let period = lag;
  let first = 0;
  for (let m = 1; m * period + 1 <= most; m *= 2) {
    const place = nearPeak(r, m * period);
    if (m === 1) first = r[place]!;
    if (!(r[place]! >= r[place - 1]! && r[place]! >= r[place + 1]! && r[place]! > 0.3 * first)) break;
    period = parabolaLag(r, place) / m;
  }
  return period;
}

/** The top of the parabola through a peak and its neighbours, or the place itself where there is no peak. */
export function parabolaLag(r: Float64Array, place: number): number {
  if (place < 1 || place + 1 >= r.length) return place;
  const [before, top, after] = [r[place - 1]!, r[place]!, r[place + 1]!];
  const bend = before - 2 * top + after;
  return top >= before && top >= after && bend < 0 ? place + (0.5 * (before - after)) / bend : place;
}

/** Of the deviations from the mean, per pair compared. */
function unbiasedAutocorrelation(x: Float64Array, lags: number): Float64Array {
  let size = nextFastLen(x.length + lags);
  while (size % 2 === 1) size = nextFastLen(size + 1);
  const plan = planReal(size);
  const scratch = new Float64Array(plan.scratchLength);
  const padded = new Float64Array(size);
  const mean = x.reduce((a, b) => a + b, 0) / x.length;
  for (let t = 0; t < x.length; t++) padded[t] = x[t]! - mean;
  const power = new Float64Array((size >> 1) + 1);
  plan.power(power, padded, scratch);
  const spectrum = new Float64Array(size + 2);
  for (let k = 0; k < power.length; k++) spectrum[2 * k] = power[k]!;
  plan.inverse(padded, spectrum, scratch);
  const r = padded.slice(0, lags);
  for (let lag = 0; lag < lags; lag++) r[lag]! /= x.length - lag;
  return r;
}
