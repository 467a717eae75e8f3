import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import {
  auc,
  averagePrecisionScore,
  detCurve,
  equalErrorRate,
  falseRejectionRate,
  logLoss,
  ParameterError,
  precisionRecallCurve,
  rocAucScore,
  rocCurve,
  silhouetteScore,
  topKAccuracyScore,
} from '../../src/index.js';
import { expectClose } from '../support/close.js';

/** LabelList and scores with both classes, many of them tied. */
const scored = fc
  .array(fc.tuple(fc.boolean(), fc.integer({ min: -8, max: 8 })), { minLength: 0, maxLength: 40 })
  .map((list) => [...list, [true, 1], [false, 0]] as [boolean, number][])
  .map((list) => ({ truth: list.map(([t]) => Number(t)), score: list.map(([, s]) => s / 4) }));

test('the worked example: a keyword spotter', () => {
  const isKeyword = [true, true, true, false, false, false, false];
  const scores = [0.9, 0.8, 0.3, 0.6, 0.2, 0.1, 0.05];
  expect(rocAucScore(isKeyword, scores)).toBeCloseTo(11 / 12, 15);
  expect(equalErrorRate(isKeyword, scores).eer).toBe(0.25);
  expect(falseRejectionRate(isKeyword, scores, { falseAlarmRate: 0 })).toEqual({
    falseRejectionRate: 1 / 3,
    falseAlarmRate: 0,
    threshold: 0.8,
  });
  expect(falseRejectionRate(isKeyword, scores, { falseAlarmsPerHour: 0.5, hours: 2 })).toEqual({
    falseRejectionRate: 0,
    falseAlarmRate: 0.25,
    threshold: 0.3,
  });
});

