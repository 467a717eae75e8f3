/**
 * A division of items into those to learn from and those to test with.
 * @module
 */
import { createRandom } from '../core/random.js';
import { expectInteger } from '../core/options.js';
import { type Rows, takeRows } from './take-rows.js';

/** Which items to learn from, and which to test with. */
export interface Split {
  /** Places of the items to learn from. */
  readonly train: Int32Array;
  /** Places of the items to test with. */
  readonly test: Int32Array;
  /** Divides features, labels or anything else that has these items: `const [trainX, testX] = split.take(x)`. */
  take<R extends Rows>(rows: R): [R, R];
}

/** A split from its indices. */
export function makeSplit(train: ArrayLike<number>, test: ArrayLike<number>): Split {
  const split = { train: Int32Array.from(train), test: Int32Array.from(test) };
  return { ...split, take: (rows) => [takeRows(rows, split.train), takeRows(rows, split.test)] };
}

/** One split for each fold from 0 to `folds - 1`: the items of the fold are the test. Both in rising order. */
export function splitsOf(foldOf: ArrayLike<number>, folds: number): Split[] {
  const all = Array.from({ length: foldOf.length }, (_, i) => i);
  return Array.from({ length: folds }, (_, f) =>
    makeSplit(
      all.filter((i) => foldOf[i] !== f),
      all.filter((i) => foldOf[i] === f),
    ),
  );
}

/** Shuffles in place, by Fisher and Yates. */
export type Shuffle = <T extends number[] | Int32Array>(items: T) => T;

/** A shuffler that gives the same order for the same seed, everywhere. Not numpy's order. */
export function createShuffle(seed: number, caller: string): Shuffle {
  expectInteger(seed, caller, 'seed', 0, 0xffffffff);
  const random = createRandom(seed);
  return (items) => {
    for (let i = items.length - 1; i > 0; i--) {
      const j = Math.floor(random.uniform() * (i + 1));
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
    return items;
  };
}
