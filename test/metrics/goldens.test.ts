/**
 * All metrics against scikit-learn: the shared cases, and more from `test/goldens/sklearn/generate.py`.
 */
import { describe, expect, test } from 'vitest';
import * as metrics from '../../src/metrics/index.js';
import { goldenCases } from '../support/golden.js';
import { asArgument, expectAnswer, shortCases, worst } from '../support/more-goldens.js';
import { parity } from '../support/parity.js';
import { fold } from '../support/golden.js';

type AnyFunction = (...args: unknown[]) => unknown;
const all = metrics as unknown as Record<string, AnyFunction>;

for (const name of [
  'confusion_matrix',
  'accuracy_score',
  'balanced_accuracy_score',
  'cohen_kappa_score',
  'hamming_loss',
  'f1_score',
  'roc_curve',
  'precision_recall_curve',
  'roc_auc_score',
  'average_precision_score',
  'log_loss',
]) {
  parity('sklearn', `sklearn.metrics.${name}`, (inputs, options) =>
    all[fold(name)]!(...inputs, ...(Object.keys(options).length ? [options] : [])),
  );
}

describe('reports as objects', () => {
  test.each(goldenCases('sklearn', 'classification_report').map((g) => [g.id, g] as const))('matches %s', (_, golden) => {
    const list = (name: string): number[] => [...(golden.inputs[name] as { data: Float64Array }).data];
    const report = metrics.classificationReport(list('y_true'), list('y_pred'), { zeroDivision: 0 });
    const want = (golden.outputs[0]!.value as { value: Record<string, unknown> }).value;
    const scores = (r: metrics.ReportScores): object => ({
      precision: r.precision,
      recall: r.recall,
      'f1-score': r.f1Score,
      support: r.support,
    });
    const got: Record<string, unknown> = Object.fromEntries(report.classes.map((c) => [c.name, scores(c)]));
    Object.assign(got, { accuracy: report.accuracy, 'macro avg': scores(report.macroAvg), 'weighted avg': scores(report.weightedAvg) });
    expect(Object.keys(got).sort()).toEqual(Object.keys(want).sort());
    for (const [k, v] of Object.entries(want)) {
      if (typeof v === 'number') expectAnswer(got[k], v);
      else expectAnswer(Object.values(got[k] as object), Object.values(v as object));
    }
  });
});

describe.each([
  'precision_recall_fscore_support',
  'precision_score',
  'recall_score',
  'f1_score',
  'fbeta_score',
  'accuracy_score',
  'hamming_loss',
  'confusion_matrix',
  'balanced_accuracy_score',
  'cohen_kappa_score',
  'roc_curve',
  'precision_recall_curve',
  'det_curve',
  'auc',
  'roc_auc_score',
  'average_precision_score',
  'top_k_accuracy_score',
  'log_loss',
  'silhouette_score',
])('scikit-learn %s', (name) => {
  test.each(shortCases('sklearn', name))('%s', (_, { args, options, answer }) => {
    const given = Object.keys(options).length ? [options] : [];
    expectAnswer(all[fold(name)]!(...args.map(asArgument), ...given), answer);
  });
});

describe('scikit-learn classification_report', () => {
  test.each(shortCases('sklearn', 'classification_report'))('the same characters, %s', (_, { args, options, answer }) => {
    const report = metrics.classificationReport(asArgument(args[0]) as number[], asArgument(args[1]) as number[], options);
    // Where no item at all is right, scikit-learn 1.9.1 counts in floats and prints "4.0" items; we print "4".
    const want = report.accuracy === 0 ? (answer as string).replace(/  (\d+)\.0$/gm, '    $1') : answer;
    expect(report.text).toBe(want);
  });
});

describe('rates of errors', () => {
  test.each(shortCases('sklearn', 'equal_error_rate'))('the crossing that brentq finds, %s', (_, { args, answer }) => {
    expectAnswer(metrics.equalErrorRate(args[0] as number[], args[1] as number[]).eer, answer);
  });
  test.each(shortCases('sklearn', 'false_rejection_rate'))('the best of all thresholds, %s', (_, { args, options, answer }) => {
    expectAnswer(metrics.falseRejectionRate(args[0] as number[], args[1] as number[], options).falseRejectionRate, answer);
  });
});

test('the largest error of all', () => {
  expect(worst.error).toBeLessThan(1e-12);
});
