import { describe, expect, test } from 'vitest';
import {
  adam,
  adamW,
  batchNormalization,
  bidirectional,
  dense,
  evaluate,
  fit,
  type FitOptions,
  gru,
  type Layer,
  lstm,
  masking,
  type Model,
  rmsprop,
  sequential,
  sgd,
  tensor,
  trainOnBatch,
} from '../../src/nn/index.js';
import { expectClose } from '../support/close.js';
import { type GoldenCase, goldenCases } from '../support/golden.js';
import { type GoldenArray } from '../support/npy.js';

const arrayOf = (value: unknown): GoldenArray => value as GoldenArray;
const output = (golden: GoldenCase, name: string): GoldenArray => arrayOf(golden.outputs.find((o) => o.name === name)!.value);
const nd = (array: GoldenArray) => tensor(array.data, array.shape);

/** Weights in Keras' order, into a network in double. */
function build(golden: GoldenCase, layers: Layer[], inputShape: (number | null)[], prefix: string): Model {
  const net = sequential(layers, { inputShape, dtype: 'float64' });
  net.setWeights(net.parameters.map((_, i) => nd(arrayOf(golden.inputs[`${prefix}${i}`]))));
  return net;
}

describe('ten steps of Keras, recorded', () => {
  test.each(goldenCases('keras', 'keras.Model training loop').map((g) => [g.id, g] as const))('%s', (_, golden) => {
    const net = build(
      golden,
      [
        masking(),
        bidirectional({ layer: lstm({ units: 4, returnSequences: true }) }),
        gru({ units: 4 }),
        dense({ units: 3, activation: 'softmax' }),
      ],
      [7, 5],
      'w',
    );
    // Keras on TensorFlow rounds the momentum to single precision, and one of Adam's betas in one of two places
    const adams = golden.id === 'train_adam';
    const optimizer = adams ? adam({ learningRate: 0.05 }) : sgd({ learningRate: 0.1, momentum: Math.fround(0.9) });
    const bound = adams ? 1e-5 : 1e-9;
    const [x, y] = [nd(arrayOf(golden.inputs['x'])), arrayOf(golden.inputs['y']).data];
    expectClose(net.predict(x), output(golden, 'pred_before').data, 1e-9);
    const losses = Array.from({ length: 10 }, () => trainOnBatch(net, x, y, { optimizer, loss: 'sparseCategoricalCrossentropy' }).loss!);
    expectClose(losses, output(golden, 'losses').data, bound);
    expectClose(net.predict(x), output(golden, 'pred_after').data, bound);
    net.getWeights().forEach((w, i) => expectClose(w, output(golden, `w${i}_after`).data, bound));
  });
});

describe('Model.fit of Keras', () => {
  const l2 = { l2: 2 ** -7 };
  const rate = { learningRate: 2 ** -4 };
  const CASES: Record<string, [() => Layer[], (number | null)[], () => FitOptions, string[]]> = {
    weighted_sequences: [
      () => [
        masking(),
        bidirectional({ layer: lstm({ units: 4, kernelRegularizer: l2, recurrentConstraint: { name: 'maxNorm', maxValue: 1 } }) }),
        dense({ units: 3, activation: 'softmax', kernelRegularizer: l2 }),
      ],
      [null, 3],
      () => ({
        loss: 'sparseCategoricalCrossentropy',
        optimizer: adam({ ...rate, beta1: 0.875, beta2: 0.9375 }),
        classWeights: [1, 2, 0.5],
        validationSplit: 0.2,
        metrics: ['accuracy'],
      }),
      ['loss', 'accuracy', 'valLoss', 'valAccuracy'],
    ],
    every_frame: [
      () => [masking(), gru({ units: 4, returnSequences: true }), dense({ units: 3, activation: 'softmax' })],
      [null, 3],
      () => ({ loss: 'sparseCategoricalCrossentropy', optimizer: sgd({ ...rate, momentum: 0.5 }), metrics: ['accuracy'] }),
      ['loss', 'accuracy'],
    ],
    batch_norm_regression: [
      () => [dense({ units: 5, activation: 'tanh' }), batchNormalization(), dense({ units: 2 })],
      [4],
      () => ({ loss: 'meanSquaredError', optimizer: rmsprop({ ...rate, rho: 0.75, clipvalue: 0.25 }), metrics: ['meanAbsoluteError'] }),
      ['loss', 'meanAbsoluteError'],
    ],
    binary: [
      () => [dense({ units: 5, activation: 'relu' }), dense({ units: 1, activation: 'sigmoid' })],
      [4],
      () => ({ loss: 'binaryCrossentropy', optimizer: adamW({ ...rate, beta1: 0.875, beta2: 0.9375 }), metrics: ['accuracy'] }),
      ['loss', 'accuracy'],
    ],
  };
  const theirs = (name: string): string =>
    name.replace('valLoss', 'val_loss').replace('valAccuracy', 'val_accuracy').replace('meanAbsoluteError', 'mae');

  test.each(goldenCases('training/fit', 'keras.Model.fit').map((g) => [g.id, g] as const))('%s', async (id, golden) => {
    const [layers, inputShape, options, names] = CASES[id]!;
    const net = build(golden, layers(), inputShape, 'before');
    const x = nd(arrayOf(golden.inputs['x']));
    const target = arrayOf(golden.inputs['y']);
    const y = target.shape.length === 1 ? target.data : nd(target);
    const weights = golden.inputs['sampleWeights'] && arrayOf(golden.inputs['sampleWeights']).data;
    const settings: FitOptions = { ...options(), batchSize: 4, epochs: 3, shuffle: false, ...(weights ? { sampleWeights: weights } : {}) };
    const { values } = await fit(net, x, y, settings);
    // Keras tells losses and metrics in single precision
    for (const name of names) expectClose(values[name], output(golden, theirs(name)).data, 3e-7);
    net.getWeights().forEach((w, i) => expectClose(w, output(golden, `after${i}`).data, 1e-9));
    const { loss, metrics } = settings;
    const told = await evaluate(net, x, y, { loss, metrics, batchSize: 4 });
    expectClose(Object.values(told), output(golden, 'evaluation').data, 3e-7);
    expect(Object.keys(told)).toEqual(['loss', settings.metrics![0]]);
  });
});
