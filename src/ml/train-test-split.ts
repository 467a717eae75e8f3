/**
 * Keeping part of the data for the test.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { encodeLabels, expectSameLength, type Label, type LabelList, listLabels, readLabels, sortedLabels } from '../core/labels.js';
import { expectBoolean, expectFinite, readOptions } from '../core/options.js';
import { createShuffle, makeSplit, type Shuffle, type Split } from './split.js';
import { countRows, type Rows } from './take-rows.js';

/** Options of {@link trainTestSplit}. */
export interface TrainTestSplitOptions {
  /** How much is for the test: a share in (0, 1), rounded up, or a number of items >= 1. `null`: what the training leaves, or 0.25. @defaultValue `null` */
  testSize?: number | null | undefined;
  /** How much is for training: a share in (0, 1), rounded down, or a number of items >= 1. `null`: what the test leaves. @defaultValue `null` */
  trainSize?: number | null | undefined;
  /** LabelList of the items: each class gets the same share of the training and the test. @defaultValue `null` */
  stratify?: LabelList | null | undefined;
  /** A group for each item, such as its speaker: no group is on both sides, and sizes are those of the groups. @defaultValue `null` */
  groups?: LabelList | null | undefined;
  /** Whether to take items in random order; `false`: the test is the end. @defaultValue `true` */
  shuffle?: boolean | undefined;
  /** Seed of the random order, integer in [0, 2^32): the same seed gives the same split everywhere (not that of numpy). @defaultValue `0` */
  seed?: number | undefined;
}

const DEFAULTS = {
  testSize: null as number | null,
  trainSize: null as number | null,
  stratify: null as LabelList | null,
  groups: null as LabelList | null,
  shuffle: true,
  seed: 0,
};

/**
 * Divides items at random into those to learn from and those to test with.
 *
 * @param rows - The items, or how many there are.
 * @param options - {@link TrainTestSplitOptions}.
 * @returns {@link Split}: the places of the items, and `take` to divide features and labels by them.
 * @throws `ParameterError` if a part would be empty, a class has too few members for both parts, or lengths differ.
 * @example
 * ```ts
 * const labels = ['a', 'a', 'b', 'b', 'b', 'b'];
 * const split = trainTestSplit(labels, { testSize: 0.5, stratify: labels });
 * const [trainY, testY] = split.take(labels);
 * testY.filter((label) => label === 'a').length; // 1
 * const bySpeaker = trainTestSplit(6, { groups: [1, 1, 2, 2, 3, 3] });
 * bySpeaker.test.length; // 2
 * ```
 * @see scikit-learn `model_selection.train_test_split`, `StratifiedShuffleSplit`, `GroupShuffleSplit`: the same sizes.
 */
export function trainTestSplit(rows: Rows | number, options?: TrainTestSplitOptions): Split {
  const caller = 'trainTestSplit';
  const o = readOptions(caller, options, DEFAULTS);
  expectBoolean(o.shuffle, caller, 'shuffle');
  const n = countRows(rows, caller, 'rows');
  const shuffle = createShuffle(o.seed, caller);
  if (o.groups !== null && o.stratify !== null) {
    throw new ParameterError(caller, 'stratify', 'cannot stand beside "groups"; stratifiedGroupKFold does both');
  }
  if (!o.shuffle && o.stratify !== null) throw new ParameterError(caller, 'shuffle', 'must be true with "stratify"');
  if (o.stratify !== null) return stratified(read(o.stratify, n, caller, 'stratify'), sizes(n, o, caller, 'items'), shuffle, caller);
  if (o.groups !== null) return grouped(read(o.groups, n, caller, 'groups'), o, shuffle, caller);
  const { train, test } = sizes(n, o, caller, 'items');
  const order = Array.from({ length: n }, (_, i) => i);
  if (!o.shuffle) return makeSplit(order.slice(0, train), order.slice(train, train + test));
  shuffle(order);
  return makeSplit(order.slice(test, test + train), order.slice(0, test));
}

function read(labels: LabelList, n: number, caller: string, name: string): Label[] {
  const list = readLabels(labels, caller, name);
  expectSameLength(n, 'rows', list.length, name, caller);
  return list;
}

