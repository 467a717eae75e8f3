/**
 * The matrix product of the TypeScript path, on the packed weights of `src/simd/blocks.ts`, in double.
 * @module
 */
import { BLOCK } from '../simd/blocks.js';

/** A left side: `rows` rows, `stride` apart, each `offsets.length` runs of `run` values that begin at these offsets. */
export interface Rows {
  data: Float64Array;
  at: number;
  stride: number;
  rows: number;
  offsets: Int32Array;
  run: number;
}

/**
 * out[r] = start[r] + a[r] W for the first `columns` (a multiple of eight) packed columns. `startStride` 0 is a bias. `start` may be `out`.
 * One column after the other would add in the same order: a row has the same bits alone and among others.
 */
export function product(
  a: Rows,
  w: Float64Array,
  columns: number,
  start: Float64Array,
  startAt: number,
  startStride: number,
  out: Float64Array,
  outAt: number,
  outStride: number,
): void {
  const depth = a.offsets.length * a.run;
  for (let k = 0; k < columns; k += 8) {
    const panel = Math.floor(k / BLOCK) * BLOCK * depth + (k % BLOCK);
    for (let r = 0; r < a.rows; r++) {
      eightColumns(
        a.data,
        a.at + r * a.stride,
        a.offsets,
        a.run,
        w,
        panel,
        start,
        startAt + r * startStride + k,
        out,
        outAt + r * outStride + k,
      );
    }
  }
}

/** Eight sums in registers; small, so that the compiler keeps them there. */
function eightColumns(
  a: Float64Array,
  at: number,
  offsets: Int32Array,
  run: number,
  w: Float64Array,
  panel: number,
  start: Float64Array,
  s: number,
  out: Float64Array,
  o: number,
): void {
  let v = panel;
  let a0 = start[s]!;
  let a1 = start[s + 1]!;
  let a2 = start[s + 2]!;
  let a3 = start[s + 3]!;
  let a4 = start[s + 4]!;
  let a5 = start[s + 5]!;
  let a6 = start[s + 6]!;
  let a7 = start[s + 7]!;
  for (let j = 0; j < offsets.length; j++) {
    const first = at + offsets[j]!;
    for (let i = first; i < first + run; i++, v += BLOCK) {
      const x = a[i]!;
      a0 += x * w[v]!;
      a1 += x * w[v + 1]!;
      a2 += x * w[v + 2]!;
      a3 += x * w[v + 3]!;
      a4 += x * w[v + 4]!;
      a5 += x * w[v + 5]!;
      a6 += x * w[v + 6]!;
      a7 += x * w[v + 7]!;
    }
  }
  out[o] = a0;
  out[o + 1] = a1;
  out[o + 2] = a2;
  out[o + 3] = a3;
  out[o + 4] = a4;
  out[o + 5] = a5;
  out[o + 6] = a6;
  out[o + 7] = a7;
}
