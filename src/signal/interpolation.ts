/**
 * Reading values between points: each new value as a weighted sum of a few old ones, so that many series over the same points share the work.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectOneOf } from '../core/options.js';

/**
 * How values between points are read: straight lines (`slinear` is the same); the nearest point, of two equally near ones the left one
 * (`nearest`) or the right one (`nearest-up`); the point before (`previous`, `zero`) or after (`next`); splines of degree 2 or 3 whose outer
 * knots are left out.
 */
export type InterpolationKind = 'linear' | 'slinear' | 'nearest' | 'nearest-up' | 'previous' | 'zero' | 'next' | 'quadratic' | 'cubic';

const KINDS: readonly InterpolationKind[] = [
  'linear',
  'slinear',
  'nearest',
  'nearest-up',
  'previous',
  'zero',
  'next',
  'quadratic',
  'cubic',
];
const degreeOf = (kind: InterpolationKind): number => (kind === 'quadratic' ? 2 : kind === 'cubic' ? 3 : 1);

/** Refuses what is no {@link InterpolationKind}. */
export function expectKind(kind: unknown, caller: string): asserts kind is InterpolationKind {
  expectOneOf(kind, caller, 'kind', KINDS);
}

/** Points where values are known. */
export interface Interpolation {
  /** Turns values at the points, in the order they were given, into what {@link Readings} weigh. `out` may not be `y`. */
  prepare(out: Float64Array, y: Float64Array, from: number): void;
  /** How to read at these places; beyond the outer points there is nothing. */
  readingsAt(places: ArrayLike<number>): Readings;
}

/** Weighted sums: place i is the sum of `weights[width i + j]` times value `from[i] + j`, or nothing where `from[i]` < 0. */
export interface Readings {
  readonly from: Int32Array;
  readonly weights: Float64Array;
  readonly width: number;
}

/** Reads `count` places into `out` from `to`; `fill` where there is nothing. `values` are prepared. */
export function readInto(out: Float64Array, to: number, { from, weights, width }: Readings, values: Float64Array, fill: number): void {
  for (let i = 0; i < from.length; i++) {
    const first = from[i]!;
    if (first < 0) {
      out[to + i] = fill;
      continue;
    }
    let sum = 0;
    for (let j = 0; j < width; j++) sum += weights[i * width + j]! * values[first + j]!;
    out[to + i] = sum;
  }
}

/** Plans readings between points, given in any order. Splines need different ones, and one more than their degree. */
export function planInterpolation(points: Float64Array, kind: InterpolationKind, caller: string, name: string): Interpolation {
  const degree = degreeOf(kind);
  const least = degree > 1 ? degree + 1 : 1;
  if (points.length < least) throw new ParameterError(caller, name, `must have ${least} points for ${show(kind)}, got ${points.length}`);
  const rising = points.every((v, i) => i === 0 || v >= points[i - 1]!);
  const order = rising ? undefined : Int32Array.from(points.keys()).sort((a, b) => points[a]! - points[b]! || a - b);
  const x = order ? Float64Array.from(order, (i) => points[i]!) : points;
  const n = x.length;
  const sort = (out: Float64Array, y: Float64Array, from: number): void => {
    if (order) for (let i = 0; i < n; i++) out[i] = y[from + order[i]!]!;
    else for (let i = 0; i < n; i++) out[i] = y[from + i]!;
  };
  if (degree === 1) return { prepare: sort, readingsAt: (places) => (n === 1 ? single(x, places) : local(x, places, kind)) };
  const twice = x.findIndex((v, i) => i > 0 && v === x[i - 1]);
  if (twice >= 0) throw new ParameterError(caller, name, `must not hold a point twice for ${show(kind)}, got ${x[twice]} again`);
  const knots = knotsOf(x, degree);
  const factor = factorBasis(x, knots, degree);
  return {
    prepare(out, y, from) {
      sort(out, y, from);
      solveBasis(out, factor, degree);
    },
    readingsAt: (places) => splineReadings(x, knots, degree, places),
  };
}

/** Index of the last point <= t, at most the last but one; points rise. */
function intervalOf(x: Float64Array, t: number, first: number, last: number): number {
  let [low, high] = [first, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= t) low = middle;
    else high = middle;
  }
  return low;
}

function single(x: Float64Array, places: ArrayLike<number>): Readings {
  return { from: Int32Array.from(places, (t) => (t === x[0] ? 0 : -1)), weights: new Float64Array(places.length).fill(1), width: 1 };
}

