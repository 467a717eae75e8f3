/**
 * Hertz and octaves above A0 (27.5 Hz, a sixteenth of A4).
 * @module
 */
import { fastExp2, fastLog2 } from '../core/fast-math.js';
import { expectFinite, expectInteger, readOptions } from '../core/options.js';
import { type Converted, mapAll, POSITIVE, type Values } from './map.js';

/** Options of {@link hzToOcts} and {@link octsToHz}. */
export interface OctaveOptions {
  /** Deviation of A4 from 440 Hz, in bins (fractions of `1 / binsPerOctave` octaves). @defaultValue `0` */
  tuning?: number | undefined;
  /** Bins per octave, >= 1: the unit of `tuning`. @defaultValue `12` */
  binsPerOctave?: number | undefined;
}

const DEFAULTS = { tuning: 0, binsPerOctave: 12 };

function lowestA(caller: string, options: OctaveOptions | undefined): number {
  const { tuning, binsPerOctave } = readOptions(caller, options, DEFAULTS);
  expectFinite(tuning, caller, 'tuning');
  expectInteger(binsPerOctave, caller, 'binsPerOctave', 1);
  return 27.5 * fastExp2(tuning / binsPerOctave);
}

/**
 * Converts frequencies in Hz to fractional octave numbers: 0 at A0, 4 at A4.
 *
 * @param frequencies - One number or many, Hz, > 0.
 * @param options - Tuning.
 * @returns Octaves, same kind and shape as `frequencies` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a frequency is not finite and > 0, or an option is unknown or out of range.
 * @example
 * ```ts
 * hzToOcts(440); // 4
 * hzToOcts([32, 64, 128, 256]); // [0.219, 1.219, 2.219, 3.219]
 * ```
 * @see librosa 0.11 `hz_to_octs`, which returns -Infinity for 0 Hz.
 */
export function hzToOcts<V extends Values>(frequencies: V, options?: OctaveOptions): Converted<V> {
  const a0 = lowestA('hzToOcts', options);
  const run = (x: Float64Array): void => {
    for (let i = 0; i < x.length; i++) x[i] = fastLog2(x[i]! / a0);
  };
  return mapAll(frequencies, 'hzToOcts', 'frequencies', run, POSITIVE);
}

/**
 * Converts fractional octave numbers to frequencies in Hz, the inverse of {@link hzToOcts}.
 *
 * @param octs - One number or many, octaves above A0.
 * @param options - Tuning.
 * @returns Hz, same kind and shape as `octs` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a value is NaN, infinite or too large, or an option is unknown or out of range.
 * @example
 * ```ts
 * octsToHz(1); // 55
 * octsToHz([-2, -1, 0, 1, 2]); // [6.875, 13.75, 27.5, 55, 110]
 * ```
 * @see librosa 0.11 `octs_to_hz`.
 */
export function octsToHz<V extends Values>(octs: V, options?: OctaveOptions): Converted<V> {
  const a0 = lowestA('octsToHz', options);
  const run = (x: Float64Array): void => {
    for (let i = 0; i < x.length; i++) x[i] = a0 * fastExp2(x[i]!);
  };
  return mapAll(octs, 'octsToHz', 'octs', run, undefined, true);
}
