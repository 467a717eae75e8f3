/**
 * Recurrence quantification analysis: long diagonals in a similarity matrix.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { readTensor } from '../core/tensor.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';

/** Options of {@link rqa}. */
export interface RqaOptions {
  /** What a gap costs where it begins, >= 0; Infinity: no gaps. @defaultValue `1` */
  gapOnset?: number | undefined;
  /** What each further element of a gap costs, >= 0. @defaultValue `1` */
  gapExtend?: number | undefined;
  /** `true`: paths also go two steps along one axis and one along the other; `false`: diagonals only. @defaultValue `true` */
  knightMoves?: boolean | undefined;
  /** `false`: no path, only scores. @defaultValue `true` */
  backtrack?: boolean | undefined;
}

/** What {@link rqa} finds. */
export interface Rqa<T extends FloatArray = FloatArray> {
  /** Score of the best path that ends at each pair, shape `[N, M]`. */
  readonly score: NdArray<T>;
  /** Index pairs of the best path of all from its start to its end, shape `[length, 2]`; `[0, 2]` if there is none. */
  readonly path: NdArray<Int32Array>;
}

const BEGIN = -2;
const NONE = -1;
const DOWN = [1, 1, 2];
const ALONG = [1, 2, 1];

/**
 * Scores the paths through a similarity matrix: similarities along a path add up, gaps (elements of 0) cost.
 *
 * @param sim - Similarity of each pair of frames, shape `[N, M]`, all >= 0, such as from `crossSimilarity` in mode `'affinity'`.
 * @param options - {@link RqaOptions}.
 * @returns `score` and `path`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const sim = { data: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), shape: [3, 3], stride: [3, 1], offset: 0 } as NdArray<Float64Array>;
 * const { score, path } = rqa(sim);
 * score.get(2, 2); // 3
 * path.shape; // [3, 2]
 * ```
 * @see librosa 0.11 `sequence.rqa`, same scores within 1e-15 of the peak. There a path that comes from column 0 by a knight's move of two rows
 * is followed along the wrong axis, out of the matrix; ours follows the move that was scored. J. Serrà et al., Cross recurrence
 * quantification for cover song identification, New Journal of Physics 11 (2009).
 */
export function rqa<T extends FloatArray>(sim: NdArray<T>, options?: RqaOptions): Rqa<T> {
  const o = readOptions('rqa', options, { gapOnset: 1, gapExtend: 1, knightMoves: true, backtrack: true });
  for (const name of ['gapOnset', 'gapExtend'] as const) {
    const value: unknown = o[name];
    if (!(typeof value === 'number' && value >= 0)) throw new ParameterError('rqa', name, `must be a number >= 0, got ${show(value)}`);
  }
  expectBoolean(o.knightMoves, 'rqa', 'knightMoves');
  expectBoolean(o.backtrack, 'rqa', 'backtrack');
  const { data, shape } = readTensor(sim, 'rqa', 'sim');
  if (shape.length !== 2 || data.length === 0) {
    throw new ParameterError('rqa', 'sim', `must have the shape [N, M], not empty, got [${shape.join(', ')}]`);
  }
  const bad = data.findIndex((v: number) => !(v >= 0 && v < Infinity));
  if (bad >= 0)
    throw new ParameterError(
      'rqa',
      'sim',
      `must be finite and >= 0, got ${data[bad]} at [${Math.floor(bad / shape[1]!)}, ${bad % shape[1]!}]`,
    );
  const score = new Float64Array(data.length);
  const moves = new Int8Array(data.length);
  scoreInto(score, moves, widen(data), shape[0]!, shape[1]!, o.gapOnset, o.gapExtend, o.knightMoves ? 3 : 1);
  const path = o.backtrack ? pathOf(score, moves, shape[1]!) : [];
  return { score: nd(roundLike(data, score), shape), path: nd(Int32Array.from(path), [path.length / 2, 2]) };
}

function scoreInto(
  score: Float64Array,
  moves: Int8Array,
  sim: Float64Array,
  rows: number,
  columns: number,
  onset: number,
  extend: number,
  kinds: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      const value = sim[at]!;
      if (i === 0 || j === 0) {
        score[at] = value;
        moves[at] = value > 0 ? BEGIN : NONE;
        continue;
      }
      let from = at - columns - 1;
      let best = value > 0 ? score[from]! : score[from]! - (sim[from]! > 0 ? onset : extend);
      let move = 0;
      if (kinds > 1 && j > 1) {
        from = at - columns - 2;
        const v = value > 0 ? score[from]! : score[from]! - (sim[from]! > 0 ? onset : extend);
        if (v > best) {
          best = v;
          move = 1;
        }
      }
      if (kinds > 1 && i > 1) {
        from = at - 2 * columns - 1;
        const v = value > 0 ? score[from]! : score[from]! - (sim[from]! > 0 ? onset : extend);
        if (v > best) {
          best = v;
          move = 2;
        }
      }
      const sum = best + value;
      score[at] = sum > 0 ? sum : 0;
      moves[at] = sum > 0 ? move : NONE;
    }
  }
}

function pathOf(score: Float64Array, moves: Int8Array, columns: number): number[] {
  let at = 0;
  for (let k = 1; k < score.length; k++) if (score[k]! > score[at]!) at = k;
  const path: number[] = [];
  while (moves[at] !== NONE) {
    path.push(at % columns, Math.floor(at / columns)); // turned around at the end
    const move = moves[at]!;
    if (move === BEGIN) break;
    at -= DOWN[move]! * columns + ALONG[move]!;
  }
  return path.reverse();
}
