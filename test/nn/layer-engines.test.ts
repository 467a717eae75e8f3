import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { type FloatArray } from '../../src/core/types.js';
import * as nn from '../../src/nn/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { speechCommands } from './networks.js';
import { draw } from '../simd/paths.js';

afterEach(() => setEngine('auto'));

/** Output, gradients of the inputs and of the weights. */
function run(make: () => nn.Layer, shapes: readonly (readonly number[])[], engine: 'auto' | 'js', training = true): FloatArray[] {
  setEngine(engine);
  const layer = make();
  layer.build(
    shapes.map((shape) => shape.slice(1)),
    { dtype: 'float32', random: createRandom(5) },
  );
  const inputs = shapes.map((shape, i) => ({
    data: draw(
      shape.reduce((a, b) => a * b),
      10 + i,
    ),
    shape,
  }));
  const step = layer.forward(inputs, { training, gradients: true, random: createRandom(6) });
  const grads = step.outputs.map(({ data, shape }, i) => ({ data: draw(data.length, 20 + i), shape }));
  const back = step.backward!(grads);
  return [
    ...step.outputs.map(({ data }) => data),
    ...back.map((g) => g!.data),
    ...layer.parameters.map((p) => (p.trained ? p.gradient : p.value)),
  ];
}

function agree(make: () => nn.Layer, shapes: readonly (readonly number[])[], bound = 1e-6): void {
  const [simd, js] = [run(make, shapes, 'auto'), run(make, shapes, 'js')];
  simd.forEach((values, i) => {
    expect(values).toBeInstanceOf(Float32Array);
    expectClose(values, js[i]!, bound);
  });
}

