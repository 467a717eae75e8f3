/**
 * Decibels to power and to amplitude.
 * @module
 */
import { exp10All } from '../core/fast-math.js';
import { expectPositive, readOptions } from '../core/options.js';
import { type Converted, mapAll, type Values } from './map.js';

/** Options of {@link dbToPower} and {@link dbToAmplitude}. */
export interface DbToPowerOptions {
  /** What lies at 0 dB, > 0: a power or an amplitude. @defaultValue `1` */
  ref?: number | undefined;
}

function fromDb<V extends Values>(SDb: V, caller: string, options: DbToPowerOptions | undefined, decibels: number): Converted<V> {
  const { ref } = readOptions(caller, options, { ref: 1 });
  expectPositive(ref, caller, 'ref');
  return mapAll(SDb, caller, 'SDb', (x) => exp10All(x, decibels, ref), undefined, true);
}

/**
 * Converts decibels to power: `ref 10^(SDb / 10)`, the inverse of {@link powerToDb} above its floor.
 *
 * @param SDb - One number or many, dB.
 * @param options - The reference.
 * @returns Power, same kind and shape as `SDb` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a value is NaN, infinite or too large, or an option is unknown or out of range.
 * @example
 * ```ts
 * dbToPower(20); // 100
 * dbToPower([-10, 0, 10], { ref: 2 }); // [0.2, 2, 20]
 * ```
 * @see librosa 0.11 `db_to_power`.
 */
export function dbToPower<V extends Values>(SDb: V, options?: DbToPowerOptions): Converted<V> {
  return fromDb(SDb, 'dbToPower', options, 10);
}

/**
 * Converts decibels to amplitude: `ref 10^(SDb / 20)`, the inverse of {@link amplitudeToDb} above its floor.
 *
 * @param SDb - One number or many, dB.
 * @param options - The reference.
 * @returns Amplitude, same kind and shape as `SDb` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a value is NaN, infinite or too large, or an option is unknown or out of range.
 * @example
 * ```ts
 * dbToAmplitude(20); // 10
 * dbToAmplitude([-40, -20, 0]); // [0.01, 0.1, 1]
 * ```
 * @see librosa 0.11 `db_to_amplitude`.
 */
export function dbToAmplitude<V extends Values>(SDb: V, options?: DbToPowerOptions): Converted<V> {
  return fromDb(SDb, 'dbToAmplitude', options, 20);
}
