/**
 * One operation of TensorFlow.js that computes here: values and gradients go through our own kernels.
 * @module
 */
import { customGrad, engine, pad, reshape, slice, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';

/** A result. */
export interface Value {
  readonly data: FloatArray;
  readonly shape: readonly number[];
}

/** What an operation gives. */
export interface FusedStep {
  readonly outputs: readonly Value[];
  /** From the gradients of the outputs to those of the inputs, in arrays that nobody writes to later; `undefined` is zeros. */
  readonly backward?: ((gradients: readonly Float32Array[]) => readonly (FloatArray | undefined)[]) | undefined;
}

/** Whether somebody will ask for gradients of what is computed now. */
const recording = (): boolean => engine().state.gradientDepth > 0;

const single = (x: FloatArray): Float32Array => (x instanceof Float32Array ? x : new Float32Array(x));

/**
 * Runs an operation on tensors. `run` computes, and keeps what the way back needs if it is told to; should gradients be asked for twice,
 * it is called again.
 */
export function fused(inputs: readonly Tensor[], run: (gradients: boolean) => FusedStep): Tensor[] {
  let shapes: readonly (readonly number[])[] = [];
  const operation = customGrad(() => {
    let step: FusedStep | undefined = run(recording());
    const { outputs } = step;
    shapes = outputs.map(({ shape }) => shape);
    return {
      value: outputs.length === 1 ? tensor(single(outputs[0]!.data), [...shapes[0]!], 'float32') : pack(outputs),
      gradFunc(dy) {
        const now = step?.backward ? step : run(true);
        step = undefined;
        const gradients = now.backward!(unpack(dy.dataSync<'float32'>(), outputs));
        return inputs.map(({ shape }, i) => tensor(single(gradients[i] ?? new Float32Array(sizeOf(shape))), [...shape], 'float32'));
      },
    };
  });
  const value = operation(...inputs);
  if (shapes.length === 1) return [value];
  let at = 0;
  const parts = shapes.map((shape) => {
    const from = at;
    at += sizeOf(shape);
    return part(value, from, shape);
  });
  if (!recording()) value.dispose();
  return parts;
}

/** An operation of TensorFlow.js has one result. */
function pack(outputs: readonly Value[]): Tensor {
  const all = new Float32Array(outputs.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of outputs) {
    all.set(data, at);
    at += data.length;
  }
  return tensor(all, [all.length], 'float32');
}

function unpack(all: Float32Array, outputs: readonly Value[]): Float32Array[] {
  let at = 0;
  return outputs.map(({ data }) => all.subarray(at, (at += data.length)));
}

/** A part of packed results; its gradient stands by itself, so that none need be registered. */
function part(all: Tensor, at: number, shape: readonly number[]): Tensor {
  const length = sizeOf(shape);
  const rest = all.size - at - length;
  return customGrad(() => ({
    value: reshape(slice(all, [at], [length]), [...shape]),
    gradFunc: (dy) => pad(reshape(dy, [length]), [[at, rest]]),
  }))(all);
}
