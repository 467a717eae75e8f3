/**
 * Sequences through a GRU.
 */
import { GRU, Room, runCell } from './rnn';

export function run(room: Room, items: usize, frames: usize, backwards: bool, masked: u32): void {
  runCell(GRU, room, items, frames, backwards, masked);
}
