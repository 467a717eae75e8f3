/**
 * The losses of `src/loss` on tensors: they give value and gradients at once.
 * @module
 */
import { type Tensor } from '@tensorflow/tfjs-core';
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray, type NdData } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';
import { isNdArray } from '../core/view.js';
import { type Targets, type Values } from '../loss/inputs.js';
import { fused } from './fused.js';
import { isTensor, readFloats } from './tensors.js';

/** The options of a loss, but `reduction: 'none'`: what is differentiated must be one number. */
export type Reduced<
  O extends {
    /** How the losses of the items become one number. */
    reduction?: unknown;
  },
> = Omit<O, 'reduction'> & {
  /** How the losses of the items become one number. @defaultValue that of the loss in `@audiolab/dsp/nn` */
  reduction?: Exclude<O['reduction'], 'none'>;
};

/** What is to be met: a tensor, which gets no gradient, or what the loss itself takes. */
export type TargetsLike = Targets | Tensor;

/** One label an item: a list, or a tensor of integers, which gets no gradient. */
export type LabelsLike = ArrayLike<number> | Tensor;

/** Targets as the losses read them. */
export const readTargets = (x: TargetsLike): Targets => (isTensor(x) ? nd(x.dataSync() as NdData, x.shape) : x);

/** Labels as the losses read them. */
export const readLabels = (x: LabelsLike): ArrayLike<number> => (isTensor(x) ? x.dataSync<'int32'>() : x);

interface Result {
  loss: number;
  gradients: readonly Values[];
}

/** A loss of named tensors. */
export function lossFunction(
  caller: string,
  inputs: Readonly<Record<string, Tensor>>,
  options: { reduction?: unknown } | undefined,
  compute: (...values: NdArray<Float32Array>[]) => Result,
): Tensor {
  if (options?.reduction === 'none') {
    throw new ParameterError(caller, 'reduction', 'must not be "none": a gradient is that of one number; use the loss of @audiolab/dsp/nn');
  }
  const values = Object.entries(inputs).map(([name, t]) => nd(readFloats(t, caller, name), t.shape));
  return fused(Object.values(inputs), () => {
    const { loss, gradients } = compute(...values);
    return {
      outputs: [{ data: Float32Array.of(loss), shape: [] }],
      backward: ([dy]) => gradients.map((gradient) => scaled(isNdArray(gradient) ? (gradient.data as FloatArray) : gradient, dy![0]!)),
    };
  })[0]!;
}

const scaled = (x: FloatArray, by: number): FloatArray => (by === 1 ? x : x.map((v) => v * by));
