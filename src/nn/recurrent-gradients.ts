/**
 * Where the gradients of recurrent weights go.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Layout, type PackedGradients, type TrainerWeights } from '../simd/trainer.js';

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
