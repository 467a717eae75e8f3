/**
 * The rises and falls of a contour.
 * @module
 */
import { meanAndDeviation } from './contour-statistics.js';

/** A peak must stand out of the valleys beside it by that part of the range of the contour. */
const PROMINENCE = 0.1;
/** In openSMILE a peak gives way to a later one that little of a valley parts it from only if that is higher by that part of it. */
const CLEARLY = 0.05;

/** Where a contour turns. */
export interface TurningPoint {
  /** Index of the frame. */
  readonly at: number;
  /** A peak, or a valley. */
  readonly peak: boolean;
}

/**
 * Finds peaks and valleys in turn that differ by more than a tenth of the range, neither in the first nor in the last frame. Of peaks with no
 * such valley between them the highest counts.
 */
export function turningPoints(x: Float64Array, compat: boolean): TurningPoint[] {
  const points: TurningPoint[] = [];
  const enough = PROMINENCE * rangeOf(x);
  let candidate: TurningPoint | undefined;
  let valley = x[0]!;
  for (const point of localExtremes(x, compat)) {
    const v = x[point.at]!;
    const before = x[candidate?.at ?? 0]!;
    if (candidate?.peak !== point.peak) {
      if (point.peak ? v - before > enough : before - v > enough) {
        if (candidate) points.push(candidate);
        candidate = point;
      }
    } else if (!point.peak) {
      if (v < before) candidate = point;
    } else if (v > before && (!compat || v - before > CLEARLY * Math.abs(before) || v - valley > enough)) candidate = point;
    if (!point.peak) valley = v;
  }
  if (candidate) points.push(candidate);
  return points;
}

function rangeOf(x: Float64Array): number {
  let least = Infinity;
  let most = -Infinity;
  for (const v of x) [least, most] = [Math.min(least, v), Math.max(most, v)];
  return most - least;
}

/** Where the direction changes; on a level stretch, where it begins. openSMILE passes over those, and over the frame before the last. */
function localExtremes(x: Float64Array, compat: boolean): TurningPoint[] {
  const extremes: TurningPoint[] = [];
  const last = compat ? x.length - 3 : x.length - 2;
  let level = 0;
  let direction = 0;
  for (let t = 1; t < x.length; t++) {
    if (x[t]! === x[level]!) continue;
    const next = Math.sign(x[t]! - x[level]!);
    const turns = next === -direction && level <= last && !(compat && t - level > 1);
    if (turns) extremes.push({ at: level, peak: direction > 0 });
    direction = next;
    level = t;
  }
  return extremes;
}

/**
 * Mean and standard deviation of the slopes of the rising and of the falling stretches, units per second, falls counted positive:
 * `[meanRising, deviationRising, meanFalling, deviationFalling]`. In openSMILE the stretch after the last peak is a fall and that after the
 * last valley a rise, whichever way it goes; its slope is in the mean with its own sign, and missing in the deviation.
 */
export function contourSlopes(x: Float64Array, hop: number, compat: boolean): [number, number, number, number] {
  const rising: number[] = [];
  const falling: number[] = [];
  if (x.length < 2) return [0, 0, 0, 0];
  const points = turningPoints(x, compat);
  let from = 0;
  const slopeTo = (to: number): number => (x[to]! - x[from]!) / ((to - from) * hop);
  for (const { at, peak } of points) {
    const slope = slopeTo(at);
    if (peak) rising.push(slope);
    else falling.push(-slope);
    from = at;
  }
  const slope = slopeTo(x.length - 1);
  if (!compat) {
    if (slope > 0) rising.push(slope);
    else if (slope < 0) falling.push(-slope);
    return [...meanAndDeviation(rising), ...meanAndDeviation(falling)];
  }
  const rises = points.length > 0 ? !points.at(-1)!.peak : slope > 0;
  (rises ? rising : falling).push(slope);
  return [...withoutLast(rising, rises), ...withoutLast(falling, !rises)];
}

function withoutLast(slopes: readonly number[], drop: boolean): [number, number] {
  const [mean, deviation] = meanAndDeviation(slopes);
  if (!drop) return [mean, deviation];
  const squares = deviation ** 2 * slopes.length - (slopes.at(-1)! - mean) ** 2;
  return [mean, Math.sqrt(Math.max(0, squares) / slopes.length)];
}
