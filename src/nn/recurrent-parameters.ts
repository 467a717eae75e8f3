/**
 * The weights of a recurrent layer: fresh ones, and where the kernels find them.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { gatesOf } from '../simd/recurrent-weights.js';
import { type TrainerWeights } from '../simd/trainer.js';
import { type BuildSettings, type Parameter, type WeightShape } from './layer.js';
import { createParameter } from './parameter.js';
import { type RecurrentSettings } from './recurrent-options.js';

/** Their names and shapes, in Keras' order: kernel, recurrentKernel, bias; then peepholeKernel and projectionKernel. */
export function recurrentShapes({ cell, units, outputs, useBias, peepholes, projected }: RecurrentSettings, inputs: number): WeightShape[] {
  const width = gatesOf(cell) * units;
  const shapes: WeightShape[] = [];
  const add = (name: string, ...shape: number[]): unknown => shapes.push({ name, shape, trained: true });
  add('kernel', inputs, width);
  add('recurrentKernel', outputs, width);
  if (useBias) add('bias', ...(cell === 'gru' ? [2, width] : [width]));
  if (peepholes) add('peepholeKernel', 3, units);
  if (projected) add('projectionKernel', units, outputs);
  return shapes;
}

/** Makes them. Peepholes and projection are treated as the kernel is. */
export function createRecurrentParameters(settings: RecurrentSettings, inputs: number, build: BuildSettings): Parameter[] {
  const { units, rules, unitForgetBias } = settings;
  return recurrentShapes(settings, inputs).map(({ name, shape }) => {
    const part = name === 'bias' ? 'bias' : name === 'recurrentKernel' ? 'recurrent' : 'kernel';
    const parameter = createParameter(name, shape, build, rules[part].settings);
    if (name === 'bias' && unitForgetBias) parameter.value.fill(0).fill(1, units, 2 * units);
    return parameter;
  });
}

/** Finds a parameter's values by its name. */
export function weightsOf(
  settings: Pick<RecurrentSettings, 'cell' | 'units'>,
  find: (name: string) => FloatArray | undefined,
): { [K in keyof Required<TrainerWeights>]: TrainerWeights[K] } {
  const bias = find('bias');
  const width = gatesOf(settings.cell) * settings.units;
  const two = settings.cell === 'gru' && bias;
  return {
    kernel: find('kernel')!,
    recurrent: find('recurrentKernel')!,
    bias: two ? bias.subarray(0, width) : bias,
    recurrentBias: two ? bias.subarray(width) : undefined,
    peepholes: find('peepholeKernel'),
    projection: find('projectionKernel'),
  };
}
