/**
 * The weights of a recurrent layer: fresh ones, where the kernels find them, and where their gradients go.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { gatesOf } from '../simd/recurrent-weights.js';
import { type Layout, type PackedGradients, type TrainerWeights } from '../simd/trainer.js';
import { type BuildSettings, type Parameter, type WeightShape } from './layer.js';
import { createParameter } from './parameter.js';
import { type RecurrentSettings } from './recurrent-options.js';

/** Their names and shapes, in Keras' order: kernel, recurrentKernel, bias; then peepholeKernel and projectionKernel. */
export function recurrentShapes({ cell, units, outputs, useBias, peepholes, projected }: RecurrentSettings, inputs: number): WeightShape[] {
  const width = gatesOf(cell) * units;
  const shapes: [string, number[]][] = [
    ['kernel', [inputs, width]],
    ['recurrentKernel', [outputs, width]],
  ];
  if (useBias) shapes.push(['bias', cell === 'gru' ? [2, width] : [width]]);
  if (peepholes) shapes.push(['peepholeKernel', [3, units]]);
  if (projected) shapes.push(['projectionKernel', [units, outputs]]);
  return shapes.map(([name, shape]) => ({ name, shape, trained: true }));
}

/** Makes them. Peepholes and projection are treated as the kernel is. */
export function createRecurrentParameters(settings: RecurrentSettings, inputs: number, build: BuildSettings): Parameter[] {
  const { units, initializers, regularizers, constraints, unitForgetBias } = settings;
  return recurrentShapes(settings, inputs).map(({ name, shape }) => {
    const part = name === 'bias' ? 'bias' : name === 'recurrentKernel' ? 'recurrent' : 'kernel';
    const of = { initializer: initializers[part], regularizer: regularizers[part], constraint: constraints[part] };
    const parameter = createParameter(name, shape, build, of);
    if (name === 'bias' && unitForgetBias) parameter.value.fill(0).fill(1, units, 2 * units);
    return parameter;
  });
}

/** Finds a parameter's values by its name. */
export function weightsOf(
  settings: Pick<RecurrentSettings, 'cell' | 'units'>,
  find: (name: string) => FloatArray | undefined,
): TrainerWeights {
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

/** Adds packed gradients to those of the weights. */
export function unpackGradients(
  to: TrainerWeights,
  packed: PackedGradients,
  { columns, row, width, state }: Layout,
  { inputs, units, outputs }: { inputs: number; units: number; outputs: number },
): void {
  const wide = to.kernel.length / inputs;
  unpack(to.kernel, packed.kernel, inputs, wide, columns, row);
  unpack(to.recurrent, packed.recurrent, outputs, wide, columns, row);
  if (to.bias) unpack(to.bias, packed.bias, 1, wide, columns, row);
  if (to.recurrentBias) unpack(to.recurrentBias, packed.recurrentBias, 1, wide, columns, row);
  if (to.peepholes) for (let g = 0; g < 3; g++) add(to.peepholes, g * units, packed.peepholes, g * width, units);
  if (to.projection) for (let j = 0; j < units; j++) add(to.projection, j * outputs, packed.projection, j * state, outputs);
}

function unpack(out: FloatArray, packed: FloatArray, rows: number, width: number, columns: Int32Array, row: number): void {
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < columns.length; k++) {
      const column = columns[k]!;
      if (column >= 0) out[r * width + column]! += packed[r * row + k]!;
    }
  }
}

function add(out: FloatArray, at: number, x: FloatArray, from: number, length: number): void {
  for (let i = 0; i < length; i++) out[at + i]! += x[from + i]!;
}
