import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import {
  groupKFold,
  kFold,
  labelEncoder,
  labelEncoderFromJson,
  leaveOneGroupOut,
  oneHot,
  type Split,
  stratifiedGroupKFold,
  stratifiedKFold,
  takeRows,
  trainTestSplit,
} from '../../src/ml/index.js';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const sorted = (x: Int32Array): number[] => [...x].sort((a, b) => a - b);
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Every item is tested exactly once, and never learnt from in the same fold. */
const expectPartition = (folds: Split[], n: number): void => {
  expect(folds.flatMap((f) => [...f.test]).sort((a, b) => a - b)).toEqual(range(n));
  for (const f of folds) expect([...f.train, ...f.test].sort((a, b) => a - b)).toEqual(range(n));
};

test('the worked example: speakers are never on both sides', () => {
  const speakers = ['ann', 'ann', 'bob', 'bob', 'cid', 'cid', 'dee', 'dee'];
  const split = trainTestSplit(speakers, { groups: speakers, seed: 3 });
  const [train, rest] = split.take(speakers);
  expect(rest.length).toBe(2);
  expect(new Set(rest).size).toBe(1);
  expect(train).not.toContain(rest[0]);
  expect(leaveOneGroupOut(speakers).map((s) => s.group)).toEqual(['ann', 'bob', 'cid', 'dee']);
});

describe('properties', () => {
  test('trainTestSplit: same seed same split, other seed another; each item once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), seeds, (n, seed) => {
        const split = trainTestSplit(n, { seed, testSize: 1 });
        expect(sorted(Int32Array.of(...split.train, ...split.test))).toEqual(range(n));
        expect(trainTestSplit(n, { seed, testSize: 1 }).train).toEqual(split.train);
      }),
    );
    expect(trainTestSplit(50, { seed: 1 }).test).not.toEqual(trainTestSplit(50, { seed: 2 }).test);
  });

  test('the order of a seed is fixed: these are the numbers everywhere', () => {
    expect([...trainTestSplit(10, { seed: 440 }).test]).toEqual([...trainTestSplit(range(10), { seed: 440 }).test]);
    const { train, test: rest } = trainTestSplit(8);
    expect([...rest, ...train]).toEqual([3, 1, 2, 6, 4, 7, 0, 5]);
  });

  test('stratified: shares of classes differ by less than one item', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 4, max: 30 }), { minLength: 1, maxLength: 4 }), seeds, (counts, seed) => {
        const y = counts.flatMap((n, c) => Array.from({ length: n }, () => c));
        const [train, rest] = trainTestSplit(y, { stratify: y, testSize: 0.4, seed }).take(y);
        expect(train.length + rest.length).toBe(y.length);
        counts.forEach((n, c) => {
          expect(Math.abs(rest.filter((l) => l === c).length - (n / y.length) * rest.length)).toBeLessThan(1 + 1e-9);
        });
      }),
    );
  });

  test('folds are partitions of equal size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 0, max: 40 }), fc.boolean(), seeds, (nSplits, more, shuffle, seed) => {
        const n = nSplits + more;
        const folds = kFold(n, shuffle ? { nSplits, shuffle, seed } : { nSplits });
        expectPartition(folds, n);
        const lengths = folds.map((f) => f.test.length);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('stratified folds have equal shares, shuffled or not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 3, max: 20 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        seeds,
        (counts, shuffle, seed) => {
          const y = counts.flatMap((n, c) => Array.from({ length: n }, () => `c${c}`));
          const folds = stratifiedKFold(y, shuffle ? { nSplits: 3, shuffle, seed } : { nSplits: 3 });
          expectPartition(folds, y.length);
          counts.forEach((_, c) => {
            const lengths = folds.map((f) => f.take(y)[1].filter((l) => l === `c${c}`).length);
            expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
          });
        },
      ),
    );
  });

  test('no group is ever divided', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 60 }).map((list) => [...list, 10, 11, 12]);
    fc.assert(
      fc.property(groups, fc.boolean(), seeds, (list, shuffle, seed) => {
        const options = shuffle ? { nSplits: 3, shuffle, seed } : { nSplits: 3 };
        const y = list.map((_, i) => i % 2);
        for (const folds of [groupKFold(list, options), stratifiedGroupKFold(y, list, options), leaveOneGroupOut(list)]) {
          expectPartition(folds, list.length);
          for (const f of folds) {
            const [train, rest] = f.take(list);
            expect(rest.length).toBeGreaterThan(0);
            expect(rest.some((g) => train.includes(g))).toBe(false);
          }
        }
        const [train, rest] = trainTestSplit(list, { groups: list, seed }).take(list);
        expect(rest.some((g) => train.includes(g))).toBe(false);
      }),
    );
  });

  test('takeRows takes from anything', () => {
    expect(takeRows(Float32Array.of(1, 2, 3), [2, 2])).toEqual(Float32Array.of(3, 3));
    expect(takeRows(Int32Array.of(1, 2, 3), [0])).toEqual(Int32Array.of(1));
    expect(takeRows([{ a: 1 }, { a: 2 }], [1])).toEqual([{ a: 2 }]);
    const columns = nd(Float64Array.of(0, 1, 2, 3, 4, 5), [3, 2], [1, 3]); // transposed
    expect([...takeRows(columns, [2, 0]).data]).toEqual([2, 5, 0, 3]);
    const frames = nd(Float32Array.from(range(12)), [3, 2, 2]);
    const taken = takeRows(frames, [1]);
    expect([taken.shape, [...taken.data]]).toEqual([
      [1, 2, 2],
      [4, 5, 6, 7],
    ]);
  });

  test('labels come back', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (y) => {
        const encoder = labelEncoder().fit(y);
        expect(encoder.inverseTransform(encoder.transform(y))).toEqual(y);
        expect(encoder.classes).toEqual([...encoder.classes].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) || 0));
        expect(labelEncoderFromJson(JSON.stringify(encoder)).transform(y)).toEqual(encoder.transform(y));
      }),
    );
  });

  test('oneHot has one 1 in each row', () => {
    const x = oneHot([1, 0, 3], { numClasses: 5, dtype: 'float64' });
    expect(x.data).toEqual(Float64Array.of(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0));
    expect(x.shape).toEqual([3, 5]);
  });
});

