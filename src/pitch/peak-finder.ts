/**
 * The spectral peaks of one frame, refined by a parabola.
 * @module
 */

/** What counts as a reference level in a frame: its largest value (`null`), a fixed level, or a function of the frame. */
export type PeakReference = number | ((frame: Float64Array) => number) | null;

/** Finds peaks; holds those of the frame last searched. */
export interface PeakFinder {
  /** Bins of the peaks, the first `search()` of them. */
  readonly bins: Int32Array;
  /** Interpolated positions, in bins. */
  readonly positions: Float64Array;
  /** Interpolated magnitudes. */
  readonly magnitudes: Float64Array;
  /** The sum of all values of the frame: not finite if one of them is not. */
  probe: number;
  /** Searches a frame of `x` that begins at `from`; returns how many peaks there are. Allocates nothing unless the reference does. */
  search(x: Float64Array, from: number): number;
}

/**
 * Looks for peaks in bins `[first, last)` of frames of `size` bins. A peak is above the level, larger than its left and not smaller
 * than its right neighbour, where values not above the level count as 0.
 */
export function createPeakFinder(size: number, first: number, last: number, threshold: number, reference: PeakReference): PeakFinder {
  const bins = new Int32Array(size);
  const positions = new Float64Array(size);
  const magnitudes = new Float64Array(size);
  const finder: PeakFinder = {
    bins,
    positions,
    magnitudes,
    probe: 0,
    search(x, from) {
      let peak = 0;
      let sum = 0;
      for (let k = 0; k < size; k++) {
        const v = x[from + k]!;
        sum += v;
        if (v > peak) peak = v;
      }
      finder.probe = sum;
      const level =
        typeof reference === 'number' ? reference : threshold * (reference === null ? peak : reference(x.slice(from, from + size)));
      let count = 0;
      for (let k = Math.max(first, 1); k < last; k++) {
        const here = x[from + k]!;
        if (!(here > level)) continue;
        const left = x[from + k - 1]!;
        if (left > level && left >= here) continue;
        let shift = 0;
        let slope = 0;
        if (k + 1 < size) {
          const right = x[from + k + 1]!;
          if (right > here) continue;
          const bend = right + left - 2 * here;
          slope = (right - left) / 2;
          if (Math.abs(slope) < Math.abs(bend)) shift = -slope / bend;
        }
        bins[count] = k;
        positions[count] = k + shift;
        magnitudes[count] = here + 0.5 * slope * shift;
        count++;
      }
      return count;
    },
  };
  return finder;
}
