/**
 * What is a simple recurrent layer's own.
 * @module
 */
import { simpleRnnWasm } from '../simd/generated/simple-rnn.js';
import { activateCell } from './cell-activations.js';
import { type RecurrentFamily } from './recurrent-family.js';

/** h = tanh(z). */
export const SIMPLE_RNN: RecurrentFamily = {
  kind: 'simpleRnn',
  defaults: {},
  wasm: simpleRnnWasm,
  row({ activation, width, z, h }, at, _, state) {
    for (let j = 0; j < width; j++) h[state + j] = z[at + j]!;
    activateCell(activation, h, state, width / 4, 4);
  },
};
