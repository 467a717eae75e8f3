/**
 * The one place that makes multi-dimensional results. `ndarray` writes and evaluates code when it first meets a type and rank, which
 * pages with a strict Content-Security-Policy forbid; there the factory returns our own view with the same members.
 * @module
 */
import ndarray, { type NdArray } from 'ndarray';
import { StridedView } from './strided.js';
import { type FloatArray } from './types.js';

export type { NdArray } from 'ndarray';

/** The element stores our views are made over. */
export type NdData = FloatArray | Int32Array | Uint8Array;

let evalForbidden = false;

/** A view of `data` (not a copy). Without `stride`, row-major. */
export function nd<T extends NdData>(
  data: T,
  shape: readonly number[],
  stride: readonly number[] = rowMajor(shape),
  offset = 0,
): NdArray<T> {
  if (!evalForbidden) {
    try {
      return ndarray(data, [...shape], [...stride], offset);
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
      evalForbidden = true;
    }
  }
  return new StridedView(data, [...shape], [...stride], offset) as unknown as NdArray<T>;
}

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

/**
 * Features as the library lays them out: shape `[...lead, bins, frames]`, the bins of one frame side by side in memory.
 * `data` holds `lead` x `frames` x `bins` values in that order.
 */
export function timeMajor<T extends FloatArray>(data: T, lead: readonly number[], bins: number, frames: number): NdArray<T> {
  const stride = rowMajor([...lead, frames, bins]);
  return nd(data, [...lead, bins, frames], [...stride.slice(0, lead.length), 1, bins]);
}

/** The same for complex spectra: shape `[...lead, bins, frames, 2]`, memory `lead` x `frames` x `bins` x (re, im). */
export function timeMajorComplex<T extends FloatArray>(data: T, lead: readonly number[], bins: number, frames: number): NdArray<T> {
  const stride = rowMajor([...lead, frames, bins, 2]);
  return nd(data, [...lead, bins, frames, 2], [...stride.slice(0, lead.length), 2, 2 * bins, 1]);
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
