/**
 * Moving rows between arrays of any precision and stride.
 * @module
 */
import { type FloatArray } from '../core/types.js';

/** Copies `rows` rows of `length` values; in one go where they touch. */
export function copyRows(
  out: FloatArray,
  outAt: number,
  outStride: number,
  x: FloatArray,
  at: number,
  stride: number,
  rows: number,
  length: number,
): void {
  if (outStride === length && stride === length) {
    out.set(x.subarray(at, at + rows * length), outAt);
    return;
  }
  for (let r = 0; r < rows; r++) {
    const to = outAt + r * outStride;
    const from = at + r * stride;
    for (let i = 0; i < length; i++) out[to + i] = x[from + i]!;
  }
}
