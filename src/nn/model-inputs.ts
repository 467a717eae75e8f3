/**
 * Reading what a model is asked to predict.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectShape, readTensor, type Tensor } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { inPrecision, type LayerInput } from './finish-layer.js';
import { type Graph } from './graph.js';
import { type Mask } from './layer.js';
import { type MaskLike, type Padding, readMask, sequenceMask } from './sequence-mask.js';

/** Options of `predict` of a model. */
export interface PredictOptions {
  /** Items that run at once, >= 1. @defaultValue `32` */
  batchSize?: number | undefined;
  /** `[batch, time]`: 0 where a frame of the first input is padding. @defaultValue all frames count */
  mask?: MaskLike | undefined;
  /** The same as frames of each sequence; not together with `mask`. */
  lengths?: ArrayLike<number> | undefined;
  /** Where the padding stands that `lengths` speaks of. @defaultValue `'post'` */
  padding?: Padding | undefined;
}

/** Defaults of `PredictOptions`. */
export const PREDICT_DEFAULTS = {
  batchSize: 32,
  mask: undefined as MaskLike | undefined,
  lengths: undefined as ArrayLike<number> | undefined,
  padding: 'post' as Padding,
};

const nameOf = (inputs: readonly unknown[], i: number): string => (inputs.length > 1 ? `x[${i}]` : 'x');

/** Reads one input, or a list of them. */
export function readInputs(x: LayerInput | readonly LayerInput[], caller: string): Tensor[] {
  const list = Array.isArray(x) ? (x as readonly LayerInput[]) : [x as LayerInput];
  return list.map((value, i) => readTensor(value as NdArray<FloatArray>, caller, nameOf(list, i)));
}

/** The inputs in the precision of a network; refuses those that it cannot take. */
export function fitInputs(inputs: readonly Tensor[], graph: Graph, caller: string, dtype: 'float32' | 'float64'): Tensor[] {
  const wanted = graph.inputs.length;
  if (inputs.length !== wanted) {
    throw new ParameterError(caller, 'x', `must be ${wanted} input${wanted === 1 ? '' : 's'}, got ${inputs.length}`);
  }
  const batch = inputs[0]!.shape[0];
  if (!batch) throw new ParameterError(caller, 'x', `must have a batch of at least one item, got [${inputs[0]!.shape.join(', ')}]`);
  return inputs.map((value, i) => {
    expectShape(value.shape, [i ? batch : null, ...graph.inputs[i]!.shape], caller, nameOf(inputs, i));
    expectAllFinite(value.data, caller, nameOf(inputs, i));
    return inPrecision(value, dtype);
  });
}

/** The mask of the first input. */
export function readFrames(read: typeof PREDICT_DEFAULTS, x: Tensor, caller: string): Mask | undefined {
  const { mask, lengths, padding } = read;
  const [batch, time = 1] = x.shape as [number, number?];
  if (mask !== undefined && lengths !== undefined) throw new ParameterError(caller, 'lengths', 'must not be given together with "mask"');
  if (mask !== undefined) return readMask(mask, caller, batch, time);
  if (lengths === undefined) return undefined;
  if (lengths.length !== batch) throw new ParameterError(caller, 'lengths', `must have ${batch} values, got ${lengths.length}`);
  return sequenceMask(lengths, time, padding);
}

/** Items of a batch; the same memory. */
export function items({ data, shape }: Tensor, first: number, end: number): Tensor {
  const width = sizeOf(shape.slice(1));
  return { data: data.subarray(first * width, end * width) as FloatArray, shape: [end - first, ...shape.slice(1)] };
}
