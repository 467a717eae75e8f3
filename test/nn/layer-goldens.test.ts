import { afterEach, describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { type FloatArray } from '../../src/core/types.js';
import { activate } from '../../src/nn/activation-functions.js';
import { type ActivationName, needsInput } from '../../src/nn/activation-names.js';
import { activationSlopes } from '../../src/nn/activation-slopes.js';
import * as nn from '../../src/nn/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { fold, type GoldenCase, goldenCases } from '../support/golden.js';
import { type GoldenArray } from '../support/npy.js';
import { PATHS } from '../simd/paths.js';

afterEach(() => setEngine('auto'));

const MAKE: Record<string, (config: never) => nn.FinishedLayer> = {
  Dense: nn.dense,
  Conv1D: nn.conv1d,
  Conv2D: nn.conv2d,
  Conv1DTranspose: nn.conv1dTranspose,
  Conv2DTranspose: nn.conv2dTranspose,
  UpSampling1D: nn.upSampling1d,
  UpSampling2D: nn.upSampling2d,
  DepthwiseConv2D: nn.depthwiseConv2d,
  SeparableConv1D: nn.separableConv1d,
  MaxPooling1D: nn.maxPooling1d,
  MaxPooling2D: nn.maxPooling2d,
  AveragePooling2D: nn.averagePooling2d,
  GlobalAveragePooling1D: nn.globalAveragePooling1d,
  GlobalMaxPooling2D: nn.globalMaxPooling2d,
  LayerNormalization: nn.layerNormalization,
  BatchNormalization: nn.batchNormalization,
};
const kindOf = (golden: GoldenCase): string => golden.reference.split('.').at(-1)!;
const foldAll = (config: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(config).map(([key, value]) => [fold(key), value]));
const arrayOf = (value: unknown): GoldenArray => value as GoldenArray;

const layers = [...goldenCases('keras'), ...goldenCases('networks/keras')].filter((g) => kindOf(g) in MAKE);
const activations = goldenCases('keras').filter((g) => g.reference.includes('.activations.'));

describe.each(PATHS)('Keras, $path', ({ path, array, bound, choice }) => {
  test.each(layers.map((g) => [g.id, g] as const))('%s', (_, golden) => {
    setEngine(choice);
    const layer = MAKE[kindOf(golden)]!(foldAll(golden.params['config'] as Record<string, unknown>) as never);
    const input = arrayOf(golden.inputs['x']);
    const x = { data: array(input.data), shape: input.shape };
    layer.build([input.shape.slice(1)], { dtype: path === 'double' ? 'float64' : 'float32', random: createRandom(1) });
    const names = Object.keys(golden.inputs).filter((name) => name !== 'x');
    layer.setWeights(
      names.map((name) => {
        const { data, shape } = arrayOf(golden.inputs[name]);
        return nn.tensor(array(data), shape);
      }),
    );
    const training = golden.params['training'] === true;
    const step = layer.forward([x], { training, gradients: true, random: createRandom(1) });
    const y = step.outputs[0]!;
    // the goldens' gradients are those of the sum of the squares
    const [dx] = step.backward!([{ data: y.data.map((v) => 2 * v) as FloatArray, shape: y.shape }]);
    let compared = 0;
    for (const { name, value } of golden.outputs) {
      const want = arrayOf(value);
      const parameter = layer.parameters.find((p) => fold(name.replace(/^(grad|new)_/, '')) === p.name);
      const got = name === 'y' ? y.data : name === 'grad_x' ? dx!.data : name.startsWith('grad_') ? parameter!.gradient : parameter!.value;
      // ten times the roundings: a gradient is a sum of products of sums; this one is 3e-3 where what it is the sum of is 4
      const cancels = golden.id === 'batchnorm_train' && name === 'grad_x' && path !== 'double';
      expectClose(got, want.data, name === 'y' ? bound : cancels ? 1e-4 : 10 * bound);
      compared++;
    }
    expect(y.shape).toEqual(arrayOf(golden.outputs[0]!.value).shape);
    expect(compared).toBe(golden.outputs.length);
  });

  test.each(activations.map((g) => [g.id, g] as const))('%s', (_, golden) => {
    setEngine(choice);
    const name = fold(golden.params['name'] as string) as ActivationName;
    const { data, shape } = arrayOf(golden.inputs['x']);
    const x = array(data);
    const y = x.slice() as FloatArray;
    activate(name, y, shape.at(-1)!);
    const g = y.map((v) => 2 * v) as FloatArray;
    activationSlopes(name, g, y, needsInput(name) ? x : undefined, shape.at(-1)!);
    for (const output of golden.outputs) {
      const rounded = name === 'leakyRelu' ? 1e-8 : 0; // Keras' slope is 0.2 in single precision
      expectClose(output.name === 'y' ? y : g, arrayOf(output.value).data, Math.max(rounded, output.name === 'y' ? bound : 10 * bound));
    }
  });
});
