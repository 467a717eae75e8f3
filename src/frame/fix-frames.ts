/**
 * Frame indices in order, within bounds.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { readNumbers } from '../core/table.js';

/** Options of {@link fixFrames}. */
export interface FixFramesOptions {
  /** The least index, >= 0; `null`: no bound. @defaultValue `0` */
  xMin?: number | null | undefined;
  /** The largest index, >= `xMin`; `null`: no bound. @defaultValue `null` */
  xMax?: number | null | undefined;
  /** `true`: the bounds are added, and indices beyond them count as the bounds; `false`: such indices are dropped. @defaultValue `true` */
  pad?: boolean | undefined;
}

/**
 * Sorts frame indices, drops repetitions and keeps to bounds: boundaries from which segments can be cut.
 *
 * @param frames - Integers >= 0 in any order, such as beats.
 * @param options - {@link FixFramesOptions}.
 * @returns Int32Array, strictly ascending.
 * @throws {@link ParameterError} if an option is unknown or out of range, or an index is not an integer >= 0.
 * @example
 * ```ts
 * fixFrames([7, 3, 3], { xMax: 9 }); // [0, 3, 7, 9]
 * fixFrames([7, 3, 12], { xMax: 9, pad: false }); // [3, 7]
 * ```
 * @see librosa 0.11 `util.fix_frames`.
 */
export function fixFrames(frames: ArrayLike<number>, options?: FixFramesOptions): Int32Array {
  const { xMin, xMax, pad } = readOptions('fixFrames', options, { xMin: 0 as number | null, xMax: null as number | null, pad: true });
  if (xMin !== null) expectInteger(xMin, 'fixFrames', 'xMin', 0);
  if (xMax !== null) expectInteger(xMax, 'fixFrames', 'xMax', xMin ?? 0);
  expectBoolean(pad, 'fixFrames', 'pad');
  return boundFrames(readFrames(frames, 'fixFrames', 'frames'), xMin ?? 0, xMax ?? Infinity, pad && xMin !== null, pad && xMax !== null);
}

/** Reads indices of frames; refuses what is not an integer >= 0. */
export function readFrames(frames: ArrayLike<number>, caller: string, name: string): Float64Array {
  const values = readNumbers(frames, caller, name);
  const bad = values.findIndex((v) => !(Number.isInteger(v) && v >= 0 && v < 2 ** 31));
  if (bad >= 0) throw new ParameterError(caller, name, `must hold integers >= 0, got ${values[bad]} at index ${bad}`);
  return values;
}

/** The same, unchecked: with `below` or `above`, that bound is added, and what lies beyond it counts as the bound. */
export function boundFrames(frames: Float64Array, least: number, most: number, below: boolean, above: boolean): Int32Array {
  const kept = new Set<number>();
  if (below) kept.add(least);
  if (above) kept.add(most);
  for (const frame of frames) {
    const at = below || above ? Math.min(Math.max(frame, least), most) : frame;
    if (at >= least && at <= most) kept.add(at);
  }
  return Int32Array.from(kept).sort();
}
