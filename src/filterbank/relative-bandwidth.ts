/**
 * Bandwidths of filters on a grid of frequencies.
 * @module
 */
import { exp2, log2 } from '../core/math.js';

/** Bandwidth by centre frequency of one of `binsPerOctave` filters: `(r^2 - 1) / (r^2 + 1)`, r the step from one to the next. */
export function equalBandwidth(binsPerOctave: number): number {
  const square = exp2(2 / binsPerOctave);
  return (square - 1) / (square + 1);
}

/**
 * The same for each of two or more ascending frequencies: the density of its octave is taken from its two neighbours, at the ends
 * from the one neighbour.
 */
export function relativeBandwidths(freqs: Float64Array): Float64Array {
  const logs = freqs.map((f) => log2(f));
  const last = logs.length - 1;
  return freqs.map((_, k) => {
    const below = Math.max(0, k - 1);
    const above = Math.min(last, k + 1);
    return equalBandwidth((above - below) / (logs[above]! - logs[below]!));
  });
}
