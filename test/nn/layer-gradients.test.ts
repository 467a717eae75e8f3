import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { type Tensor } from '../../src/core/tensor.js';
import { ACTIVATION_NAMES } from '../../src/nn/activation-names.js';
import * as nn from '../../src/nn/index.js';
import { drawTensor, gradientError, scatter } from './passes.js';

/** Differences see no corners in any derivative of these. */
const smooth = fc.constantFrom('linear', 'tanh', 'sigmoid', 'softplus', 'gelu', 'silu', 'mish', 'softmax', 'logSoftmax' as const);
const size = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const seed = fc.nat(1000);
const runs = { numRuns: 40 };

/** The largest relative error of a gradient of a layer with seeded weights. */
function errorOf(layer: nn.Layer, shapes: readonly (readonly number[])[], seedOf: number, training = false, mask?: nn.Mask): number {
  layer.build(
    shapes.map((shape) => shape.slice(1)),
    { dtype: 'float64', random: createRandom(seedOf) },
  );
  scatter(layer, seedOf, 0.8);
  const inputs: Tensor[] = shapes.map((shape, i) => drawTensor(shape, seedOf + 50 + i));
  return gradientError(layer, inputs, mask, training);
}

describe('gradients are central differences to 1e-6', () => {
  test('dense', () => {
    const options = fc.record({ units: size(1, 9), activation: smooth, useBias: fc.boolean() });
    fc.assert(
      fc.property(options, size(1, 9), size(1, 3), fc.boolean(), seed, (given, inputs, batch, deep, s) => {
        const shape = deep ? [batch, 2, 3, inputs] : [batch, inputs];
        expect(errorOf(nn.dense(given), [shape], s)).toBeLessThan(1e-6);
      }),
      runs,
    );
  });

  test('conv1d', () => {
    const options = fc.record({
      kernelSize: size(1, 4),
      strides: size(1, 3),
      dilationRate: size(1, 3),
      padding: fc.constantFrom('valid', 'same', 'causal' as const),
      activation: smooth,
      useBias: fc.boolean(),
    });
    fc.assert(
      fc.property(options, size(1, 3), size(1, 3), size(1, 3), size(10, 14), size(1, 2), seed, (given, g, c, f, time, batch, s) => {
        const layer = nn.conv1d({ ...given, groups: g, filters: g * f });
        expect(errorOf(layer, [[batch, time, g * c]], s)).toBeLessThan(1e-6);
      }),
      runs,
    );
  });

  test('conv2d', () => {
    const pair = fc.tuple(size(1, 3), size(1, 3));
    const options = fc.record({
      kernelSize: pair,
      strides: fc.tuple(size(1, 2), size(1, 3)),
      dilationRate: fc.tuple(size(1, 2), size(1, 2)),
      padding: fc.constantFrom('valid', 'same' as const),
      activation: smooth,
    });
    fc.assert(
      fc.property(options, size(1, 2), size(1, 2), size(1, 3), size(5, 7), size(5, 7), seed, (given, g, c, f, height, width, s) => {
        const layer = nn.conv2d({ ...given, groups: g, filters: g * f });
        expect(errorOf(layer, [[2, height, width, g * c]], s)).toBeLessThan(1e-6);
      }),
      { numRuns: 25 },
    );
  });

  test('conv1dTranspose and conv2dTranspose', () => {
    const options = fc.record({
      kernelSize: size(1, 4),
      padding: fc.constantFrom('valid', 'same' as const),
      activation: smooth,
      useBias: fc.boolean(),
      filters: size(1, 3),
    });
    fc.assert(
      fc.property(
        options,
        size(1, 3),
        size(1, 2),
        size(1, 3),
        size(2, 5),
        fc.boolean(),
        seed,
        (given, strides, dilation, c, n, image, s) => {
          const both = dilation > 1 ? { dilationRate: dilation } : { strides };
          const layer = image ? nn.conv2dTranspose({ ...given, ...both }) : nn.conv1dTranspose({ ...given, ...both });
          expect(errorOf(layer, [image ? [2, n, 3, c] : [2, n, c]], s)).toBeLessThan(1e-6);
        },
      ),
      runs,
    );
  });

  test('a transposed convolution is the transposed matrix of the convolution', () => {
    const window = { kernelSize: 4, strides: 3, padding: 'same', useBias: false } as const;
    const [down, up] = [nn.conv1d({ ...window, filters: 2 }), nn.conv1dTranspose({ ...window, filters: 3 })];
    for (const [layer, shape] of [
      [down, [9, 3]],
      [up, [3, 2]],
    ] as const)
      layer.build([shape], { dtype: 'float64', random: createRandom(1) });
    up.setWeights(down.getWeights());
    const [x, y] = [drawTensor([1, 9, 3], 4), drawTensor([1, 3, 2], 5)];
    const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((sum, v, i) => sum + v * b[i]!, 0);
    const [ax, aty] = [down.call(nn.tensor(x.data, x.shape)), up.call(nn.tensor(y.data, y.shape))];
    expect(Math.abs(dot(ax.data, y.data) - dot(x.data, aty.data))).toBeLessThan(1e-12);
  });

  test('depthwiseConv2d, separableConv1d and separableConv2d', () => {
    const options = fc.record({
      kernelSize: size(1, 3),
      strides: size(1, 2),
      dilationRate: size(1, 2),
      depthMultiplier: size(1, 2),
      padding: fc.constantFrom('valid', 'same' as const),
      activation: smooth,
      useBias: fc.boolean(),
    });
    fc.assert(
      fc.property(options, size(1, 3), size(5, 6), fc.constantFrom(0, 1, 2), seed, (given, channels, length, which, s) => {
        const layer =
          which === 0
            ? nn.depthwiseConv2d(given)
            : which === 1
              ? nn.separableConv1d({ ...given, filters: 2 })
              : nn.separableConv2d({ ...given, filters: 2 });
        const shape = which === 1 ? [2, length, channels] : [1, length, 5, channels];
        expect(errorOf(layer, [shape], s)).toBeLessThan(1e-6);
      }),
      runs,
    );
  });

  test('poolings', () => {
    const options = fc.record({
      poolSize: size(1, 3),
      strides: fc.constantFrom(null, 1, 2),
      padding: fc.constantFrom('valid', 'same' as const),
    });
    const make = fc.constantFrom(nn.maxPooling1d, nn.averagePooling1d, nn.maxPooling2d, nn.averagePooling2d);
    fc.assert(
      fc.property(options, make, size(3, 7), seed, (given, layer, length, s) => {
        const shape = layer.name.endsWith('2d') ? [2, length, 4, 2] : [2, length, 3];
        expect(errorOf(layer(given), [shape], s)).toBeLessThan(1e-6);
      }),
      runs,
    );
  });

  test('global poolings, with a mask where they take one', () => {
    const make = fc.constantFrom(nn.globalMaxPooling1d, nn.globalAveragePooling1d, nn.globalMaxPooling2d, nn.globalAveragePooling2d);
    fc.assert(
      fc.property(make, fc.boolean(), fc.boolean(), seed, (layer, keepdims, masked, s) => {
        const shape = layer.name.endsWith('2d') ? [2, 3, 4, 2] : [2, 5, 3];
        const mask = masked && shape.length === 3 ? Uint8Array.of(1, 1, 0, 1, 0, 0, 0, 0, 1, 1) : undefined;
        expect(errorOf(layer({ keepdims }), [shape], s, false, mask)).toBeLessThan(1e-6);
      }),
      runs,
    );
  });

  test('normalisations', () => {
    const options = fc.record({ epsilon: fc.constantFrom(1e-3, 0.1), center: fc.boolean(), scale: fc.boolean() });
    const shape = fc.constantFrom([6, 3], [2, 4, 3], [2, 3, 2, 2]);
    fc.assert(
      fc.property(options, shape, fc.boolean(), fc.boolean(), fc.boolean(), seed, (given, dims, training, masked, first, s) => {
        const layer = nn.batchNormalization({ ...given, axis: first ? 1 : -1, momentum: 1 }); // moving averages stay as they are
        layer.build([dims.slice(1)], { dtype: 'float64', random: createRandom(1) });
        const variance = layer.parameters.at(-1)!;
        const mask = masked && dims.length > 2 ? Uint8Array.from({ length: dims[0]! * dims[1]! }, (_, i) => Number(i % 3 > 0)) : undefined;
        scatter(layer, s, 0.8);
        variance.value.fill(0.5);
        const averages = layer.parameters.slice(-2);
        const trained = { ...layer, parameters: layer.parameters.filter((p) => p.trained), forward: layer.forward } as nn.Layer;
        expect(averages.every((p) => p.gradient.length === 0)).toBe(true);
        expect(gradientError(trained, [drawTensor(dims, s + 9)], mask, training)).toBeLessThan(1e-6);
      }),
      runs,
    );
    fc.assert(
      fc.property(options, shape, seed, fc.boolean(), (given, dims, s, all) => {
        const axis = all && dims.length > 2 ? [-1, -2] : -1;
        expect(errorOf(nn.layerNormalization({ ...given, axis }), [dims], s)).toBeLessThan(1e-6);
      }),
      runs,
    );
  });

  test('layers that move values, and noise that is the same each time', () => {
    const layers: readonly (readonly [nn.Layer, readonly number[]])[] = [
      [nn.flatten(), [2, 3, 2]],
      [nn.reshape({ targetShape: [-1, 2] }), [2, 4, 3]],
      [nn.permute({ dims: [3, 1, 2] }), [2, 2, 3, 4]],
      [nn.zeroPadding1d({ padding: [2, 1] }), [2, 3, 2]],
      [
        nn.zeroPadding2d({
          padding: [
            [1, 0],
            [2, 3],
          ],
        }),
        [2, 2, 3, 2],
      ],
      [nn.upSampling1d({ size: 3 }), [2, 3, 2]],
      [nn.upSampling2d({ size: [2, 3] }), [2, 2, 3, 2]],
      [nn.dropout({ rate: 0.4 }), [3, 5]],
      [nn.spatialDropout1d({ rate: 0.4 }), [3, 5, 2]],
      [nn.gaussianNoise({ stddev: 0.3 }), [3, 5]],
    ];
    for (const [layer, shape] of layers)
      for (const training of [false, true]) expect(errorOf(layer, [shape], 5, training)).toBeLessThan(1e-6);
  });

  test('merges', () => {
    for (const layer of [nn.add(), nn.multiply(), nn.average(), nn.concatenate(), nn.concatenate({ axis: 1 })]) {
      expect(
        errorOf(
          layer,
          [
            [2, 3, 4],
            [2, 3, 4],
            [2, 3, 4],
          ],
          7,
        ),
      ).toBeLessThan(1e-6);
    }
    expect(
      errorOf(
        nn.concatenate({ axis: 1 }),
        [
          [2, 3, 4],
          [2, 1, 4],
        ],
        8,
      ),
    ).toBeLessThan(1e-6);
  });

  test.each(ACTIVATION_NAMES)('activation %s', (name) => {
    // none of these values is within a difference's reach of a corner at 0, 2.5, 3 or 6
    expect(errorOf(nn.activation({ activation: name }), [[4, 5]], 11)).toBeLessThan(1e-6);
  });

  test('relu, leakyRelu, elu and softmax as layers', () => {
    const layers = [nn.relu({ maxValue: 0.5, negativeSlope: 0.1, threshold: 0.2 }), nn.leakyRelu(), nn.elu({ alpha: 0.7 }), nn.softmax()];
    for (const layer of layers) expect(errorOf(layer, [[4, 5]], 12)).toBeLessThan(1e-6);
  });

  test('embedding', () => {
    const layer = nn.embedding({ inputDim: 4, outputDim: 3 });
    layer.build([[5]], { dtype: 'float64', random: createRandom(1) });
    const x = { data: Float64Array.of(0, 3, 3, 1, 0, 2, 2, 2, 2, 1), shape: [2, 5] };
    const step = layer.forward([x], { training: true, gradients: true, random: createRandom(1) });
    const dy = drawTensor([2, 5, 3], 3);
    step.backward!([dy]);
    const want = new Float64Array(12);
    x.data.forEach((index, i) => {
      for (let k = 0; k < 3; k++) want[3 * index + k]! += dy.data[3 * i + k]!;
    });
    expect(layer.parameters[0]!.gradient).toEqual(want);
  });
});
