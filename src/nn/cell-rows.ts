/**
 * One item of one frame through a recurrent cell and back, in double. `z` is where its row of gates begins, `c` and `h` where its states
 * do; going back, activated gates become gradients before the activation, in place.
 * @module
 */
import { activateCell, type CellActivation } from './cell-activations.js';
import { slopeCell } from './cell-slopes.js';

/** The arrays of a run, and how cells compute. */
export interface CellRoom {
  activation: CellActivation;
  recurrentActivation: CellActivation;
  /** Units padded to fours. */
  width: number;
  /** Where the candidates begin that are reset before the product. */
  split: number;
  z: Float64Array;
  /** GRU that resets after: the recurrent side of the gates. */
  q: Float64Array;
  h: Float64Array;
  c: Float64Array;
  /** LSTM: activated c. */
  a: Float64Array;
  /** LSTM: what leaves the cell. It is `h`, unless that is projected. */
  m: Float64Array;
  /** Peepholes i, f, o, [3][width], or empty; and their gradients. */
  peepholes: Float64Array;
  peepholeGradients: Float64Array;
  /** Gradients of gates after the activation: a row. */
  d: Float64Array;
}

/** Where unit j lies among `gates` gates in fours. */
const lane = (j: number, gates: number): number => gates * j - (gates - 1) * (j & 3);

/** i, f, g, o: c' = f c + i g, m = o a(c'). With peepholes i and f see c, o sees c'. */
export function lstmRow(room: CellRoom, z: number, before: number, after: number, a: number, m: number): void {
  const { activation, recurrentActivation: gate, width, z: gates, c, peepholes: p } = room;
  const groups = width / 4;
  const peep = p.length > 0;
  if (peep) {
    for (let j = 0; j < width; j++) {
      const k = z + lane(j, 4);
      gates[k]! += p[j]! * c[before + j]!;
      gates[k + 4]! += p[width + j]! * c[before + j]!;
    }
  }
  activateCell(gate, gates, z, groups, 16);
  activateCell(gate, gates, z + 4, groups, 16);
  activateCell(activation, gates, z + 8, groups, 16);
  for (let j = 0; j < width; j++) {
    const k = z + lane(j, 4);
    const next = gates[k + 4]! * c[before + j]! + gates[k]! * gates[k + 8]!;
    c[after + j] = next;
    room.a[a + j] = next;
    if (peep) gates[k + 12]! += p[2 * width + j]! * next;
  }
  activateCell(gate, gates, z + 12, groups, 16);
  activateCell(activation, room.a, a, groups, 4);
  for (let j = 0; j < width; j++) room.m[m + j] = gates[z + lane(j, 4) + 12]! * room.a[a + j]!;
}

/** From the gradient of m (`dm` at `at`) and of c' (`dc`) to those of the gates and of c, which `dc` holds then. */
export function lstmRowBack(
  room: CellRoom,
  z: number,
  before: number,
  after: number,
  a: number,
  dm: Float64Array,
  at: number,
  dc: Float64Array,
  dcAt: number,
): void {
  const { activation, recurrentActivation: gate, width, z: gates, c, d, peepholes: p, peepholeGradients: dp } = room;
  const groups = width / 4;
  const peep = p.length > 0;
  for (let j = 0; j < width; j++) {
    const k = lane(j, 4);
    d[k + 12] = dm[at + j]! * room.a[a + j]!;
    d[k + 8] = dm[at + j]! * gates[z + k + 12]!;
  }
  for (let j = 0; j < width; j += 4) slopeCell(activation, room.a, a + j, 1, 4, d, lane(j, 4) + 8);
  slopeCell(gate, gates, z + 12, groups, 16, d, 12);
  for (let j = 0; j < width; j++) {
    const k = lane(j, 4);
    let g = dc[dcAt + j]! + room.a[a + j]!;
    if (peep) {
      const o = gates[z + k + 12]!;
      g += o * p[2 * width + j]!;
      dp[2 * width + j]! += o * c[after + j]!;
    }
    d[k] = g * gates[z + k + 8]!;
    d[k + 4] = g * c[before + j]!;
    d[k + 8] = g * gates[z + k]!;
    dc[dcAt + j] = g * gates[z + k + 4]!;
  }
  slopeCell(gate, gates, z, groups, 16, d, 0);
  slopeCell(gate, gates, z + 4, groups, 16, d, 4);
  slopeCell(activation, gates, z + 8, groups, 16, d, 8);
  if (peep) {
    for (let j = 0; j < width; j++) {
      const k = z + lane(j, 4);
      const was = c[before + j]!;
      dc[dcAt + j]! += gates[k]! * p[j]! + gates[k + 4]! * p[width + j]!;
      dp[j]! += gates[k]! * was;
      dp[width + j]! += gates[k + 4]! * was;
    }
  }
}

/** z, r, n: n = a(x_n + r q_n), h' = n + z (h - n). */
export function gruRow(
  { activation, recurrentActivation: gate, width, z, q, h }: CellRoom,
  at: number,
  before: number,
  after: number,
): void {
  const groups = width / 4;
  for (let j = 0; j < width; j++) {
    const k = at + lane(j, 3);
    z[k]! += q[k]!;
    z[k + 4]! += q[k + 4]!;
  }
  activateCell(gate, z, at, groups, 12);
  activateCell(gate, z, at + 4, groups, 12);
  for (let j = 0; j < width; j++) {
    const k = at + lane(j, 3);
    z[k + 8]! += z[k + 4]! * q[k + 8]!;
  }
  activateCell(activation, z, at + 8, groups, 12);
  for (let j = 0; j < width; j++) {
    const k = at + lane(j, 3);
    const n = z[k + 8]!;
    h[after + j] = n + z[k]! * (h[before + j]! - n);
  }
}

/** `dh` of h' becomes what reaches h past the products; q becomes the gradients of the recurrent side. */
export function gruRowBack(room: CellRoom, at: number, before: number, dh: Float64Array, dhAt: number): void {
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
export function resetBeforeRowBack(room: CellRoom, at: number, before: number, dh: Float64Array, dhAt: number, dAt: number): void {
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
  room: CellRoom,
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
