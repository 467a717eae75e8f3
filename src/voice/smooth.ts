/**
 * The moving average of three frames that the parameter sets are smoothed by.
 * @module
 */

/** Averages each frame with its neighbours; the first and the last have themselves beyond the end. */
export function smoothAll(x: Float64Array): Float64Array {
  const last = x.length - 1;
  return x.map((v, t) => (x[Math.max(0, t - 1)]! + v + x[Math.min(last, t + 1)]!) / 3);
}

/** The same over the frames that count; the others stay as they are, and do not count for their neighbours. */
export function smoothWithin(x: Float64Array, counts: (t: number) => boolean): Float64Array {
  const last = x.length - 1;
  return x.map((v, t) => {
    if (!counts(t)) return v;
    let sum = v;
    let n = 1;
    for (const u of [Math.max(0, t - 1), Math.min(last, t + 1)]) {
      if (!counts(u)) continue;
      sum += x[u]!;
      n++;
    }
    return sum / n;
  });
}
