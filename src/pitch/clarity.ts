/**
 * McLeod's period of a frame.
 * @module
 */
import { createLagDifference } from './lag-difference.js';
import { createLagInterpolation, REACH } from './lag-interpolation.js';
import { type PitchRange } from './pitch-range.js';

/** Finds the period of a frame; allocates nothing. */
export interface Clarity {
  /** Period in samples, 0 if there is none in the range; how high its peak is, in [0, 1]; the energy of the frame. */
  readonly found: Float64Array;
  /** Looks at the frame that begins at `x[from]`. */
  find(x: Float64Array, from: number): void;
}

/** Plans it. `unlike`, 1 minus McLeod's function, has its troughs where that has its peaks. */
export function createClarity({ frameLength, minPeriod, maxPeriod }: PitchRange, peakThreshold: number): Clarity {
  const interpolation = createLagInterpolation(Math.min(REACH, frameLength - 2 - maxPeriod));
  const { reach } = interpolation;
  const difference = createLagDifference(frameLength, maxPeriod + 1 + reach, reach);
  const { values, powers, moments } = difference;
  const refined = interpolation.found;
  const found = new Float64Array(3);
  const unlike = new Float64Array(values.length);
  const periods = new Float64Array(maxPeriod + 1); // of the highest peak between two crossings
  const heights = new Float64Array(maxPeriod + 1);
  return {
    found,
    find(x, from) {
      difference.run(x, from);
      found.fill(0);
      found[2] = moments[1]!;
      if (difference.still) return;
      for (let i = 0; i < values.length; i++) unlike[i] = powers[i]! > 0 ? values[i]! / powers[i]! : 1;
      let count = -1; // the peak at lag 0 is none
      let below = false;
      let best = 0;
      for (let k = 1; k <= maxPeriod; k++) {
        const u = unlike[reach + k]!;
        if (u > 1) {
          below = true;
          continue;
        }
        if (below) {
          below = false;
          heights[++count] = 0;
        }
        if (count < 0 || k < minPeriod || !(u < unlike[reach + k - 1]! && u <= unlike[reach + k + 1]!)) continue;
        interpolation.refine(unlike, k);
        const height = 1 - Math.max(0, refined[1]!);
        if (height <= heights[count]!) continue;
        heights[count] = height;
        periods[count] = refined[0]!;
        best = Math.max(best, height);
      }
      for (let i = 0; i <= count && best > 0; i++) {
        if (heights[i]! < peakThreshold * best) continue;
        found[0] = periods[i]!;
        found[1] = heights[i]!;
        break;
      }
    },
  };
}