function local(x: Float64Array, places: ArrayLike<number>, kind: InterpolationKind): Readings {
  const from = new Int32Array(places.length);
  const weights = new Float64Array(2 * places.length);
  const last = x.length - 1;
  for (let i = 0; i < places.length; i++) {
    const t = places[i]!;
    if (!(t >= x[0]! && t <= x[last]!)) {
      from[i] = -1;
      continue;
    }
    const k = intervalOf(x, t, 0, last);
    const [a, b] = [x[k]!, x[k + 1]!];
    const middle = a / 2 + b / 2;
    let right: number; // weight of the right point
    if (kind === 'nearest') right = Number(t > middle);
    else if (kind === 'nearest-up') right = Number(t >= middle);
    else if (kind === 'next') right = Number(t > a);
    else if (kind === 'previous' || kind === 'zero') right = Number(t >= b);
    else right = t === b ? 1 : (t - a) / (b - a);
    from[i] = k;
    weights[2 * i] = 1 - right;
    weights[2 * i + 1] = right;
  }
  return { from, weights, width: 2 };
}

/** Knots of an interpolating spline: the outer points degree + 1 times; inside the points but the second and last but one, or their middles. */
function knotsOf(x: Float64Array, degree: number): Float64Array {
  const n = x.length;
  const inner = degree === 3 ? x.slice(2, -2) : Float64Array.from({ length: Math.max(0, n - 3) }, (_, i) => (x[i + 1]! + x[i + 2]!) / 2);
  const knots = new Float64Array(inner.length + 2 * (degree + 1));
  knots.fill(x[0]!, 0, degree + 1);
  knots.set(inner, degree + 1);
  knots.fill(x[n - 1]!, degree + 1 + inner.length);
  return knots;
}

/** The degree + 1 B-splines that are not 0 at t, the first of them with index `interval - degree` (de Boor's recurrence). */
function basisAt(out: Float64Array, at: number, knots: Float64Array, interval: number, degree: number, t: number): void {
  out[at] = 1;
  for (let d = 1; d <= degree; d++) {
    let saved = 0;
    for (let r = 0; r < d; r++) {
      const [left, right] = [knots[interval + r + 1 - d]!, knots[interval + r + 1]!];
      const share = out[at + r]! / (right - left);
      out[at + r] = saved + (right - t) * share;
      saved = (t - left) * share;
    }
    out[at + d] = saved;
  }
}

function splineReadings(x: Float64Array, knots: Float64Array, degree: number, places: ArrayLike<number>): Readings {
  const [n, width] = [x.length, degree + 1];
  const from = new Int32Array(places.length);
  const weights = new Float64Array(width * places.length);
  for (let i = 0; i < places.length; i++) {
    const t = places[i]!;
    if (!(t >= x[0]! && t <= x[n - 1]!)) {
      from[i] = -1;
      continue;
    }
    const interval = intervalOf(knots, t, degree, n);
    from[i] = interval - degree;
    basisAt(weights, width * i, knots, interval, degree, t);
  }
  return { from, weights, width };
}

/** LU factors of the matrix of all splines at all points, 2 degree + 1 diagonals a row. It is totally positive: no pivots are needed. */
function factorBasis(x: Float64Array, knots: Float64Array, degree: number): Float64Array {
  const n = x.length;
  const width = 2 * degree + 1;
  const band = new Float64Array(n * width); // entry (i, j) at i width + j - i + degree
  const { from, weights } = splineReadings(x, knots, degree, x);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= degree; j++) band[i * width + from[i]! + j - i + degree] = weights[i * (degree + 1) + j]!;
  }
  for (let k = 0; k < n; k++) {
    const pivot = band[k * width + degree]!;
    for (let i = k + 1; i <= Math.min(n - 1, k + degree); i++) {
      const factor = (band[i * width + k - i + degree]! /= pivot);
      if (factor === 0) continue;
      for (let j = k + 1; j <= Math.min(n - 1, k + degree); j++)
        band[i * width + j - i + degree]! -= factor * band[k * width + j - k + degree]!;
    }
  }
  return band;
}

/** Values at the points to coefficients of the splines, in place. */
function solveBasis(y: Float64Array, band: Float64Array, degree: number): void {
  const width = 2 * degree + 1;
  const n = band.length / width;
  for (let i = 0; i < n; i++) {
    let sum = y[i]!;
    for (let j = Math.max(0, i - degree); j < i; j++) sum -= band[i * width + j - i + degree]! * y[j]!;
    y[i] = sum;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i]!;
    for (let j = i + 1; j <= Math.min(n - 1, i + degree); j++) sum -= band[i * width + j - i + degree]! * y[j]!;
    y[i] = sum / band[i * width + degree]!;
  }
}
