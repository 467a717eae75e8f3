/**
 * Sequences through a simple recurrent network.
 */
import { SIMPLE, Room, runCell } from './rnn';

export function run(room: Room, items: usize, frames: usize, backwards: bool, masked: u32): void {
  runCell(SIMPLE, room, items, frames, backwards, masked);
}
