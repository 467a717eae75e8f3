/**
 * Any layer and any model on tensors, arrays to tensors and back, and training with the optimisers of TensorFlow.js, which needs none of
 * its gradients: on `wasm`, too.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import * as dsp from '../../src/index.js';
import * as nn from '../../src/nn/index.js';
import { type Layer, type Shape } from '../../src/nn/layer.js';
import * as on from '../../src/tfjs/index.js';
import { expectClose } from '../support/close.js';
import { BACKENDS, leaked, noise, useBackend } from './backends.js';

const t = (shape: number[], seed: number): tf.Tensor =>
  on.toTensor(
    nd(
      noise(
        shape.reduce((a, b) => a * b, 1),
        seed,
      ),
      shape,
    ),
  );

const network = (): nn.Model =>
  nn.sequential([
    nn.conv2d({ filters: 3, kernelSize: [3, 3], activation: 'relu' }),
    nn.batchNormalization(),
    nn.maxPooling2d({ poolSize: [2, 2] }),
    nn.flatten(),
    nn.dense({ units: 4 }),
  ]);
const LAYERS: [string, () => Layer, Shape][] = [
  ['dense', () => nn.dense({ units: 3, activation: 'tanh' }), [5]],
  ['conv1d', () => nn.conv1d({ filters: 3, kernelSize: 3 }), [9, 2]],
  ['conv2d', () => nn.conv2d({ filters: 3, kernelSize: [3, 2], strides: [2, 1] }), [9, 8, 2]],
  ['depthwiseConv2d', () => nn.depthwiseConv2d({ kernelSize: [3, 3] }), [6, 6, 2]],
  ['separableConv2d', () => nn.separableConv2d({ filters: 4, kernelSize: [3, 3] }), [6, 6, 2]],
  ['layerNormalization', () => nn.layerNormalization(), [6]],
  ['maxPooling2d', () => nn.maxPooling2d({ poolSize: [2, 2] }), [6, 6, 2]],
  ['averagePooling1d', () => nn.averagePooling1d({ poolSize: 2 }), [6, 3]],
  ['timeDistributed', () => nn.timeDistributed({ layer: nn.dense({ units: 2 }) }), [4, 3]],
  ['a model with batch normalisation', network, [8, 8, 1]],
];

describe.each(BACKENDS)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(LAYERS)('%s: values and gradients are those of the layer', (_, make, shape) => {
    const layer = make();
    const x = t([3, ...(shape as number[])], 1);
    const weights = on.layerVariables(layer, shape, { seed: 4 });
    const twin = make();
    twin.build([shape], { dtype: 'float64', random: createRandom(4) });
    const trained = twin.parameters.filter((p) => p.trained);
    expect(weights.map((w) => w.shape)).toEqual(trained.map((p) => p.shape));
    trained.forEach((p, i) => {
      p.value.set(weights[i]!.dataSync());
      p.version++;
    });
    const pass = { training: true, gradients: true, trainer: nn.training(), random: createRandom(0) };
    const step = twin.forward([{ data: Float64Array.from(x.dataSync()), shape: x.shape }], pass);
    const y = step.outputs[0]!;
    const f = (x: tf.Tensor, ...w: tf.Tensor[]): tf.Tensor => on.applyLayer(layer, x, w, { training: true });
    const got = f(x, ...weights);
    expect(got.shape).toEqual(y.shape);
    expectClose(got.dataSync(), y.data, 2e-6); // float32; batch normalisation divides by small deviations
    const pull = noise(y.data.length, 8);
    const back = step.backward!([{ data: Float64Array.from(pull), shape: y.shape }]);
    const wanted = [back[0]!.data, ...trained.map((p) => p.gradient)];
    const gradients = tf.grads(f as (...all: tf.Tensor[]) => tf.Tensor)([x, ...weights], tf.tensor(pull, [...y.shape]));
    const peak = Math.max(...wanted.map((w) => Float64Array.from(w).reduce((m, v) => Math.max(m, Math.abs(v)), 0)));
    gradients.forEach((g, i) => {
      const error = g.dataSync<'float32'>().reduce((most, v, k) => Math.max(most, Math.abs(v - wanted[i]![k]!)), 0);
      expect(error).toBeLessThan(1e-5 * peak); // a bias before batch normalisation has gradient 0: rounding there is measured by the others
    });
    tf.dispose([x, weights, got, gradients]);
  });

  test('one layer for two inputs, as twins are trained', () => {
    const layer = nn.lstm({ units: 4 });
    const weights = on.layerVariables(layer, [null, 3]);
    const [a, b] = [t([2, 6, 3], 1), t([2, 4, 3], 2)];
    const loss = (...w: tf.Tensor[]): tf.Tensor => on.meanSquaredError(on.applyLayer(layer, a!, w), on.applyLayer(layer, b!, w));
    const both = (...w: tf.Tensor[]): tf.Tensor => on.tripletLoss(on.applyLayer(layer, a!, w), on.applyLayer(layer, b!, w), on.lstm(a!, w));
    const gradients = tf.grads(both)(weights);
    const apart = (...w: tf.Tensor[]): tf.Tensor => on.tripletLoss(on.lstm(a!, w), on.lstm(b!, w), on.lstm(a!, w));
    tf.grads(apart)(weights).forEach((g, i) => expectClose(gradients[i]!.dataSync(), g.dataSync(), 1e-6)); // the same kernels
    expect(loss(...weights).shape).toEqual([]);
  });

  test('a layer that has run with other weights meanwhile still gives the right gradients', () => {
    const layer = nn.dense({ units: 2 });
    const weights = on.layerVariables(layer, [3]);
    const others = weights.map((w) => tf.add(w, 1));
    const x = t([4, 3], 1);
    const f = (x: tf.Tensor): tf.Tensor => {
      const y = on.applyLayer(layer, x, weights);
      on.applyLayer(layer, x, others).dispose();
      return y;
    };
    const pull = tf.ones([4, 2]);
    expectClose(
      tf.grad(f)(x, pull).dataSync(),
      tf
        .grad((x) => on.applyLayer(layer, x, weights))(x, pull)
        .dataSync(),
      0,
    );
  });

  test('dropout draws what the seed says, on the way there and back', () => {
    const layer = nn.dropout({ rate: 0.5 });
    const x = tf.ones([1, 50]);
    const at = (seed: number): ArrayLike<number> => on.applyLayer(layer, x, [], { training: true, seed }).dataSync();
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
    expect(
      tf
        .grad((x) => on.applyLayer(layer, x, [], { training: true, seed: 1 }))(x, x)
        .dataSync(),
    ).toEqual(at(1));
  });

  test('lengths mean the time axis, also where it comes first, inside a wrapper', () => {
    const make = (timeMajor: boolean) => nn.bidirectional({ layer: nn.lstm({ units: 3, timeMajor }) });
    const weights = on.layerVariables(make(false), [null, 2]);
    const x = t([2, 5, 2], 1);
    const lengths = [5, 3];
    const turned = on.applyLayer(make(true), tf.transpose(x, [1, 0, 2]), weights, { lengths });
    expectClose(turned.dataSync(), on.applyLayer(make(false), x, weights, { lengths }).dataSync(), 1e-6); // float32
  });

  test('moving averages stay with the layer', () => {
    const layer = nn.batchNormalization({ momentum: 0.5 });
    const weights = on.layerVariables(layer, [2]);
    expect(weights.length).toBe(2); // gamma and beta
    on.applyLayer(
      layer,
      tf.tensor([
        [1, 10],
        [3, 30],
      ]),
      weights,
      { training: true },
    );
    expectClose(layer.getWeights()[2]!.data, [1, 10], 1e-6); // half of the mean
  });

  test('a convolutional network learns, which TensorFlow.js cannot do on wasm', () => {
    const model = network();
    const weights = on.layerVariables(model, [8, 8, 1]);
    const x = t([12, 8, 8, 1], 1);
    const labels = Array.from({ length: 12 }, (_, i) => i % 4);
    const optimizer = tf.train.adam(0.02);
    let before = 0;
    const losses = Array.from({ length: 30 }, (_, step) => {
      const loss = optimizer.minimize(
        () =>
          on.sparseCategoricalCrossentropy(on.applyLayer(model, x, weights, { training: true }), labels, { fromLogits: true }) as tf.Scalar,
        true,
        weights,
      )!;
      if (step === 0) before = tf.memory().numTensors;
      const value = loss.dataSync()[0]!;
      loss.dispose();
      return value;
    });
    expect(losses.at(-1)!).toBeLessThan(0.1 * losses[0]!);
    expect(tf.memory().numTensors).toBe(before - 1); // the first loss
  });

  test('an LSTM over MFCCs learns to tell rising from falling tones, and goes back into its layer', () => {
    const tone = (rising: boolean): Float32Array =>
      Float32Array.from({ length: 2000 }, (_, n) => Math.sin((rising ? 0.2 + n / 4000 : 0.7 - n / 4000) * n));
    const x = tf.tensor(Float32Array.from([true, false, true, false].flatMap((r) => [...tone(r)])), [4, 2000]);
    const layer = nn.lstm({ units: 8 });
    const weights = on.layerVariables(layer, [null, 6]);
    const head = nn.dense({ units: 2 });
    const last = on.layerVariables(head, [8]);
    const logits = (): tf.Tensor => {
      const frames = on.mfcc(x, { sampleRate: 8000, nMfcc: 6, nFft: 128, hopLength: 100, nMels: 12 });
      return on.applyLayer(head, on.lstm(frames, weights), last);
    };
    const optimizer = tf.train.adam(0.02);
    const losses = Array.from({ length: 25 }, () =>
      tf.tidy(
        () =>
          optimizer
            .minimize(() => on.sparseCategoricalCrossentropy(logits(), [1, 0, 1, 0], { fromLogits: true }) as tf.Scalar, true, [
              ...weights,
              ...last,
            ])!
            .dataSync()[0]!,
      ),
    );
    expect(losses.at(-1)!).toBeLessThan(0.2 * losses[0]!);
    layer.setWeights(weights.map(on.fromTensor));
    const frames = t([1, 5, 6], 1);
    expectClose(layer.call(on.fromTensor(frames)).data, on.lstm(frames, weights).dataSync(), 1e-7); // the same kernels
  });

  test('nothing is left behind', () => {
    const layer = network();
    const x = t([2, 8, 8, 1], 1);
    expect(leaked(() => on.layerVariables(layer, [8, 8, 1]))).toBe(0);
    const weights = on.layerVariables(layer, [8, 8, 1]);
    expect(leaked(() => on.applyLayer(layer, x, weights))).toBe(0);
    const f = (x: tf.Tensor, ...w: tf.Tensor[]): tf.Tensor =>
      on.sparseCategoricalCrossentropy(on.applyLayer(layer, x, w), [0, 1], { fromLogits: true });
    expect(leaked(() => tf.grads(f as (...all: tf.Tensor[]) => tf.Tensor)([x, ...weights]))).toBe(0);
  });

  test('arrays become tensors and come back', async () => {
    const single = nd(noise(6, 1), [2, 3]);
    const back = on.fromTensor(on.toTensor(single));
    expect([back.shape, [...back.data]]).toEqual([[2, 3], [...single.data]]);
    expect([...on.toTensor(single.transpose(1, 0)).dataSync()]).toEqual([0, 3, 1, 4, 2, 5].map((i) => single.data[i]));
    expect(on.toTensor(Int32Array.of(1, 2)).dtype).toBe('int32');
    expect([...on.toTensor(nd(Int32Array.of(1, 2, 3, 4), [2, 2]).transpose(1, 0)).dataSync()]).toEqual([1, 3, 2, 4]);
    expect([...on.fromTensor(tf.tensor([true, false])).data]).toEqual([1, 0]);
    expect((await on.fromTensorAsync(on.toTensor(Float64Array.of(0.5)))).get(0)).toBe(0.5);
    const bands = dsp.melSpectrogram(noise(3000, 2), { sampleRate: 8000, nFft: 256, nMels: 20 });
    expect(on.toTensor(bands.transpose(1, 0)).shape).toEqual([6, 20]);
  });
});

describe('memory', () => {
  beforeAll(() => useBackend('cpu'));
  test('is shared where it can be: single precision in order, with the backend cpu', () => {
    const bands = dsp.melSpectrogram(noise(3000, 2), { sampleRate: 8000, nFft: 256, nMels: 20 });
    const x = on.toTensor(bands.transpose(1, 0));
    expect((x.dataSync() as Float32Array).buffer).toBe(bands.data.buffer);
    expect(on.fromTensor(x).data.buffer).toBe(bands.data.buffer);
  });
});

describe('bad input', () => {
  beforeAll(() => useBackend('cpu'));
  const layer = nn.dense({ units: 2 });
  test.each([
    [() => on.toTensor([1, 2] as never), 'toTensor: "x" must be a Float32Array, a Float64Array or an ndarray of one, got an array'],
    [() => on.toTensor(Float64Array.of(1, NaN)), 'toTensor: "x" must be finite, got NaN at index 1'],
    [() => on.toTensor(Float64Array.of(1e300)), 'toTensor: "x" must fit into float32, got 1e+300 at index 0'],
    [() => on.fromTensor(tf.tensor(['a'])), 'fromTensor: "t" must be a tensor of numbers, got dtype string'],
    [() => on.fromTensor(1 as never), 'fromTensor: "t" must be a tensor, got 1'],
    [() => on.applyLayer(layer, t([2, 3], 1), []), 'applyLayer: "weights" must be 2 tensors (kernel, bias), got 0'],
    [() => on.applyLayer({} as never, t([2, 3], 1), []), 'applyLayer: "layer" must be a layer or a model, got an object'],
    [() => on.applyLayer(layer, t([2, 3], 1), [t([3, 3], 1), t([2], 1)]), 'applyLayer: "kernel" must have the shape [3, 2], got [3, 3]'],
    [
      () => on.applyLayer(nn.lstm({ units: 1, returnState: true }), t([1, 2, 3], 1), [t([3, 4], 1), t([1, 4], 1), t([4], 1)]),
      'applyLayer: "layer" gives 3 outputs here: use "applyLayerAll"',
    ],
    [
      () => on.applyLayer(nn.lstm({ units: 1, activityRegularizer: 'l2' }), t([1, 2, 3], 1), [t([3, 4], 1), t([1, 4], 1), t([4], 1)]),
      'lstm: "activityRegularizer" must be null here: add its penalty to the loss',
    ],
    [() => on.layerVariables(layer, [3], { sed: 1 } as object), 'layerVariables: "sed" is not an option; did you mean "seed"?'],
  ])('%#', (call, message) => {
    expect(call).toThrow(message);
  });
});
