/**
 * Reading an array of any rank and stride as one run of values in memory.
 * @module
 */
import { nd, type NdArray } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';
import { sizeOf, toRowMajor } from '../core/view.js';
import { type StridedInput, strideLike } from './lines.js';

/** The values of an array without gaps, its axes in memory in the order of some strides. */
export interface Dense<T extends FloatArray> {
  /** The caller's own memory where it lies so already: never write to it. */
  readonly data: T;
  readonly stride: readonly number[];
}

/** `x` without gaps, the axes in the order of the strides `like` (its own, if left out). */
export function readDense<T extends FloatArray>(x: StridedInput<T>, like: readonly number[] = x.stride): Dense<T> {
  const stride = strideLike(x.shape, like);
  const size = sizeOf(x.shape);
  const asItLies = stride.every((step, d) => x.shape[d] === 1 || step === x.stride[d]);
  if (asItLies) return { data: x.data.subarray(x.offset, x.offset + size) as T, stride };
  const outerFirst = x.shape.map((_, d) => d).sort((a, b) => stride[b]! - stride[a]! || a - b);
  return { data: toRowMajor(x as unknown as NdArray<T>, outerFirst), stride };
}

/** What the caller of a function gets: a typed array where a typed array was given, else an ndarray over `data`. */
export function shapeLike<T extends FloatArray>(x: StridedInput, data: T, stride: readonly number[]): T | NdArray<T> {
  return x.flat ? data : nd(data, x.shape, stride);
}
