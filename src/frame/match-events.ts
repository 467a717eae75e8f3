/**
 * The nearest event for each event.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { readNumbers } from '../core/table.js';

/** Options of {@link matchEvents}. */
export interface MatchEventsOptions {
  /** Whether an event may be matched with an earlier one. @defaultValue `true` */
  left?: boolean | undefined;
  /** Whether an event may be matched with a later one. @defaultValue `true` */
  right?: boolean | undefined;
}

/**
 * Finds for each event the nearest of others: the later of two that are equally near.
 *
 * @param eventsFrom - Times or frames, in any order.
 * @param eventsTo - Those to match with, in any order.
 * @param options - {@link MatchEventsOptions}; with both `false`, only equal events match.
 * @returns Int32Array: index into `eventsTo` for each of `eventsFrom`.
 * @throws {@link ParameterError} if an option is unknown, a list is empty or not finite, or an event cannot be matched.
 * @example
 * ```ts
 * matchEvents([1, 5.2], [0.4, 4, 6]); // [0, 2]
 * matchEvents([1, 5.2], [0.4, 4, 6], { right: false }); // [0, 1]
 * ```
 * @see librosa 0.11 `util.match_events`.
 */
export function matchEvents(eventsFrom: ArrayLike<number>, eventsTo: ArrayLike<number>, options?: MatchEventsOptions): Int32Array {
  const { left, right } = readOptions('matchEvents', options, { left: true, right: true });
  expectBoolean(left, 'matchEvents', 'left');
  expectBoolean(right, 'matchEvents', 'right');
  const from = readEvents(eventsFrom, 'eventsFrom');
  const to = readEvents(eventsTo, 'eventsTo');
  const order = Int32Array.from(to.keys()).sort((a, b) => to[a]! - to[b]! || a - b);
  return Int32Array.from(from, (event, i) => {
    // The first that is not earlier.
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (to[order[middle]!]! < event) low = middle + 1;
      else high = middle;
    }
    const after = low < order.length ? to[order[low]!]! : Infinity;
    if (after === event) return order[low]!;
    const toLater = right && after < Infinity ? after - event : Infinity;
    const toEarlier = left && low > 0 ? event - to[order[low - 1]!]! : Infinity;
    if (toLater === Infinity && toEarlier === Infinity) {
      const where = left ? 'an earlier or equal' : right ? 'a later or equal' : 'an equal';
      throw new ParameterError(
        'matchEvents',
        'eventsTo',
        `must hold ${where} event for each of eventsFrom, but has none for ${event} at index ${i}`,
      );
    }
    return toEarlier < toLater ? order[low - 1]! : order[low]!;
  });
}

function readEvents(events: ArrayLike<number>, name: string): Float64Array {
  const values = readNumbers(events, 'matchEvents', name);
  if (values.length === 0) throw new ParameterError('matchEvents', name, 'must not be empty');
  return values;
}
