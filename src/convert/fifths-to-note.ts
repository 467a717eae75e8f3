/**
 * Notes on the line of fifths.
 * @module
 */
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { readSpelling, spell } from './spelling.js';

/** Options of {@link fifthsToNote}. */
export interface FifthsToNoteOptions {
  /** The note to start from, such as `'C'` or `'Bb'`. Must be given. */
  unison: string;
  /** Perfect fifths to go up; negative ones go down. Must be given. */
  fifths: number;
  /** `true`: ♯ 𝄪 ♭ 𝄫, `false`: # ## b bb. @defaultValue `true` */
  unicode?: boolean | undefined;
}

/**
 * Names the note a number of perfect fifths above another. No circle is closed: 12 fifths above C is B♯.
 *
 * @param options - Where to start and how far to go.
 * @returns The name, without octave.
 * @throws {@link ParameterError} if the note cannot be read, or an option is unknown or out of range.
 * @example
 * ```ts
 * fifthsToNote({ unison: 'C', fifths: 6 }); // 'F♯'
 * fifthsToNote({ unison: 'Eb', fifths: 11, unicode: false }); // 'G#'
 * ```
 * @see librosa 0.11 `fifths_to_note`.
 */
export function fifthsToNote(options: FifthsToNoteOptions): string {
  const { unison, fifths, unicode } = readOptions('fifthsToNote', options, {
    unison: undefined as string | undefined,
    fifths: undefined as number | undefined,
    unicode: true,
  });
  expectInteger(fifths, 'fifthsToNote', 'fifths', -1000, 1000);
  expectBoolean(unicode, 'fifthsToNote', 'unicode');
  return spell(readSpelling(unison as string, 'fifthsToNote', 'unison').fifths + fifths, unicode);
}
