/**
 * What trains a recurrent layer, in SIMD and in TypeScript: how weights, states and gradients lie.
 *
 * Everything is time-major, [frame][item][...], frames in the order in which they are read, so that the items of a frame are the rows of
 * a matrix, and the frames of a batch of another. Gates lie in fours, as `recurrent-weights.ts` arranges them.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Arrangement, arrange, type Cell, gatesOf } from './recurrent-weights.js';
import { blockLength, packBlocks, roundUp } from './blocks.js';

/** A layer. `outputs` differs from `units` where the state is projected. */
export interface TrainerSpec<A extends string = string> {
  cell: Cell;
  inputs: number;
  units: number;
  outputs: number;
  activation: A;
  recurrentActivation: A;
  peepholes: boolean;
  projected: boolean;
}

/** Weights, as Keras lays them out. */
export interface TrainerWeights {
  /** [inputs, gates x units]. */
  kernel: FloatArray;
  /** [outputs, gates x units]. */
  recurrent: FloatArray;
  /** [gates x units]. */
  bias?: FloatArray | undefined;
  /** [gates x units], only for `gru`. */
  recurrentBias?: FloatArray | undefined;
  /** [3, units]: i, f, o. */
  peepholes?: FloatArray | undefined;
  /** [units, outputs]. */
  projection?: FloatArray | undefined;
}

/** Lengths of rows, all in numbers. */
export interface Layout extends Arrangement {
  /** A frame: inputs, padded to eights with zeros. */
  input: number;
  /** Gates and c: units, padded to fours. */
  width: number;
  /** h: outputs, padded to eights with zeros. */
  state: number;
  /** Packed columns. */
  row: number;
}

/** Some sequences on their way through the layer. Views are valid until the next `begin` or `resume`. */
export interface Run<T extends FloatArray = FloatArray> {
  readonly items: number;
  readonly frames: number;
  /** [frame][item][input]. */
  x: T;
  /** [frame + 1][item][state] and [frame + 1][item][width]: the first are those to start from, then those after each frame. */
  h: T;
  c: T;
  /** A byte for each frame, [frame][item]: 0 keeps the state. */
  mask: Uint8Array;
  /** What multiplies the state on its way into the recurrent weights, [item][state]. */
  drop: T;
  /** Gradients of h after each frame, [frame][item][state]. Overwritten. */
  dy: T;
  /** Gradients of the last states, [item][...]; afterwards of the first. */
  dh: T;
  dc: T;
  /** Gradients of the frames, afterwards. */
  dx: T;
}

/** Gradients of the weights of one batch, packed. */
export interface PackedGradients<T extends FloatArray = FloatArray> {
  /** [input][row]. */
  kernel: T;
  /** [state][row]. */
  recurrent: T;
  bias: T;
  recurrentBias: T;
  /** [3][width]. */
  peepholes: T;
  /** [width][state]. */
  projection: T;
}

/** What computes. */
export interface Trainer<T extends FloatArray = FloatArray> {
  readonly name: 'simd' | 'js';
  readonly layout: Layout;
  readonly gradients: PackedGradients<T>;
  /** Takes weights; steps that wait for their `backward` go on with these. */
  load(weights: TrainerWeights): void;
  /** Makes a place for sequences; `x`, the first of `h` and `c`, and, where they are used, `mask` and `drop` are for the caller to fill. */
  begin(items: number, frames: number): Run<T>;
  forward(run: Run<T>, masked: boolean, dropped: boolean): void;
  /** Brings a run back before its `dy`, `dh` and `dc` are filled. */
  resume(run: Run<T>): void;
  /** Gradients, for all of the weights too; `wanted`: of the frames. Those of the states stop at each `truncate` frames, unless it is 0. */
  backward(run: Run<T>, masked: boolean, dropped: boolean, truncate: number, wanted: boolean): void;
  /** Gives the place back. */
  end(run: Run<T>): void;
}

