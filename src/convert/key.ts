/**
 * Keys and modes: the scale they use and how they spell the twelve notes.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { accidentalsOf, countAccidentals, modulo, readSpelling, spell } from './spelling.js';

/** Options of {@link keyToNotes}. */
export interface KeyToNotesOptions {
  /** `true`: ♯ 𝄪 ♭ 𝄫 ♮, `false`: # ## b bb n. @defaultValue `true` */
  unicode?: boolean | undefined;
  /** Whether notes outside the scale that have no accidental get a natural sign. @defaultValue `false` */
  natural?: boolean | undefined;
}

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
/** Degree of the major scale at which a mode begins, and how many fifths above its major tonic that is. */
const MODES: Record<string, readonly [degree: number, fifths: number]> = {
  maj: [0, 0],
  min: [5, 3],
  ion: [0, 0],
  dor: [1, 2],
  phr: [2, 4],
  lyd: [3, -1],
  mix: [4, 1],
  aeo: [5, 3],
  loc: [6, 5],
};

interface Key {
  /** Tonic on the line of fifths. */
  tonic: number;
  /** First three letters of scale or mode. */
  mode: string;
  /** Accidentals of the note that decides between sharps and flats: the tonic, or for a mode the tonic of its major scale. */
  accidentals: number;
}

function readKey(key: string, caller: string): Key {
  const match =
    typeof key === 'string'
      ? /^([A-Ga-g])([#♯𝄪b!♭𝄫♮n]*):((?:maj|min)(?:or)?|(?:ion|dor|phryg|lyd|mixolyd|aeol|locr)(?:ian)?|phr|mix|aeo|loc)$/u.exec(key)
      : null;
  if (!match) throw new ParameterError(caller, 'key', `must be a key such as "C:maj", "F#:min" or "Eb:dorian", got ${show(key)}`);
  const mode = match[3]!.slice(0, 3);
  const tonic = readSpelling(match[1]! + match[2]!, caller, 'key').fifths;
  const written = mode === 'maj' || mode === 'min';
  return { tonic, mode, accidentals: written ? countAccidentals(match[2]!) : accidentalsOf(tonic - MODES[mode]![1]) };
}

/**
 * Spells the twelve notes in a key or mode.
 *
 * A tonic with an accidental (for modes: the tonic of their major scale) decides between sharps and flats; without one, whichever the
 * scale needs fewer of, sharps if equal.
 *
 * @param key - Tonic, accidentals, colon, then `maj`, `major`, `min`, `minor` or a mode: `ionian`, `dorian`, `phrygian`, `lydian`,
 * `mixolydian`, `aeolian`, `locrian`, their first three letters, or their name without `ian`.
 * @param options - Signs.
 * @returns Twelve names, from C (or what stands for it) up.
 * @throws {@link ParameterError} if the key cannot be read, or an option is unknown.
 * @example
 * ```ts
 * keyToNotes('F:maj'); // ['C', 'D♭', 'D', 'E♭', 'E', 'F', 'G♭', 'G', 'A♭', 'A', 'B♭', 'B']
 * keyToNotes('G#:maj', { unicode: false })[7]; // 'F##'
 * ```
 * @see librosa 0.11 `key_to_notes`.
 */
export function keyToNotes(key: string, options?: KeyToNotesOptions): string[] {
  const { unicode, natural } = readOptions('keyToNotes', options, { unicode: true, natural: false });
  expectBoolean(unicode, 'keyToNotes', 'unicode');
  expectBoolean(natural, 'keyToNotes', 'natural');
  return notesOf(key, unicode, natural, 'keyToNotes');
}

/** The same, options checked. */
export function notesOf(key: string, unicode: boolean, natural: boolean, caller: string): string[] {
  const { tonic, mode, accidentals } = readKey(key, caller);
  // Twelve neighbours on the line of fifths. From the second accidental on, librosa adds it to every note of the key with one less.
  const extra = 7 * Math.sign(accidentals) * Math.max(0, Math.abs(accidentals) - 1);
  const sharps = tonic - MODES[mode]![1] - extra; // of the major scale with the same notes; negative: flats
  const first = extra + (accidentals > 0 || (accidentals === 0 && sharps >= 0) ? Math.max(-1, sharps - 6) : Math.min(-6, sharps - 1));
  const scale = natural ? degreesOf(key, caller) : [];
  const notes = new Array<string>(12);
  for (let fifths = first; fifths < first + 12; fifths++) {
    const degree = modulo(7 * fifths, 12);
    const sign = natural && accidentalsOf(fifths) === 0 && !scale.includes(degree) ? (unicode ? '♮' : 'n') : '';
    notes[degree] = spell(fifths, unicode, true) + sign;
  }
  return notes;
}

/**
 * The seven notes of a key's or mode's scale, from its tonic up.
 *
 * @param key - As for {@link keyToNotes}.
 * @returns Semitones above C, in [0, 11]: indices into the result of {@link keyToNotes}.
 * @throws {@link ParameterError} if the key cannot be read.
 * @example
 * ```ts
 * keyToDegrees('A:min'); // [9, 11, 0, 2, 4, 5, 7]
 * keyToDegrees('D:maj').map((k) => keyToNotes('D:maj')[k]); // ['D', 'E', 'F♯', 'G', 'A', 'B', 'C♯']
 * ```
 * @see librosa 0.11 `key_to_degrees`.
 */
export function keyToDegrees(key: string): number[] {
  return degreesOf(key, 'keyToDegrees');
}

function degreesOf(key: string, caller: string): number[] {
  const { tonic, mode } = readKey(key, caller);
  const [degree] = MODES[mode]!;
  return MAJOR.map((_, i) => modulo(7 * tonic + MAJOR[(i + degree) % 7]! - MAJOR[degree]!, 12));
}
