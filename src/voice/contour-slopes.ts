/**
 * The rises and falls of a contour.
 * @module
 */
import { meanAndDeviation } from './contour-statistics.js';

/** A peak must stand out of the valleys beside it by that part of the range of the contour. */
const PROMINENCE = 0.1;

/** Where a contour turns. */
export interface TurningPoints {
  /** Indices of peaks and valleys in turn, without the first and the last frame. */
  readonly at: readonly number[];
  /** How many of them are peaks. */
  readonly peaks: number;
}

/** Finds peaks and valleys that differ by more than a tenth of the range. */
export function turningPoints(x: Float64Array): TurningPoints {
  let least = Infinity;
  let most = -Infinity;
  for (const v of x) [least, most] = [Math.min(least, v), Math.max(most, v)];
  const enough = PROMINENCE * (most - least);
  const at: number[] = [];
  let peaks = 0;
  let high = 0;
  let low = 0;
  let direction = 0; // of the stretch that is being followed; at first unknown
  for (let t = 1; t < x.length; t++) {
    if (x[t]! > x[high]!) high = t;
    if (x[t]! < x[low]!) low = t;
    if (direction >= 0 && x[high]! - x[t]! > enough) {
      if (high > 0) {
        at.push(high);
        peaks++;
      }
      direction = -1;
      low = t;
    } else if (direction <= 0 && x[t]! - x[low]! > enough) {
      if (low > 0) at.push(low);
      direction = 1;
      high = t;
    }
  }
  return { at, peaks };
}

/**
 * Mean and standard deviation of the slopes of the rising and of the falling stretches, units per second, falls counted positive:
 * `[meanRising, deviationRising, meanFalling, deviationFalling]`. In openSMILE the last stretch, to the end of the contour, is missing in
 * deviations, and a last fall is counted negative.
 */
export function contourSlopes(x: Float64Array, hop: number, compat: boolean): [number, number, number, number] {
  const slopes: number[] = [];
  if (x.length > 1) {
    const corners = [0, ...turningPoints(x).at, x.length - 1];
    for (let i = 1; i < corners.length; i++) {
      const [a, b] = [corners[i - 1]!, corners[i]!];
      if (b > a) slopes.push((x[b]! - x[a]!) / ((b - a) * hop));
    }
  }
  const rising = slopes.filter((s) => s > 0);
  const falling = slopes.filter((s) => s < 0).map((s) => -s);
  if (!compat) return [...meanAndDeviation(rising), ...meanAndDeviation(falling)];
  const last = slopes.at(-1) ?? 0;
  if (last < 0) falling[falling.length - 1]! *= -1;
  return [...withoutLast(rising, last > 0), ...withoutLast(falling, last < 0)];
}

function withoutLast(slopes: readonly number[], drop: boolean): [number, number] {
  const [mean, deviation] = meanAndDeviation(slopes);
  if (!drop) return [mean, deviation];
  const squares = deviation ** 2 * slopes.length - (slopes.at(-1)! - mean) ** 2;
  return [mean, Math.sqrt(Math.max(0, squares) / slopes.length)];
}