describe('properties', () => {
  test('the area is the share of pairs that are ranked right, ties counting half', () => {
    fc.assert(
      fc.property(scored, ({ truth, score }) => {
        let [right, all] = [0, 0];
        truth.forEach((t, i) =>
          truth.forEach((u, j) => {
            if (!t || u) return;
            all++;
            right += score[i]! > score[j]! ? 1 : score[i] === score[j] ? 0.5 : 0;
          }),
        );
        expect(rocAucScore(truth, score)).toBeCloseTo(right / all, 12);
        const { fpr, tpr } = rocCurve(truth, score, { dropIntermediate: false });
        expect(auc(fpr, tpr)).toBeCloseTo(right / all, 12);
      }),
    );
  });

  test('every point of the curves is what its threshold gives', () => {
    const share = (truth: number[], score: number[], kind: number, t: number): number => {
      const of = score.filter((_, i) => truth[i] === kind);
      return of.filter((s) => s >= t).length / of.length;
    };
    fc.assert(
      fc.property(scored, fc.boolean(), ({ truth, score }, dropIntermediate) => {
        const roc = rocCurve(truth, score, { dropIntermediate });
        roc.thresholds.forEach((t, i) => {
          expect(roc.tpr[i]).toBe(share(truth, score, 1, t));
          expect(roc.fpr[i]).toBe(share(truth, score, 0, t));
        });
        const det = detCurve(truth, score, { dropIntermediate });
        det.thresholds.forEach((t, i) => {
          expect(det.fpr[i]).toBe(share(truth, score, 0, t));
          expect(det.fnr[i]).toBeCloseTo(1 - share(truth, score, 1, t), 14);
        });
        const pr = precisionRecallCurve(truth, score, { dropIntermediate });
        pr.thresholds.forEach((t, i) => {
          const passed = truth.filter((_, k) => score[k]! >= t);
          expect(pr.recall[i]).toBe(share(truth, score, 1, t));
          expect(pr.precision[i]).toBe(passed.filter(Boolean).length / passed.length);
        });
      }),
    );
  });

  test('the equal error rate does not change with a rising function of the scores, nor with the order of items', () => {
    fc.assert(
      fc.property(scored, ({ truth, score }) => {
        const { eer } = equalErrorRate(truth, score);
        expect(eer).toBeGreaterThanOrEqual(0);
        expect(eer).toBeLessThanOrEqual(1);
        const bent = score.map((s) => Math.exp(s));
        expect(equalErrorRate(truth, bent).eer).toBe(eer);
        expect(equalErrorRate([...truth].reverse(), [...score].reverse()).eer).toBe(eer);
        // turning positives and negatives round, both errors change places
        const turned = equalErrorRate(
          truth.map((t) => 1 - t),
          score.map((s) => -s),
        ).eer;
        expect(turned).toBeCloseTo(eer, 12);
      }),
    );
  });

  test('a detector that may never be wrong, or always', () => {
    fc.assert(
      fc.property(scored, ({ truth, score }) => {
        expect(falseRejectionRate(truth, score, { falseAlarmRate: 1 }).falseRejectionRate).toBe(0);
        const strict = falseRejectionRate(truth, score, { falseAlarmRate: 0 });
        expect(strict.falseAlarmRate).toBe(0);
        const top = Math.max(...score.filter((_, i) => !truth[i]));
        expect(strict.threshold).toBeGreaterThan(top);
      }),
    );
  });

  test('a perfect score, a useless one, the wrong way round', () => {
    expect(equalErrorRate([0, 0, 1, 1], [1, 2, 3, 4])).toEqual({ eer: 0, threshold: 3 });
    expect(equalErrorRate([0, 1, 0, 1], [0, 0, 0, 0])).toEqual({ eer: 0.5, threshold: 0 });
    expect(equalErrorRate([1, 1, 0, 0], [1, 2, 3, 4]).eer).toBe(1);
    expect(averagePrecisionScore([1, 1, 1], [1, 2, 3])).toBe(1); // no negatives: nothing can be wrong
  });

  test('ndarrays of any stride, rows and typed arrays give the same', () => {
    const rows = [
      [0.5, 0.3, 0.2],
      [0.1, 0.6, 0.3],
      [0.2, 0.2, 0.6],
      [0.4, 0.4, 0.2],
    ];
    const truth = [0, 1, 2, 1];
    const columns = nd(Float64Array.from([0, 1, 2].flatMap((c) => rows.map((r) => r[c]!))), [4, 3], [1, 4]);
    expect(logLoss(truth, columns)).toBe(logLoss(truth, rows));
    expect(topKAccuracyScore(truth, columns)).toBe(topKAccuracyScore(truth, rows));
    expectClose(
      rocAucScore(truth, columns, { multiClass: 'ovr', average: null }),
      rocAucScore(
        truth,
        rows.map((r) => Float64Array.from(r)),
        { multiClass: 'ovr', average: null },
      ),
      0,
    );
  });

  test('single precision: impossible events cost no more than float32 can say', () => {
    expect(logLoss([1, 0], Float32Array.of(0, 0))).toBeCloseTo((-Math.log(2 ** -23) - Math.log(1 - 2 ** -23)) / 2, 12);
    expect(logLoss([1, 0], [0, 0])).toBeCloseTo(-Math.log(Number.EPSILON) / 2, 12);
  });
});