describe('refusals', () => {
  const seen = labelEncoder().fit(['a', 'b']);
  test.each<[string, () => unknown, string]>([
    ['few', () => trainTestSplit(1), 'trainTestSplit: "testSize" leaves nothing of 1 items to learn from'],
    [
      'share',
      () => trainTestSplit(9, { testSize: 0 }),
      'trainTestSplit: "testSize" must be a share in (0, 1) or an integer in [1, 8], got 0',
    ],
    [
      'all',
      () => trainTestSplit(9, { testSize: 9 }),
      'trainTestSplit: "testSize" must be a share in (0, 1) or an integer in [1, 8], got 9',
    ],
    [
      'too much',
      () => trainTestSplit(10, { testSize: 0.6, trainSize: 0.6 }),
      'trainTestSplit: "trainSize" must leave 6 of 10 items for the test, got 6',
    ],
    [
      'lone class',
      () => trainTestSplit(3, { stratify: [0, 0, 1] }),
      'trainTestSplit: "stratify" must have at least two items of each class, got one of 1',
    ],
    [
      'more classes than room',
      () => trainTestSplit(6, { stratify: [0, 0, 1, 1, 2, 2], testSize: 2 }),
      'trainTestSplit: "testSize" must be at least the number of classes to stratify by, that is 3, got 2',
    ],
    [
      'lengths',
      () => trainTestSplit(3, { stratify: [0, 0] }),
      'trainTestSplit: "stratify" must have one entry for each of "rows", that is 3, got 2',
    ],
    [
      'both',
      () => trainTestSplit(2, { stratify: [0, 0], groups: [0, 1] }),
      'trainTestSplit: "stratify" cannot stand beside "groups"; stratifiedGroupKFold does both',
    ],
    ['one group', () => trainTestSplit(2, { groups: ['a', 'a'] }), 'trainTestSplit: "groups" must name at least two groups, got "a"'],
    ['order', () => trainTestSplit(2, { stratify: [0, 0], shuffle: false }), 'trainTestSplit: "shuffle" must be true with "stratify"'],
    ['seed', () => trainTestSplit(4, { seed: -1 }), 'trainTestSplit: "seed" must be an integer in [0, 4294967295], got -1'],
    ['folds', () => kFold(3), 'kFold: "nSplits" must be at most the number of items, 3, got 5'],
    ['one fold', () => kFold(3, { nSplits: 1 }), 'kFold: "nSplits" must be an integer >= 2, got 1'],
    ['seed without effect', () => kFold(9, { seed: 3 }), 'kFold: "seed" has no effect without "shuffle"'],
    ['nothing', () => kFold([]), 'kFold: "rows" must not be empty'],
    [
      'small class',
      () => stratifiedKFold(['a', 'a', 'b', 'a'], { nSplits: 2 }),
      'stratifiedKFold: "nSplits" must be at most the size of the smallest class, 1 ("b"), got 2',
    ],
    ['few groups', () => groupKFold([1, 1, 2], { nSplits: 3 }), 'groupKFold: "nSplits" must be at most the number of groups, 2, got 3'],
    ['one group', () => leaveOneGroupOut([1, 1]), 'leaveOneGroupOut: "groups" must name at least two groups, got 1'],
    ['rows', () => takeRows([1, 2], [2]), 'takeRows: "indices" must be an integer in [0, 1], got 2'],
    ['unknown label', () => seen.transform(['a', 'c']), 'labelEncoder: "y" must hold known labels only ("a", "b"), got "c" at index 1'],
    ['unknown code', () => seen.inverseTransform([2]), 'labelEncoder: "codes" must be an integer in [0, 1], got 2'],
    ['not fitted', () => labelEncoder().transform(['a']), 'labelEncoder: "fit" must be called before anything is transformed'],
    [
      'other JSON',
      () => labelEncoderFromJson('{"kind":"pca"}'),
      'labelEncoderFromJson: "json" must have the kind "labelEncoder", got "pca"',
    ],
    ['out of range', () => oneHot([0, 3], { numClasses: 3 }), 'oneHot: "codes" must be an integer in [0, 2], got 3'],
    ['fraction', () => oneHot([0.5]), 'oneHot: "codes" must be an integer >= 0, got 0.5'],
    ['nothing', () => oneHot([]), 'oneHot: "codes" must not be empty'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });

  test('wrong types', () => {
    expect(() => kFold('abc' as unknown as string[])).toThrow(
      new TypeError('kFold: "rows" must be a list, a typed array, an ndarray or a number of items, got "abc"'),
    );
    expect(() => labelEncoderFromJson('{')).toThrow('labelEncoderFromJson: "json" must be JSON: ');
  });
});
