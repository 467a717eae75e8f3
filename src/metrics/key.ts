/**
 * How well a key was found.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';

const TONICS: Readonly<Record<string, number>> = {
  ...{ c: 0, 'c#': 1, db: 1, d: 2, 'd#': 3, eb: 3, e: 4, f: 5, 'f#': 6, gb: 6, g: 7, 'g#': 8, ab: 8, a: 9, 'a#': 10, bb: 10, b: 11 },
};
const MODES = ['major', 'minor', 'other'];

/**
 * Scores an estimated key as MIREX does: 1 for the same key, 0.5 a fifth too high in the same mode, 0.3 for the relative major or minor, 0.2
 * for the parallel one, else 0.
 *
 * @param referenceKey - The true key, such as `'C# minor'`: a tonic (`c`, `C#`, `Db`, ...) and `major`, `minor` or `other`; or `'X'` where
 * there is none.
 * @param estimatedKey - The key that was found.
 * @returns The score, in [0, 1].
 * @throws {@link ParameterError} if a key is written otherwise.
 * @example
 * ```ts
 * keyWeightedScore('C major', 'A minor'); // 0.3
 * keyWeightedScore('C major', 'G major'); // 0.5
 * ```
 * @see mir_eval 0.8 `key.weighted_score`: same numbers. MIREX "Audio key detection".
 */
export function keyWeightedScore(referenceKey: string, estimatedKey: string): number {
  const [reference, estimate] = [readKey(referenceKey, 'referenceKey'), readKey(estimatedKey, 'estimatedKey')];
  const sameMode = reference.mode === estimate.mode;
  if (reference.tonic === null || estimate.tonic === null) return reference.tonic === estimate.tonic ? 1 : 0;
  const up = (estimate.tonic - reference.tonic + 12) % 12;
  if (sameMode) return up === 0 ? 1 : up === 7 ? 0.5 : 0;
  if (up === (reference.mode === 'major' ? 9 : reference.mode === 'minor' ? 3 : NaN)) return 0.3;
  return up === 0 ? 0.2 : 0;
}

function readKey(key: string, name: string): { tonic: number | null; mode: string | null } {
  const caller = 'keyWeightedScore';
  if (typeof key !== 'string') throw new TypeError(`${caller}: "${name}" must be a string, got ${show(key)}`);
  if (key.toLowerCase() === 'x') return { tonic: null, mode: null };
  const [tonic, mode, ...rest] = key.trim().split(/\s+/);
  const place = Object.hasOwn(TONICS, tonic!.toLowerCase()) ? TONICS[tonic!.toLowerCase()]! : null;
  if (place === null || !MODES.includes(mode!) || rest.length > 0) {
    throw new ParameterError(caller, name, `must be a tonic and major, minor or other, such as "C# minor", or "X", got ${show(key)}`);
  }
  return { tonic: place, mode: mode! };
}
