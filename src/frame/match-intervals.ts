/**
 * The most similar interval for each interval.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectOneOf, readOptions } from '../core/options.js';
import { readTable, type Table, type TableLike } from '../core/table.js';

/** Options of {@link matchIntervals}. */
export interface MatchIntervalsOptions {
  /** `true`: intervals without overlap are an error; `false`: they are matched with the nearest. @defaultValue `true` */
  strict?: boolean | undefined;
  /** `'librosa'`: its choice of the nearest where nothing overlaps (see the function). @defaultValue `null` */
  compat?: 'librosa' | null | undefined;
}

/**
 * Finds for each interval the one of others that it shares most with: the largest quotient of intersection and union (Jaccard), the first
 * of equals.
 *
 * @param intervalsFrom - Rows `[begin, end]`, `begin <= end`.
 * @param intervalsTo - Those to match with.
 * @param options - {@link MatchIntervalsOptions}.
 * @returns Int32Array: index into `intervalsTo` for each of `intervalsFrom`. Intervals that touch overlap, by 0.
 * @throws {@link ParameterError} if an option is unknown, a list is empty, an interval ends before it begins, or with `strict` one does not
 * overlap.
 * @example
 * ```ts
 * matchIntervals([[0, 2], [3, 4]], [[0, 1], [1, 3.5], [3, 5]]); // [0, 2]
 * matchIntervals([[7, 8]], [[0, 1], [9, 10]], { strict: false }); // [1]
 * ```
 * @see librosa 0.11 `util.match_intervals`. Where nothing overlaps it looks, on the right, not at the nearest interval but at the one after
 * it: so with `compat: 'librosa'`, unless that does not exist.
 */
export function matchIntervals(intervalsFrom: TableLike, intervalsTo: TableLike, options?: MatchIntervalsOptions): Int32Array {
  const caller = 'matchIntervals';
  const { strict, compat } = readOptions(caller, options, { strict: true, compat: null as 'librosa' | null });
  expectBoolean(strict, caller, 'strict');
  expectOneOf(compat, caller, 'compat', ['librosa', null]);
  const from = readIntervals(intervalsFrom, 'intervalsFrom');
  const to = readIntervals(intervalsTo, 'intervalsTo');
  const out = new Int32Array(from.rows);
  for (let i = 0; i < from.rows; i++) {
    const begin = from.data[2 * i]!;
    const end = from.data[2 * i + 1]!;
    let best = -1;
    let score = -1;
    for (let j = 0; j < to.rows; j++) {
      const [b, e] = [to.data[2 * j]!, to.data[2 * j + 1]!];
      if (b > end || e < begin) continue;
      const union = Math.max(e, end) - Math.min(b, begin);
      const share = union > 0 ? (Math.min(e, end) - Math.max(b, begin)) / union : 0;
      if (share > score) {
        score = share;
        best = j;
      }
    }
    if (best < 0 && strict) {
      throw new ParameterError(
        caller,
        'intervalsTo',
        `must overlap with each of intervalsFrom, but none does with [${begin}, ${end}] at index ${i}`,
      );
    }
    out[i] = best < 0 ? nearest(begin, end, to, compat ? 1 : 0) : best;
  }
  return out;
}

/** The nearest interval that does not overlap, the later of equally near ones; `skip` of those after it are passed over. */
function nearest(begin: number, end: number, to: Table, skip: number): number {
  let before = -1;
  const later: number[] = [];
  for (let j = 0; j < to.rows; j++) {
    if (to.data[2 * j + 1]! < begin) {
      if (before < 0 || to.data[2 * j + 1]! >= to.data[2 * before + 1]!) before = j;
    } else later.push(j);
  }
  later.sort((a, b) => to.data[2 * a]! - to.data[2 * b]! || a - b);
  const after = later[skip] ?? (before < 0 ? later[0] : undefined);
  if (after === undefined) return before;
  return before >= 0 && begin - to.data[2 * before + 1]! < to.data[2 * after]! - end ? before : after;
}

function readIntervals(intervals: TableLike, name: string): Table {
  const table = readTable(intervals, 'matchIntervals', name);
  if (table.columns !== 2) throw new ParameterError('matchIntervals', name, `must hold pairs [begin, end], got rows of ${table.columns}`);
  for (let i = 0; i < table.rows; i++) {
    const [begin, end] = [table.data[2 * i]!, table.data[2 * i + 1]!];
    if (begin > end)
      throw new ParameterError('matchIntervals', name, `must not end before they begin, got [${begin}, ${end}] at index ${i}`);
  }
  return table;
}
