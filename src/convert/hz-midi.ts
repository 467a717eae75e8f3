/**
 * Hertz and MIDI note numbers: 69 is A4 = 440 Hz, 12 to the octave.
 * @module
 */
import { fastExp2, fastLog2 } from '../core/fast-math.js';
import { type Converted, mapAll, POSITIVE, type Values } from './map.js';

/** Hz -> MIDI for one number > 0, unchecked. */
export const midiOf = (hz: number): number => 69 + 12 * fastLog2(hz / 440);

/** MIDI -> Hz for one number, unchecked. */
export const hzOfMidi = (note: number): number => 440 * fastExp2((note - 69) / 12);

/**
 * Converts frequencies in Hz to (fractional) MIDI note numbers.
 *
 * @param frequencies - One number or many, Hz, > 0.
 * @returns MIDI numbers, same kind and shape as `frequencies` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a frequency is not finite and > 0.
 * @example
 * ```ts
 * hzToMidi(60); // 34.506
 * hzToMidi([110, 220, 440]); // [45, 57, 69]
 * ```
 * @see librosa 0.11 `hz_to_midi`, which returns -Infinity for 0 Hz.
 */
export function hzToMidi<V extends Values>(frequencies: V): Converted<V> {
  const run = (x: Float64Array): void => {
    for (let i = 0; i < x.length; i++) x[i] = midiOf(x[i]!);
  };
  return mapAll(frequencies, 'hzToMidi', 'frequencies', run, POSITIVE);
}

/**
 * Converts MIDI note numbers to frequencies in Hz.
 *
 * @param notes - One number or many; fractions are cents.
 * @returns Hz, same kind and shape as `notes` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a number is NaN, infinite or too large.
 * @example
 * ```ts
 * midiToHz(36); // 65.406
 * midiToHz([57, 69, 81]); // [220, 440, 880]
 * ```
 * @see librosa 0.11 `midi_to_hz`.
 */
export function midiToHz<V extends Values>(notes: V): Converted<V> {
  const run = (x: Float64Array): void => {
    for (let i = 0; i < x.length; i++) x[i] = hzOfMidi(x[i]!);
  };
  return mapAll(notes, 'midiToHz', 'notes', run, undefined, true);
}
