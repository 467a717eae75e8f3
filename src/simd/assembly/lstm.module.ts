/**
 * Sequences through an LSTM.
 */
import { LSTM, Room, runCell } from './rnn';

export function run(room: Room, items: usize, frames: usize, backwards: bool, masked: u32): void {
  runCell(LSTM, room, items, frames, backwards, masked);
}
