import { afterEach, describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { type FloatArray } from '../../src/core/types.js';
import { deepAudioFeaturesCnn, deepAudioFeaturesTorchNames, dropLayers, type Model, transferLearning } from '../../src/networks/index.js';
import { adamW, dense, fit, modelFromConfig, type Parameter, sequential, setTorchWeights, tensor } from '../../src/nn/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { fold, goldenCases } from '../support/golden.js';
import { type GoldenArray } from '../support/npy.js';
import { PATHS } from '../simd/paths.js';

afterEach(() => setEngine('auto'));

const golden = goldenCases('networks/torch').find(({ id }) => id === 'deep_audio_features_cnn')!;
const { published, ...config } = golden.params as Record<string, number>;
const options = Object.fromEntries(Object.entries(config).map(([key, value]) => [fold(key), value])) as unknown as { classes: number };
const { x: image, ...weights } = golden.inputs as Record<string, GoldenArray>;
const state = Object.fromEntries(
  Object.entries(weights).map(([name, { data, shape }]) => [name, nd(Float64Array.from(data), shape) as NdArray<FloatArray>]),
);
const [y, dx] = golden.outputs.map(({ value }) => value as GoldenArray);

describe.each(PATHS)('the network of PyTorch with its weights, $path', ({ path, bound, array, choice }) => {
  test('gives the same logits and gradients', () => {
    setEngine(choice);
    const net = deepAudioFeaturesCnn({ ...options, dtype: path === 'double' ? 'float64' : 'float32' });
    setTorchWeights(net, state, { names: deepAudioFeaturesTorchNames() });
    const x = { data: array(image!.data), shape: image!.shape };
    // seven layers deep: single precision has ten times the roundings of one
    expectClose(net.predict(tensor(x.data, x.shape)).data, y!.data, path === 'double' ? bound : 10 * bound);
    const step = net.forward([x], { training: false, gradients: true, random: createRandom(1) });
    const out = step.outputs[0]!;
    const [gradient] = step.backward!([{ data: out.data.map((v) => 2 * v) as FloatArray, shape: out.shape }]);
    expectClose(gradient!.data, dx!.data, path === 'double' ? bound : 10 * bound);
  });
});

test('PyTorch counts as many weights as published', () => expect(published).toBe(26510800));

/** The same network, small, with a task: which half of the bands is loud. */
const small = (): Model => deepAudioFeaturesCnn({ classes: 4, height: 16, width: 32, firstChannels: 2, units: [12, 8], seed: 3 });
const random = createRandom(5);
const labels = Array.from({ length: 24 }, (_, i) => i % 2);
const spectrograms = tensor(
  Float32Array.from({ length: 24 * 512 }, (_, i) => random.uniform() + (Math.floor((i % 32) / 16) === Math.floor(i / 512) % 2 ? 2 : 0)),
  [24, 16, 32, 1],
);
const kept = (net: Model): Map<Parameter, FloatArray> => new Map(net.parameters.map((p) => [p, p.value.slice() as FloatArray]));
const moved = (net: Model, before: Map<Parameter, FloatArray>): string[] =>
  net.layers
    .filter(({ parameters }) => parameters.some((p) => p.value.some((v, i) => v !== before.get(p)![i])))
    .map(({ name }) => name.replace(/_.*/, ''));
const train = (net: Model, epochs: number): ReturnType<typeof fit> =>
  fit(net, spectrograms, labels, {
    loss: { name: 'sparseCategoricalCrossentropy', fromLogits: true },
    metrics: ['accuracy'],
    optimizer: adamW({ learningRate: 0.01, weightDecay: 0.02 }),
    epochs,
    batchSize: 8,
  });

describe('transferLearning', () => {
  test('strategy: convolutions and normalisations stay, the linear layers and the new head learn', async () => {
    const net = small();
    const original = net.getWeights();
    const other = transferLearning(net, { classes: 2, strategy: true });
    other.layers.forEach((layer) => {
      if (layer.name === 'linearLayer3_dense') return;
      layer.parameters.forEach((p, i) => expect(p.value).toEqual(net.getLayer(layer.name).parameters[i]!.value));
    });
    const before = kept(other);
    const { values } = await train(other, 5);
    expect(moved(other, before)).toEqual(['linearLayer1', 'linearLayer2', 'linearLayer3']); // not even by moving averages or weight decay
    expect(values['loss']!.at(-1)).toBeLessThan(values['loss']![0]!);
    expect(net.getWeights().map(({ data }) => data)).toEqual(original.map(({ data }) => data));
    expect(other.outputShapes([[16, 32, 1]])).toEqual([[2]]);
  });

  test('layersFreezed: the first blocks stay', async () => {
    const other = transferLearning(small(), { classes: 2, layersFreezed: 2 });
    const before = kept(other);
    await train(other, 1);
    expect([...new Set(moved(other, before))]).toEqual(['convLayer3', 'convLayer4', 'linearLayer1', 'linearLayer2', 'linearLayer3']);
    const head = transferLearning(other, { classes: 3, layersFreezed: 6 });
    expect(head.countParams().trainable).toBe(8 * 3 + 3);
    expect(transferLearning(head, { classes: 3 }).countParams().notTrainable).toBe(2 * (2 + 4 + 8 + 16)); // nothing is frozen of old
  });

  test('at the published size 25,433,360 weights are left to learn where the convolutions are frozen', () => {
    const net = deepAudioFeaturesCnn({ classes: 16 });
    for (const layer of net.layers) if (layer.name.startsWith('conv')) layer.trainable = false;
    expect(net.countParams().trainable).toBe(25166848 + 262400 + 4112);
  });

  test('without either, all learn; its seed makes the head', () => {
    const net = small();
    const [one, two, same] = [1, 2, 1].map((seed) => transferLearning(net, { classes: 2, seed }));
    expect(one!.countParams().trainable).toBe(one!.countParams().total - 60);
    const headOf = (model: Model): FloatArray => model.getLayer('linearLayer3_dense').parameters[0]!.value;
    expect(headOf(one!)).toEqual(headOf(same!));
    expect(headOf(one!)).not.toEqual(headOf(two!));
  });
});

describe('dropLayers', () => {
  test('gives what flows within, by the weights of the network', () => {
    const net = small();
    const two = dropLayers(net, { layersDropped: 1 });
    const features = two.predict(spectrograms).data;
    const head = net.getLayer('linearLayer3_dense');
    expect(two.outputShapes([[16, 32, 1]])).toEqual([[8]]);
    const scores = net.predict(spectrograms).data;
    const [kernel, bias] = head.parameters as [Parameter, Parameter];
    for (let k = 0; k < 4; k++) {
      let z = bias.value[k]!;
      for (let i = 0; i < 8; i++) z += features[i]! * kernel.value[i * 4 + k]!;
      expect(scores[k]).toBeCloseTo(z > 0 ? z : 0.01 * z, 5);
    }
  });

  test('has the same fresh weights, whoever makes them first', () => {
    const [late, early] = [small(), small()];
    late.getWeights();
    for (const layersDropped of [1, 3, 5]) {
      const features = [late, early].map((net) => dropLayers(net, { layersDropped }).predict(spectrograms).data);
      expect(features[0]).toEqual(features[1]);
    }
    expect(early.predict(spectrograms).data).toEqual(late.predict(spectrograms).data);
  });

  test('ends in channels, each with its image, where no linear layer is left', () => {
    expect(dropLayers(small(), { layersDropped: 5 }).outputShapes([[16, 32, 1]])).toEqual([[4 * 4 * 8]]);
  });
});

test('a network from a file is known by the names of its layers', () => {
  const net = modelFromConfig(JSON.parse(JSON.stringify(small().config)) as Record<string, unknown>);
  expect(transferLearning(net, { classes: 7 }).outputShapes([[16, 32, 1]])).toEqual([[7]]);
});

describe('refusals', () => {
  const other = sequential([dense({ units: 1 })], { inputShape: [3] });
  test.each([
    [() => deepAudioFeaturesCnn({} as { classes: number }), 'deepAudioFeaturesCnn: "classes" must be an integer >= 1, got 0'],
    [() => deepAudioFeaturesCnn({ classes: 2, width: 15 }), 'deepAudioFeaturesCnn: "width" must be an integer >= 16, got 15'],
    [
      () => deepAudioFeaturesCnn({ classes: 2, units: 5 as unknown as [number, number] }),
      'deepAudioFeaturesCnn: "units" must be two integers, got 5',
    ],
    [() => transferLearning(other, { classes: 2 }), 'transferLearning: "net" must be a network of "deepAudioFeaturesCnn"'],
    [
      () => transferLearning(small(), { classes: 2, layersFreezed: 7 }),
      'transferLearning: "layersFreezed" must be an integer in [0, 6], got 7',
    ],
    [
      () => transferLearning(small(), { classes: 2, strategy: 1 as unknown as boolean }),
      'transferLearning: "strategy" must be true or false',
    ],
    [() => dropLayers(small(), { layersDropped: 0 }), 'dropLayers: "layersDropped" must be an integer in [1, 6], got 0'],
    [() => dropLayers(5 as unknown as Model, { layersDropped: 1 }), 'dropLayers: "net" must be a model, got 5'],
  ])('%s', (call, message) => expect(call).toThrow(message));
});
