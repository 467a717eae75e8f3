/**
 * The sum over all alignments of one item, in log space (Graves et al., ICML 2006).
 * @module
 */
import { expAll, fastExp, fastLog, logAll } from '../core/fast-math.js';

/** Log of a sum of powers below which terms that count may be lost: log 1e-280. */
const LOG_LOST = -644.7;

/** Memory that items share. */
export interface CtcScratch {
  alpha: Float64Array;
  emit: Float64Array;
  row: Float64Array;
  sums: Float64Array;
  states: Int32Array;
  skips: Uint8Array;
}

export function ctcScratch(frames: number, labels: number): CtcScratch {
  const most = 2 * labels + 1;
  return {
    alpha: new Float64Array(frames * most),
    emit: new Float64Array(frames * most),
    row: new Float64Array(most + 2),
    sums: new Float64Array(most),
    states: new Int32Array(most),
    skips: new Uint8Array(most + 2),
  };
}

/** log(e^a + e^b + e^c). */
function logSum(a: number, b: number, c: number): number {
  const most = Math.max(a, b, c);
  return most === -Infinity ? most : most + fastLog(fastExp(a - most) + fastExp(b - most) + fastExp(c - most));
}

/**
 * Log-probability of `labels` in `frames` frames of log-probabilities `lp`, frame t at `at + t * step`. States are the labels with blanks
 * between and around. `occupancy`, where given, gets the expected count of each class in each frame, frame after frame.
 *
 * alpha[t, s]: of all ways to state s in frame t, the frame's own log-probability included. Only states from which the end can be reached
 * in time are looked at. Each frame's values are brought to powers relative to the largest, added up there, and brought back: one exp
 * and one log a state. What has become too small that way is computed again one by one.
 */
export function ctcItem(
  lp: Float64Array,
  at: number,
  step: number,
  frames: number,
  classes: number,
  labels: ArrayLike<number>,
  blank: number,
  scratch: CtcScratch,
  occupancy: Float64Array,
): number {
  const { alpha, emit, row, sums, states, skips } = scratch;
  const n = 2 * labels.length + 1;
  for (let s = 0; s < n; s++) {
    states[s] = s & 1 ? labels[s >> 1]! : blank;
    skips[s] = s & 1 && s > 1 && states[s] !== states[s - 2] ? 1 : 0;
  }
  skips[n] = 0;
  skips[n + 1] = 0;
  for (let t = 0; t < frames; t++) for (let s = 0; s < n; s++) emit[t * n + s] = lp[at + t * step + states[s]!]!;

  alpha.fill(-Infinity, 0, frames * n);
  alpha[0] = emit[0]!;
  if (n > 1) alpha[1] = emit[1]!;
  for (let t = 1; t < frames; t++) {
    const from = (t - 1) * n;
    const least = Math.max(0, n - 2 * (frames - t));
    const most = Math.min(n, 2 * t + 2);
    const base = powers(alpha, from, Math.max(0, least - 2), Math.min(n, most), row);
    for (let s = least; s < most; s++) {
      sums[s] = row[s]! + (s > 0 ? row[s - 1]! : 0) + (skips[s] ? row[s - 2]! : 0);
    }
    logAll(sums, least, most);
    for (let s = least; s < most; s++) {
      const lost = sums[s]! < LOG_LOST;
      const log = lost
        ? logSum(alpha[from + s]!, s > 0 ? alpha[from + s - 1]! : -Infinity, skips[s] ? alpha[from + s - 2]! : -Infinity)
        : base + sums[s]!;
      alpha[t * n + s] = log + emit[t * n + s]!;
    }
  }
  const last = (frames - 1) * n;
  const total = logSum(alpha[last + n - 1]!, n > 1 ? alpha[last + n - 2]! : -Infinity, -Infinity);
  if (total === -Infinity) return total;

  // beta[s]: of all ways from state s in frame t to the end, the frame's own log-probability left out
  const beta = new Float64Array(n + 2).fill(-Infinity);
  const next = new Float64Array(n + 2).fill(-Infinity);
  const share = new Float64Array(n);
  for (let t = frames - 1; t >= 0; t--) {
    const least = Math.max(0, n - 2 * (frames - t));
    const most = Math.min(n, 2 * t + 2);
    if (t === frames - 1) {
      beta[n - 1] = 0;
      if (n > 1) beta[n - 2] = 0;
    } else {
      for (let s = 0; s < n; s++) next[s] = beta[s]! + emit[(t + 1) * n + s]!;
      const base = powers(next, 0, least, Math.min(n, most + 2), row);
      for (let s = least; s < most; s++) {
        sums[s] = row[s]! + (s + 1 < n ? row[s + 1]! : 0) + (skips[s + 2] ? row[s + 2]! : 0);
      }
      logAll(sums, least, most);
      beta.fill(-Infinity, 0, n);
      for (let s = least; s < most; s++) {
        const lost = sums[s]! < LOG_LOST;
        beta[s] = lost ? logSum(next[s]!, s + 1 < n ? next[s + 1]! : -Infinity, skips[s + 2] ? next[s + 2]! : -Infinity) : base + sums[s]!;
      }
    }
    for (let s = least; s < most; s++) share[s] = alpha[t * n + s]! + beta[s]! - total;
    expAll(share, least, most);
    for (let s = least; s < most; s++) occupancy[t * classes + states[s]!] = occupancy[t * classes + states[s]!]! + share[s]!;
  }
  return total;
}

/** row[s] = e^(x[at + s] - the largest) for s in [from, to), and two zeros behind. Returns the largest. */
function powers(x: Float64Array, at: number, from: number, to: number, row: Float64Array): number {
  let most = -Infinity;
  for (let s = from; s < to; s++) if (x[at + s]! > most) most = x[at + s]!;
  if (most === -Infinity) row.fill(0, from, to);
  else {
    for (let s = from; s < to; s++) row[s] = x[at + s]! - most;
    expAll(row, from, to);
  }
  row[to] = 0;
  row[to + 1] = 0;
  return most === -Infinity ? 0 : most;
}
