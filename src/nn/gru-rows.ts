/**
 * One item of one frame through a GRU and back, in double.
 * @module
 */
import { activateCell } from './cell-activations.js';
import { type BackRoom, type CellRoom, lane } from './cell-rows.js';
import { slopeCell } from './cell-slopes.js';

/** z, r, n: n = a(x_n + r q_n), h' = n + z (h - n); q begins at `qAt`. */
export function gruRow(
  { activation, recurrentActivation: gate, width, z, q, h }: CellRoom,
  at: number,
  qAt: number,
  before: number,
  after: number,
): void {
  const groups = width / 4;
  const shift = qAt - at;
  for (let j = 0; j < width; j++) {
    const k = at + lane(j, 3);
    z[k]! += q[k + shift]!;
    z[k + 4]! += q[k + shift + 4]!;
  }
  activateCell(gate, z, at, groups, 12);
  activateCell(gate, z, at + 4, groups, 12);
  for (let j = 0; j < width; j++) {
    const k = at + lane(j, 3);
    z[k + 8]! += z[k + 4]! * q[k + shift + 8]!;
  }
  activateCell(activation, z, at + 8, groups, 12);
  for (let j = 0; j < width; j++) {
    const k = at + lane(j, 3);
    const n = z[k + 8]!;
    h[after + j] = n + z[k]! * (h[before + j]! - n);
  }
}

/** `dh` of h' becomes what reaches h past the products; q becomes the gradients of the recurrent side. */
export function gruRowBack(room: BackRoom, at: number, before: number, dh: Float64Array, dhAt: number): void {
  const { activation, recurrentActivation: gate, width, z, q, h, d } = room;
  const groups = width / 4;
  for (let j = 0; j < width; j++) {
    const k = lane(j, 3);
    const g = dh[dhAt + j]!;
    d[k] = g * (h[before + j]! - z[at + k + 8]!);
    d[k + 8] = g * (1 - z[at + k]!);
    dh[dhAt + j] = g * z[at + k]!;
  }
  slopeCell(activation, z, at + 8, groups, 12, d, 8);
  for (let j = 0; j < width; j++) {
    const k = lane(j, 3);
    const n = z[at + k + 8]!;
    d[k + 4] = n * q[at + k + 8]!;
    q[at + k + 8] = n * z[at + k + 4]!;
  }
  slopeCell(gate, z, at, groups, 12, d, 0);
  slopeCell(gate, z, at + 4, groups, 12, d, 4);
  for (let j = 0; j < width; j++) {
    const k = at + lane(j, 3);
    q[k] = z[k]!;
    q[k + 4] = z[k + 4]!;
  }
}

/** The gates z and r, and s = r times the state that goes into the product. */
export function resetRow(room: CellRoom, at: number, state: Float64Array, stateAt: number, s: Float64Array, sAt: number): void {
  const { recurrentActivation: gate, width, z } = room;
  activateCell(gate, z, at, width / 2, 4);
  for (let j = 0; j < width; j++) s[sAt + j] = z[at + lane(j, 2) + 4]! * state[stateAt + j]!;
}

/** The candidates n after that product: h' = n + z (h - n). */
export function resetBeforeRow({ activation, width, split, z, h }: CellRoom, at: number, before: number, after: number): void {
  activateCell(activation, z, at + split, width / 4, 4);
  for (let j = 0; j < width; j++) {
    const n = z[at + split + j]!;
    h[after + j] = n + z[at + lane(j, 2)]! * (h[before + j]! - n);
  }
}

/** The gradients of z (after its activation, in `d` for `resetRowBack`, whose row begins at `dAt`) and of the candidates. */
export function resetBeforeRowBack(room: BackRoom, at: number, before: number, dh: Float64Array, dhAt: number, dAt: number): void {
  const { activation, width, split, z, h, d } = room;
  for (let j = 0; j < width; j++) {
    const k = dAt + lane(j, 2);
    const g = dh[dhAt + j]!;
    const n = z[at + split + j]!;
    const update = z[at + lane(j, 2)]!;
    d[k] = g * (h[before + j]! - n);
    d[dAt + split + j] = g * (1 - update);
    dh[dhAt + j] = g * update;
  }
  slopeCell(activation, z, at + split, width / 4, 4, d, dAt + split);
}

/** From the gradient of s to those of the gates, and, in place, to that of the state through s. */
export function resetRowBack(
  room: BackRoom,
  at: number,
  state: Float64Array,
  stateAt: number,
  ds: Float64Array,
  dsAt: number,
  dAt: number,
): void {
  const { recurrentActivation: gate, width, z, d } = room;
  for (let j = 0; j < width; j++) {
    const k = lane(j, 2);
    d[dAt + k + 4] = ds[dsAt + j]! * state[stateAt + j]!;
    ds[dsAt + j]! *= z[at + k + 4]!;
  }
  slopeCell(gate, z, at, width / 2, 4, d, dAt);
}
