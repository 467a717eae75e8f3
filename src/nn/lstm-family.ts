/**
 * What is an LSTM's own.
 * @module
 */
import { lstmWasm } from '../simd/generated/lstm.js';
import { lstmRow } from './lstm-rows.js';
import { type RecurrentFamily } from './recurrent-family.js';

/** LSTM. */
export const LSTM: RecurrentFamily = {
  kind: 'lstm',
  defaults: { recurrentActivation: 'sigmoid', unitForgetBias: true, peepholes: false, projection: null },
  wasm: lstmWasm,
  row: (room, z, _, state) => lstmRow(room, z, state, state, state, state),
};
