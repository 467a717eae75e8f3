/**
 * Reading and writing note names. A spelling is a place on the line of fifths: … B♭ -2, F -1, C 0, G 1 … B 5, F♯ 6 …; seven steps are
 * one accidental.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';

/** A note name taken apart. */
export interface Spelling {
  /** Place on the line of fifths. */
  fifths: number;
  /** Semitones above the C of its octave: -1 for C♭, 12 for B♯. */
  semitones: number;
  /** Sharps less flats. */
  accidentals: number;
  /** The octave, if written. */
  octave: number | undefined;
  /** Cents, 0 if not written. */
  cents: number;
}

const LINE = 'FCGDAEB';
const SCALE = 'C D EF G A B';
const WORTH: Record<string, number> = { '#': 1, '♯': 1, '𝄪': 2, b: -1, '!': -1, '♭': -1, '𝄫': -2, '♮': 0, n: 0 };

/** Reads `'C'`, `'f♯4'`, `'Bb-1'`, `'A4+20'`. The letter may be small; flats are `b`, `!` or `♭`, naturals `n` or `♮`. */
export function readSpelling(note: string, caller: string, name: string): Spelling {
  const match = typeof note === 'string' ? /^([A-Ga-g])([#♯𝄪b!♭𝄫♮n]*)([+-]?\d+)?([+-]\d+)?$/u.exec(note) : null;
  if (!match) throw new ParameterError(caller, name, `must be a note such as "A4", "C#" or "Eb2+10", got ${show(note)}`);
  const letter = match[1]!.toUpperCase();
  const accidentals = countAccidentals(match[2]!);
  return {
    fifths: LINE.indexOf(letter) - 1 + 7 * accidentals,
    semitones: SCALE.indexOf(letter) + accidentals,
    accidentals,
    octave: match[3] === undefined ? undefined : Number(match[3]),
    cents: Number(match[4] ?? 0),
  };
}

/** Sharps less flats. */
export function countAccidentals(signs: string): number {
  let count = 0;
  for (const sign of signs) count += WORTH[sign]!;
  return count;
}

/** Remainder in [0, n). */
export const modulo = (k: number, n: number): number => ((k % n) + n) % n;

/** Accidentals of a place on the line of fifths. */
export const accidentalsOf = (fifths: number): number => Math.floor((fifths + 1) / 7);

/** The name at a place on the line of fifths. librosa writes three sharps as ♯𝄪 in keys (`singleFirst`) and as 𝄪♯ elsewhere. */
export function spell(fifths: number, unicode: boolean, singleFirst: boolean = false): string {
  const count = accidentalsOf(fifths);
  const letter = LINE[modulo(fifths + 1, 7)]!;
  const n = Math.abs(count);
  if (!unicode) return letter + (count > 0 ? '#' : 'b').repeat(n);
  const single = (count > 0 ? '♯' : '♭').repeat(n % 2);
  const double = (count > 0 ? '𝄪' : '𝄫').repeat(Math.floor(n / 2));
  return letter + (singleFirst ? single + double : double + single);
}

/** To the nearest integer, halves to the even one, as numpy rounds. */
export function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
}
