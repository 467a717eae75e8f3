/**
 * Note names and MIDI note numbers.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { notesOf } from './key.js';
import { type Labels, labelValues, mapWords, type Values } from './map.js';
import { modulo, readSpelling, roundHalfEven } from './spelling.js';

/** Options of {@link noteToMidi} and {@link noteToHz}. */
export interface NoteToMidiOptions {
  /** Whether cents are rounded away, to the nearest semitone (halves to the even one). @defaultValue `true` */
  roundMidi?: boolean | undefined;
}

/** Options of {@link midiToNote} and {@link hzToNote}. */
export interface MidiToNoteOptions {
  /** Whether the octave is written. @defaultValue `true` */
  octave?: boolean | undefined;
  /** Whether the deviation in cents is written; needs `octave`. @defaultValue `false` */
  cents?: boolean | undefined;
  /** The key that decides between C♯ and D♭, as for {@link keyToNotes}. @defaultValue `'C:maj'` */
  key?: string | undefined;
  /** `true`: ♯ ♭, `false`: # b. @defaultValue `true` */
  unicode?: boolean | undefined;
}

/** A number for a word, a Float64Array for a list. */
export type NotesConverted<N> = N extends string ? number : Float64Array;

/** Reads notes and applies `f` to their MIDI numbers. */
export function mapNotes<N extends string | readonly string[]>(
  notes: N,
  caller: string,
  name: string,
  options: NoteToMidiOptions | undefined,
  f: (midi: number) => number,
): NotesConverted<N> {
  const { roundMidi } = readOptions(caller, options, { roundMidi: true });
  expectBoolean(roundMidi, caller, 'roundMidi');
  const result = mapWords(notes, caller, name, (note) => f(midiOfNote(note, roundMidi, caller, name)));
  return (typeof result === 'number' ? result : Float64Array.from(result)) as NotesConverted<N>;
}

/** The MIDI number of one note. Without octave it is taken as octave 0. */
export function midiOfNote(note: string, round: boolean, caller: string, name: string): number {
  const { semitones, octave = 0, cents } = readSpelling(note, caller, name);
  const midi = 12 * (octave + 1) + semitones + cents * 0.01;
  return round ? roundHalfEven(midi) : midi;
}

/**
 * Converts note names to MIDI note numbers.
 *
 * A name is a letter (small ones too), accidentals (`#` `♯` `𝄪`, `b` `!` `♭` `𝄫`, `n` `♮`), an octave (0 if left out) and signed cents.
 * librosa 0.11 rounds cents away unless `roundMidi` is false; librosa 1.0 keeps them.
 *
 * @param note - One name or a list.
 * @param options - Rounding.
 * @returns A number for one name, a Float64Array for a list.
 * @throws {@link ParameterError} if a name cannot be read, or an option is unknown.
 * @example
 * ```ts
 * noteToMidi('A4'); // 69
 * noteToMidi(['C', 'c#3', 'B♭6']); // [12, 49, 94]
 * noteToMidi('A4+20', { roundMidi: false }); // 69.2
 * ```
 * @see librosa 0.11 `note_to_midi`.
 */
export function noteToMidi<N extends string | readonly string[]>(note: N, options?: NoteToMidiOptions): NotesConverted<N> {
  return mapNotes(note, 'noteToMidi', 'note', options, (midi) => midi);
}

/** Reads how notes are to be named and returns the function that names one. */
export function noteNamer(caller: string, options: MidiToNoteOptions | undefined): (midi: number) => string {
  const { octave, cents, key, unicode } = readOptions(caller, options, { octave: true, cents: false, key: 'C:maj', unicode: true });
  expectBoolean(octave, caller, 'octave');
  expectBoolean(cents, caller, 'cents');
  expectBoolean(unicode, caller, 'unicode');
  if (cents && !octave) throw new ParameterError(caller, 'cents', 'needs octave: true, for "A+20" would be read as octave 20');
  const names = notesOf(key, unicode, false, caller);
  return (midi) => {
    const nearest = roundHalfEven(midi);
    let note = names[modulo(nearest, 12)]!;
    if (octave) note += Math.floor(nearest / 12) - 1;
    if (!cents) return note;
    const deviation = Math.trunc(100 * (roundHalfEven((midi - nearest) * 100) / 100)); // 0.29 becomes 28, as in librosa
    return `${note}${deviation < 0 ? '' : '+'}${deviation + 0}`;
  };
}

/**
 * Converts MIDI note numbers to note names, of the nearest semitone.
 *
 * @param midi - One number or many.
 * @param options - What is written, and how.
 * @returns A string for a number, otherwise a list (of an ndarray in row-major order).
 * @throws {@link ParameterError} if a number is not finite, `cents` is asked for without `octave`, or an option is unknown.
 * @example
 * ```ts
 * midiToNote(61); // 'C♯4'
 * midiToNote([58.7, 60], { cents: true }); // ['B3-30', 'C4+0']
 * midiToNote(61, { key: 'F:maj', octave: false, unicode: false }); // 'Db'
 * ```
 * @see librosa 0.11 `midi_to_note`, which names notes below MIDI 0 one octave too high (-2 is A♯-2, not A♯-1).
 */
export function midiToNote<V extends Values>(midi: V, options?: MidiToNoteOptions): Labels<V> {
  return labelValues(midi, 'midiToNote', 'midi', noteNamer('midiToNote', options));
}
