/**
 * Distances between points.
 * @module
 */
import { type Points } from './points.js';

/**
 * A distance between two points `u` and `v`: `'euclidean'` `sqrt(sum (u - v)^2)`, `'sqeuclidean'` its square, `'cityblock'` `sum |u - v|`,
 * `'chebyshev'` `max |u - v|`, `'cosine'` 1 minus the cosine of the angle between them, `'correlation'` the same after their means are
 * taken away, `'canberra'` `sum |u - v| / (|u| + |v|)`, where 0 / 0 counts as 0.
 */
export type Metric = 'euclidean' | 'sqeuclidean' | 'cityblock' | 'chebyshev' | 'cosine' | 'correlation' | 'canberra';

/** Every {@link Metric}. */
export const METRICS: readonly Metric[] = ['euclidean', 'sqeuclidean', 'cityblock', 'chebyshev', 'cosine', 'correlation', 'canberra'];

/** Points made ready for a metric. */
export interface Prepared {
  readonly data: Float64Array;
  readonly count: number;
  readonly size: number;
  /** For angles: 0.5 for each point without a direction, whose cosine with others is taken as 0. `null` if all have one. */
  readonly aimless: Float64Array | null;
}

/** Makes points ready: directions of length 1 where the metric looks at angles. */
export function preparePoints({ data, count, size }: Points, metric: Metric): Prepared {
  if (metric !== 'cosine' && metric !== 'correlation') return { data, count, size, aimless: null };
  const directions = new Float64Array(data.length);
  let aimless: Float64Array | null = null;
  for (let i = 0; i < count; i++) {
    const point = directions.subarray(i * size, (i + 1) * size);
    point.set(data.subarray(i * size, (i + 1) * size));
    if (!aim(point, metric === 'correlation')) (aimless ??= new Float64Array(count))[i] = 0.5;
  }
  return { data: directions, count, size, aimless };
}

/** Brings a point to length 1, in two steps so that squares neither overflow nor vanish; false if it has no direction. */
function aim(point: Float64Array, centre: boolean): boolean {
  let mean = 0;
  let largest = 0;
  for (let k = 0; k < point.length; k++) {
    mean += point[k]! / point.length;
    largest = Math.max(largest, Math.abs(point[k]!));
  }
  let peak = 0;
  for (let k = 0; k < point.length; k++) {
    if (centre) point[k]! -= mean;
    peak = Math.max(peak, Math.abs(point[k]!));
  }
  // What rounding leaves of a constant is no direction.
  if (peak === 0 || (centre && peak <= largest * point.length * 2 ** -53)) {
    point.fill(0);
    return false;
  }
  let sum = 0;
  for (let k = 0; k < point.length; k++) {
    point[k]! /= peak;
    sum += point[k]! * point[k]!;
  }
  const scale = 1 / Math.sqrt(sum);
  for (let k = 0; k < point.length; k++) point[k]! *= scale;
  return true;
}

/** Writes the distances of point `i` of `a` to the points `[from, to)` of `b` to `out`, the first at `at`. */
export function distancesInto(
  out: Float64Array,
  at: number,
  a: Prepared,
  i: number,
  b: Prepared,
  metric: Metric,
  from: number,
  to: number,
): void {
  const start = i * a.size;
  switch (metric) {
    case 'euclidean':
      squaresInto(out, at, a.data, start, b.data, a.size, from, to);
      for (let k = at; k < at + to - from; k++) out[k] = Math.sqrt(out[k]!);
      return;
    case 'sqeuclidean':
      return squaresInto(out, at, a.data, start, b.data, a.size, from, to);
    case 'cosine':
    case 'correlation': {
      // 1 - cos = |u - v|^2 / 2 for directions of length 1, and exactly 0 between equal ones.
      squaresInto(out, at, a.data, start, b.data, a.size, from, to);
      const own = a.aimless ? a.aimless[i]! : 0;
      for (let j = from; j < to; j++) out[at + j - from] = out[at + j - from]! / 2 + own + (b.aimless ? b.aimless[j]! : 0);
      return;
    }
    default:
      return othersInto(out, at, a.data, start, b.data, a.size, from, to, metric);
  }
}

// Four points at a time: sums that do not wait for each other.

function squaresInto(
  out: Float64Array,
  at: number,
  a: Float64Array,
  start: number,
  b: Float64Array,
  size: number,
  from: number,
  to: number,
): void {
  let j = from;
  for (; j + 4 <= to; j += 4, at += 4) {
    const b0 = j * size - start;
    const b1 = b0 + size;
    const b2 = b1 + size;
    const b3 = b2 + size;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = start; k < start + size; k++) {
      const v = a[k]!;
      const d0 = v - b[b0 + k]!;
      const d1 = v - b[b1 + k]!;
      const d2 = v - b[b2 + k]!;
      const d3 = v - b[b3 + k]!;
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    out[at] = s0;
    out[at + 1] = s1;
    out[at + 2] = s2;
    out[at + 3] = s3;
  }
  for (; j < to; j++, at++) {
    let sum = 0;
    for (let k = 0; k < size; k++) {
      const d = a[start + k]! - b[j * size + k]!;
      sum += d * d;
    }
    out[at] = sum;
  }
}

function othersInto(
  out: Float64Array,
  at: number,
  a: Float64Array,
  start: number,
  b: Float64Array,
  size: number,
  from: number,
  to: number,
  metric: Metric,
): void {
  for (let j = from; j < to; j++, at++) {
    let sum = 0;
    for (let k = 0; k < size; k++) {
      const u = a[start + k]!;
      const v = b[j * size + k]!;
      const apart = Math.abs(u - v);
      if (metric === 'cityblock') sum += apart;
      else if (metric === 'chebyshev') sum = apart > sum ? apart : sum;
      else if (apart > 0) sum += apart / (Math.abs(u) + Math.abs(v));
    }
    out[at] = sum;
  }
}
