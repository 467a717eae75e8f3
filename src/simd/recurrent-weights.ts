/**
 * A recurrent layer as its kernels see it, in SIMD and in TypeScript: which gates lie where.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Activation, BLOCK, blockLength, gateColumns, packBlocks, roundUp } from './blocks.js';

/** The cells; the index of each is its number in `assembly/rnn-train.module.ts`. */
export const CELLS = ['lstm', 'gru', 'gruResetBefore', 'simple'] as const;
export type Cell = (typeof CELLS)[number];

/** Weights as Keras lays them out: gates i, f, c, o (LSTM), z, r, h (GRU), `units` columns each. */
export interface RecurrentSpec<A extends string = Activation> {
  cell: Cell;
  inputs: number;
  units: number;
  activation: A;
  recurrentActivation: A;
  /** [inputs, gates x units]. */
  kernel: FloatArray;
  /** [units, gates x units], or as many rows as there are outputs. */
  recurrent: FloatArray;
  /** [gates x units]. */
  bias?: FloatArray | undefined;
  /** [gates x units], only for `gru`. */
  recurrentBias?: FloatArray | undefined;
}

/** Packed weights, and how long a packed row is. */
export interface RecurrentWeights<T extends FloatArray> {
  /** Units, padded to fours. */
  width: number;
  /** Packed columns of the input side, a multiple of eight. */
  columns: number;
  /** `gruResetBefore`: the first of these columns, whole blocks, are z and r, the rest the candidate; else all. */
  gateColumns: number;
  kernel: T;
  bias: T;
  recurrent: T;
  /** Zeros unless the cell is `gru`. */
  recurrentBias: T;
  /** Recurrent weights of the candidate, for `gruResetBefore`. */
  candidate: T;
}

/** The gates of each cell that meet the state, and those that meet what the reset gate leaves of it. */
const GATES: Readonly<Record<Cell, readonly (readonly number[])[]>> = {
  lstm: [[0, 1, 2, 3]],
  gru: [[0, 1, 2]],
  gruResetBefore: [[0, 1], [2]],
  simple: [[0]],
};

/** How many gates a cell has. */
export const gatesOf = (cell: Cell): number => GATES[cell].flat().length;

/** Where the gates of a cell lie in a packed row. */
export interface Arrangement {
  /** For each packed column the one it comes from; -1 is a column of zeros. As many as the packed row has, a multiple of eight. */
  columns: Int32Array;
  /** Columns that meet the state: all, or, for `gruResetBefore`, those of z and r in whole blocks, before the candidates. */
  gateColumns: number;
  /** Those columns, and the candidates of `gruResetBefore`, without what fills blocks. */
  gates: Int32Array;
  candidates: Int32Array;
}

/** Arranges the gates of a cell. */
export function arrange(cell: Cell, units: number): Arrangement {
  const [gates, candidates = new Int32Array(0)] = GATES[cell].map((group) => gateColumns(units, group)) as [Int32Array, Int32Array?];
  const split = roundUp(gates.length, candidates.length ? BLOCK : 8);
  const columns = new Int32Array(roundUp(split + candidates.length, 8)).fill(-1);
  columns.set(gates);
  columns.set(candidates, split);
  return { columns, gateColumns: split, gates, candidates };
}

/** Packs the weights into arrays of this type. */
export function packRecurrent<T extends FloatArray>(spec: RecurrentSpec<string>, Type: new (length: number) => T): RecurrentWeights<T> {
  const { cell, inputs, units } = spec;
  const width = gatesOf(cell) * units;
  const outputs = spec.recurrent.length / width;
  const { columns, gateColumns, gates, candidates } = arrange(cell, units);
  const packed = (matrix: FloatArray | undefined, rows: number, which: Int32Array): T => {
    const out = new Type(blockLength(rows, which.length));
    if (matrix) packBlocks(out, matrix, rows, width, which);
    return out;
  };
  return {
    width: roundUp(units, 4),
    columns: columns.length,
    gateColumns,
    kernel: packed(spec.kernel, inputs, columns),
    bias: packed(spec.bias, 1, columns),
    recurrent: packed(spec.recurrent, outputs, gates),
    recurrentBias: packed(spec.recurrentBias, 1, columns),
    candidate: packed(spec.recurrent, outputs, candidates),
  };
}
