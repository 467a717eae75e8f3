/**
 * The candidates as librosa 0.11 finds them.
 * @module
 */
import { createAutocorrelation } from './autocorrelation.js';
import { type PitchRange } from './pitch-range.js';
import { type Troughs } from './troughs.js';

const TINY = 2.2250738585072014e-308;

/**
 * librosa differs from {@link createTroughs} in this: its difference takes what lies behind the frame for zeros, which adds the energy of the last
 * k samples to lag k, and of the first sample to lag 1; heights are those of whole lags; the parabola goes through the normalised difference and not at all through the two
 * ends of the range, which may yet be troughs.
 */
export function createLibrosaTroughs({ frameLength, minPeriod, maxPeriod }: PitchRange): Troughs {
  const correlation = createAutocorrelation(frameLength, maxPeriod);
  const { frame, lags } = correlation;
  const size = maxPeriod - minPeriod + 1;
  const shape = new Float64Array(size);
  const periods = new Float64Array((size >> 1) + 1);
  const heights = new Float64Array(periods.length);
  const found = new Float64Array(2);

  const period = (i: number): number => {
    if (i === 0 || i === size - 1) return minPeriod + i;
    const bend = shape[i + 1]! + shape[i - 1]! - 2 * shape[i]!;
    const slope = (shape[i + 1]! - shape[i - 1]!) / 2;
    return minPeriod + i + (Math.abs(slope) >= Math.abs(bend) ? 0 : -slope / bend);
  };

  return {
    periods,
    heights,
    count: 0,
    found,
    find(x, from, enough) {
      for (let n = 0; n < frameLength; n++) frame[n] = x[from + n]!;
      correlation.run();
      let energy = 0; // of the first k samples
      let sum = 0;
      for (let k = 1; k <= maxPeriod; k++) {
        energy += frame[k - 1]! * frame[k - 1]!;
        const difference = 2 * (lags[0]! - lags[k]!) - (k === 1 ? 0 : energy); // the first sum is cleared too early
        sum += difference;
        if (k >= minPeriod) shape[k - minPeriod] = difference / (sum / k + TINY);
      }
      let least = 0;
      for (let i = 1; i < size; i++) if (shape[i]! < shape[least]!) least = i;
      found[0] = period(least);
      let count = 0;
      for (let i = 0; i < size; i++) {
        const falls = i === 0 || shape[i]! < shape[i - 1]!;
        const rises = i === size - 1 ? i > 0 : i === 0 ? shape[0]! < shape[1]! : shape[i]! <= shape[i + 1]!;
        if (!(falls && rises)) continue;
        periods[count] = period(i);
        heights[count] = shape[i]!;
        if (heights[count++]! < enough) break;
      }
      this.count = count;
      found[1] = lags[0]!;
    },
  };
}