/** The layout of a layer. */
export function layoutOf({ cell, inputs, units, outputs }: TrainerSpec): Layout {
  const arrangement = arrange(cell, units);
  return {
    ...arrangement,
    input: roundUp(inputs, 8),
    width: roundUp(units, 4),
    state: roundUp(outputs, 8),
    row: arrangement.columns.length,
  };
}

/** Packed weights: forwards, and transposed for the gradients. */
export const PACKED = [
  'kernel',
  'bias',
  'recurrent',
  'recurrentBias',
  'candidate',
  'kernelTurned',
  'recurrentTurned',
  'candidateTurned',
  'projection',
  'projectionTurned',
] as const;
export type PackedName = (typeof PACKED)[number];

/** How long each of them is. */
export function packedLengths(spec: TrainerSpec, { gateColumns, row, width }: Layout): Record<PackedName, number> {
  const { inputs, outputs, units } = spec;
  const rest = row - gateColumns;
  return {
    kernel: blockLength(inputs, row),
    bias: blockLength(1, row),
    recurrent: blockLength(outputs, gateColumns),
    recurrentBias: blockLength(1, row),
    candidate: blockLength(outputs, rest),
    kernelTurned: blockLength(row, inputs),
    recurrentTurned: blockLength(gateColumns, outputs),
    candidateTurned: blockLength(rest, outputs),
    projection: spec.projected ? blockLength(units, outputs) : 0,
    projectionTurned: spec.projected ? blockLength(outputs, width) : 0,
  };
}

/** Packs weights into arrays of these lengths. */
export function packTrainer(spec: TrainerSpec, layout: Layout, weights: TrainerWeights, packed: Record<PackedName, FloatArray>): void {
  const { inputs, outputs, units } = spec;
  const { columns, gateColumns } = layout;
  const width = gatesOf(spec.cell) * units;
  const gates = columns.subarray(0, gateColumns);
  const candidates = columns.subarray(gateColumns);
  packBlocks(packed.kernel, weights.kernel, inputs, width, columns);
  packed.bias.fill(0);
  packed.recurrentBias.fill(0);
  if (weights.bias) packBlocks(packed.bias, weights.bias, 1, width, columns);
  if (weights.recurrentBias) packBlocks(packed.recurrentBias, weights.recurrentBias, 1, width, columns);
  packBlocks(packed.recurrent, weights.recurrent, outputs, width, gates);
  packBlocks(packed.candidate, weights.recurrent, outputs, width, candidates);
  packTurned(packed.kernelTurned, weights.kernel, inputs, width, columns);
  packTurned(packed.recurrentTurned, weights.recurrent, outputs, width, gates);
  packTurned(packed.candidateTurned, weights.recurrent, outputs, width, candidates);
  if (weights.projection) {
    const own = Int32Array.from({ length: layout.width }, (_, j) => (j < units ? j : -1));
    packBlocks(
      packed.projection,
      weights.projection,
      units,
      outputs,
      Int32Array.from({ length: outputs }, (_, j) => j),
    );
    packTurnedRows(packed.projectionTurned, weights.projection, outputs, own);
  }
}

/** The transposed matrix: its rows are the packed columns. */
function packTurned(out: FloatArray, matrix: FloatArray, rows: number, width: number, columns: Int32Array): void {
  out.fill(0);
  for (let r = 0; r < rows; r++) {
    const to = Math.floor(r / 24) * 24 * columns.length + (r % 24);
    for (let k = 0; k < columns.length; k++) if (columns[k]! >= 0) out[to + 24 * k] = matrix[r * width + columns[k]!]!;
  }
}

/** The transposed matrix of `outputs` columns: its columns are the rows that `rows` names. */
function packTurnedRows(out: FloatArray, matrix: FloatArray, outputs: number, rows: Int32Array): void {
  out.fill(0);
  for (let r = 0; r < rows.length; r++) {
    const to = Math.floor(r / 24) * 24 * outputs + (r % 24);
    for (let k = 0; k < outputs; k++) if (rows[r]! >= 0) out[to + 24 * k] = matrix[rows[r]! * outputs + k]!;
  }
}
