import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { createRandom } from '../../src/core/random.js';
import * as nn from '../../src/nn/index.js';
import { expectClose } from '../support/close.js';
import { speechCommands } from './networks.js';
import { drawTensor, gradientError, scatter } from './passes.js';

const nd = (shape: readonly number[], seed: number): nn.NdArray<Float64Array> => nn.tensor(drawTensor(shape, seed).data, shape);

/** Two inputs, a shared layer, two outputs, a value used twice. */
function twins(dtype: 'float32' | 'float64' = 'float64'): nn.Model {
  const [a, b] = [nn.input([4], { name: 'left' }), nn.input([4])];
  const shared = nn.dense({ units: 3, activation: 'tanh', name: 'shared' });
  const [x, y] = [nn.apply(shared, a), nn.apply(shared, b)];
  const sum = nn.apply(nn.add(), [x, y]);
  const product = nn.apply(nn.multiply(), [x, sum]);
  const head = nn.apply(nn.dense({ units: 2 }), product);
  return nn.model({ inputs: [a, b], outputs: [head, sum], dtype, seed: 3 });
}

describe('model', () => {
  test('has the gradients of its inputs and weights, shared ones too', () => {
    const net = twins();
    net.getWeights();
    scatter(net, 5);
    expect(gradientError(net, [drawTensor([3, 4], 1), drawTensor([3, 4], 2)])).toBeLessThan(1e-6);
    expect(net.countParams().total).toBe(15 + 8);
  });

  test('is a layer', () => {
    const inner = nn.sequential([nn.dense({ units: 3, activation: 'tanh' }), nn.layerNormalization()], { dtype: 'float64' });
    const net = nn.sequential([inner, nn.dense({ units: 2 })], { inputShape: [4], dtype: 'float64' });
    expect(net.countParams().total).toBe(15 + 6 + 8);
    expect(net.parameters.length).toBe(6);
    expect(net.predict(nd([5, 4], 1)).shape).toEqual([5, 2]);
    expect(gradientError(net, [drawTensor([2, 4], 2)])).toBeLessThan(1e-6);
  });

  test('passes masks on, and penalties of outputs', () => {
    const net = nn.sequential(
      [nn.masking(), nn.bidirectional({ layer: nn.lstm({ units: 3, returnSequences: true }) }), nn.gru({ units: 2 })],
      {
        inputShape: [null, 2],
        dtype: 'float64',
      },
    );
    const x = nd([2, 5, 2], 3);
    const short = nn.tensor(x.data.slice(), [2, 5, 2]);
    short.data.fill(0, 6, 10); // the last two frames of the first item
    const alone = nn.tensor(x.data.slice(0, 6), [1, 3, 2]);
    expectClose(net.predict(short).data.slice(0, 2), net.predict(alone).data, 1e-12);
    expectClose(net.predict(x, { lengths: [3, 5] }).data.slice(0, 2), net.predict(alone).data, 1e-12);
  });

  test('leaves out gradients that nobody wants', () => {
    const net = twins();
    const inputs = [drawTensor([3, 4], 1), drawTensor([3, 4], 2)];
    const pass = { training: true, gradients: true, random: createRandom(1) };
    const grads = [drawTensor([3, 2], 3), undefined];
    const step = net.forward(inputs, pass);
    expect(step.backward!(grads, [false, false])).toEqual([undefined, undefined]);
    const wanted = net.parameters.map(({ gradient }) => gradient.slice());
    net.parameters.forEach(({ gradient }) => gradient.fill(0));
    net.forward(inputs, pass).backward!(grads);
    net.parameters.forEach(({ gradient }, i) => expect(gradient).toEqual(wanted[i]));
  });

  test('predicts the same in batches of any size', () => {
    const net = speechCommands({ inputShape: [2000, 1] });
    const x = nd([7, 2000, 1], 4);
    const whole = net.predict(x, { batchSize: 7 });
    for (const batchSize of [1, 3, 100]) expect(net.predict(x, { batchSize }).data).toEqual(whole.data);
    expect(net.predictAll([x])[0]!.data).toEqual(whole.data);
  });

  test('is made again by its config, with the same weights', () => {
    for (const net of [
      twins(),
      speechCommands({ inputShape: [2000, 1], seed: 9 }),
      nn.sequential([tinySequence()], { inputShape: [5, 3] }),
    ]) {
      const config = JSON.parse(JSON.stringify(net.config)) as Record<string, unknown>;
      const copy = nn.modelFromConfig(config);
      expect(copy.config).toEqual(net.config);
      expect(copy.summary()).toBe(net.summary());
      copy.getWeights().forEach(({ data }, i) => expect(data).toEqual(net.getWeights()[i]!.data));
    }
  });

  test('does not make its weights by another order of calls', () => {
    const [one, two] = [twins(), twins()];
    two.summary();
    two.layers[3]!.build([[3]], { dtype: 'float64', random: createRandom(8) });
    expect(one.getWeights()[0]!.data).toEqual(two.getWeights()[0]!.data);
  });

  test('takes its weights back', () => {
    const [one, two] = [twins(), nn.modelFromConfig({ ...twins().config, seed: 4 })];
    two.setWeights(one.getWeights());
    const x = [nd([2, 4], 1), nd([2, 4], 2)];
    expect(two.predictAll(x)[0]!.data).toEqual(one.predictAll(x)[0]!.data);
  });

  test('freezes', () => {
    const net = speechCommands();
    net.layers.slice(0, -1).forEach((layer) => (layer.trainable = false));
    expect(net.countParams()).toEqual({ total: 506586, trainable: 1290, notTrainable: 505296 });
    expect(net.trainableParameters.map(({ name }) => name)).toEqual(['kernel', 'bias']);
    const frozen = nn.modelFromConfig(net.config);
    expect(frozen.countParams().trainable).toBe(1290);
    net.trainable = false;
    expect(net.countParams().trainable).toBe(0);
    expect(net.getLayer('dense_2')).toBe(net.layers.at(-1));
  });

  test('prints itself', () => {
    expect(twins('float32').summary()).toBe(
      [
        'Model: "model"',
        '___________________________________________________________________',
        ' Layer (type)         Output Shape  Param #  Connected to',
        '===================================================================',
        ' left (input)         (None, 4)     0        -',
        ' input_1 (input)      (None, 4)     0        -',
        ' shared (dense)       (None, 3)     15       left',
        ' shared (dense)       (None, 3)     0        input_1',
        ' add (add)            (None, 3)     0        shared[0], shared[0]',
        ' multiply (multiply)  (None, 3)     0        shared[0], add[0]',
        ' dense (dense)        (None, 2)     8        multiply[0]',
        '===================================================================',
        'Total params: 23 (92.00 B)',
        'Trainable params: 23 (92.00 B)',
        'Non-trainable params: 0 (0.00 B)',
        '___________________________________________________________________',
      ].join('\n'),
    );
  });
});

