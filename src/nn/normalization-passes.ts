/**
 * Sums over channels, in double.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Mask } from './layer.js';

/** Where channels lie: [outer, channels, inner]. */
export interface Layout {
  outer: number;
  channels: number;
  inner: number;
  /** [outer]: 0 where values do not count. */
  mask?: Mask | undefined;
}

/** Mean and variance of every channel, and of how many values. No values: 0 and 1. */
export function momentsOf(
  { outer, channels, inner, mask }: Layout,
  x: FloatArray,
): { mean: Float64Array; variance: Float64Array; count: number } {
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  let rows = 0;
  for (let o = 0, at = 0; o < outer; o++) {
    if (mask && !mask[o]) {
      at += channels * inner;
      continue;
    }
    rows++;
    for (let c = 0; c < channels; c++) for (const end = at + inner; at < end; at++) mean[c]! += x[at]!;
  }
  const count = rows * inner;
  if (!count) return { mean, variance: variance.fill(1), count };
  for (let c = 0; c < channels; c++) mean[c]! /= count;
  for (let o = 0, at = 0; o < outer; o++) {
    if (mask && !mask[o]) {
      at += channels * inner;
      continue;
    }
    for (let c = 0; c < channels; c++) {
      for (const end = at + inner; at < end; at++) {
        const d = x[at]! - mean[c]!;
        variance[c]! += d * d;
      }
    }
  }
  for (let c = 0; c < channels; c++) variance[c]! /= count;
  return { mean, variance, count };
}

/** y = gamma (x - mean) factor + beta. */
export function normalize(
  { outer, channels, inner }: Layout,
  y: FloatArray,
  x: FloatArray,
  mean: Float64Array,
  factor: Float64Array,
  gamma: FloatArray | undefined,
  beta: FloatArray | undefined,
): void {
  const scale = factor.map((f, c) => f * (gamma?.[c] ?? 1));
  const shift = Float64Array.from(beta ?? new Float64Array(channels));
  for (let o = 0, at = 0; o < outer; o++) {
    for (let c = 0; c < channels; c++) for (const end = at + inner; at < end; at++) y[at] = (x[at]! - mean[c]!) * scale[c]! + shift[c]!;
  }
}

/** Back from `dy`; `count` values made the mean and the variance, or 0 where they are constants. */
export function normalizeBack(
  { outer, channels, inner, mask }: Layout,
  dx: FloatArray | undefined,
  x: FloatArray,
  dy: FloatArray,
  mean: Float64Array,
  factor: Float64Array,
  gamma: FloatArray | undefined,
  dGamma: FloatArray | undefined,
  dBeta: FloatArray | undefined,
  count: number,
): void {
  const sum = new Float64Array(channels);
  const product = new Float64Array(channels);
  for (let o = 0, at = 0; o < outer; o++) {
    for (let c = 0; c < channels; c++) {
      for (const end = at + inner; at < end; at++) {
        sum[c]! += dy[at]!;
        product[c]! += dy[at]! * (x[at]! - mean[c]!);
      }
    }
  }
  for (let c = 0; c < channels; c++) {
    product[c]! *= factor[c]!;
    if (dBeta) dBeta[c]! += sum[c]!;
    if (dGamma) dGamma[c]! += product[c]!;
  }
  if (!dx) return;
  const scale = factor.map((f, c) => f * (gamma?.[c] ?? 1));
  for (let o = 0, at = 0; o < outer; o++) {
    const share = count && (!mask || mask[o]) ? 1 / count : 0;
    for (let c = 0; c < channels; c++) {
      const constant = sum[c]! * share;
      const slope = product[c]! * share * factor[c]!;
      for (const end = at + inner; at < end; at++) dx[at] = scale[c]! * (dy[at]! - constant - (x[at]! - mean[c]!) * slope);
    }
  }
}
