import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import {
  accuracyScore,
  balancedAccuracyScore,
  classificationReport,
  cohenKappaScore,
  confusionMatrix,
  f1Score,
  hammingLoss,
  type LabelList,
  ParameterError,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
  uniqueLabels,
  type Warning,
} from '../../src/index.js';
import { fixed } from '../../src/metrics/report-text.js';

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 40 });
const unzip = (list: [number, number][]): [number[], number[]] => [list.map(([a]) => a), list.map(([, b]) => b)];

test('the worked example: three kinds of sound', () => {
  const truth = ['speech', 'speech', 'music', 'music', 'noise'];
  const guess = ['speech', 'music', 'music', 'music', 'speech'];
  expect(uniqueLabels(truth, guess)).toEqual(['music', 'noise', 'speech']);
  expect([...confusionMatrix(truth, guess).data]).toEqual([2, 0, 0, 0, 0, 1, 1, 0, 1]);
  expect(accuracyScore(truth, guess)).toBe(0.6);
  const report = classificationReport(truth, guess);
  expect(report.text).toBe(
    [
      '              precision    recall  f1-score   support',
      '',
      '       music       0.67      1.00      0.80         2',
      '       noise       0.00      0.00      0.00         1',
      '      speech       0.50      0.50      0.50         2',
      '',
      '    accuracy                           0.60         5',
      '   macro avg       0.39      0.50      0.43         5',
      'weighted avg       0.47      0.60      0.52         5',
      '',
    ].join('\n'),
  );
  expect(report.classes.map((c) => c.support)).toEqual([2, 1, 2]);
});

describe('properties', () => {
  test('rows of the confusion matrix count true items, columns predicted ones, the diagonal the right ones', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const [truth, guess] = unzip(list);
        const labels = [0, 1, 2, 3, 4];
        const present = labels.filter((l) => truth.includes(l) || guess.includes(l));
        const matrix = confusionMatrix(truth, guess);
        const n = present.length;
        const at = (i: number, j: number): number => matrix.get(i, j);
        let diagonal = 0;
        for (let i = 0; i < n; i++) {
          expect(present.reduce((sum, _, j) => sum + at(i, j), 0)).toBe(truth.filter((l) => l === present[i]).length);
          expect(present.reduce((sum, _, j) => sum + at(j, i), 0)).toBe(guess.filter((l) => l === present[i]).length);
          diagonal += at(i, i);
        }
        expect(diagonal / truth.length).toBe(accuracyScore(truth, guess));
      }),
    );
  });

  test('micro averages are the accuracy, the weighted recall too, and 1 - Hamming loss', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const [truth, guess] = unzip(list);
        const accuracy = accuracyScore(truth, guess);
        expect(f1Score(truth, guess, { average: 'micro' })).toBeCloseTo(accuracy, 14);
        expect(recallScore(truth, guess, { average: 'weighted' })).toBeCloseTo(accuracy, 14);
        expect(hammingLoss(truth, guess)).toBeCloseTo(1 - accuracy, 14);
      }),
    );
  });

  test('names of classes do not matter, nor does the order of items, nor the kind of list', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const [truth, guess] = unzip(list);
        const named = (x: number[]): string[] => x.map((l) => `c${l}`);
        const report = classificationReport(truth, guess);
        expect(classificationReport(named(truth), named(guess)).macroAvg).toEqual(report.macroAvg);
        expect(classificationReport([...truth].reverse(), [...guess].reverse()).text).toBe(report.text);
        expect(classificationReport(Int32Array.from(truth), Uint8Array.from(guess)).text).toBe(report.text);
      }),
    );
  });

  test('nothing is ever NaN', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const [truth, guess] = unzip(list);
        expect(classificationReport(truth, guess).text).not.toContain('NaN');
        expect(balancedAccuracyScore(truth, guess)).toBeGreaterThanOrEqual(0);
        for (const normalize of ['true', 'pred', 'all'] as const) {
          expect([...confusionMatrix(truth, guess, { normalize }).data].every(Number.isFinite)).toBe(true);
        }
      }),
    );
  });

  test('kappa is symmetric, and 1 where all agree', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const [truth, guess] = unzip([...list, [0, 0], [1, 1]]);
        expect(cohenKappaScore(truth, guess)).toBeCloseTo(cohenKappaScore(guess, truth), 12);
        expect(cohenKappaScore(truth, truth)).toBe(1);
      }),
    );
  });

  test('halves are rounded to even digits, as Python does', () => {
    const cases: [number, number, string][] = [
      [0.125, 2, '0.12'],
      [0.375, 2, '0.38'],
      [0.5, 0, '0'],
      [1, 0, '1'],
      [0.625, 2, '0.62'],
      [0.0625, 3, '0.062'],
      [0.285, 2, '0.28'], // a little less than a half in binary
      [0.995, 2, '0.99'],
      [2 / 3, 2, '0.67'],
    ];
    for (const [x, digits, text] of cases) expect(fixed(x, digits)).toBe(text);
  });
});

