/**
 * Keeping items back for validation.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type Tensor } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { type TrainingData } from './training-data.js';

/** The first items and the last ones, as many as Keras keeps: the first floor(items (1 - share)) stay. */
export function splitOff(data: TrainingData, share: number, caller: string): [TrainingData, TrainingData] {
  const { items } = data;
  const first = Math.floor(items * (1 - share));
  if (first < 1 || first >= items) {
    throw new ParameterError(
      caller,
      'validationSplit',
      `must leave items on both sides: ${share} of ${items} leaves ${first} and ${items - first}`,
    );
  }
  return [part(data, 0, first), part(data, first, items)];
}

function part({ items, inputs, targets, mask, weights }: TrainingData, from: number, to: number): TrainingData {
  const cut = <T extends FloatArray>({ data, shape }: Tensor<T>): Tensor<T> => {
    const width = data.length / items;
    return { data: data.subarray(from * width, to * width) as T, shape: [to - from, ...shape.slice(1)] };
  };
  const frames = mask && mask.length / items;
  return {
    items: to - from,
    inputs: inputs.map(cut),
    targets: targets.map(cut),
    mask: mask?.subarray(from * frames!, to * frames!),
    weights: weights?.subarray(from, to),
  };
}
