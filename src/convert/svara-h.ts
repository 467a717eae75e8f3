/**
 * Hindustani svara.
 * @module
 */
import { expectBoolean, expectFinite, expectPositive, readOptions } from '../core/options.js';
import { midiOf } from './hz-midi.js';
import { type Labels, labelValues, mapWords, POSITIVE, type Values } from './map.js';
import { markOctave, nameAt } from './mela.js';
import { midiOfNote } from './note-midi.js';
import { roundHalfEven } from './spelling.js';

/** How svara are written. */
export interface SvaraStyle {
  /** `true`: one letter, `false`: the whole name. @defaultValue `true` */
  abbr?: boolean | undefined;
  /** Whether svara of the octaves next to Sa's are marked, by a dot below or above. @defaultValue `true` */
  octave?: boolean | undefined;
  /** `true`: combining dots (and subscript digits), `false`: `,` and `'` (and plain digits). @defaultValue `true` */
  unicode?: boolean | undefined;
}

/** Options of {@link midiToSvaraH}, {@link hzToSvaraH} (with `Sa` in Hz) and, with `Sa` a note name, {@link noteToSvaraH}. */
export interface SvaraHOptions<S extends number | string = number> extends SvaraStyle {
  /** The reference, in the unit of the input. Must be given. */
  Sa: S;
}

const NAMES = ['Sa', 're', 'Re', 'ga', 'Ga', 'ma', 'Ma', 'Pa', 'dha', 'Dha', 'ni', 'Ni'];

/** The style in force. */
export interface SvaraSettings<S> {
  Sa: S | undefined;
  abbr: boolean;
  octave: boolean;
  unicode: boolean;
}

/** Reads the options that both kinds of svara share; `more` are the defaults of others. */
export function readSvara<S, M extends object>(caller: string, options: object | undefined, more: M): SvaraSettings<S> & M {
  const defaults = { Sa: undefined as S | undefined, abbr: true, octave: true, unicode: true, ...more };
  const settings = readOptions<SvaraSettings<S> & M>(caller, options as SvaraSettings<S> & M, defaults);
  expectBoolean(settings.abbr, caller, 'abbr');
  expectBoolean(settings.octave, caller, 'octave');
  expectBoolean(settings.unicode, caller, 'unicode');
  return settings;
}

/** A function from semitones above Sa to a name. */
export function svaraNamer(
  names: readonly string[],
  { octave, unicode }: { octave: boolean; unicode: boolean },
): (semitones: number) => string {
  return (semitones: number): string => {
    const nearest = roundHalfEven(semitones);
    const name = nameAt(names, nearest);
    return octave ? markOctave(name, nearest, unicode) : name;
  };
}

const namerOf = (style: SvaraSettings<unknown>): ((semitones: number) => string) =>
  svaraNamer(style.abbr ? NAMES.map((name) => name[0]!) : NAMES, style);

/**
 * Converts MIDI note numbers to Hindustani svara.
 *
 * @param midi - One number or many.
 * @param options - `Sa` as a MIDI number, and style.
 * @returns A string for a number, otherwise a list (of an ndarray in row-major order).
 * @throws {@link ParameterError} if a number is not finite, or an option is unknown or out of range.
 * @example
 * ```ts
 * midiToSvaraH([60, 61, 62], { Sa: 60 }); // ['S', 'r', 'R']
 * midiToSvaraH([60, 61, 62], { Sa: 67, unicode: false }); // ['m,', 'M,', 'P,']
 * ```
 * @see librosa 0.11 `midi_to_svara_h`.
 */
export function midiToSvaraH<V extends Values>(midi: V, options: SvaraHOptions): Labels<V> {
  const style = readSvara<number, object>('midiToSvaraH', options, {});
  const { Sa } = style;
  expectFinite(Sa, 'midiToSvaraH', 'Sa');
  const nameOf = namerOf(style);
  return labelValues(midi, 'midiToSvaraH', 'midi', (m) => nameOf(m - Sa));
}

/**
 * Converts frequencies in Hz to Hindustani svara, in twelve-tone equal temperament.
 *
 * @param frequencies - One number or many, Hz, > 0.
 * @param options - `Sa` in Hz, and style.
 * @returns A string for a number, otherwise a list (of an ndarray in row-major order).
 * @throws {@link ParameterError} if a frequency is not finite and > 0, or an option is unknown or out of range.
 * @example
 * ```ts
 * hzToSvaraH([261, 392], { Sa: 261, abbr: false }); // ['Sa', 'Pa']
 * ```
 * @see librosa 0.11 `hz_to_svara_h`.
 */
export function hzToSvaraH<V extends Values>(frequencies: V, options: SvaraHOptions): Labels<V> {
  const style = readSvara<number, object>('hzToSvaraH', options, {});
  const { Sa } = style;
  expectPositive(Sa, 'hzToSvaraH', 'Sa');
  const nameOf = namerOf(style);
  return labelValues(frequencies, 'hzToSvaraH', 'frequencies', (hz) => nameOf(midiOf(hz) - midiOf(Sa)), POSITIVE);
}

/**
 * Converts note names to Hindustani svara, in twelve-tone equal temperament.
 *
 * @param notes - One name or a list, as for {@link noteToMidi}.
 * @param options - `Sa` as a note name (octave 0 if left out), and style.
 * @returns A string for one name, otherwise a list.
 * @throws {@link ParameterError} if a name cannot be read, or an option is unknown.
 * @example
 * ```ts
 * noteToSvaraH(['C4', 'G4', 'Eb4'], { Sa: 'C4' }); // ['S', 'P', 'g']
 * ```
 * @see librosa 0.11 `note_to_svara_h`.
 */
export function noteToSvaraH<N extends string | readonly string[]>(notes: N, options: SvaraHOptions<string>): Labels<N> {
  const style = readSvara<string, object>('noteToSvaraH', options, {});
  const Sa = midiOfNote(style.Sa as string, true, 'noteToSvaraH', 'Sa');
  const nameOf = namerOf(style);
  return mapWords(notes, 'noteToSvaraH', 'notes', (note) => nameOf(midiOfNote(note, false, 'noteToSvaraH', 'notes') - Sa)) as Labels<N>;
}
