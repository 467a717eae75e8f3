/**
 * A recurrent kernel by the name of its cell.
 */
import { type FloatArray } from '../../src/core/types.js';
import { type CheckedKernel } from '../../src/nn/recurrent-kernels.js';
import { createGruKernel, createLstmKernel, createSimpleRnnKernel } from '../../src/nn/recurrent-kernels.js';
import { type Activation } from '../../src/simd/blocks.js';

export type Cell = 'lstm' | 'gru' | 'gruResetBefore' | 'simple';
export const CELLS: readonly Cell[] = ['lstm', 'gru', 'gruResetBefore', 'simple'];
export const GATES: Record<Cell, number> = { lstm: 4, gru: 3, gruResetBefore: 3, simple: 1 };

export interface Settings {
  inputs: number;
  units: number;
  kernel: FloatArray;
  recurrentKernel: FloatArray;
  bias?: FloatArray | undefined;
  activation?: Activation | undefined;
  recurrentActivation?: Activation | undefined;
}

export function createKernel(cell: Cell, settings: Settings): CheckedKernel {
  if (cell === 'lstm') return createLstmKernel(settings);
  if (cell === 'simple') return createSimpleRnnKernel(settings);
  return createGruKernel({ ...settings, resetAfter: cell === 'gru' });
}
