/**
 * Chord labels: what they are written like, and which notes they mean.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';

/** The notes of a chord. */
export interface ChordNotes {
  /** Semitones of the root above C, in [0, 11]; -1 for `N` and `X`. */
  readonly root: number;
  /** For each of the 12 semitones above the root 1 or 0; all -1 for `X`. */
  readonly semitones: readonly number[];
  /** Semitones of the bass above the root, in [0, 11]; -1 for `N` and `X`. */
  readonly bass: number;
}

/** Semitones above the root of each shorthand. */
const QUALITIES: Readonly<Record<string, string>> = {
  maj: '0 4 7',
  min: '0 3 7',
  aug: '0 4 8',
  dim: '0 3 6',
  sus4: '0 5 7',
  sus2: '0 2 7',
  '7': '0 4 7 10',
  maj7: '0 4 7 11',
  min7: '0 3 7 10',
  minmaj7: '0 3 7 11',
  maj6: '0 4 7 9',
  min6: '0 3 7 9',
  dim7: '0 3 6 9',
  hdim7: '0 3 6 10',
  maj9: '0 4 7 11',
  min9: '0 3 7 10',
  '9': '0 4 7 10',
  min11: '0 3 7 10',
  '11': '0 4 7 10',
  maj13: '0 4 7 11',
  min13: '0 3 7 10',
  '13': '0 4 7 10',
  '1': '0',
  '5': '0 7',
  '': '0',
};

/** Notes beyond the octave that a shorthand stands for, folded into it: what counts when equal neighbours are merged. */
const EXTENSIONS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  minmaj7: ['min', '7'],
  maj9: ['maj7', '9'],
  min9: ['min7', '9'],
  '9': ['7', '9'],
  '11': ['7', '9', '11'],
  '13': ['7', '9', '11', '13'],
  min11: ['min7', '9', '11'],
  maj13: ['maj7', '9', '11', '13'],
  min13: ['min7', '9', '11', '13'],
};

const DEGREES = [0, 2, 4, 5, 7, 9, 11, 12, 14, 16, 17, 19, 21]; // semitones of 1 ... 13
const LETTERS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const DEGREE = /^(b*|#*)(1[0-3]|[1-9])$/;

/** What a label may look like: root, shorthand, degrees added or (with *) left out, bass. */
const LABEL = /^([A-G])(b*|#*)(?::([a-z0-9]*)(?:\(([^()]+)\))?)?(?:\/([^/]+))?$/;

/** Reads a chord label of Harte's notation; with `fold`, notes beyond the octave count as those within. */
export function readChord(label: string, caller: string, name: string, fold = false): ChordNotes {
  if (typeof label !== 'string') throw new TypeError(`${caller}: "${name}" must hold strings, got ${show(label)}`);
  if (label === 'N') return { root: -1, semitones: new Array<number>(12).fill(0), bass: -1 };
  if (label === 'X') return { root: -1, semitones: new Array<number>(12).fill(-1), bass: -1 };
  const bad = (): ParameterError =>
    new ParameterError(caller, name, `must hold chords such as "C", "Bb:min7", "A:(3,5)/3", "N" or "X", got ${show(label)}`);
  const parts = LABEL.exec(label);
  if (!parts) throw bad();
  const [, letter, signs, shorthand, list, bassDegree = '1'] = parts;
  const degrees = list === undefined ? [] : list.split(',');
  if (shorthand === '' && degrees.length === 0) throw bad();
  let quality = shorthand ?? 'maj';
  if (fold && Object.hasOwn(EXTENSIONS, quality)) {
    const [plain, ...more] = EXTENSIONS[quality]!;
    quality = plain;
    degrees.push(...more.filter((d) => !degrees.includes(d)));
  }
  if (!Object.hasOwn(QUALITIES, quality)) throw bad();
  const count = new Int32Array(12);
  for (const s of QUALITIES[quality]!.split(' ')) count[Number(s)] = 1;
  for (const degree of new Set(degrees)) {
    const omitted = degree.startsWith('*');
    const semitone = semitonesOf(omitted ? degree.slice(1) : degree);
    if (semitone === undefined) throw bad();
    if (semitone < 12 || fold) count[modulo12(semitone)]! += omitted ? -1 : 1;
  }
  const bass = semitonesOf(bassDegree);
  if (bass === undefined) throw bad();
  const semitones = Array.from(count, (n) => Number(n > 0));
  semitones[modulo12(bass)] = 1;
  return { root: modulo12(LETTERS[letter!]! + accidentals(signs!)), semitones, bass: modulo12(bass) };
}

const modulo12 = (n: number): number => ((n % 12) + 12) % 12;
const accidentals = (signs: string): number => (signs.startsWith('b') ? -signs.length : signs.length);

function semitonesOf(degree: string): number | undefined {
  const parts = DEGREE.exec(degree);
  return parts ? DEGREES[Number(parts[2]) - 1]! + accidentals(parts[1]!) : undefined;
}