/** How many of `n` are for training and for the test. */
function sizes(n: number, o: typeof DEFAULTS, caller: string, unit: string): { train: number; test: number } {
  const count = (size: number | null, name: string, round: (x: number) => number): number | null => {
    if (size === null) return null;
    expectFinite(size, caller, name);
    const whole = Number.isInteger(size) && size >= 1 && size < n;
    if (!whole && !(size > 0 && size < 1)) {
      throw new ParameterError(caller, name, `must be a share in (0, 1) or an integer in [1, ${n - 1}], got ${size}`);
    }
    return whole ? size : round(size * n);
  };
  const wantedTrain = count(o.trainSize, 'trainSize', Math.floor);
  const wantedTest = count(o.testSize, 'testSize', Math.ceil) ?? (wantedTrain === null ? Math.ceil(0.25 * n) : null);
  const train = wantedTrain ?? n - wantedTest!;
  const test = wantedTest ?? n - train;
  if (train + test > n) throw new ParameterError(caller, 'trainSize', `must leave ${test} of ${n} ${unit} for the test, got ${train}`);
  if (train < 1)
    throw new ParameterError(caller, o.trainSize === null ? 'testSize' : 'trainSize', `leaves nothing of ${n} ${unit} to learn from`);
  return { train, test };
}

function grouped(groups: readonly Label[], o: typeof DEFAULTS, shuffle: Shuffle, caller: string): Split {
  const names = sortedLabels([groups], caller, 'groups');
  if (names.length < 2) throw new ParameterError(caller, 'groups', `must name at least two groups, got ${listLabels(names)}`);
  const { train, test } = sizes(names.length, o, caller, 'groups');
  const order = Array.from(names.keys());
  if (o.shuffle) shuffle(order);
  const [testGroups, trainGroups] = o.shuffle
    ? [order.slice(0, test), order.slice(test, test + train)]
    : [order.slice(train, train + test), order.slice(0, train)];
  const codes = [...encodeLabels(groups, names)];
  const of = (chosen: number[]): number[] => [...codes.keys()].filter((i) => chosen.includes(codes[i]!));
  return makeSplit(of(trainGroups), of(testGroups));
}

function stratified(labels: readonly Label[], { train, test }: { train: number; test: number }, shuffle: Shuffle, caller: string): Split {
  const classes = sortedLabels([labels], caller, 'stratify');
  const members: number[][] = classes.map(() => []);
  encodeLabels(labels, classes).forEach((code, i) => members[code]!.push(i));
  const few = classes.filter((_, c) => members[c]!.length < 2);
  if (few.length) throw new ParameterError(caller, 'stratify', `must have at least two items of each class, got one of ${listLabels(few)}`);
  for (const [name, size] of Object.entries({ trainSize: train, testSize: test })) {
    if (size < classes.length) {
      throw new ParameterError(
        caller,
        name,
        `must be at least the number of classes to stratify by, that is ${classes.length}, got ${size}`,
      );
    }
  }
  const counts = members.map((list) => list.length);
  const forTraining = shares(counts, train, shuffle);
  const forTest = shares(
    counts.map((count, c) => count - forTraining[c]!),
    test,
    shuffle,
  );
  const [trainItems, testItems]: [number[], number[]] = [[], []];
  members.forEach((list, c) => {
    shuffle(list);
    const end = forTraining[c]! + forTest[c]!;
    for (let k = 0; k < end; k++) (k < forTraining[c]! ? trainItems : testItems).push(list[k]!);
  });
  return makeSplit(shuffle(trainItems), shuffle(testItems));
}

/** How many to draw of each class so that `draws` come nearest to the classes' shares; equal remainders are settled by lot. */
function shares(counts: readonly number[], draws: number, shuffle: Shuffle): number[] {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const exact = counts.map((n) => (n / total) * draws);
  const result = exact.map(Math.floor);
  const missing = draws - result.reduce((sum, n) => sum + n, 0);
  const lots = shuffle([...counts.keys()]);
  lots.sort((a, b) => exact[b]! - result[b]! - (exact[a]! - result[a]!)); // stable: equal ones stay in drawn order
  for (const c of lots.slice(0, missing)) result[c]!++;
  return result;
}
