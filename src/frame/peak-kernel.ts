/**
 * The rule of peak picking, unchecked: what `peakPick` and onset detection run.
 * @module
 */

/** How peaks are picked, all whole numbers but `delta`. */
export interface PeakRule {
  preMax: number;
  postMax: number;
  preAvg: number;
  postAvg: number;
  delta: number;
  wait: number;
}

/** Marks the peaks of `x` with 1 in `out`, which is zeroed first. A sum is taken only where a maximum stands. */
export function markPeaks(x: Float64Array, out: Uint8Array, rule: PeakRule): void {
  const { preMax, postMax, preAvg, postAvg, delta, wait } = rule;
  const size = x.length;
  out.fill(0);
  for (let n = 0; n < size; n++) {
    const value = x[n]!;
    const end = Math.min(size, n + postMax);
    let i = Math.max(0, n - preMax);
    while (i < end && x[i]! <= value) i++;
    if (i < end) continue;
    const from = Math.max(0, n - preAvg);
    const to = Math.min(size, n + postAvg);
    let sum = 0;
    for (let k = from; k < to; k++) sum += x[k]!;
    if (!(value >= sum / (to - from) + delta)) continue;
    out[n] = 1;
    n += wait;
  }
}

/** The places that are marked. */
export function indicesOf(marks: ArrayLike<number>): Int32Array {
  let count = 0;
  for (let n = 0; n < marks.length; n++) if (marks[n]) count++;
  const found = new Int32Array(count);
  for (let n = 0, at = 0; n < marks.length; n++) if (marks[n]) found[at++] = n;
  return found;
}
