/**
 * Testing with every part of the data in turn.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { createShuffle, type Split, splitsOf } from './split.js';
import { countRows, type Rows } from './take-rows.js';

/** Options of cross validation. */
export interface KFoldOptions {
  /** How many folds, >= 2. @defaultValue `5` */
  nSplits?: number | undefined;
  /** Whether folds are drawn at random; `false`: they lie side by side. @defaultValue `false` */
  shuffle?: boolean | undefined;
  /** Seed of the random order, integer in [0, 2^32). Needs `shuffle`. @defaultValue `0` */
  seed?: number | undefined;
}

/** Reads the options of cross validation. */
export function readFolds(caller: string, options: KFoldOptions | undefined): { nSplits: number; shuffle: boolean; seed: number } {
  const o = readOptions(caller, options, { nSplits: 5, shuffle: false, seed: 0 });
  expectInteger(o.nSplits, caller, 'nSplits', 2);
  expectBoolean(o.shuffle, caller, 'shuffle');
  if (!o.shuffle && options?.seed !== undefined) throw new ParameterError(caller, 'seed', 'has no effect without "shuffle"');
  return o;
}

/**
 * Divides items into folds of equal size (give or take one), and takes each in turn for the test.
 *
 * @param rows - The items, or how many there are.
 * @param options - {@link KFoldOptions}.
 * @returns A {@link Split} for each fold.
 * @throws `ParameterError` if there are fewer items than folds.
 * @example
 * ```ts
 * const folds = kFold(5, { nSplits: 2 });
 * folds[0].test; // [0, 1, 2]
 * folds[1].take(['a', 'b', 'c', 'd', 'e'])[1]; // ['d', 'e']
 * ```
 * @see scikit-learn `model_selection.KFold`.
 */
export function kFold(rows: Rows | number, options?: KFoldOptions): Split[] {
  const caller = 'kFold';
  const o = readFolds(caller, options);
  const n = countRows(rows, caller, 'rows');
  if (o.nSplits > n) throw new ParameterError(caller, 'nSplits', `must be at most the number of items, ${n}, got ${o.nSplits}`);
  const order = Array.from({ length: n }, (_, i) => i);
  if (o.shuffle) createShuffle(o.seed, caller)(order);
  const foldOf = new Int32Array(n);
  let at = 0;
  for (let f = 0; f < o.nSplits; f++) {
    const size = Math.floor(n / o.nSplits) + Number(f < n % o.nSplits);
    for (const i of order.slice(at, at + size)) foldOf[i] = f;
    at += size;
  }
  return splitsOf(foldOf, o.nSplits);
}
