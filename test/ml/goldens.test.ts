/**
 * What stands around a model, against scikit-learn: the shared cases, and more from `test/goldens/sklearn/generate.py`.
 */
import { describe, expect, test } from 'vitest';
import * as ml from '../../src/ml/index.js';
import { type NdArray } from '../../src/core/nd.js';
import { expectAnswer, shortCases, table, worst } from '../support/more-goldens.js';
import { parity } from '../support/parity.js';

type Table = NdArray<Float64Array>;

parity('sklearn', 'sklearn.preprocessing.StandardScaler', ([x, z]) => {
  const scaler = ml.standardScaler().fit(x as Table);
  return {
    mean: scaler.mean,
    scale: scaler.scale,
    var: scaler.var,
    transform: scaler.transform(z as Table),
    inverse: scaler.inverseTransform(z as Table),
  };
});

const ofPca = (x: Table, z: Table, options: ml.PcaOptions): Record<string, unknown> => {
  const { mean, components, explainedVariance, explainedVarianceRatio, singularValues, noiseVariance, ...model } = ml.pca(options).fit(x);
  const transform = model.transform(z);
  return {
    mean,
    components,
    explainedVariance,
    explainedVarianceRatio,
    singularValues,
    noiseVariance,
    transform,
    inverse: model.inverseTransform(transform),
  };
};
parity('sklearn', 'sklearn.decomposition.PCA', ([x, z], options) => ofPca(x as Table, z as Table, options));

const ofNeighbors = (x: Table, y: ml.LabelList, z: Table, options: ml.KNeighborsClassifierOptions): Record<string, unknown> => {
  const model = ml.kNeighborsClassifier(options).fit(x, y);
  return {
    predict: model.predict(z),
    proba: model.predictProba(z),
    predictProba: model.predictProba(z),
    classes: model.classes,
    ...model.kneighbors(z),
  };
};
parity('sklearn', 'sklearn.neighbors.KNeighborsClassifier', ([x, y, z], options) =>
  ofNeighbors(x as Table, y as Float64Array, z as Table, options),
);

describe('scalers', () => {
  const run = (scaler: ml.StandardScaler | ml.MinMaxScaler, [x, y, z]: unknown[]): Record<string, unknown> => {
    scaler.fit(table(x));
    if (y !== null) scaler.partialFit(table(y));
    return Object.assign(scaler, {
      transformed: scaler.transform(table(z)),
      inverse: scaler.inverseTransform(table(z)),
    }) as unknown as Record<string, unknown>;
  };
  const check = (got: Record<string, unknown>, answer: unknown): void => {
    const { transform, ...rest } = answer as Record<string, unknown>;
    expectAnswer({ ...rest, transform: got['transformed'] }, { transform });
    expectAnswer(got, rest);
  };
  test.each(shortCases('sklearn', 'standard_scaler'))('standardScaler %s', (_, { args, options, answer }) => {
    check(run(ml.standardScaler(options), args), answer);
  });
  test.each(shortCases('sklearn', 'min_max_scaler'))('minMaxScaler %s', (_, { args, options, answer }) => {
    check(run(ml.minMaxScaler(options), args), answer);
  });
});

test.each(shortCases('sklearn', 'label_encoder'))('labelEncoder %s', (_, { args, answer }) => {
  const encoder = ml.labelEncoder().fit(args[0] as string[]);
  expectAnswer({ classes: encoder.classes, transform: encoder.transform(args[0] as string[]) }, answer);
});

test.each(shortCases('sklearn', 'pca'))('pca %s', (_, { args, options, answer }) => {
  expectAnswer(ofPca(table(args[0]), table(args[1]), options), answer);
});

test.each(shortCases('sklearn', 'k_neighbors_classifier'))('kNeighborsClassifier %s', (_, { args, options, answer }) => {
  expectAnswer(ofNeighbors(table(args[0]), args[1] as string[], table(args[2]), options), answer);
});

describe('splits without chance are the same', () => {
  const indices = (splits: ml.Split[]): number[][][] => splits.map(({ train, test: rest }) => [[...train], [...rest]]);
  test.each(shortCases('sklearn', 'k_fold'))('kFold %s', (_, { args, options, answer }) => {
    expect(indices(ml.kFold(args[0] as number, options))).toEqual(answer);
  });
  test.each(shortCases('sklearn', 'stratified_k_fold'))('stratifiedKFold %s', (_, { args, options, answer }) => {
    expect(indices(ml.stratifiedKFold(args[0] as number[], options))).toEqual(answer);
  });
  test.each(shortCases('sklearn', 'group_k_fold'))('groupKFold %s', (_, { args, options, answer }) => {
    expect(indices(ml.groupKFold(args[0] as number[], options))).toEqual(answer);
  });
  test.each(shortCases('sklearn', 'stratified_group_k_fold'))('stratifiedGroupKFold %s', (_, { args, options, answer }) => {
    expect(indices(ml.stratifiedGroupKFold(args[0] as number[], args[1] as number[], options))).toEqual(answer);
  });
  test.each(shortCases('sklearn', 'leave_one_group_out'))('leaveOneGroupOut %s', (_, { args, answer }) => {
    expect(indices(ml.leaveOneGroupOut(args[0] as string[]))).toEqual(answer);
  });
});

describe('random splits have the same sizes', () => {
  test.each(shortCases('sklearn', 'train_test_split'))('trainTestSplit %s', (_, { args, options, answer }) => {
    const split = ml.trainTestSplit(args[0] as number, options);
    expect([split.train.length, split.test.length]).toEqual(answer);
  });
  test.each(shortCases('sklearn', 'stratified_split'))('stratified %s', (_, { args, options, answer }) => {
    const y = args[0] as number[];
    const parts = ml.trainTestSplit(y, { ...options, stratify: y }).take(y);
    expect(parts.flatMap((part) => [...new Set(y)].map((c) => part.filter((label) => label === c).length))).toEqual(answer);
  });
});

test('the largest error of all', () => {
  expect(worst.error).toBeLessThan(1e-11);
});
