/**
 * Reference pitch (A4 in Hz) and tuning deviation in fractions of a bin.
 * @module
 */
import { exp2, log2 } from '../core/math.js';
import { expectInteger, readOptions } from '../core/options.js';
import { bounded, type Converted, mapValues, POSITIVE, type Values } from './map.js';

/** Options of {@link a4ToTuning} and {@link tuningToA4}. */
export interface TuningOptions {
  /** Bins per octave, >= 1: the unit of the tuning. @defaultValue `12` */
  binsPerOctave?: number | undefined;
}

const DEFAULTS = { binsPerOctave: 12 };

function bins(caller: string, options: TuningOptions | undefined): number {
  const { binsPerOctave } = readOptions(caller, options, DEFAULTS);
  expectInteger(binsPerOctave, caller, 'binsPerOctave', 1);
  return binsPerOctave;
}

/**
 * Converts a reference pitch to its deviation from 440 Hz, in bins.
 *
 * @param a4 - One number or many: frequency of A4, Hz, > 0.
 * @param options - The unit.
 * @returns Bins, same kind and shape as `a4` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a frequency is not finite and > 0, or an option is unknown or out of range.
 * @example
 * ```ts
 * a4ToTuning(440); // 0
 * a4ToTuning(432); // -0.3177
 * a4ToTuning([440, 444], { binsPerOctave: 24 }); // [0, 0.3133]
 * ```
 * @see librosa 0.11 `A4_to_tuning`.
 */
export function a4ToTuning<V extends Values>(a4: V, options?: TuningOptions): Converted<V> {
  const n = bins('a4ToTuning', options);
  return mapValues(a4, 'a4ToTuning', 'a4', (hz) => n * log2(hz / 440), POSITIVE);
}

/**
 * Converts a deviation from 440 Hz in bins to the reference pitch, the inverse of {@link a4ToTuning}.
 *
 * @param tuning - One number or many, bins.
 * @param options - The unit.
 * @returns Frequency of A4 in Hz, same kind and shape as `tuning` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a value is NaN, infinite or too large, or an option is unknown or out of range.
 * @example
 * ```ts
 * tuningToA4(0); // 440
 * tuningToA4([0.1, -0.2], { binsPerOctave: 36 }); // [440.848, 438.309]
 * ```
 * @see librosa 0.11 `tuning_to_A4`.
 */
export function tuningToA4<V extends Values>(tuning: V, options?: TuningOptions): Converted<V> {
  const n = bins('tuningToA4', options);
  const hz = bounded(tuning, 'tuningToA4', 'tuning', (t) => 440 * exp2(t / n));
  return mapValues(tuning, 'tuningToA4', 'tuning', hz);
}
