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

/** Calls `visit` with the offset in memory of each row of a view (along its last axis), in row-major order of the other axes. */
export function eachRow(
  shape: readonly number[],
  stride: readonly number[],
  offset: number,
  visit: (start: number) => void,
  axis: number = 0,
): void {
  if (axis >= shape.length - 1) visit(offset);
  else for (let i = 0; i < shape[axis]!; i++) eachRow(shape, stride, offset + i * stride[axis]!, visit, axis + 1);
}

/** Copies any view into row-major order; `order` permutes the axes first (as `transpose` would). Runs over offsets, not `.get`. */
export function toRowMajor<T extends NdData>(x: NdArray<T>, order: readonly number[] = [...x.shape.keys()]): T {
  const shape = order.map((d) => x.shape[d]!);
  const stride = order.map((d) => x.stride[d]!);
  const out = new (x.data.constructor as new (n: number) => T)(sizeOf(shape));
  const length = shape.at(-1) ?? 1;
  const step = stride.at(-1) ?? 1;
  let to = 0;
  eachRow(shape, stride, x.offset, (start) => {
    for (let i = 0, from = start; i < length; i++, from += step) out[to + i] = x.data[from]!;
    to += length;
  });
  return out;
}
