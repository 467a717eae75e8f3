/**
 * The array types everything is made of.
 * @module
 */

/** Samples or features: single or double precision. Results have the precision of the input. */
export type FloatArray = Float32Array | Float64Array;

/** Whether `x` is a Float32Array or Float64Array (of any realm). Allocates nothing, not even a name. */
export function isFloatArray(x: unknown): x is FloatArray {
  const name = ArrayBuffer.isView(x) && (x as FloatArray)[Symbol.toStringTag];
  return name === 'Float32Array' || (name as string) === 'Float64Array';
}

/** Whether an array is in double precision. */
export const isDouble = (x: FloatArray): x is Float64Array => x.BYTES_PER_ELEMENT === 8;

/** A zeroed array of the same type as `x`. */
export function arrayLike<T extends FloatArray>(x: T, length: number): T {
  return (x.BYTES_PER_ELEMENT === 4 ? new Float32Array(length) : new Float64Array(length)) as T;
}

/** Rounds double results to the precision of `like`: a Float64Array is returned as it is, never copied. */
export function roundLike<T extends FloatArray>(like: T, values: Float64Array): T {
  return (like.BYTES_PER_ELEMENT === 4 ? new Float32Array(values) : values) as T;
}

/** The values in double precision: a Float64Array is returned as it is, so never write to the result. */
export function widen(x: FloatArray): Float64Array {
  return x.BYTES_PER_ELEMENT === 8 ? (x as Float64Array) : new Float64Array(x);
}

/** Whether the buffer of `data` was transferred elsewhere: only a detached buffer refuses a new view. */
export function isDetached(data: ArrayBufferView): boolean {
  try {
    new Uint8Array(data.buffer as ArrayBuffer);
    return false;
  } catch {
    return true;
  }
}
