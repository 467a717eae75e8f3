/**
 * Running a filter of images over lags.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { lagToRecurrence, recurrenceToLag } from './lag.js';

/** Options of {@link timelagFilter}. */
export interface TimelagFilterOptions {
  /** As for `recurrenceToLag`. @defaultValue `true` */
  pad?: boolean | undefined;
}

/**
 * Makes a filter of recurrence matrices from a filter of lag matrices: what smooths horizontal lines there smooths diagonals here.
 *
 * @param filter - Takes a lag matrix (and what else it likes) and returns one of the same shape.
 * @param options - {@link TimelagFilterOptions}.
 * @returns A function that takes a recurrence matrix and the same further arguments, and returns a recurrence matrix.
 * @throws {@link ParameterError} if an option is unknown; the function throws what `recurrenceToLag` and `lagToRecurrence` throw.
 * @example
 * ```ts
 * const R = { data: Float64Array.of(1, 2, 3, 4), shape: [2, 2], stride: [2, 1], offset: 0 } as NdArray<Float64Array>;
 * const same = timelagFilter((lag) => lag);
 * same(R).get(1, 0); // 3
 * ```
 * @see librosa 0.11 `segment.timelag_filter`.
 */
export function timelagFilter<T extends FloatArray = FloatArray, A extends unknown[] = []>(
  filter: (lag: NdArray<T>, ...args: A) => NdArray<T>,
  options?: TimelagFilterOptions,
): (rec: NdArray<T>, ...args: A) => NdArray<T> {
  const { pad } = readOptions('timelagFilter', options, { pad: true });
  expectBoolean(pad, 'timelagFilter', 'pad');
  if (typeof filter !== 'function') throw new TypeError('timelagFilter: "filter" must be a function');
  return (rec, ...args) => lagToRecurrence(filter(recurrenceToLag(rec, { pad }), ...args));
}
