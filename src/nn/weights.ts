/**
 * Checks that every kernel makes of its weights and arrays.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';

/** Refuses what is not an array of `shape` numbers, all finite. */
export function expectWeights(weights: unknown, caller: string, name: string, shape: readonly number[]): asserts weights is FloatArray {
  expectLength(weights, caller, name, shape);
  expectAllFinite(weights, caller, name);
}

/** Refuses what is not an array of `shape` numbers. */
export function expectLength(x: unknown, caller: string, name: string, shape: readonly number[]): asserts x is FloatArray {
  if (!isFloatArray(x)) throw new TypeError(`${caller}: "${name}" must be a Float32Array or Float64Array, got ${show(x)}`);
  const length = sizeOf(shape);
  if (x.length !== length) {
    throw new ParameterError(caller, name, `must have the shape [${shape.join(', ')}]: ${length} values, got ${x.length}`);
  }
}
