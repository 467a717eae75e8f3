/**
 * The ten thaats of Hindustani music, after V. N. Bhatkhande.
 * @module
 */
import { expectOneOf } from '../core/options.js';

const THAATS: Record<string, readonly number[]> = {
  bilaval: [0, 2, 4, 5, 7, 9, 11],
  khamaj: [0, 2, 4, 5, 7, 9, 10],
  kafi: [0, 2, 3, 5, 7, 9, 10],
  asavari: [0, 2, 3, 5, 7, 8, 10],
  bhairavi: [0, 1, 3, 5, 7, 8, 10],
  kalyan: [0, 2, 4, 6, 7, 9, 11],
  marva: [0, 1, 4, 6, 7, 9, 11],
  poorvi: [0, 1, 4, 6, 7, 8, 11],
  todi: [0, 1, 3, 6, 7, 8, 11],
  bhairav: [0, 1, 4, 5, 7, 8, 11],
};

/**
 * The seven svara of a thaat.
 *
 * @param thaat - Its name, see {@link listThaat}; capitals do not matter.
 * @returns Semitones above Sa, ascending.
 * @throws {@link ParameterError} if there is no such thaat.
 * @example
 * ```ts
 * thaatToDegrees('todi'); // [0, 1, 3, 6, 7, 8, 11]
 * ```
 * @see librosa 0.11 `thaat_to_degrees`.
 */
export function thaatToDegrees(thaat: string): number[] {
  const name = typeof thaat === 'string' ? thaat.toLowerCase() : thaat;
  expectOneOf(name, 'thaatToDegrees', 'thaat', listThaat());
  return [...THAATS[name]!];
}

/**
 * The names of the thaats.
 *
 * @returns Ten names.
 * @example
 * ```ts
 * listThaat().slice(0, 3); // ['bilaval', 'khamaj', 'kafi']
 * ```
 * @see librosa 0.11 `list_thaat`.
 */
export function listThaat(): string[] {
  return Object.keys(THAATS);
}
