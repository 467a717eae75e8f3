/**
 * The way back in the room: from the bins of a real transform to its samples. Apart from `room.ts`, since features never go back.
 * @module
 */
import { type RoomKernel, theRoom } from './room.js';

/** What `join` of `real-plan.ts` does, from `x[from]` on to `z[at]` and on, with w^k / 2 from `z[t]` on. False if x may be not finite. */
type RoomJoin = (x: Float64Array, from: number, at: number, n: number, t: number) => boolean;

const bindJoin =
  (room: Float64Array): RoomJoin =>
  (x, from, at, n, t) => {
    const z = room;
    const scale = 1 / n;
    const twice = 2 * scale;
    let sum = x[from + 1]! + x[from + n + 1]!; // these are not read otherwise
    let sum2 = x[from]! + x[from + n]!;
    for (let k = 2, j = (n - 2) | 0; k <= j; k = (k + 2) | 0, j = (j - 2) | 0) {
      const f = (from + k) | 0;
      const g = (from + j) | 0;
      const kr = x[f]!;
      const ki = x[(f + 1) | 0]!;
      const jr = x[g]!;
      const ji = x[(g + 1) | 0]!;
      sum += kr + ki;
      sum2 += jr + ji;
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
    z[at] = scale * (x[from]! + x[from + n]!);
    z[at + 1] = scale * (x[from]! - x[from + n]!);
    return sum - sum + (sum2 - sum2) === 0;
  };

let join: RoomJoin | undefined;

/**
 * Brings the bins from `spectrum[from]` on, which lie before `spectrum[REACH]`, into the room, so that `complex` makes samples of them, scaled by
 * 1 / n. Returns false if a number may be not finite, also of those that the result does not show.
 */
export function joinInRoom({ input, turns, prepare }: RoomKernel, spectrum: Float64Array, from: number): boolean {
  join ??= bindJoin(theRoom().numbers);
  prepare();
  return join(spectrum, from | 0, (input.byteOffset / 8) | 0, input.length, turns);
}
