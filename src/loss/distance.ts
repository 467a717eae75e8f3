/**
 * Distances between embeddings, and the way back from their gradients.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { allFinite } from '../core/finite.js';
import { lengthOf } from './cosine-similarity-loss.js';

/**
 * How far apart two embeddings are: sum |a - b|, its Euclidean length, the square of that, or 1 - cosine. A vector of zeros has cosine 0
 * with everything.
 */
export type Distance = 'l1' | 'l2' | 'squaredL2' | 'cosine';

export const DISTANCES: readonly Distance[] = ['l1', 'l2', 'squaredL2', 'cosine'];

/** Rows as the distance sees them. */
export interface Points {
  readonly x: Float64Array;
  readonly items: number;
  readonly width: number;
  /** Lengths before they were made 1; `null` where they were left as they were. */
  readonly lengths: Float64Array | null;
}

/** Makes rows of length 1 where asked or where the distance is the cosine's. Rows of zeros stay. */
export function pointsOf(x: Float64Array, items: number, width: number, normalize: boolean): Points {
  if (!normalize) return { x, items, width, lengths: null };
  const unit = new Float64Array(x.length);
  const lengths = new Float64Array(items);
  for (let i = 0; i < items; i++) {
    const at = i * width;
    const length = lengthOf(x, at, width);
    lengths[i] = length;
    if (length > 0) for (let k = at; k < at + width; k++) unit[k] = x[k]! / length;
  }
  return { x: unit, items, width, lengths };
}

/** From gradients with respect to the unit vectors to those of the rows, in place: (g - u (u g)) / length. Rows of zeros get zeros. */
export function backFromUnit(gradient: Float64Array, { x, items, width, lengths }: Points): Float64Array {
  if (!lengths) return gradient;
  for (let i = 0; i < items; i++) {
    const at = i * width;
    let along = 0;
    for (let k = at; k < at + width; k++) along += gradient[k]! * x[k]!;
    for (let k = at; k < at + width; k++) gradient[k] = lengths[i] === 0 ? 0 : (gradient[k]! - along * x[k]!) / lengths[i]!;
  }
  return gradient;
}

/** Distance of row i of `a` to row j of `b`, `eps` added to each difference first. The cosine's is half the square of unit vectors'. */
export function distanceOf(kind: Distance, a: Points, i: number, b: Points, j: number, eps: number): number {
  if (kind === 'cosine' && (a.lengths![i] === 0 || b.lengths![j] === 0)) return 1;
  const { x, width } = a;
  const y = b.x;
  const p = i * width;
  const q = j * width;
  let sum = 0;
  if (kind === 'l1') {
    for (let k = 0; k < width; k++) sum += Math.abs(x[p + k]! - y[q + k]! + eps);
    return sum;
  }
  for (let k = 0; k < width; k++) {
    const d = x[p + k]! - y[q + k]! + eps;
    sum += d * d;
  }
  return kind === 'l2' ? Math.sqrt(sum) : kind === 'cosine' ? 0.5 * sum : sum;
}

/** Adds `weight` times the gradient of that distance to both rows. Where the distance is 0 there is no direction, and nothing is added. */
export function addDistanceGradient(
  kind: Distance,
  a: Points,
  i: number,
  b: Points,
  j: number,
  eps: number,
  distance: number,
  weight: number,
  into: Float64Array,
  other: Float64Array,
): void {
  if (weight === 0 || distance === 0) return;
  if (kind === 'cosine' && (a.lengths![i] === 0 || b.lengths![j] === 0)) return;
  const { x, width } = a;
  const y = b.x;
  const p = i * width;
  const q = j * width;
  if (kind === 'l1') {
    for (let k = 0; k < width; k++) {
      const d = x[p + k]! - y[q + k]! + eps;
      const step = d > 0 ? weight : d < 0 ? -weight : 0;
      into[p + k] = into[p + k]! + step;
      other[q + k] = other[q + k]! - step;
    }
    return;
  }
  const factor = kind === 'l2' ? weight / distance : kind === 'cosine' ? weight : 2 * weight;
  for (let k = 0; k < width; k++) {
    const step = factor * (x[p + k]! - y[q + k]! + eps);
    into[p + k] = into[p + k]! + step;
    other[q + k] = other[q + k]! - step;
  }
}

