/**
 * Making arrays of several axes.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger } from '../core/options.js';
import { strided } from '../core/strided.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';

/**
 * Gives values axes: an ndarray over the same memory, the last axis side by side.
 *
 * @param data - The values, row by row.
 * @param shape - Length of each axis, integers >= 0. Their product is the number of values.
 * @returns An ndarray that shares the memory of `data`.
 * @throws `ParameterError` if the shape does not fit, TypeError for data that are not floats.
 * @example
 * ```ts
 * const x = tensor(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
 * x.get(1, 0); // 4
 * ```
 */
export function tensor<T extends FloatArray>(data: T, shape: readonly number[]): NdArray<T> {
  if (!isFloatArray(data)) throw new TypeError('tensor: "data" must be a Float32Array or a Float64Array');
  for (const n of shape) expectInteger(n, 'tensor', 'shape', 0);
  if (sizeOf(shape) !== data.length) {
    throw new ParameterError('tensor', 'shape', `must hold ${data.length} values, got [${shape.join(', ')}]`);
  }
  return strided(data, shape);
}