test('booleans are 0 and 1', () => {
  expect(precisionScore([true, false, true], [true, true, false])).toBe(0.5);
});

test('says once what is undefined, unless told what to do', () => {
  const warnings: Warning[] = [];
  const onWarning = (w: Warning): void => void warnings.push(w);
  classificationReport([0, 1], [0, 0], { onWarning });
  expect(warnings).toEqual([
    {
      caller: 'classificationReport',
      code: 'undefined-precision',
      message:
        'precision is undefined for 1 of 2 classes, of which nothing is predicted; it counts as 0, unless "zeroDivision" says otherwise',
    },
  ]);
  recallScore([0, 1], [0, 0], { onWarning });
  precisionScore([0, 0], [0, 0], { onWarning, zeroDivision: 1 });
  expect(warnings.length).toBe(1);
});

describe('refusals', () => {
  const one = nd(Float64Array.of(1, 0), [1, 2]);
  test.each<[string, () => unknown, string]>([
    ['lengths', () => accuracyScore([1, 2], [1]), 'accuracyScore: "yPred" must have one entry for each of "yTrue", that is 2, got 1'],
    ['nothing', () => confusionMatrix([], []), 'confusionMatrix: "yTrue" must not be empty'],
    ['fractions', () => f1Score([0, 0.5], [0, 1]), 'f1Score: "yTrue" must hold strings or integers, got 0.5 at index 1'],
    ['NaN', () => f1Score([0, 1], [0, NaN]), 'f1Score: "yPred" must hold strings or integers, got NaN at index 1'],
    ['both kinds', () => accuracyScore([0, 1], ['0', '1']), 'accuracyScore: "yPred" must hold either strings or integers, got both'],
    [
      'unknown labels',
      () => confusionMatrix(['a', 'b'], ['a', 'b'], { labels: ['c'] }),
      'confusionMatrix: "labels" must name at least one label of "yTrue", which has "a", "b"',
    ],
    ['twice', () => confusionMatrix([0], [0], { labels: [0, 0] }), 'confusionMatrix: "labels" must not name a class twice, got 0 again'],
    [
      'binary with three',
      () => f1Score([0, 1, 2], [0, 1, 2]),
      `f1Score: "average" must be 'macro', 'micro', 'weighted' or null where there are 3 classes, got "binary"`,
    ],
    ['posLabel', () => precisionScore(['a', 'b'], ['a', 'a']), 'precisionScore: "posLabel" must be one of the labels "a", "b", got 1'],
    [
      'samples of one label',
      () => precisionRecallFscoreSupport([0, 1], [0, 1], { average: 'samples' }),
      'precisionRecallFscoreSupport: "average" can be "samples" only where an item may have several labels',
    ],
    [
      'zeroDivision',
      // @ts-expect-error the compiler refuses it too
      () => recallScore([0, 1], [0, 1], { zeroDivision: 0.5 }),
      'recallScore: "zeroDivision" must be one of 0, 1, got 0.5',
    ],
    [
      'names',
      () => classificationReport([0, 1], [0, 1], { targetNames: ['a'] }),
      'classificationReport: "targetNames" must have a name for each of 2 classes, got 1',
    ],
    [
      'digits',
      () => classificationReport([0], [0], { digits: 21 }),
      'classificationReport: "digits" must be an integer in [0, 20], got 21',
    ],
    [
      'kinds',
      () => accuracyScore(one, [1]),
      'accuracyScore: "yPred" must be of the same kind as "yTrue": both a list of labels, or both an ndarray [items, labels]',
    ],
    [
      'no indicator',
      () => hammingLoss(nd(Float64Array.of(1, 2), [1, 2]), one),
      'hammingLoss: "yTrue" must hold 0 and 1 only, got 2 at row 0, column 1',
    ],
    [
      'columns',
      () => precisionRecallFscoreSupport(one, one, { labels: [2] }),
      'precisionRecallFscoreSupport: "labels" must name columns in [0, 1], got 2',
    ],
    [
      'one class',
      () => balancedAccuracyScore([1, 1], [1, 0], { adjusted: true }),
      'balancedAccuracyScore: "yTrue" must hold at least two classes to adjust for guessing, got one',
    ],
    [
      'kappa of one class',
      () => cohenKappaScore([1, 1], [1, 1]),
      'cohenKappaScore: "yPred" must share more than one class with "yTrue", which are 1',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('wrong types', () => {
    expect(() => accuracyScore('abc' as unknown as LabelList, [1])).toThrow(
      new TypeError('accuracyScore: "yTrue" must be a list of strings or integers, got "abc"'),
    );
    expect(() => accuracyScore([null] as unknown as LabelList, [1])).toThrow(
      new TypeError('accuracyScore: "yTrue" must hold strings or integers, got null at index 0'),
    );
    // @ts-expect-error the compiler refuses it too
    expect(() => accuracyScore([1], [1], { normalise: true })).toThrow('"normalise" is not an option; did you mean "normalize"?');
  });
});
