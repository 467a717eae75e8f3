/**
 * One item of one frame through an LSTM and back, in double.
 * @module
 */
import { activateCell } from './cell-activations.js';
import { type BackRoom, type CellRoom, lane } from './cell-rows.js';
import { slopeCell } from './cell-slopes.js';

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
  room: BackRoom,
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
