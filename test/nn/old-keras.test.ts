/**
 * What files of older versions of Keras mean.
 */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { bidirectional, conv2d, gru, type Layer, loadModel, lstm } from '../../src/nn/index.js';
import { fromKeras1 } from '../../src/nn/files/keras1-weights.js';

const text = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));
/** A cell of one unit and one input as TensorFlow.js saves it, with weights of zeros. */
async function loadCell(className: string, settings: object, version: string, gates: number, bias: number[]) {
  const layers = [
    { class_name: 'InputLayer', config: { batch_input_shape: [null, 3, 1] } },
    { class_name: className, config: { name: 'cell', units: 1, ...settings } },
  ];
  const weights = [
    ['cell/kernel', [1, gates]],
    ['cell/recurrent_kernel', [1, gates]],
    ['cell/bias', bias],
  ].map(([name, shape]) => ({ name, shape, dtype: 'float32' }));
  const numbers = 2 * gates + bias.reduce((a, b) => a * b, 1);
  const json = {
    modelTopology: { keras_version: version, model_config: { class_name: 'Sequential', config: { name: 's', layers } } },
    weightsManifest: [{ paths: ['w'], weights }],
  };
  return (await loadModel({ 'model.json': text(json), w: new Uint8Array(4 * numbers) })).layers[0]!.config;
}

test.each([
  ['2.15.0', 'hardSigmoidKeras2'],
  ['tfjs-layers 4.22.0', 'hardSigmoidKeras2'],
  ['3.15.1', 'hardSigmoid'],
])('hard_sigmoid of Keras %s', async (version, activation) => {
  const config = await loadCell('LSTM', { recurrent_activation: 'hard_sigmoid' }, version, 4, [4]);
  expect(config['recurrentActivation']).toBe(activation);
});

test('a GRU that says nothing of reset_after resets before', async () => {
  expect((await loadCell('GRU', {}, '2.0.8', 3, [3]))['resetAfter']).toBe(false);
  expect((await loadCell('GRU', { reset_after: true }, '2.15.0', 3, [2, 3]))['resetAfter']).toBe(true);
});

test('settings of TensorFlow.js', async () => {
  const settings = {
    kernel_initializer: { class_name: 'VarianceScaling', config: { scale: 1, mode: 'fan_avg', distribution: 'normal', seed: null } },
    kernel_regularizer: { class_name: 'L1L2', config: { l1: 0.01, l2: 0.02 } },
    recurrent_constraint: { class_name: 'MaxNorm', config: { max_value: 3, axis: 0 } },
    bias_initializer: 'zeros',
    bias_regularizer: 'l2',
    implementation: 1,
    trainable: true,
    dtype: 'float32',
  };
  expect(await loadCell('SimpleRNN', settings, 'tfjs-layers 4.22.0', 1, [1])).toMatchObject({
    kernelInitializer: { name: 'varianceScaling', scale: 1, mode: 'fanAvg', distribution: 'truncatedNormal' },
    kernelRegularizer: { l1: 0.01, l2: 0.02 },
    recurrentConstraint: { name: 'maxNorm', maxValue: 3, axis: 0 },
    biasRegularizer: { l1: 0, l2: 0.01 },
  });
});

describe('Keras 1', () => {
  const built = (layer: Layer, shape: (number | null)[]): Layer => {
    layer.build([shape], { dtype: 'float64', random: createRandom(0) });
    return layer;
  };
  /** Arrays of a gate of one unit with two inputs, which carry its letter. */
  const gate = (letter: string) => {
    const n = letter.charCodeAt(0);
    return [
      { name: `W_${letter}`, data: [n, n], shape: [2, 1] },
      { name: `U_${letter}`, data: [-n], shape: [1, 1] },
      { name: `b_${letter}`, data: [n + 0.5], shape: [1] },
    ];
  };
  const letters = (data: ArrayLike<number>): string => String.fromCharCode(...Array.from(data, Math.abs));
  test.each([
    ['lstm', () => lstm({ units: 1 }), 'icfo', 'ifco'],
    ['gru', () => gru({ units: 1, resetAfter: false }), 'zrh', 'zrh'],
  ])('gates of an %s', (_, make, theirs, ours) => {
    const [kernel, recurrent, bias] = fromKeras1(built(make(), [null, 2]), [...theirs].flatMap(gate));
    expect([letters(kernel!.data), letters(recurrent!.data)]).toEqual([ours + ours, ours]);
    expect(kernel!.shape).toEqual([2, ours.length]);
    expect(recurrent!.shape).toEqual([1, ours.length]);
    expect(bias!.shape).toEqual([ours.length]);
    expect(bias!.data[1]).toBe(ours.charCodeAt(1) + 0.5);
  });

  test('both directions', () => {
    const layer = built(bidirectional({ layer: lstm({ units: 1 }) }), [null, 2]);
    const arrays = fromKeras1(layer, [...'icfo', ...'ICFO'].flatMap(gate));
    expect(arrays.map(({ data }) => letters(data).slice(0, 1))).toEqual(['i', 'i', 'i', 'I', 'I', 'I']);
  });

  test('kernels with the filters first', () => {
    const layer = built(conv2d({ filters: 2, kernelSize: [1, 3] }), [4, 4, 1]);
    const theirs = { name: 'W', data: [1, 2, 3, 4, 5, 6], shape: [2, 1, 1, 3] };
    const [kernel] = fromKeras1(layer, [theirs, { name: 'b', data: [0, 0], shape: [2] }]);
    expect(kernel).toMatchObject({ shape: [1, 3, 1, 2] });
    expect(Array.from(kernel!.data)).toEqual([1, 4, 2, 5, 3, 6]);
    const already = { name: 'W', data: [1, 4, 2, 5, 3, 6], shape: [1, 3, 1, 2] };
    expect(fromKeras1(layer, [already])[0]).toBe(already);
  });

  test('arrays that are of no such layer stay as they are, and are refused later', () => {
    const layer = built(lstm({ units: 1 }), [null, 2]);
    const odd = [...'icfo'].flatMap(gate).map((array, i) => (i ? array : { ...array, shape: [1, 2] }));
    expect(fromKeras1(layer, odd)).toBe(odd);
  });
});
