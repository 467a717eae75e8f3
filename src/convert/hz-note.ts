/**
 * Hertz and note names.
 * @module
 */
import { hzOfMidi, midiOf } from './hz-midi.js';
import { type Labels, labelValues, POSITIVE, type Values } from './map.js';
import { mapNotes, type MidiToNoteOptions, noteNamer, type NotesConverted, type NoteToMidiOptions } from './note-midi.js';

/**
 * Converts frequencies in Hz to the names of the nearest notes.
 *
 * @param frequencies - One number or many, Hz, > 0.
 * @param options - What is written, and how.
 * @returns A string for a number, otherwise a list (of an ndarray in row-major order).
 * @throws {@link ParameterError} if a frequency is not finite and > 0, `cents` is asked for without `octave`, or an option is unknown.
 * @example
 * ```ts
 * hzToNote(440); // 'A4'
 * hzToNote([32, 64], { cents: true }); // ['C1-38', 'C2-38']
 * ```
 * @see librosa 0.11 `hz_to_note`.
 */
export function hzToNote<V extends Values>(frequencies: V, options?: MidiToNoteOptions): Labels<V> {
  const nameOf = noteNamer('hzToNote', options);
  return labelValues(frequencies, 'hzToNote', 'frequencies', (hz) => nameOf(midiOf(hz)), POSITIVE);
}

/**
 * Converts note names to frequencies in Hz: {@link noteToMidi}, then {@link midiToHz}. Cents count only with `roundMidi: false`.
 *
 * @param note - One name or a list.
 * @param options - Rounding.
 * @returns Hz: a number for one name, a Float64Array for a list.
 * @throws {@link ParameterError} if a name cannot be read, or an option is unknown.
 * @example
 * ```ts
 * noteToHz('A4'); // 440
 * noteToHz(['C4', 'Eb2+10'], { roundMidi: false }); // [261.626, 78.232]
 * ```
 * @see librosa 0.11 `note_to_hz`; librosa 1.0 does not round by default.
 */
export function noteToHz<N extends string | readonly string[]>(note: N, options?: NoteToMidiOptions): NotesConverted<N> {
  return mapNotes(note, 'noteToHz', 'note', options, hzOfMidi);
}
