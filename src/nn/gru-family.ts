/**
 * What is a GRU's own.
 * @module
 */
import { gruWasm } from '../simd/generated/gru.js';
import { gruRow, resetBeforeRow, resetRow } from './gru-rows.js';
import { product } from './product.js';
import { type RecurrentFamily } from './recurrent-family.js';

/** GRU, with the reset gate after the product with the recurrent weights or before. */
export const GRU: RecurrentFamily = {
  kind: 'gru',
  defaults: { recurrentActivation: 'sigmoid', resetAfter: true },
  wasm: gruWasm,
  meet(room, rows, { recurrent, recurrentBias, candidate, columns }, z) {
    const { width, split, q } = room;
    if (room.cell === 'gru') {
      product(rows, recurrent, columns, recurrentBias, 0, 0, q, 0, columns);
      return;
    }
    product(rows, recurrent, split, room.z, z, columns, room.z, z, columns);
    for (let i = 0; i < rows.rows; i++) resetRow(room, z + i * columns, rows.data, i * width, q, i * width);
    rows.data = q; // rows of `width` numbers
    product(rows, candidate, columns - split, room.z, z + split, columns, room.z, z + split, columns);
  },
  row(room, z, q, state) {
    if (room.cell === 'gru') gruRow(room, z, q, state, state);
    else resetBeforeRow(room, z, state, state);
  },
};
