/**
 * The candidates of YIN: lags at which a frame is like itself.
 * @module
 */
import { createLagDifference } from './lag-difference.js';
import { createLagInterpolation, REACH } from './lag-interpolation.js';
import { type PitchRange } from './pitch-range.js';

/** Finds the candidates of a frame; allocates nothing. */
export interface Troughs {
  /** Periods in samples, rising; `count` of them count. */
  readonly periods: Float64Array;
  /** How unlike the frame is to itself there, as share of the mean over shorter lags: 0 is periodic, 1 and more is not. */
  readonly heights: Float64Array;
  count: number;
  /** The period of the lowest of all, trough or not, 0 if nothing moves; and the energy of the frame. */
  readonly found: Float64Array;
  /** Looks through the frame that begins at `x[from]` until a trough lies below `enough`. */
  find(x: Float64Array, from: number, enough: number): void;
}

/**
 * Troughs by de Cheveigné and Kawahara's cumulative mean normalised difference, d'(k) = k d(k) / sum_{j <= k} d(j). Where a trough lies is asked of d,
 * which has no bias towards short lags, and between the lags.
 */
export function createTroughs({ frameLength, minPeriod, maxPeriod }: PitchRange): Troughs {
  const interpolation = createLagInterpolation(Math.min(REACH, frameLength - 2 - maxPeriod));
  const { reach } = interpolation;
  const difference = createLagDifference(frameLength, maxPeriod + 1 + reach, reach);
  const { values, moments } = difference;
  const refined = interpolation.found;
  const found = new Float64Array(2);
  const sums = new Float64Array(maxPeriod + 2); // of d over the lags 1 ... k
  const periods = new Float64Array((maxPeriod - minPeriod + 3) >> 1);
  const heights = new Float64Array(periods.length);
  return {
    periods,
    heights,
    count: 0,
    found,
    find(x, from, enough) {
      this.count = 0;
      difference.run(x, from);
      found[0] = 0;
      found[1] = moments[1]!;
      if (difference.still) return;
      let sum = 0;
      for (let k = 1; k <= maxPeriod + 1; k++) sums[k] = sum += values[reach + k]!;
      let count = 0;
      let best = Infinity;
      for (let k = minPeriod; k <= maxPeriod; k++) {
        const d = values[reach + k]!;
        if (!(d < values[reach + k - 1]! && d <= values[reach + k + 1]!)) continue;
        interpolation.refine(values, k);
        const period = refined[0]!;
        const whole = Math.floor(period);
        const below = sums[whole]! + (period - whole) * values[reach + whole + 1]!;
        const height = Math.max(0, (refined[1]! * period) / below);
        periods[count] = period;
        heights[count++] = height;
        if (height < best) {
          best = height;
          found[0] = period;
        }
        if (height < enough) break;
      }
      this.count = count;
      const first = (minPeriod * values[reach + minPeriod]!) / sums[minPeriod]!;
      const last = (maxPeriod * values[reach + maxPeriod]!) / sums[maxPeriod]!;
      if (count === 0) found[0] = first < last ? minPeriod : maxPeriod;
    },
  };
}
