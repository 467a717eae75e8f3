/**
 * Values of any rank, row by row: what layers and losses compute on.
 * @module
 */
import { ParameterError, show } from './errors.js';
import { type NdArray } from './nd.js';
import { expectInside } from './signal.js';
import { strided } from './strided.js';
import { type FloatArray, isFloatArray } from './types.js';
import { isNdArray, rowMajor, sizeOf, toRowMajor } from './view.js';

/** Values side by side in memory, the last axis first. */
export interface Tensor<T extends FloatArray = FloatArray> {
  /** The values, row by row. */
  readonly data: T;
  /** Length of each axis. */
  readonly shape: readonly number[];
}

/** A tensor of zeros of the same type as `like`. */
export function zeros<T extends FloatArray>(like: T, shape: readonly number[]): Tensor<T> {
  const length = sizeOf(shape);
  return { data: (like.BYTES_PER_ELEMENT === 4 ? new Float32Array(length) : new Float64Array(length)) as T, shape };
}

/**
 * Reads an argument: an ndarray of floats of any strides, or a typed array, which has one axis. Not a copy where the values already lie in
 * order. `shape` says what is expected, e.g. `[null, 3]` for any number of rows of three; without it, any.
 */
export function readTensor<T extends FloatArray>(
  x: T | NdArray<T>,
  caller: string,
  name: string,
  shape?: readonly (number | null)[],
): Tensor<T> {
  const tensor = asTensor(x, caller, name);
  if (shape) expectShape(tensor.shape, shape, caller, name);
  return tensor;
}

function asTensor<T extends FloatArray>(x: T | NdArray<T>, caller: string, name: string): Tensor<T> {
  if (isFloatArray(x)) return { data: x as T, shape: [x.length] };
  if (!isNdArray(x) || !isFloatArray(x.data)) {
    throw new TypeError(`${caller}: "${name}" must be a Float32Array, a Float64Array or an ndarray of one, got ${show(x)}`);
  }
  const view = x as NdArray<T>;
  const shape = [...view.shape];
  const length = sizeOf(shape);
  if (length) expectInside(view, caller, name);
  const inOrder = rowMajor(shape).every((step, d) => step === view.stride[d] || shape[d]! <= 1);
  return { data: inOrder ? (view.data.subarray(view.offset, view.offset + length) as T) : toRowMajor(view), shape };
}

/** Refuses a shape that is not the expected one; `null` stands for any length. */
export function expectShape(shape: readonly number[], expected: readonly (number | null)[], caller: string, name: string): void {
  if (shape.length === expected.length && expected.every((n, d) => n === null || n === shape[d])) return;
  const wanted = expected.map((n) => (n === null ? 'any' : n)).join(', ');
  throw new ParameterError(caller, name, `must have the shape [${wanted}], got [${shape.join(', ')}]`);
}

/** What users get: an ndarray over the same memory. */
export const toNd = <T extends FloatArray>({ data, shape }: Tensor<T>): NdArray<T> => strided(data, shape);