/** All distances between rows, row by row; 0 on the diagonal. With `eps` it is not symmetric, as in PyTorch. */
export function distanceMatrix(kind: Distance, points: Points, eps: number): Float64Array {
  const n = points.items;
  const matrix = new Float64Array(n * n);
  if (eps === 0 && kind !== 'l1') {
    squaredDistances(points, matrix);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const square = matrix[i * n + j]!;
        let d = square;
        if (kind === 'l2') d = Math.sqrt(square);
        else if (kind === 'cosine') d = points.lengths![i] === 0 || points.lengths![j] === 0 ? 1 : 0.5 * square;
        matrix[i * n + j] = d;
        matrix[j * n + i] = d;
      }
    }
    return matrix;
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (i !== j) matrix[i * n + j] = distanceOf(kind, points, i, points, j, eps);
  return matrix;
}

/** Squared distances below the diagonal, from differences: the product form a^2 + b^2 - 2 a b loses close points and goes negative. */
function squaredDistances({ x, items, width }: Points, matrix: Float64Array): void {
  for (let i = 1; i < items; i++) {
    const a = i * width;
    let j = 0;
    for (; j + 4 <= i; j += 4) {
      const b = j * width;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0, p = a, q = b; k < width; k++, p++, q++) {
        const v = x[p]!;
        const d0 = v - x[q]!;
        const d1 = v - x[q + width]!;
        const d2 = v - x[q + 2 * width]!;
        const d3 = v - x[q + 3 * width]!;
        s0 += d0 * d0;
        s1 += d1 * d1;
        s2 += d2 * d2;
        s3 += d3 * d3;
      }
      matrix[i * items + j] = s0;
      matrix[i * items + j + 1] = s1;
      matrix[i * items + j + 2] = s2;
      matrix[i * items + j + 3] = s3;
    }
    for (; j < i; j++) {
      const b = j * width;
      let s = 0;
      for (let k = 0; k < width; k++) s += (x[a + k]! - x[b + k]!) * (x[a + k]! - x[b + k]!);
      matrix[i * items + j] = s;
    }
  }
}

/** Gradient of sum weights[i, j] distance[i, j] with respect to the points. */
export function backDistances(kind: Distance, points: Points, eps: number, matrix: Float64Array, weights: Float64Array): Float64Array {
  const { x, items: n, width, lengths } = points;
  const gradient = new Float64Array(x.length);
  if (eps !== 0 || kind === 'l1') {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const at = i * n + j;
        addDistanceGradient(kind, points, i, points, j, eps, matrix[at]!, weights[at]!, gradient, gradient);
      }
    }
    return gradient;
  }
  const factors = new Float64Array(n + 3);
  const starts = new Int32Array(n + 3);
  for (let i = 0; i < n; i++) {
    if (kind === 'cosine' && lengths![i] === 0) continue;
    let count = 0;
    for (let j = 0; j < n; j++) {
      const d = matrix[i * n + j]!;
      const weight = weights[i * n + j]! + weights[j * n + i]!;
      if (weight === 0 || d === 0 || (kind === 'cosine' && lengths![j] === 0)) continue;
      factors[count] = kind === 'l2' ? weight / d : kind === 'cosine' ? weight : 2 * weight;
      starts[count++] = j * width;
    }
    factors.fill(0, count, count + 3);
    addDifferences(gradient, x, i * width, width, factors, starts, count);
  }
  return gradient;
}

/** gradient row += sum of factors[j] (x row - x[starts[j]] row), four at a time. Factors behind `count` are zeros. */
function addDifferences(
  gradient: Float64Array,
  x: Float64Array,
  at: number,
  width: number,
  factors: Float64Array,
  starts: Int32Array,
  count: number,
): void {
  for (let j = 0; j < count; j += 4) {
    const f0 = factors[j]!;
    const f1 = factors[j + 1]!;
    const f2 = factors[j + 2]!;
    const f3 = factors[j + 3]!;
    let p0 = starts[j]!;
    let p1 = starts[j + 1]!;
    let p2 = starts[j + 2]!;
    let p3 = starts[j + 3]!;
    for (let p = at; p < at + width; p++, p0++, p1++, p2++, p3++) {
      const v = x[p]!;
      gradient[p] = gradient[p]! + (f0 * (v - x[p0]!) + f1 * (v - x[p1]!) + (f2 * (v - x[p2]!) + f3 * (v - x[p3]!)));
    }
  }
}

/** Finite embeddings may be too far apart for a number. */
export function expectDistances(matrix: Float64Array, caller: string): void {
  if (!allFinite(matrix)) throw new ParameterError(caller, 'embeddings', 'is too large: the distances overflow; scale it down');
}
