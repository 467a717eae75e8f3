import { afterEach, describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { type FloatArray } from '../../src/core/types.js';
import { convAutoEncoder } from '../../src/networks/index.js';
import { adam, evaluate, fit, maxUnpooling2d, modelFromConfig, setTorchWeights, tensor } from '../../src/nn/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { drawTensor, gradientError } from '../nn/passes.js';
import { PATHS } from '../simd/paths.js';
import { expectClose } from '../support/close.js';
import { goldenCases } from '../support/golden.js';
import { type GoldenArray } from '../support/npy.js';

afterEach(() => setEngine('auto'));

const cases = goldenCases('networks/torch');
const array = (value: unknown): GoldenArray => value as GoldenArray;
const golden = cases.find(({ id }) => id === 'conv_auto_encoder')!;
const { x: image, ...weights } = golden.inputs as Record<string, GoldenArray>;
const outputs = Object.fromEntries(golden.outputs.map(({ name, value }) => [name, array(value)]));
const size = { height: 19, width: 22, firstChannels: 2, representationChannels: 3 };
const names = Object.fromEntries(
  [1, 2, 3].flatMap((n) => ['conv', 'unconv'].map((half) => [`${half}${n}_batchNormalization`, `${half}${n}_bn`])),
);

describe.each(PATHS)('the autoencoder of PyTorch with its weights, $path', ({ path, bound, array: make, choice }) => {
  test('gives the same image, representation and gradients', () => {
    setEngine(choice);
    const { autoEncoder, encoder } = convAutoEncoder({ ...size, dtype: path === 'double' ? 'float64' : 'float32' });
    const state = Object.entries(weights).map(([name, w]) => [name, nd(Float64Array.from(w.data), w.shape) as NdArray<FloatArray>]);
    setTorchWeights(autoEncoder, Object.fromEntries(state) as Record<string, NdArray<FloatArray>>, { names });
    const x = { data: make(image!.data), shape: image!.shape };
    const most = path === 'double' ? bound : 10 * bound; // eight convolutions deep
    expectClose(autoEncoder.predict(tensor(x.data, x.shape)).data, outputs['y']!.data, most);
    expectClose(encoder.predict(tensor(x.data, x.shape)).data, outputs['representation']!.data, most);
    const step = autoEncoder.forward([x], { training: false, gradients: true, random: createRandom(1) });
    const y = step.outputs[0]!;
    const [dx] = step.backward!([{ data: y.data.map((v) => 2 * v) as FloatArray, shape: y.shape }]);
    expectClose(dx!.data, outputs['grad_x']!.data, most);
  });
});

describe('maxUnpooling2d', () => {
  test('gives what PyTorch gives, forward and backward', () => {
    const { inputs, outputs: want } = cases.find(({ id }) => id === 'max_unpool2d')!;
    const [x, before] = [array(inputs['x']), array(inputs['before'])];
    const step = maxUnpooling2d().forward([x, before], { training: false, gradients: true, random: createRandom(1) });
    const y = step.outputs[0]!;
    expectClose(y.data, array(want[0]!.value).data, 0);
    const [dx] = step.backward!([{ data: y.data.map((v) => 2 * v) as FloatArray, shape: y.shape }]);
    expectClose(dx!.data, array(want[1]!.value).data, 0);
  });

  test('has the gradient of its values, and none of the places', () => {
    const [x, before] = [drawTensor([2, 2, 1, 3], 1), drawTensor([2, 5, 3, 3], 2)];
    expect(gradientError(maxUnpooling2d({ poolSize: [2, 3] }), [x, before])).toBeLessThan(1e-6);
  });

  test.each([
    [
      [
        [1, 2, 1],
        [4, 4, 1],
      ],
      'maxUnpooling2d: "x" must be [2, 2, 1] where the pooling read [4, 4, 1], got [1, 2, 1]',
    ],
    [
      [
        [2, 2],
        [4, 4, 1],
      ],
      'maxUnpooling2d: "x" must have the shape [batch, height, width, channels], got [batch, 2, 2]',
    ],
    [[[2, 2, 1]], 'maxUnpooling2d: "x" must be two inputs or more, got 1'],
    [
      [
        [2, 2, 1],
        [4, 4, 1],
        [4, 4, 1],
      ],
      'maxUnpooling2d: "x" must be two inputs, got 3',
    ],
  ])('refuses %j', (shapes, message) => expect(() => maxUnpooling2d().outputShapes(shapes)).toThrow(message));
});

test('has the published number of weights, as PyTorch counts them', () => {
  const { autoEncoder, encoder } = convAutoEncoder({ height: 201, width: 128 });
  expect(autoEncoder.countParams().trainable).toBe(golden.params['published']);
  expect(autoEncoder.outputShapes([[201, 128, 1]])).toEqual([[201, 128, 1]]);
  expect(encoder.countParams().trainable).toBe(320 + 64 + 18496 + 128 + 73856 + 256 + 11530);
});

test('learns to give spectrograms back, and its encoder with it', async () => {
  // tones that glide: 16 spectrograms of three parameters each
  const random = createRandom(2);
  const data = new Float32Array(16 * 144);
  for (let item = 0; item < 16; item++) {
    const [from, to, width] = [12 * random.uniform(), 12 * random.uniform(), 1 + random.uniform()];
    for (let t = 0; t < 12; t++)
      for (let b = 0; b < 12; b++) data[(item * 12 + t) * 12 + b] = Math.exp(-(((b - from - ((to - from) * t) / 11) / width) ** 2));
  }
  const x = tensor(data, [16, 12, 12, 1]);
  const { autoEncoder, encoder } = convAutoEncoder({ height: 12, width: 12, firstChannels: 4, representationChannels: 4, seed: 1 });
  const before = encoder.predict(x).data;
  const mean = data.reduce((sum, v) => sum + v) / data.length;
  const variance = data.reduce((sum, v) => sum + (v - mean) ** 2, 0) / data.length;
  await fit(autoEncoder, x, x, { loss: 'meanSquaredError', optimizer: adam({ learningRate: 0.02 }), epochs: 25, batchSize: 8, seed: 1 });
  const { loss } = await evaluate(autoEncoder, x, x, { loss: 'meanSquaredError' });
  expect(loss).toBeLessThan(variance / 3); // a constant image comes to 1
  expect(encoder.predict(x).data).not.toEqual(before);
  expect(encoder.getLayer('conv1')).toBe(autoEncoder.getLayer('conv1'));
  const copy = modelFromConfig(JSON.parse(JSON.stringify(autoEncoder.config)) as Record<string, unknown>);
  copy.setWeights(autoEncoder.getWeights());
  expect(copy.predict(x).data).toEqual(autoEncoder.predict(x).data);
});
