/**
 * Reading views: what counts as an ndarray, its size, and copies of it. Apart from `nd.ts`, so that code which only reads views does
 * not bring the `ndarray` package along.
 * @module
 */
import { type NdArray, type NdData } from './nd.js';

/** Strides of a row-major array. */
export function rowMajor(shape: readonly number[]): number[] {
  const stride = new Array<number>(shape.length);
  let step = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    stride[d] = step;
    step *= shape[d]!;
  }
  return stride;
}

/** Whether `x` looks like an ndarray: `data`, `shape`, `stride`, `offset`. Takes ours, scijs' and any look-alike. */
export function isNdArray(x: unknown): x is NdArray<NdData> {
  if (typeof x !== 'object' || x === null) return false;
  const v = x as Record<string, unknown>;
  return Array.isArray(v['shape']) && Array.isArray(v['stride']) && typeof v['offset'] === 'number' && ArrayBuffer.isView(v['data']);
}

/** Number of elements of a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Copies any view into row-major order; `order` permutes the axes first (as `transpose` would). Runs over offsets, not `.get`. */
export function toRowMajor<T extends NdData>(x: NdArray<T>, order?: readonly number[]): T {
  const axes = order ?? x.shape.map((_, d) => d);
  const shape = axes.map((d) => x.shape[d]!);
  const stride = axes.map((d) => x.stride[d]!);
  const size = sizeOf(shape);
  const out = new (x.data.constructor as new (n: number) => T)(size);
  if (size === 0) return out;
  const inner = shape.at(-1) ?? 1;
  const innerStride = stride.at(-1) ?? 1;
  const outer = shape.slice(0, -1);
  const index = outer.map(() => 0);
  let base = x.offset;
  for (let to = 0; to < size; to += inner) {
    for (let i = 0, from = base; i < inner; i++, from += innerStride) out[to + i] = x.data[from]!;
    for (let d = outer.length - 1; d >= 0; d--) {
      base += stride[d]!;
      if (++index[d]! < outer[d]!) break;
      base -= stride[d]! * outer[d]!;
      index[d] = 0;
    }
  }
  return out;
}
