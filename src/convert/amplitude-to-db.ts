/**
 * Amplitude to decibels.
 * @module
 */
import { AMPLITUDE_DB } from './db-kernel.js';
import { type Converted, type Values } from './map.js';
import { type DbReference, toDb } from './to-db.js';

/** Options of {@link amplitudeToDb}. */
export interface AmplitudeToDbOptions {
  /**
   * Amplitude at 0 dB: a number (its magnitude counts), or a function of the magnitudes of one item, such as `Math.max`.
   * @defaultValue `1`
   */
  ref?: DbReference | undefined;
  /** Smallest magnitude that is told apart, > 0: smaller values and a smaller `ref` count as this. @defaultValue `1e-5` */
  amin?: number | undefined;
  /** Dynamic range kept, dB, >= 0: what lies further below the loudest point of the item is raised to it. `null` keeps all. @defaultValue `80` */
  topDb?: number | null | undefined;
}

/**
 * Converts amplitudes to decibels: `20 log10(max(amin, |S|) / max(amin, |ref|))`. Items, `topDb` and `ref` as in {@link powerToDb}.
 *
 * @param S - Amplitude: a number, an array, or an ndarray `[...channels, bins, frames]`. Finite; signs are dropped.
 * @param options - Reference, floor and range.
 * @returns Decibels, same kind and shape as `S` (a plain array becomes a Float64Array). Precision follows the input.
 * @throws {@link ParameterError} if `S` is empty, NaN or infinite somewhere, or an option is unknown or out of range.
 * @example
 * ```ts
 * amplitudeToDb(0.1); // -20
 * amplitudeToDb([0, -0.01, 1]); // [-80, -40, 0]
 * ```
 * @see librosa 1.0 `amplitude_to_db`. librosa 0.11 takes the loudest point of the whole batch.
 */
export function amplitudeToDb<V extends Values>(S: V, options?: AmplitudeToDbOptions): Converted<V> {
  return toDb(S, 'amplitudeToDb', options, { ref: 1, amin: 1e-5, topDb: 80 }, AMPLITUDE_DB);
}