describe('SIMD and TypeScript give the same numbers to 1e-6', () => {
  const size = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
  const activation = fc.constantFrom('linear', 'relu', 'tanh', 'sigmoid', 'elu', 'hardSigmoid', 'hardSigmoidKeras2', 'gelu' as const);

  test('dense', () => {
    fc.assert(
      fc.property(size(1, 40), size(1, 300), size(1, 12), activation, (units, inputs, batch, kind) => {
        agree(() => nn.dense({ units, activation: kind }), [[batch, inputs]]);
      }),
      { numRuns: 40 },
    );
  });

  test('conv2d', () => {
    const options = fc.record({
      kernelSize: fc.tuple(size(1, 5), size(1, 5)),
      strides: fc.tuple(size(1, 3), size(1, 3)),
      dilationRate: fc.tuple(size(1, 2), size(1, 2)),
      padding: fc.constantFrom('valid', 'same' as const),
    });
    fc.assert(
      fc.property(
        options,
        size(1, 3),
        size(1, 6),
        size(1, 9),
        size(9, 20),
        size(9, 20),
        activation,
        (given, g, c, f, height, width, kind) => {
          agree(() => nn.conv2d({ ...given, groups: g, filters: g * f, activation: kind }), [[2, height, width, g * c]]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('max pooling', () => {
    const options = fc.record({
      poolSize: fc.tuple(size(1, 4), size(1, 4)),
      strides: fc.tuple(size(1, 4), size(1, 4)),
      padding: fc.constantFrom('valid', 'same' as const),
    });
    fc.assert(
      fc.property(options, size(4, 12), size(4, 12), size(1, 9), (given, height, width, channels) => {
        agree(() => nn.maxPooling2d(given), [[2, height, width, channels]], 0);
      }),
      { numRuns: 60 },
    );
  });

  test('what is larger than the memory of the kernels at once', () => {
    agree(() => nn.conv2d({ filters: 3, kernelSize: 3, padding: 'same', activation: 'relu' }), [[1, 400, 300, 4]]);
    agree(() => nn.conv1d({ filters: 4, kernelSize: 9, strides: 2, padding: 'same' }), [[1, 150000, 2]]);
    agree(() => nn.conv2dTranspose({ filters: 3, kernelSize: 5, strides: 2, padding: 'same', activation: 'relu' }), [[1, 200, 150, 4]]);
    agree(() => nn.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }), [[2, 600, 512, 5]], 0);
  });

  test('a network', () => {
    // an error grows from layer to layer, and a maximum may move to a neighbour that is as large but for a rounding
    agree(() => speechCommands({ inputShape: [2000, 1] }), [[4, 2000, 1]], 1e-5);
  });
});

describe('an item', () => {
  test.each([
    ['conv1d', () => nn.conv1d({ filters: 5, kernelSize: 3, activation: 'tanh' }), [4, 70, 3]],
    ['conv2dTranspose', () => nn.conv2dTranspose({ filters: 5, kernelSize: 3, strides: 2, activation: 'tanh' }), [4, 9, 11, 3]],
    ['conv2d', () => nn.conv2d({ filters: 5, kernelSize: 3, padding: 'same', activation: 'relu' }), [4, 9, 11, 3]],
    ['dense', () => nn.dense({ units: 7, activation: 'sigmoid' }), [5, 300]],
    ['separableConv1d', () => nn.separableConv1d({ filters: 5, kernelSize: 3 }), [4, 30, 3]],
    ['layerNormalization', () => nn.layerNormalization(), [4, 6]],
    ['batchNormalization', () => nn.batchNormalization(), [4, 6]],
  ] as const)('has the same bits alone and in a batch: %s', (_, make, shape) => {
    const layer = make();
    const x = nn.tensor(
      draw(
        shape.reduce((a, b) => a * b, 1),
        3,
      ),
      shape,
    );
    const all = layer.call(x).data;
    const [width, length] = [x.data.length / shape[0], all.length / shape[0]];
    for (let i = 0; i < shape[0]; i++) {
      const one = nn.tensor(x.data.slice(i * width, (i + 1) * width), [1, ...shape.slice(1)]);
      expect(layer.call(one).data).toEqual(all.slice(i * length, (i + 1) * length));
    }
  });

  test('is not changed by what reads it', () => {
    const x = draw(4 * 2000, 1);
    const kept = x.slice();
    speechCommands({ inputShape: [2000, 1] }).predict(nn.tensor(x, [4, 2000, 1]));
    expect(x).toEqual(kept);
  });
});

test('the same seed gives the same dropout, another seed another', () => {
  const x = nn.tensor(new Float32Array(4000).fill(1), [2, 2000]);
  const layer = nn.dropout({ rate: 0.25 });
  const [a, b, c] = [1, 1, 2].map((seed) => layer.call(x, { training: true, seed }).data) as [FloatArray, FloatArray, FloatArray];
  expect(a).toEqual(b);
  expect(a).not.toEqual(c);
  expect([...new Set(a)].sort()).toEqual([0, Math.fround(4 / 3)]);
  const zeros = a.filter((v) => v === 0).length;
  expect(Math.abs(zeros - 1000)).toBeLessThan(5 * Math.sqrt(4000 * 0.25 * 0.75)); // five standard deviations
  const channels = nn.spatialDropout1d({ rate: 0.5 }).call(nn.tensor(new Float32Array(600).fill(1), [2, 30, 10]), { training: true });
  for (let c = 0; c < 10; c++) for (let t = 1; t < 30; t++) expect(channels.get(1, t, c)).toBe(channels.get(1, 0, c));
});

test('a causal convolution sees no later frame', () => {
  const layer = nn.conv1d({ filters: 3, kernelSize: 3, dilationRate: 2, padding: 'causal' });
  const x = nn.tensor(draw(40, 1), [1, 20, 2]);
  const before = layer.call(x).data.slice();
  x.set(0, 12, 1, 5);
  const after = layer.call(x).data;
  expect(after.slice(0, 36)).toEqual(before.slice(0, 36));
  expect(after.slice(36, 39)).not.toEqual(before.slice(36, 39));
});
