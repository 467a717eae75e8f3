/**
 * How much a frame differs from itself, shifted.
 * @module
 */
import { createAutocorrelation } from './autocorrelation.js';

/** Compares a frame with itself at every lag; allocates nothing. */
export interface LagDifference {
  /**
   * `d(k)`, the mean square of `x[n] - x[n + k]` over the pairs that the frame holds; `values[reach]` is lag 0, those before it mirror those
   * behind it.
   */
  readonly values: Float64Array;
  /** The mean square of both of each pair, `m(k)`, so that `1 - d(k) / m(k)` is McLeod's function; with the same offset. */
  readonly powers: Float64Array;
  /** Compares the frame that begins at `x[from]`. */
  run(x: Float64Array, from: number): void;
  /** Mean of the frame and its energy without that: in an array, for a number that a function returns is boxed. */
  readonly moments: Float64Array;
  /** Whether nothing moves but the last bits: no lag differs from any other. */
  still: boolean;
}

/** A variance that is rounding alone, as share of the square of the mean. */
const ROUNDING = 1e-26;

/**
 * Plans it for the lags 0 ... `maxLag` < `frameLength`. The mean is taken off first: it does not change a difference, but takes digits.
 * De Cheveigné and Kawahara compare as many pairs at every lag, so that a short lag is measured earlier than a long one; McLeod's and Wyvill's
 * pairs lie in the middle of the frame at every lag.
 */
export function createLagDifference(frameLength: number, maxLag: number, reach: number): LagDifference {
  const correlation = createAutocorrelation(frameLength, maxLag);
  const { frame, lags } = correlation;
  const values = new Float64Array(reach + maxLag + 1);
  const powers = new Float64Array(reach + maxLag + 1);
  const moments = new Float64Array(2);
  return {
    values,
    powers,
    moments,
    still: false,
    run(x, from) {
      center(frame, x, from, frameLength, moments);
      const mean = moments[0]!;
      const energy = moments[1]!;
      this.still = !(energy > ROUNDING * frameLength * mean * mean);
      if (this.still) return;
      correlation.run();
      let both = 2 * energy; // of the pairs' first and second samples
      values[reach] = 0;
      powers[reach] = both / frameLength;
      for (let k = 1; k <= maxLag; k++) {
        both -= frame[k - 1]! * frame[k - 1]! + frame[frameLength - k]! * frame[frameLength - k]!;
        const scale = 1 / (frameLength - k);
        const difference = (both - 2 * lags[k]!) * scale;
        values[reach + k] = difference > 0 ? difference : 0;
        powers[reach + k] = both * scale;
      }
      for (let k = 1; k <= reach && k <= maxLag; k++) {
        values[reach - k] = values[reach + k]!;
        powers[reach - k] = powers[reach + k]!;
      }
    },
  };
}

/** Writes the frame without its mean. Two sums at once, since an addition must wait for the one before it. */
function center(out: Float64Array, x: Float64Array, from: number, length: number, moments: Float64Array): void {
  const even = length - (length % 2);
  let a = length % 2 ? x[from + even]! : 0;
  let b = 0;
  for (let n = 0; n < even; n += 2) {
    a += x[from + n]!;
    b += x[from + n + 1]!;
  }
  const mean = (a + b) / length;
  a = 0;
  b = 0;
  for (let n = 0; n < even; n += 2) {
    const u = x[from + n]! - mean;
    const v = x[from + n + 1]! - mean;
    out[n] = u;
    out[n + 1] = v;
    a += u * u;
    b += v * v;
  }
  if (even < length) {
    out[even] = x[from + even]! - mean;
    a += out[even]! * out[even]!;
  }
  moments[0] = mean;
  moments[1] = a + b;
}
