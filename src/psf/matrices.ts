/**
 * Matrices of features and frames: shape `[dims, frames]`, copied frame after frame.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { isNdArray, type NdArray, timeMajor } from '../core/nd.js';
import { expectInside } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';

/** A matrix, frame after frame. */
export interface Rows {
  readonly rows: Float64Array;
  readonly dims: number;
  readonly frames: number;
}

/** Reads one; refuses other shapes, and numbers that are not finite. */
export function readRows(x: NdArray<FloatArray>, caller: string, name: string): Rows {
  if (!isNdArray(x)) throw new TypeError(`${caller}: "${name}" must be an ndarray of shape [dims, frames], got ${show(x)}`);
  const { shape, stride, offset, data } = x;
  if (shape.length !== 2 || shape[0]! * shape[1]! === 0) {
    throw new ParameterError(caller, name, `must have shape [dims, frames], neither of them 0, got [${shape.join(', ')}]`);
  }
  expectInside(x, caller, name);
  const [dims, frames] = [shape[0]!, shape[1]!];
  const rows = new Float64Array(dims * frames);
  for (let t = 0; t < frames; t++) for (let i = 0; i < dims; i++) rows[t * dims + i] = data[offset + i * stride[0]! + t * stride[1]!]!;
  refuseNonFinite(rows, [rows], caller, name);
  return { rows, dims, frames };
}

/** The result for `like`, of its precision. */
export function rowsLike<T extends FloatArray>(like: NdArray<T>, rows: Float64Array, dims: number): NdArray<T> {
  return timeMajor(roundLike(like.data, rows), [], dims, rows.length / dims);
}
