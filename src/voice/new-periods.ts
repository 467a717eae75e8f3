/**
 * Jitter and shimmer as openSMILE measures them: of the periods that are new since the frame before.
 * @module
 */
import { TO_DB } from './alpha-ratio.js';
import { amplitudeOf, matchPeriod, type Match } from './periods.js';
import { HOP, samplesOf } from './voice-input.js';

/** Two neighbours that resemble each other less are not periods of one voice. */
const LEAST_LIKENESS = 0.5;
/** Neighbours whose lengths differ by more than that part of a period are left out. */
const LARGEST_STEP = 0.05;
/** Jitter, and shimmer in dB, of each frame; 0 where no period is new. */
export interface PeriodMeasures {
  readonly jitter: Float64Array;
  readonly shimmer: Float64Array;
}

/**
 * Follows the periods of each voiced stretch from its first sample on. A period belongs to the frame in whose first 10 ms the one after it ends;
 * a frame with no new period keeps the values of the frame before.
 */
export function newPeriodMeasures(x: Float64Array, f0: Float64Array, sampleRate: number): PeriodMeasures {
  const hop = samplesOf(HOP, sampleRate);
  const jitter = new Float64Array(f0.length);
  const shimmer = new Float64Array(f0.length);
  const match: Match = { length: 0, likeness: 0 };
  let begin = 0;
  while (begin < f0.length) {
    if (f0[begin] === 0) {
      begin++;
      continue;
    }
    let end = begin;
    while (end < f0.length && f0[end]! > 0) end++;
    let at = begin * hop;
    let last = 0; // length of the period before
    for (let t = begin; t < end; t++) {
      const sums = { periods: 0, step: 0, steps: 0, lengths: 0, change: 0, amplitudes: 0 };
      for (;;) {
        const expected = sampleRate / f0[Math.min(Math.floor(at / hop), end - 1)]!;
        if (!matchPeriod(match, x, Math.round(at), x.length, expected)) break;
        const { length } = match;
        if (at + 2 * length > (t + 1) * hop) break;
        if (match.likeness >= LEAST_LIKENESS) addPeriod(sums, x, at, length, last);
        sums.periods++;
        last = length;
        at += length;
      }
      if (sums.periods === 0 && t > begin) [jitter[t], shimmer[t]] = [jitter[t - 1]!, shimmer[t - 1]!];
      if (sums.steps > 0) jitter[t] = sums.step / sums.lengths;
      if (sums.amplitudes > 0) shimmer[t] = 2 * TO_DB * Math.log(1 + (2 * sums.change) / sums.amplitudes);
    }
    begin = end;
  }
  return { jitter, shimmer };
}

interface Sums {
  periods: number;
  step: number;
  steps: number;
  lengths: number;
  change: number;
  amplitudes: number;
}

function addPeriod(sums: Sums, x: Float64Array, at: number, length: number, last: number): void {
  const step = Math.abs(length - last);
  if (last > 0 && step <= LARGEST_STEP * length) {
    sums.step += step;
    sums.lengths += length;
    sums.steps++;
  }
  const first = amplitudeOf(x, Math.round(at), Math.round(at + length));
  const second = amplitudeOf(x, Math.round(at + length), Math.min(x.length, Math.round(at + 2 * length)));
  sums.change += Math.abs(second - first);
  sums.amplitudes += first + second;
}