describe('refusals', () => {
  const many = nd(Float64Array.of(1, 0, 0, 0, 1, 0), [3, 2]);
  const table = nd(new Float64Array(6), [3, 2]);
  test.each<[string, () => unknown, string]>([
    ['one class', () => rocCurve([1, 1], [0, 1]), 'rocCurve: "yTrue" must hold positives and negatives, got 2 and 0'],
    ['one class', () => rocAucScore(['a', 'a'], [0, 1]), 'rocAucScore: "yTrue" must hold positives and negatives, got 0 and 2'],
    ['no positives', () => precisionRecallCurve([0, 0], [0, 1]), 'precisionRecallCurve: "yTrue" must hold positives, got 0 and 2'],
    ['an empty tag', () => rocAucScore(many, table), 'rocAucScore: "yTrue" must hold positives and negatives, got 0 and 3 in column 1'],
    [
      'an empty tag',
      () => averagePrecisionScore(many, table),
      'averagePrecisionScore: "yTrue" must hold positives, got 0 and 3 in column 1',
    ],
    ['NaN', () => equalErrorRate([0, 1, 1], [0, 1, NaN]), 'equalErrorRate: "yScore" must be finite, got NaN at index 2'],
    ['lengths', () => detCurve([0, 1], [0]), 'detCurve: "yScore" must have one entry for each of "yTrue", that is 2, got 1'],
    [
      'which is positive',
      () => rocCurve(['no', 'yes'], [0, 1]),
      'rocCurve: "posLabel" must say which label is the positive one, unless all are 0 and 1 or -1 and 1, got "no"',
    ],
    [
      'which is positive',
      () => rocCurve([0, -1], [0, 1]),
      'rocCurve: "posLabel" must say which label is the positive one, unless all are 0 and 1 or -1 and 1, got -1 and 0',
    ],
    ['posLabel', () => rocCurve(['a'], [0], { posLabel: 1 }), 'rocCurve: "posLabel" must be one of the labels of "yTrue", got 1'],
    [
      'three classes',
      () => rocAucScore([0, 1, 2], [0, 1, 2]),
      'rocAucScore: "yScore" must have a column for each of the 3 classes, got one score an item',
    ],
    [
      'how to treat three classes',
      () =>
        rocAucScore(
          [0, 1, 2],
          [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
          ],
        ),
      'rocAucScore: "multiClass" must be "ovr" or "ovo" where there is a column of scores for each class',
    ],
    [
      'no probabilities',
      () =>
        rocAucScore(
          [0, 1, 2],
          [
            [1, 1, 0],
            [0, 1, 0],
            [0, 0, 1],
          ],
          { multiClass: 'ovr' },
        ),
      'rocAucScore: "yScore" must hold probabilities that add up to 1 in every row, got 2 in row 0',
    ],
    ['maxFpr', () => rocAucScore([0, 1], [0, 1], { maxFpr: 0 }), 'rocAucScore: "maxFpr" must be > 0, got 0'],
    ['shape', () => rocAucScore(many, nd(new Float64Array(4), [2, 2])), 'rocAucScore: "yScore" must have the shape [3, 2], got [2, 2]'],
    ['one point', () => auc([0], [0]), 'auc: "x" must have at least two points, got 1'],
    ['turning back', () => auc([0, 2, 1], [0, 0, 0]), 'auc: "x" must rise or fall throughout, got 1 after 2 at index 2'],
    [
      'hours',
      () => falseRejectionRate([0, 1], [0, 1], { falseAlarmsPerHour: 1 }),
      'falseRejectionRate: "hours" must say how much audio the negatives stand for',
    ],
    [
      'two limits',
      () => falseRejectionRate([0, 1], [0, 1], { falseAlarmsPerHour: 1, hours: 1, falseAlarmRate: 0.1 }),
      'falseRejectionRate: "falseAlarmRate" cannot stand beside "falseAlarmsPerHour"',
    ],
    [
      'too many classes named',
      () =>
        topKAccuracyScore(
          [0, 1],
          [
            [1, 0],
            [0, 1],
          ],
          { k: 3 },
        ),
      'topKAccuracyScore: "k" must be an integer in [1, 2], got 3',
    ],
    [
      'columns',
      () =>
        topKAccuracyScore(
          [0, 1],
          [
            [1, 0, 0],
            [0, 1, 0],
          ],
        ),
      'topKAccuracyScore: "yScore" must have a column for each of the 2 classes, got 3; name all classes with "labels"',
    ],
    [
      'unsorted',
      () =>
        logLoss(
          [0, 1],
          [
            [1, 0],
            [0, 1],
          ],
          { labels: [1, 0] },
        ),
      'logLoss: "labels" must be sorted, for that is the order of the columns',
    ],
    [
      'unknown',
      () =>
        logLoss(
          [0, 7],
          [
            [1, 0],
            [0, 1],
          ],
          { labels: [0, 1] },
        ),
      'logLoss: "labels" must name all labels of "yTrue", but not 7',
    ],
    ['no probability', () => logLoss([0, 1], [0.5, 1.5]), 'logLoss: "yProba" must be in [0, 1], got -0.5 in row 1'],
    ['rows', () => logLoss([0, 1], [[1, 0], [0]]), 'logLoss: "yProba" must have rows of one length, got 2 values in row 0 and 1 in row 1'],
    [
      'one group',
      () => silhouetteScore([[0], [1]], [0, 0]),
      'silhouetteScore: "labels" must name at least 2 groups and fewer than the 2 items, got 1',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('wrong types', () => {
    expect(() => rocCurve([0, 1], 'ab' as unknown as number[])).toThrow(
      new TypeError('rocCurve: "yScore" must be a list of numbers, got "ab"'),
    );
    expect(() => rocCurve([0, 1], ['0', '1'] as unknown as number[])).toThrow(
      new TypeError('rocCurve: "yScore" must hold numbers, got "0"'),
    );
  });
});
