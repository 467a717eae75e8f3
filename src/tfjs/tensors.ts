/**
 * Arrays to tensors and back.
 * @module
 */
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { ParameterError, show } from '../core/errors.js';
import { firstNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { readTensor } from '../core/tensor.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { isNdArray, toRowMajor } from '../core/view.js';

/** What {@link toTensor} takes. */
export type TensorInput = FloatArray | Int32Array | NdArray<FloatArray> | NdArray<Int32Array>;

/**
 * Makes a tensor of an array. Single precision in row-major order is handed over as it is: the backend `cpu` then keeps this very memory,
 * `wasm` and others copy it once. Everything else is rounded to float32 and brought into order first.
 *
 * @param x - A typed array (one axis) or an ndarray of any strides; Float32Array, Float64Array or Int32Array. A spectrogram of this
 * library is `[bins, frames]` with frame after frame in memory: `x.transpose(1, 0)` costs no copy and is what recurrent layers read.
 * @returns A tensor of the same shape: int32 for integers, float32 otherwise.
 * @throws `ParameterError` if a value is not finite, or too large for float32; TypeError for anything else.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * const t = toTensor(tensor(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]).transpose(1, 0));
 * t.shape; // [3, 2]
 * t.dataSync(); // [1, 4, 2, 5, 3, 6]
 * ```
 * @see TensorFlow.js `tf.tensor`.
 */
export function toTensor(x: TensorInput): Tensor {
  if (x instanceof Int32Array) return tensor(x, [x.length], 'int32');
  if (isNdArray(x) && x.data instanceof Int32Array) return tensor(toRowMajor(x as NdArray<Int32Array>), [...x.shape], 'int32');
  const { data, shape } = readTensor(x as NdArray<FloatArray>, 'toTensor', 'x');
  const values = data.BYTES_PER_ELEMENT === 4 ? (data as Float32Array) : Float32Array.from(data);
  const bad = firstNonFinite(values);
  if (bad >= 0) {
    const rule = Number.isFinite(data[bad]) ? 'fit into float32' : 'be finite';
    throw new ParameterError('toTensor', 'x', `must ${rule}, got ${data[bad]} at index ${bad}`);
  }
  return tensor(values, [...shape], 'float32');
}

/**
 * Reads a tensor at once. With the backend `cpu` the array is the tensor's own memory: copy it before you write to it or dispose of the
 * tensor. `wasm` gives a copy; on GPUs it waits for what is running there: see {@link fromTensorAsync}.
 *
 * @param t - A tensor of numbers or booleans, any shape.
 * @returns An ndarray of the same shape; integers and booleans come as floats.
 * @throws TypeError if it is no such tensor.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * const x = fromTensor(toTensor(Float32Array.of(1, 2, 3)));
 * x.shape; // [3]
 * x.data; // [1, 2, 3]
 * ```
 * @see TensorFlow.js `dataSync`.
 */
export function fromTensor(t: Tensor): NdArray<Float32Array> {
  expectNumbers(t, 'fromTensor', 't');
  return asNd(t.dataSync(), t.shape);
}

/**
 * Reads a tensor when its values are there, without blocking a GPU.
 *
 * @param t - A tensor of numbers or booleans, any shape.
 * @returns An ndarray of the same shape; integers and booleans come as floats.
 * @throws TypeError if it is no such tensor.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * const x = await fromTensorAsync(toTensor(Float32Array.of(1, 2, 3)));
 * x.get(2); // 3
 * ```
 * @see TensorFlow.js `data`.
 */
export async function fromTensorAsync(t: Tensor): Promise<NdArray<Float32Array>> {
  expectNumbers(t, 'fromTensorAsync', 't');
  return asNd(await t.data(), t.shape);
}

const asNd = (values: Float32Array | Int32Array | Uint8Array, shape: readonly number[]): NdArray<Float32Array> =>
  nd(values instanceof Float32Array ? values : Float32Array.from(values), shape);

/** Whether it is a tensor, of whatever copy of tfjs-core. */
export const isTensor = (x: unknown): x is Tensor =>
  typeof x === 'object' && x !== null && 'dataSync' in x && 'dtype' in x && Array.isArray((x as Tensor).shape);

function expectNumbers(t: unknown, caller: string, name: string): asserts t is Tensor {
  if (!isTensor(t)) throw new TypeError(`${caller}: "${name}" must be a tensor, got ${show(t)}`);
  if (t.dtype === 'string' || t.dtype === 'complex64') {
    throw new TypeError(`${caller}: "${name}" must be a tensor of numbers, got dtype ${t.dtype}`);
  }
}

/** Refuses what is not a tensor of float32 with finite values; returns those. */
export function readFloats(t: unknown, caller: string, name: string): Float32Array {
  if (isFloatArray(t) || isNdArray(t)) throw new TypeError(`${caller}: "${name}" must be a tensor: use toTensor`);
  if (!isTensor(t)) throw new TypeError(`${caller}: "${name}" must be a tensor, got ${show(t)}`);
  if (t.dtype !== 'float32') throw new TypeError(`${caller}: "${name}" must be a tensor of float32, got ${t.dtype}`);
  const values = t.dataSync<'float32'>();
  const bad = firstNonFinite(values);
  if (bad >= 0) throw new ParameterError(caller, name, `must be finite, got ${values[bad]} at index ${bad}`);
  return values;
}

/** Labels, lengths or masks: a list as it is, a tensor as a list. */
export const readList = <T>(list: T | Tensor): T | ArrayLike<number> => (isTensor(list) ? list.dataSync() : list);
