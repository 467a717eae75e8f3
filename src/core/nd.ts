/**
 * The one place that makes multi-dimensional results. `ndarray` writes and evaluates code when it first meets a type and rank, which
 * pages with a strict Content-Security-Policy forbid; there the factory returns our own view with the same members.
 * @module
 */
import ndarray, { type NdArray } from 'ndarray';
import { StridedView } from './strided.js';
import { type FloatArray } from './types.js';
import { rowMajor } from './view.js';

export type { NdArray } from 'ndarray';
export { isNdArray, rowMajor, sizeOf, toRowMajor } from './view.js';

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
  return new StridedView(data, shape, stride, offset) as unknown as NdArray<T>;
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
