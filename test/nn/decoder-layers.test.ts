/**
 * The layers that make sequences longer and images larger, from files and refused. Their numbers: `layer-goldens.test.ts`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DecodeError } from '../../src/core/errors.js';
import * as nn from '../../src/nn/index.js';
import { asInput, compare, goldenCases, GOLDENS } from '../support/golden.js';

test('a model of Keras with all of them gives the numbers of Keras', async () => {
  const { inputs, outputs } = goldenCases('networks/keras').find(({ id }) => id === 'decoder')!;
  const bytes = readFileSync(join(GOLDENS, 'networks/keras/decoder.keras'));
  for (const dtype of ['float64', 'float32'] as const) {
    const net = await nn.loadModel(bytes, { dtype });
    expect(compare(net.predict(asInput(inputs['x']!) as never), outputs[0]!).relative).toBeLessThan(dtype === 'float64' ? 1e-12 : 1e-6);
    const same = nn.modelFromConfig(JSON.parse(JSON.stringify(net.config)) as Record<string, unknown>);
    expect(same.summary()).toBe(net.summary());
  }
});

test.each([
  ['Conv2DTranspose', { filters: 1, kernel_size: [3, 3], output_padding: [1, 1] }, 'output_padding', 'must be null, got an array of 2'],
  ['UpSampling2D', { size: [2, 2], interpolation: 'bilinear' }, 'interpolation', 'must be "nearest", got "bilinear"'],
])('a file with %s and %o is refused by name', async (className, config, setting, rule) => {
  const layers = [
    { class_name: 'InputLayer', config: { batch_shape: [null, 4, 4, 1] } },
    { class_name: className, config: { name: 'odd', ...config } },
  ];
  const json = new TextEncoder().encode(JSON.stringify({ class_name: 'Sequential', config: { layers } }));
  const refusal = await nn.loadModel({ 'model.json': json }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DecodeError);
  expect((refusal as Error).message).toBe(`loadModel: the setting "${setting}" of the layer "odd" ${rule}`);
});

describe('refusals', () => {
  test.each([
    [
      () => nn.conv2dTranspose({ filters: 1, kernelSize: 3, strides: 2, dilationRate: 2 }),
      'conv2dTranspose: "dilationRate" must be 1 where "strides" is above 1',
    ],
    [() => nn.conv1dTranspose({ filters: 0, kernelSize: 3 }), 'conv1dTranspose: "filters" must be an integer >= 1, got 0'],
    [
      () => nn.conv1dTranspose({ filters: 1, kernelSize: 3, padding: 'causal' as 'same' }),
      'conv1dTranspose: "padding" must be one of "valid", "same", got "causal"',
    ],
    [
      () => nn.conv2dTranspose({ filters: 1, kernelSize: 3 }).outputShapes([[4, 3]]),
      'conv2dTranspose: "x" must have the shape [batch, height, width, channels], got [batch, 4, 3]',
    ],
    [() => nn.upSampling1d({ size: 0 }), 'upSampling1d: "size" must be an integer >= 1, got 0'],
    [() => nn.upSampling2d({ size: [1, 2, 3] as unknown as [number, number] }), 'upSampling2d: "size" must be an integer or two of them'],
  ])('%#', (call, message) => expect(call).toThrow(message));

  test('lengths that are not known stay unknown', () => {
    expect(nn.conv1dTranspose({ filters: 2, kernelSize: 3, strides: 2 }).outputShapes([[null, 3]])).toEqual([[null, 2]]);
    expect(nn.upSampling2d().outputShapes([[null, 3, 1]])).toEqual([[null, 6, 1]]);
    expect(nn.maxUnpooling2d().outputShapes([[null, 2, 1], [null, 5, 1]])).toEqual([[null, 5, 1]]); // prettier-ignore
  });
});
