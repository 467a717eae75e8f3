/**
 * Power to decibels.
 * @module
 */
import { POWER_DB } from './db-kernel.js';
import { type Converted, type Values } from './map.js';
import { type DbReference, type DbSettings, toDb } from './to-db.js';

/** Options of {@link powerToDb}. */
export interface PowerToDbOptions {
  /**
   * Power at 0 dB: a number (its magnitude counts), or a function of the power values of one item, such as `Math.max`.
   * @defaultValue `1`
   */
  ref?: DbReference | undefined;
  /** Smallest power that is told apart, > 0: smaller values, negative ones included, and a smaller `ref` count as this. @defaultValue `1e-10` */
  amin?: number | undefined;
  /** Dynamic range kept, dB, >= 0: what lies further below the loudest point of the item is raised to it. `null` keeps all. @defaultValue `80` */
  topDb?: number | null | undefined;
}

/** The defaults of librosa. */
export const POWER_TO_DB_DEFAULTS: DbSettings = { ref: 1, amin: 1e-10, topDb: 80 };

/**
 * Converts power to decibels: `10 log10(max(amin, S) / max(amin, |ref|))`.
 *
 * An item is the last two axes of an ndarray (one spectrogram), or all of a one-dimensional input. `topDb` and a function as `ref` look at
 * one item, so that a batch equals a loop over its items. A single frame does depend on the others of its item: use `topDb: null` where
 * it must not.
 *
 * @param S - Power: a number, an array, or an ndarray `[...channels, bins, frames]`. Finite.
 * @param options - Reference, floor and range.
 * @returns Decibels, same kind and shape as `S` (a plain array becomes a Float64Array). Precision follows the input.
 * @throws {@link ParameterError} if `S` is empty, NaN or infinite somewhere, or an option is unknown or out of range.
 * @example
 * ```ts
 * powerToDb(100); // 20
 * powerToDb([1e-20, 0.001, 1]); // [-80, -30, 0]
 * powerToDb([1e-20, 0.001, 1], { topDb: null }); // [-100, -30, 0]
 * powerToDb([0.5, 2], { ref: Math.max }); // [-6.0206, 0]
 * ```
 * @see librosa 1.0 `power_to_db`. librosa 0.11 takes the loudest point of the whole batch.
 */
export function powerToDb<V extends Values>(S: V, options?: PowerToDbOptions): Converted<V> {
  return toDb(S, 'powerToDb', options, POWER_TO_DB_DEFAULTS, POWER_DB);
}
