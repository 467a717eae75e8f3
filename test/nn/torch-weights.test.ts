/**
 * PyTorch's state dicts: its recurrent layers from its files, and every other layer by the definition of PyTorch's documentation.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import {
  batchNormalization,
  bidirectional,
  conv1d,
  conv2d,
  dense,
  depthwiseConv2d,
  embedding,
  getTorchWeights,
  gru,
  layerNormalization,
  lstm,
  readSafetensors,
  separableConv2d,
  sequential,
  setTorchWeights,
  simpleRnn,
  tensor,
  timeDistributed,
  writeSafetensors,
} from '../../src/nn/index.js';
import { expectClose } from '../support/close.js';
import { asInput, compare, goldenCases, GOLDENS } from '../support/golden.js';

const cases = goldenCases('torch').filter(({ id }) => id.startsWith('safetensors_'));
const MAKERS = { LSTM: lstm, GRU: gru, RNN: simpleRnn };
const fill = (shape: number[], seed: number) => {
  const random = createRandom(seed);
  return tensor(
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );
};

test.each(cases.map((c) => [c.id, c] as const))('%s', (_, { params, inputs, outputs }) => {
  const { file, cell, config } = params as { file: string; cell: keyof typeof MAKERS; config: Record<string, unknown> };
  const one = MAKERS[cell]({ units: config['hidden_size'] as number, returnSequences: true, timeMajor: true });
  const layer = config['bidirectional'] ? bidirectional({ layer: one }) : one;
  layer.build([[null, config['input_size'] as number]], { dtype: 'float64', random: createRandom(0) });
  const { tensors } = readSafetensors(readFileSync(`${GOLDENS}/${file}`));
  setTorchWeights(layer, tensors);
  expect(compare(layer.call(asInput(inputs['x']!) as never), outputs[0]!).relative).toBeLessThan(1e-12); // both in double
  // and back: the sum of both biases stands in the first
  const back = getTorchWeights(layer);
  expect(Object.keys(back).sort()).toEqual(Object.keys(tensors).sort());
  for (const [name, { data, shape }] of Object.entries(back)) {
    expect(shape).toEqual(tensors[name]!.shape);
    if (name.startsWith('weight') || cell === 'GRU') expect(Array.from(data)).toEqual(Array.from(tensors[name]!.data as Float32Array));
  }
  const again = readSafetensors(writeSafetensors(back)).tensors;
  const before = layer.getWeights();
  setTorchWeights(layer, again);
  expect(layer.getWeights()).toEqual(before);
});

test('Conv1d, Conv2d with groups, and Linear, by their definition', () => {
  const x = fill([1, 9, 4], 1); // time, channels
  const w1 = fill([6, 2, 3], 2); // filters, channels / groups, window
  const one = sequential([conv1d({ filters: 6, kernelSize: 3, groups: 2, name: 'c' })], { inputShape: [9, 4], dtype: 'float64' });
  const bias = fill([6], 3);
  setTorchWeights(one, { 'c.weight': w1, 'c.bias': bias });
  const y = one.predict(x);
  for (const [t, o] of [
    [0, 0],
    [3, 5],
    [6, 2],
  ] as const) {
    let sum = bias.get(o);
    for (let i = 0; i < 2; i++) for (let k = 0; k < 3; k++) sum += w1.get(o, i, k) * x.get(0, t + k, Math.floor(o / 3) * 2 + i);
    expect(y.get(0, t, o)).toBeCloseTo(sum, 12);
  }
  const image = fill([1, 5, 6, 2], 4);
  const w2 = fill([3, 2, 2, 3], 5);
  const two = sequential([conv2d({ filters: 3, kernelSize: [2, 3], useBias: false, name: 'c' })], {
    inputShape: [5, 6, 2],
    dtype: 'float64',
  });
  setTorchWeights(two, { 'c.weight': w2 });
  let sum = 0;
  for (let i = 0; i < 2; i++)
    for (let r = 0; r < 2; r++) for (let c = 0; c < 3; c++) sum += w2.get(1, i, r, c) * image.get(0, 2 + r, 3 + c, i);
  expect(two.predict(image).get(0, 2, 3, 1)).toBeCloseTo(sum, 12);
  const deep = sequential([depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2, useBias: false, name: 'd' })], {
    inputShape: [5, 6, 2],
    dtype: 'float64',
  });
  const w3 = fill([4, 1, 2, 2], 6);
  setTorchWeights(deep, { 'd.weight': w3 });
  sum = 0;
  for (let r = 0; r < 2; r++) for (let c = 0; c < 2; c++) sum += w3.get(3, 0, r, c) * image.get(0, 1 + r, 2 + c, 1);
  expect(deep.predict(image).get(0, 1, 2, 3)).toBeCloseTo(sum, 12);
  const linear = sequential([timeDistributed({ layer: dense({ units: 3 }), name: 'fc' })], { inputShape: [9, 4], dtype: 'float64' });
  const w4 = fill([3, 4], 7);
  setTorchWeights(linear, { 'fc.weight': w4, 'fc.bias': fill([3], 8) });
  expect(linear.predict(x).get(0, 2, 1)).toBeCloseTo(
    [0, 1, 2, 3].reduce((a, i) => a + w4.get(1, i) * x.get(0, 2, i), fill([3], 8).get(1)),
    12,
  );
});

const whole = () =>
  sequential(
    [
      embedding({ inputDim: 5, outputDim: 3, name: 'embed' }),
      lstm({ units: 4, returnSequences: true, name: 'one' }),
      bidirectional({ layer: lstm({ units: 4 }), name: 'two' }),
      batchNormalization({ name: 'norm' }),
      layerNormalization({ name: 'layer' }),
      sequential([dense({ units: 2, name: '0' })], { name: 'head' }),
    ],
    { inputShape: [null], seed: 4, dtype: 'float64' },
  );
const names = { one: ['rnn', 0], two: ['rnn', 1] } as const;

test('a whole model, with names, a stack and a prefix', () => {
  const state = getTorchWeights(whole(), { prefix: 'net.', names });
  expect(Object.keys(state)).toContain('net.rnn.weight_hh_l1_reverse');
  expect(state['net.norm.running_var']!.shape).toEqual([8]);
  expect(state['net.head.0.weight']!.shape).toEqual([2, 8]);
  const other = sequential(
    whole().layers.map((layer) => layer),
    { inputShape: [null], seed: 9, dtype: 'float64' },
  );
  const before = other.getWeights();
  setTorchWeights(other, { ...state, 'net.norm.num_batches_tracked': Float32Array.of(3) }, { prefix: 'net.', names });
  const x = tensor(Float64Array.of(0, 1, 2, 3, 4, 0), [2, 3]);
  expect(other.getWeights()).not.toEqual(before);
  expectClose(other.predict(x), whole().predict(x), 1e-15);
});

test('one layer of a stack: others are left alone', () => {
  const layer = lstm({ units: 4 });
  layer.build([[null, 3]], { dtype: 'float64', random: createRandom(0) });
  const state = getTorchWeights(layer, { prefix: 'rnn.', stack: 1 });
  setTorchWeights(layer, { ...state, 'rnn.weight_ih_l0': Float64Array.of(1) }, { prefix: 'rnn.', stack: 1 });
  expectClose(layer.getWeights()[0], layer.getWeights()[0], 0);
});

describe('setTorchWeights refuses', () => {
  const net = () => sequential([dense({ units: 2, name: 'fc' })], { inputShape: [3] });
  const good = () => getTorchWeights(net());
  test.each<[string, () => void, string]>([
    ['what is missing', () => setTorchWeights(net(), { 'fc.weight': good()['fc.weight']! }), '"fc.bias" is missing'],
    ['what is left over', () => setTorchWeights(net(), { ...good(), 'fc2.bias': Float32Array.of(1) }), '"fc2.bias" belongs to no layer'],
    [
      'another shape',
      () => setTorchWeights(net(), { ...good(), 'fc.weight': tensor(new Float32Array(6), [3, 2]) }),
      '"fc.weight" must have the shape [2, 3], got [3, 2]',
    ],
    [
      'NaN',
      () => setTorchWeights(net(), { ...good(), 'fc.bias': Float32Array.of(0, NaN) }),
      '"fc.bias" must be finite, got NaN at index 1',
    ],
    [
      'integers',
      () => setTorchWeights(net(), { ...good(), 'fc.bias': new Int32Array(2) }),
      '"fc.bias" must be an array of floats, got an Int32Array',
    ],
    ['names of no layer', () => setTorchWeights(net(), good(), { names: { fb: 'x' } }), '"names.fb" is no layer of the model'],
    ['a layer without weights', () => setTorchWeights(lstm({ units: 2 }), {}), '"target" has no weights until it was built or called'],
    ['no layer', () => setTorchWeights(3 as never, {}), 'setTorchWeights: "target" must be a layer or a model, got 3'],
    ['no arrays', () => setTorchWeights(net(), null as never), '"tensors" must be an object of arrays, got null'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });

  test.each([
    [gru({ units: 2, resetAfter: false, name: 'g' }), '"g.resetAfter" must be true: PyTorch has nothing else'],
    [lstm({ units: 2, peepholes: true }), '"lstm.peepholes" must be false: PyTorch has nothing else'],
    [lstm({ units: 2, activation: 'relu' }), '"lstm.activation" must be "tanh": PyTorch has nothing else'],
    [lstm({ units: 2, recurrentActivation: 'hardSigmoid' }), '"lstm.recurrentActivation" must be "sigmoid": PyTorch has nothing else'],
    [simpleRnn({ units: 2, activation: 'elu' }), '"simpleRnn.activation" must be "tanh" or "relu": PyTorch has nothing else'],
  ])('what PyTorch does not have: case %#', (layer, message) => {
    layer.build([[null, 3]], { dtype: 'float32', random: createRandom(0) });
    expect(() => getTorchWeights(layer)).toThrow(message);
  });

  test('a separable convolution, which is two layers there', () => {
    const net2 = sequential([separableConv2d({ filters: 2, kernelSize: 2, name: 's' })], { inputShape: [4, 4, 2] });
    expect(() => getTorchWeights(net2)).toThrow('"s" is a separableConv2d layer, which PyTorch does not have as one');
  });
});