function tinySequence(): nn.Model {
  return nn.sequential([
    nn.conv1d({ filters: 4, kernelSize: 2, padding: 'causal', kernelRegularizer: 'l2', biasConstraint: 'nonNeg' }),
    nn.bidirectional({ layer: nn.gru({ units: 2, returnSequences: true }) }),
    nn.timeDistributed({ layer: nn.dense({ units: 3, activation: 'relu' }) }),
    nn.batchNormalization(),
    nn.globalMaxPooling1d(),
  ]);
}

describe('refusals', () => {
  const x4 = nn.tensor(new Float32Array(8), [2, 4]);
  const cases: readonly (readonly [string, () => unknown, string])[] = [
    ['no layers', () => nn.sequential([]), 'sequential: "layers" must be at least one layer'],
    [
      'layers that do not fit',
      () => nn.sequential([nn.flatten(), nn.conv1d({ filters: 1, kernelSize: 3 })], { inputShape: [8] }),
      'conv1d: "x" must have the shape [batch, time, channels], got [batch, 8]',
    ],
    [
      'one name twice',
      () => nn.sequential([nn.flatten({ name: 'a' }), nn.dense({ units: 1, name: 'a' })]),
      'sequential: "layers" must have names of their own, got "a" twice',
    ],
    [
      'a summary of unknown shapes',
      () => nn.sequential([nn.dense({ units: 2 })]).summary(),
      'sequential: "inputShape" must be given, or the model must be called first',
    ],
    [
      'inputs of another shape',
      () => nn.sequential([nn.dense({ units: 2 })], { inputShape: [5] }).predict(x4),
      'sequential: "x" must have the shape [any, 5], got [2, 4]',
    ],
    [
      'NaN',
      () => nn.sequential([nn.dense({ units: 2 })], { inputShape: [1] }).predict(nn.tensor(Float32Array.of(NaN), [1, 1])),
      'sequential: "x"',
    ],
    [
      'an empty batch',
      () => nn.sequential([nn.dense({ units: 2 })], { inputShape: [1] }).predict(nn.tensor(new Float32Array(0), [0, 1])),
      'sequential: "x" must have a batch of at least one item, got [0, 1]',
    ],
    [
      'weights that do not fit',
      () => nn.sequential([nn.dense({ units: 2 })], { inputShape: [5] }).setWeights([x4, x4]),
      'sequential: dense.kernel'.replace(': dense.kernel', ': "dense.kernel" must have the shape [5, 2], got [2, 4]'),
    ],
    [
      'an unknown layer',
      () => nn.layerFromConfig({ kind: 'dens' }),
      'layerFromConfig: "kind" must be a layer, got "dens"; did you mean "dense"?',
    ],
    [
      'an unknown setting',
      () => nn.layerFromConfig({ kind: 'dense', units: 2, unit: 3 }),
      'dense: "unit" is not an option; did you mean "units"?',
    ],
    [
      'an output of nothing',
      () => nn.model({ inputs: nn.input([2]), outputs: nn.apply(nn.dense({ units: 1 }), nn.input([2])) }),
      'model: "outputs" depend on an input of the shape [2] that is not among "inputs"',
    ],
    ['one input for two', () => nn.add().call(x4), 'add: "x" must be two inputs or more, got 1'],
    ['different shapes', () => nn.add().outputShapes([[2], [3]]), 'add: "x" must be inputs of the same shape, got [2] and [3]'],
    [
      'groups that do not divide',
      () => nn.conv1d({ filters: 4, kernelSize: 1, groups: 3 }),
      'conv1d: "groups" must divide the filters, 4, got 3',
    ],
    [
      'a window that does not fit',
      () => nn.conv1d({ filters: 1, kernelSize: 5 }).outputShapes([[4, 1]]),
      'conv1d: "x" must have at least 5 in "time", the size of a window, got 4',
    ],
    [
      'causal images',
      () => nn.conv2d({ filters: 1, kernelSize: 1, padding: 'causal' as 'same' }),
      'conv2d: "padding" must be one of "valid", "same", got "causal"',
    ],
    ['a rate of 1', () => nn.dropout({ rate: 1 }), 'dropout: "rate" must be a finite number in [0, '],
    [
      'an index out of range',
      () => nn.embedding({ inputDim: 3, outputDim: 1 }).call(nn.tensor(Float32Array.of(3), [1, 1])),
      'embedding: "x" must hold integers in [0, 2], got 3 at index 0',
    ],
    ['a missing layer', () => speechCommands().getLayer('dense_7'), 'sequential: "name" must be one of'],
  ];
  test.each(cases)('%s', (_, call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });
  test('what is no layer', () => {
    expect(() => nn.sequential([{} as nn.Layer])).toThrow(
      new TypeError('sequential: "layers" must be an array of layers, got an object among them'),
    );
    expect(() => nn.apply(nn.flatten(), {} as nn.GraphNode)).toThrow(TypeError);
  });
});
