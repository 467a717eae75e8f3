/**
 * What recurrent cells in plain TypeScript compute on, in double: one item of one frame, forwards and back. `z` is where its row of gates
 * begins, `c` and `h` where its states do; going back, activated gates become gradients before the activation, in place.
 * @module
 */
import { type Cell } from '../simd/recurrent-weights.js';
import { type CellActivation } from './cell-activations.js';

/** The arrays of a run, and how cells compute. */
export interface CellRoom {
  cell: Cell;
  activation: CellActivation;
  recurrentActivation: CellActivation;
  /** Units padded to fours. */
  width: number;
  /** Where the candidates begin that are reset before the product. */
  split: number;
  z: Float64Array;
  /** GRU: the recurrent side of the gates, or the states that are reset before the product. */
  q: Float64Array;
  h: Float64Array;
  c: Float64Array;
  /** LSTM: activated c. */
  a: Float64Array;
  /** LSTM: what leaves the cell. It is `h`, unless that is projected. */
  m: Float64Array;
  /** Peepholes i, f, o, [3][width], or empty. */
  peepholes: Float64Array;
}

/** The same on the way back. */
export interface BackRoom extends CellRoom {
  /** Gradients of the peepholes. */
  peepholeGradients: Float64Array;
  /** Gradients of gates after the activation: a row. */
  d: Float64Array;
}

/** Where unit j lies among `gates` gates in fours. */
export const lane = (j: number, gates: number): number => gates * j - (gates - 1) * (j & 3);
