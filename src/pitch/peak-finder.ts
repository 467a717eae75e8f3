/**
 * The spectral peaks of one frame, refined by a parabola.
 * @module
 */

/** What counts as a reference level in a frame: its largest value (`null`), a fixed level, or a function of the frame. */
export type PeakReference = number | ((frame: Float64Array) => number) | null;

/** Peaks of the frame last searched. */
export interface PeakFinder {
  /** Bins of the peaks, the first `search()` of them. */
  readonly bins: Int32Array;
  /** Interpolated frequencies, in bins. */
  readonly positions: Float64Array;
  /** Interpolated magnitudes. */
  readonly magnitudes: Float64Array;
  /** Searches `size` values of `x` from `from` and returns how many peaks there are. Allocates nothing unless the reference does. */
  search(x: Float64Array, from: number): number;
}

/**
 * Looks for peaks in bins `[first, last)` of frames of `size` bins. A peak is above `threshold` times the frame's maximum (or of what
 * the function says, or above the given level), larger than its left and not smaller than its right neighbour.
 */
export function createPeakFinder(size: number, first: number, last: number, threshold: number, reference: PeakReference): PeakFinder {
  const bins = new Int32Array(size);
  const positions = new Float64Array(size);
  const magnitudes = new Float64Array(size);
  const levelOf = (x: Float64Array, from: number): number => {
    if (typeof reference === 'number') return Math.abs(reference);
    if (reference !== null) return threshold * reference(x.slice(from, from + size));
    let peak = 0;
    for (let k = 0; k < size; k++) if (x[from + k]! > peak) peak = x[from + k]!;
    return threshold * peak;
  };
  return {
    bins,
    positions,
    magnitudes,
    search(x, from) {
      const level = levelOf(x, from);
      let count = 0;
      for (let k = Math.max(first, 1); k < last; k++) {
        const here = x[from + k]!;
        if (!(here > level)) continue;
        const left = x[from + k - 1]!;
        const inside = k + 1 < size;
        const right = inside ? x[from + k + 1]! : 0;
        // What is not above the level counts as 0.
        if (!(here > (left > level ? left : 0)) || (inside && here < (right > level ? right : 0))) continue;
        let shift = 0;
        let slope = 0;
        if (inside) {
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
}
