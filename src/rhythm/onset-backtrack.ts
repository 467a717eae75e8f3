/**
 * Moving onsets back to where the energy begins to rise.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type SignalInput } from '../core/signal.js';
import { readSignal } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { isList } from '../core/table.js';

/**
 * Moves each event back to the nearest local minimum of an energy curve at or before it, or to frame 0: good places to cut.
 *
 * @param events - Frame numbers, integers >= 0, such as {@link onsetDetect} returns.
 * @param energy - Energy of one channel, shape `[frames]`, such as onset strength or the RMS.
 * @returns Frame numbers, one per event, in the order of the events.
 * @throws {@link ParameterError} if an event is no integer >= 0, or a value is not finite or the energy of more than one channel.
 * @example
 * ```ts
 * onsetBacktrack([3, 7], Float64Array.of(2, 0, 1, 5, 4, 3, 3, 9)); // [1, 6]
 * ```
 * @see librosa 0.11 `onset.onset_backtrack`, which refuses an empty list of events; T. Jehan, Creating music by listening, 2005.
 */
export function onsetBacktrack(events: ArrayLike<number>, energy: SignalInput): Int32Array {
  const caller = 'onsetBacktrack';
  if (!isList(events)) throw new TypeError(`${caller}: "events" must be a list of frame numbers, got ${show(events)}`);
  const { channels } = readSignal(energy, caller, 'energy');
  if (channels.length > 1) throw new ParameterError(caller, 'energy', `must be of one channel, got ${channels.length}`);
  expectAllFinite(channels[0]!, caller, 'energy');
  for (let i = 0; i < events.length; i++) {
    const event = events[i]!;
    if (!(Number.isInteger(event) && event >= 0)) {
      throw new ParameterError(caller, 'events', `must hold integers >= 0, got ${show(event)} at index ${i}`);
    }
  }
  return backtrack(events, channels[0]!);
}

/** {@link onsetBacktrack} without checks: one pass finds the minimum before each frame. */
export function backtrack(events: ArrayLike<number>, energy: FloatArray): Int32Array {
  const before = new Int32Array(energy.length);
  let least = 0;
  for (let t = 1; t < energy.length; t++) {
    if (t < energy.length - 1 && energy[t]! <= energy[t - 1]! && energy[t]! < energy[t + 1]!) least = t;
    before[t] = least;
  }
  return Int32Array.from(events, (event) => before[Math.min(event, energy.length - 1)]!);
}
