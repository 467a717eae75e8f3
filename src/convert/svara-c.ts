/**
 * Carnatic svara.
 * @module
 */
import { expectFinite, expectPositive } from '../core/options.js';
import { midiOf } from './hz-midi.js';
import { type Labels, labelValues, mapWords, POSITIVE, type Values } from './map.js';
import { svaraOf } from './mela.js';
import { midiOfNote } from './note-midi.js';
import { readSvara, svaraNamer, type SvaraSettings, type SvaraStyle } from './svara-h.js';

/** Options of {@link midiToSvaraC}, {@link hzToSvaraC} (with `Sa` in Hz) and, with `Sa` a note name, {@link noteToSvaraC}. */
export interface SvaraCOptions<S extends number | string = number> extends SvaraStyle {
  /** The reference, in the unit of the input. Must be given. */
  Sa: S;
  /** The melakarta raga: its number in [1, 72] or its name. Must be given. */
  mela: number | string;
}

function read<S>(
  caller: string,
  options: SvaraCOptions<S & (number | string)>,
): [Sa: S | undefined, nameOf: (semitones: number) => string] {
  const style: SvaraSettings<S> & { mela: number | string | undefined } = readSvara(caller, options, {
    mela: undefined as number | string | undefined,
  });
  return [style.Sa, svaraNamer(svaraOf(style.mela as number, style.abbr, style.unicode, caller), style)];
}

/**
 * Converts MIDI note numbers to Carnatic svara in a melakarta raga.
 *
 * @param midi - One number or many.
 * @param options - `Sa` as a MIDI number, raga, and style.
 * @returns A string for a number, otherwise a list (of an ndarray in row-major order).
 * @throws {@link ParameterError} if a number is not finite, there is no such raga, or an option is unknown or out of range.
 * @example
 * ```ts
 * midiToSvaraC([60, 62, 63], { Sa: 60, mela: 1 }); // ['S', 'G₁', 'G₂']
 * midiToSvaraC(74, { Sa: 60, mela: 'kanakangi', unicode: false }); // "G1'"
 * ```
 * @see librosa 0.11 `midi_to_svara_c`.
 */
export function midiToSvaraC<V extends Values>(midi: V, options: SvaraCOptions): Labels<V> {
  const [Sa, nameOf] = read<number>('midiToSvaraC', options);
  expectFinite(Sa, 'midiToSvaraC', 'Sa');
  return labelValues(midi, 'midiToSvaraC', 'midi', (m) => nameOf(m - Sa));
}

/**
 * Converts frequencies in Hz to Carnatic svara in a melakarta raga, in twelve-tone equal temperament.
 *
 * @param frequencies - One number or many, Hz, > 0.
 * @param options - `Sa` in Hz, raga, and style.
 * @returns A string for a number, otherwise a list (of an ndarray in row-major order).
 * @throws {@link ParameterError} if a frequency is not finite and > 0, there is no such raga, or an option is unknown or out of range.
 * @example
 * ```ts
 * hzToSvaraC([261, 392], { Sa: 261, mela: 36 }); // ['S', 'P']
 * ```
 * @see librosa 0.11 `hz_to_svara_c`.
 */
export function hzToSvaraC<V extends Values>(frequencies: V, options: SvaraCOptions): Labels<V> {
  const [Sa, nameOf] = read<number>('hzToSvaraC', options);
  expectPositive(Sa, 'hzToSvaraC', 'Sa');
  return labelValues(frequencies, 'hzToSvaraC', 'frequencies', (hz) => nameOf(midiOf(hz) - midiOf(Sa)), POSITIVE);
}

/**
 * Converts note names to Carnatic svara in a melakarta raga, in twelve-tone equal temperament.
 *
 * @param notes - One name or a list, as for {@link noteToMidi}.
 * @param options - `Sa` as a note name (octave 0 if left out), raga, and style.
 * @returns A string for one name, otherwise a list.
 * @throws {@link ParameterError} if a name cannot be read, there is no such raga, or an option is unknown.
 * @example
 * ```ts
 * noteToSvaraC(['C4', 'D4', 'G4'], { Sa: 'C4', mela: 1 }); // ['S', 'G₁', 'P']
 * ```
 * @see librosa 0.11 `note_to_svara_c`.
 */
export function noteToSvaraC<N extends string | readonly string[]>(notes: N, options: SvaraCOptions<string>): Labels<N> {
  const [name, nameOf] = read<string>('noteToSvaraC', options);
  const Sa = midiOfNote(name as string, true, 'noteToSvaraC', 'Sa');
  return mapWords(notes, 'noteToSvaraC', 'notes', (note) => nameOf(midiOfNote(note, false, 'noteToSvaraC', 'notes') - Sa)) as Labels<N>;
}
