/**
 * The way back in the room: from the bins of a real transform to its samples. Apart from `room.ts`, since features never go back.
 * @module
 */
import { type RoomKernel, theRoom } from './room.js';

/** What `join` of `real-plan.ts` does, to `z[at]` and on, with w^k / 2 from `z[t]` on. */
type RoomJoin = (x: Float64Array, at: number, n: number, t: number) => void;

const bindJoin =
  (room: Float64Array): RoomJoin =>
  (x, at, n, t) => {
    const z = room;
    const scale = 1 / n;
    const twice = 2 * scale;
    for (let k = 2, j = (n - 2) | 0; k <= j; k = (k + 2) | 0, j = (j - 2) | 0) {
      const kr = x[k]!;
      const ki = x[(k + 1) | 0]!;
      const jr = x[j]!;
      const ji = x[(j + 1) | 0]!;
      const wr = z[(t + k) | 0]!;
      const wi = z[(t + k + 1) | 0]!;
      const er = scale * (kr + jr);
      const ei = scale * (ki - ji);
      const dr = twice * (kr - jr);
      const di = twice * (ki + ji);
      const or = wr * dr + wi * di;
      const oi = wr * di - wi * dr;
      const p = (at + k) | 0;
      const q = (at + j) | 0;
      z[q] = er - oi;
      z[(q + 1) | 0] = ei + or;
      z[p] = er + oi;
      z[(p + 1) | 0] = or - ei;
    }
    z[at] = scale * (x[0]! + x[n]!);
    z[at + 1] = scale * (x[0]! - x[n]!);
  };

let join: RoomJoin | undefined;

/** The n samples whose bins are `spectrum`, scaled by 1 / n: in the room, until another transform runs. */
export function samplesInRoom({ input, turns, prepare, complex }: RoomKernel, spectrum: Float64Array): Float64Array {
  join ??= bindJoin(theRoom().numbers);
  prepare();
  join(spectrum, input.byteOffset / 8, input.length, turns);
  return complex();
}
