/**
 * Losses on tensors against the same losses on arrays. No gradient of TensorFlow.js is registered here: none is needed.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import * as nn from '../../src/nn/index.js';
import * as on from '../../src/tfjs/index.js';
import { expectClose } from '../support/close.js';
import { BACKENDS, leaked, noise, useBackend } from './backends.js';

type X = NdArray<Float32Array>;
const [ITEMS, DIMS] = [6, 4];
const x = (seed: number, shape: number[] = [ITEMS, DIMS]): X =>
  nd(
    noise(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ),
    shape,
  );
const softmax = (a: X): X => {
  const data = a.data.map((v) => Math.exp(v));
  const n = a.shape.at(-1)!;
  return nd(
    data.map((v, i) => v / data.subarray(i - (i % n), i - (i % n) + n).reduce((s, w) => s + w, 0)),
    a.shape,
  );
};
const unit = (a: X): X =>
  nd(
    a.data.map((v) => 0.5 + 0.45 * v),
    a.shape,
  );
const LABELS = [0, 1, 2, 0, 1, 3];
const PAIRS = [1, 0, 0, 1, 1, 0];
const oneHot = nd(
  Float32Array.from({ length: ITEMS * DIMS }, (_, i) => (LABELS[Math.floor(i / DIMS)] === i % DIMS ? 1 : 0)),
  [ITEMS, DIMS],
);

interface Case {
  name: string;
  inputs: X[];
  tensors: (...xs: tf.Tensor[]) => tf.Tensor;
  arrays: (...xs: X[]) => { loss: number; gradient?: unknown; gradients?: object };
}
const elementwise = (name: 'meanSquaredError' | 'meanAbsoluteError' | 'huber' | 'cosineSimilarityLoss', options: object = {}): Case => ({
  name: `${name} ${JSON.stringify(options)}`,
  inputs: [x(1)],
  tensors: (a) => on[name](a!, on.toTensor(x(2)), options),
  arrays: (a) => nn[name](a!, x(2), options),
});
const binary = (name: 'binaryCrossentropy' | 'focalLoss', options: object = {}): Case => ({
  name: `${name} ${JSON.stringify(options)}`,
  inputs: ['fromLogits' in options ? x(1) : unit(x(1))],
  tensors: (a) => on[name](a!, oneHot, options),
  arrays: (a) => nn[name](a!, oneHot, options),
});
const classes = (name: 'categoricalCrossentropy' | 'categoricalFocalLoss', options: object = {}): Case => ({
  name: `${name} ${JSON.stringify(options)}`,
  inputs: ['fromLogits' in options ? x(1) : softmax(x(1))],
  tensors: (a) => on[name](a!, oneHot, options),
  arrays: (a) => nn[name](a!, oneHot, options),
});
const batch = (name: 'batchTripletLoss' | 'batchContrastiveLoss' | 'ntXent', options: object = {}): Case => ({
  name: `${name} ${JSON.stringify(options)}`,
  inputs: [x(1)],
  tensors: (a) => on[name](a!, tf.tensor(Int32Array.from(LABELS), [ITEMS], 'int32'), options),
  arrays: (a) => nn[name](a!, LABELS, options),
});
const margin = (name: 'arcFace' | 'cosFace' | 'centerLoss', options: object = {}): Case => ({
  name: `${name} ${JSON.stringify(options)}`,
  inputs: [x(1), x(2, [4, DIMS])],
  tensors: (a, b) => on[name](a!, LABELS, b!, options),
  arrays: (a, b) => nn[name](a!, LABELS, b!, options),
});
const CASES: Case[] = [
  elementwise('meanSquaredError'),
  elementwise('meanSquaredError', { reduction: 'sum', sampleWeights: [1, 2, 0, 1, 1, 1] }),
  elementwise('meanAbsoluteError'),
  elementwise('huber', { delta: 0.5 }),
  elementwise('cosineSimilarityLoss'),
  binary('binaryCrossentropy'),
  binary('binaryCrossentropy', { fromLogits: true, labelSmoothing: 0.1 }),
  binary('focalLoss', { fromLogits: true }),
  classes('categoricalCrossentropy'),
  classes('categoricalCrossentropy', { fromLogits: true, classWeights: [1, 2, 3, 4], reduction: 'weightedMean' }),
  classes('categoricalFocalLoss'),
  {
    name: 'sparseCategoricalCrossentropy',
    inputs: [x(1)],
    tensors: (a) => on.sparseCategoricalCrossentropy(a!, LABELS, { fromLogits: true }),
    arrays: (a) => nn.sparseCategoricalCrossentropy(a!, LABELS, { fromLogits: true }),
  },
  {
    name: 'ctcLoss',
    inputs: [x(1, [2, 9, 5])],
    tensors: (a) => on.ctcLoss(a!, [[1, 2, 2], [4]], { inputLengths: [9, 6] }),
    arrays: (a) => nn.ctcLoss(a!, [[1, 2, 2], [4]], { inputLengths: [9, 6] }),
  },
  ...['facenet', 'torch', 'pytorch-metric-learning'].map((preset): Case => ({
    name: `tripletLoss ${preset}`,
    inputs: [x(1), x(2), x(3)],
    tensors: (a, p, n) => on.tripletLoss(a!, p!, n!, { preset: preset as 'torch' }),
    arrays: (a, p, n) => nn.tripletLoss(a!, p!, n!, { preset: preset as 'torch' }),
  })),
  batch('batchTripletLoss'),
  batch('batchTripletLoss', { mining: 'hard', distance: 'squaredL2' }),
  batch('batchTripletLoss', { preset: 'facenet' }),
  batch('batchContrastiveLoss'),
  batch('ntXent'),
  {
    name: 'contrastiveLoss',
    inputs: [x(1), x(2)],
    tensors: (a, b) => on.contrastiveLoss(a!, b!, PAIRS),
    arrays: (a, b) => nn.contrastiveLoss(a!, b!, PAIRS),
  },
  margin('arcFace'),
  margin('cosFace', { scale: 8 }),
  margin('centerLoss', { preset: 'wen2016' }),
  margin('centerLoss', { preset: 'kaiyangzhou', weight: 0.3 }),
];
const dataOf = (g: unknown): Float32Array => ('data' in (g as object) ? (g as X).data : (g as Float32Array));

test('every loss of the room is here', () => {
  const named = Object.entries(nn)
    .filter(
      ([name, f]) => typeof f === 'function' && /Loss$|Error$|entropy$|^huber|Face$|^ntXent/.test(name) && !/^(?:[A-Z]|create)/.test(name),
    ) // createCenterLoss trains: it is of /nn, around centerLoss
    .map(([name]) => name);
  expect(named.length).toBe(18);
  for (const name of named) {
    expect(on).toHaveProperty(name);
    expect(CASES.some((c) => c.name.startsWith(name))).toBe(true);
  }
});

describe.each(BACKENDS)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(CASES.map((c) => [c.name, c] as const))('%s', (_, { inputs, tensors, arrays }) => {
    const { loss, gradient, gradients } = arrays(...inputs);
    const wanted = gradients ? Object.values(gradients) : [gradient];
    const given = inputs.map((v) => on.toTensor(v));
    const value = tf.tidy(() => tensors(...given).dataSync()[0]!);
    expectClose([value], [loss], 1e-6); // float32
    const got = tf.grads(tensors)(given, tf.scalar(3)); // whatever comes back is passed on
    expect(got.length).toBe(wanted.length);
    got.forEach((g, i) => {
      expect(g.shape).toEqual(inputs[i]!.shape);
      expectClose(
        g.dataSync(),
        Float64Array.from(dataOf(wanted[i]), (v) => 3 * v),
        1e-6,
      );
    });
    tf.dispose([given, got]);
  });

  test('nothing is left behind', () => {
    const given = [on.toTensor(x(1)), on.toTensor(x(2, [4, DIMS]))];
    const f = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => on.centerLoss(a, LABELS, b);
    expect(leaked(() => f(given[0]!, given[1]!))).toBe(0);
    expect(leaked(() => tf.grads(f as (...xs: tf.Tensor[]) => tf.Tensor)(given))).toBe(0);
    expect(leaked(() => on.updateCenters(given[0]!, LABELS, given[1]!))).toBe(0);
  });

  test('centers move by the rule of the paper', () => {
    const moved = on.updateCenters(on.toTensor(x(1)), LABELS, on.toTensor(x(2, [4, DIMS])));
    expectClose(moved.dataSync(), nn.centerLoss(x(1), LABELS, x(2, [4, DIMS])).updateCenters().data, 1e-7); // the same numbers
  });
});

describe('bad input', () => {
  beforeAll(() => useBackend('cpu'));
  const a = (): tf.Tensor => on.toTensor(x(1));
  test.each([
    [
      () => on.meanSquaredError(a(), x(1), { reduction: 'none' as 'mean' }),
      'meanSquaredError: "reduction" must not be "none": a gradient is that of one number; use the loss of @audiolab/dsp/nn',
    ],
    [() => on.meanSquaredError(a(), [1]), 'meanSquaredError: "targets" must have the shape [6, 4], got [1]'],
    [() => on.meanSquaredError(x(1) as never, x(1)), 'meanSquaredError: "predictions" must be a tensor: use toTensor'],
    [() => on.ntXent(tf.tensor([[1, NaN]]), [0]), 'ntXent: "embeddings" must be finite, got NaN at index 1'],
    [() => on.ntXent(tf.tensor([[1, 2]], [1, 2], 'int32'), [0]), 'ntXent: "embeddings" must be a tensor of float32, got int32'],
    [() => on.arcFace(a(), [0, 1, 2, 3, 4, 9], a()), 'arcFace: "labels" must be integers in [0, 5], got 9 at index 5'],
    [() => on.huber(a(), x(1), { delte: 1 } as object), 'huber: "delte" is not an option; did you mean "delta"?'],
  ])('%#', (call, message) => {
    expect(call).toThrow(message);
  });
});
