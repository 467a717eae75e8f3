/**
 * A warping path from a table of moves.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { readTable, type TableLike } from '../core/table.js';
import { followMoves } from './accumulate.js';
import { readSteps } from './dtw-steps.js';

/** Options of {@link dtwBacktracking}. */
export interface DtwBacktrackingOptions {
  /** The moves that `dtw` was given. @defaultValue `[[1, 1], [0, 1], [1, 0]]` */
  stepSizesSigma?: TableLike | null | undefined;
  /** `true`: the path begins anywhere in the first row. @defaultValue `false` */
  subseq?: boolean | undefined;
  /** Column of the last row in which the path ends, with `subseq` only. @defaultValue the last */
  start?: number | null | undefined;
}

/**
 * Follows a table of moves, such as `dtw` returns with `returnSteps`, back from the end of a path.
 *
 * @param steps - Number of the move that led to each pair, shape `[N, M]`.
 * @param options - {@link DtwBacktrackingOptions}.
 * @returns Index pairs from the end to the start, shape `[length, 2]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or the table holds a number that is no move.
 * @example
 * ```ts
 * const { steps, wp } = dtw(Float64Array.of(1, 3), Float64Array.of(1, 1, 3), { returnSteps: true });
 * dtwBacktracking(steps!).shape; // [3, 2]
 * wp.shape; // [3, 2]
 * ```
 * @see librosa 0.11 `sequence.dtw_backtracking`, same path.
 */
export function dtwBacktracking(steps: NdArray<Int32Array>, options?: DtwBacktrackingOptions): NdArray<Int32Array> {
  const caller = 'dtwBacktracking';
  const o = readOptions(caller, options, { stepSizesSigma: null as TableLike | null, subseq: false, start: null as number | null });
  expectBoolean(o.subseq, caller, 'subseq');
  const moves = readSteps(o.stepSizesSigma, null, null, caller);
  const { data, rows, columns } = readTable(steps, caller, 'steps');
  if (o.start !== null) {
    expectInteger(o.start, caller, 'start', 0, columns - 1);
    if (!o.subseq) throw new ParameterError(caller, 'start', 'must be left out without subseq');
  }
  const last = moves.first + moves.rows.length - 1;
  const path = followMoves(rows, o.start ?? columns - 1, moves, o.subseq, (n, m) => {
    const move = data[n * columns + m]!;
    if (move === 0 || (Number.isInteger(move) && move >= moves.first && move <= last)) return move;
    throw new ParameterError(caller, 'steps', `must hold numbers of moves up to ${last}, got ${show(move)} at [${n}, ${m}]`);
  });
  return nd(Int32Array.from(path), [path.length / 2, 2]);
}
