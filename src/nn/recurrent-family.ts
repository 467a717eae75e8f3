/**
 * What sets a kind of recurrent layer apart, so that each import brings its own cell alone.
 * @module
 */
import { type RecurrentWeights } from '../simd/recurrent-weights.js';
import { type CellRoom } from './cell-rows.js';
import { type Rows } from './product.js';
import { type OwnOptions, type RecurrentKind } from './recurrent-options.js';

/** A kind of layer. */
export interface RecurrentFamily {
  /** The function that makes it. */
  readonly kind: RecurrentKind;
  /** Options that are its own, with their defaults. */
  readonly defaults: OwnOptions;
  /** Its SIMD kernels. */
  readonly wasm: string;
  /** In TypeScript: the products of states `rows` with recurrent weights, where they are more than one added to the gates in `z`. */
  readonly meet?: (room: CellRoom, rows: Rows, weights: RecurrentWeights<Float64Array>, z: number) => void;
  /** In TypeScript: one item. `z` and `q` are where its rows of these begin, `state` where its states do. */
  readonly row: (room: CellRoom, z: number, q: number, state: number) => void;
}
