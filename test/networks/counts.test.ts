import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { createRandom } from '../../src/core/random.js';
import * as networks from '../../src/networks/index.js';
import { adam, tensor, trainOnBatch } from '../../src/nn/index.js';
import { type Model } from '../../src/nn/model-core.js';

const untouched = (net: Model): boolean => net.layers.every((layer) => layer.parameters.length === 0);

describe('published numbers of weights, counted without making one', () => {
  test('Speech Commands: 506,586, of which the first dense layer is 442,624', () => {
    const net = networks.speechCommandsConv1d();
    expect(net.countParams()).toEqual({ total: 506586, trainable: 506586, notTrainable: 0 });
    const lines = net.summary().split('\n');
    expect(lines.find((line) => line.includes('dense (dense)'))).toMatch(/\(None, 256\) +442,624$/);
    expect(lines.at(-4)).toBe('Total params: 506,586 (1.93 MB)');
    expect(untouched(net)).toBe(true);
  });

  test('deep_audio_features: 26,510,800 beside 960 moving averages', () => {
    const net = networks.deepAudioFeaturesCnn({ classes: 16 });
    expect(net.countParams()).toEqual({ total: 26511760, trainable: 26510800, notTrainable: 960 });
    const [, ...sizes] = [...net.summary().matchAll(/(?:conv2d|batchNormalization|dense)\) +\(.*\) +([\d,]+)/g)].map((m) => m[1]);
    expect(sizes.slice(-3)).toEqual(['25,166,848', '262,400', '4,112']);
    expect(untouched(net)).toBe(true);
  });

  test.each([
    ['A', 132863336],
    ['B', 133047848],
    ['C', 133638952],
    ['D', 138357544],
    ['E', 143667240],
  ] as const)('VGG %s: %d', (column, total) => {
    const net = networks.vgg({ column });
    expect(net.countParams()).toEqual({ total, trainable: total, notTrainable: 0 });
    expect(untouched(net)).toBe(true);
  });

  test('SqueezeNet: 1,248,424', () => {
    const net = networks.squeezeNet();
    expect(net.countParams()).toEqual({ total: 1248424, trainable: 1248424, notTrainable: 0 });
    expect(untouched(net)).toBe(true);
  });
});

describe('squeezeNet and vgg', () => {
  test('squeezeNet runs and learns at a small size', async () => {
    const net = networks.squeezeNet({ classes: 3, inputShape: [40, 48, 1], seed: 2 });
    const random = createRandom(1);
    const x = tensor(
      Float32Array.from({ length: 3 * 40 * 48 }, (_, i) => random.uniform() * ((i % 48) / 16 < Math.floor(i / 1920) + 1 ? 1 : 0)),
      [3, 40, 48, 1],
    );
    const before = net.predict(x).data;
    for (let item = 0; item < 3; item++) expect(before[3 * item]! + before[3 * item + 1]! + before[3 * item + 2]!).toBeCloseTo(1, 6);
    const first = await trainOnBatch(net, x, [0, 1, 2], { loss: 'sparseCategoricalCrossentropy', optimizer: adam() });
    expect(first['loss']).toBeGreaterThan(0);
    expect(net.predict(x).data).not.toEqual(before);
  });

  test('vgg runs at a small size', () => {
    const net = networks.vgg({ column: 'A', classes: 2, inputShape: [32, 32, 1] });
    expect(net.outputShapes([[32, 32, 1]])).toEqual([[2]]);
    expect(net.layers.filter(({ kind }) => kind === 'conv2d' || kind === 'dense').length).toBe(11);
  });

  test.each([
    [() => networks.vgg({ column: 'F' as 'E' }), 'vgg: "column" must be one of "A", "B", "C", "D", "E", got "F"'],
    [() => networks.vgg({ column: 'A', inputShape: [31, 32, 3] }), 'vgg: "inputShape" must be an integer >= 32, got 31'],
    [
      () => networks.squeezeNet({ inputShape: [64, 64] as unknown as [number, number, number] }),
      'squeezeNet: "inputShape" must be height, width and channels, got an array of 2',
    ],
    [() => networks.squeezeNet({ classes: 0 }), 'squeezeNet: "classes" must be an integer >= 1, got 0'],
    [() => networks.speechCommandsConv1d({ samples: 1105 }), 'speechCommandsConv1d: "samples" must be an integer >= 1106, got 1105'],
    [() => networks.speechCommandsConv1d({ sampels: 8000 } as object), 'speechCommandsConv1d: "sampels" is not an option'],
    [() => networks.speechCommandsConv1d({ convDropout: 1 }), 'speechCommandsConv1d: "convDropout" must be a finite number in [0, 0.9999'],
  ])('%s is refused', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('the least sizes are the least that fit', () => {
    expect(networks.speechCommandsConv1d({ samples: 1106 }).outputShapes([[1106, 1]])).toEqual([[10]]);
    expect(networks.squeezeNet({ inputShape: [35, 35, 1] }).outputShapes([[35, 35, 1]])).toEqual([[1000]]);
  });
});
