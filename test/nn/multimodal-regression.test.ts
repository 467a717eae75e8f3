/**
 * The network of `examples/multimodal-regression.mjs`: shapes, masks, gradients, and whether it learns.
 */
import { describe, expect, test, vi } from 'vitest';
import { type NdArray } from '../../src/core/nd.js';
import { adam, evaluate, fit, type Model, tensor } from '../../src/nn/index.js';
import { drawTensor, gradientError, scatter } from './passes.js';

vi.mock('@audiolab/dsp/nn', () => import('../../src/nn/index.js')); // the example, on the sources
vi.mock('@audiolab/dsp/ml', () => import('../../src/ml/index.js'));

interface Example {
  PADDING: number;
  multimodalRegression(options?: Record<string, unknown>): Model;
  makeCalls(count: number, options?: Record<string, number>): { x: NdArray<Float32Array>[]; y: number[] };
}
const FILE = '../../examples/multimodal-regression.mjs';
const { PADDING, multimodalRegression, makeCalls } = (await import(FILE)) as Example;
const small = { audio: 3, text: 4, units: 2, fused: 2, hidden: 3 };

/** Sentences of three calls, 2, 4 and 1 of them; the rest is filled up. */
const LENGTHS = [2, 4, 1];
function padded(width: number, seed: number): { data: Float64Array; shape: number[] } {
  const { data } = drawTensor([3, 4, width], seed);
  LENGTHS.forEach((n, i) => data.fill(PADDING, (4 * i + n) * width, 4 * (i + 1) * width));
  return { data, shape: [3, 4, width] };
}

describe('multimodal deep regression', () => {
  test('has the shapes and the weights that its layers add up to', () => {
    const net = multimodalRegression();
    const lstmOf = (inputs: number, units: number): number => 2 * 4 * units * (inputs + units + 1);
    const want = lstmOf(27, 100) + lstmOf(300, 100) + lstmOf(400, 100) + 201 * 100 + 101;
    expect(net.countParams().total).toBe(want);
    expect(net.inputShapes).toEqual([
      [null, 27],
      [null, 300],
    ]);
    expect(
      net.outputShapes([
        [5, 27],
        [5, 300],
      ]),
    ).toEqual([[1]]);
    const calls = makeCalls(5);
    expect(calls.x.map(({ shape }) => [shape[0], shape[2]])).toEqual([
      [5, 3],
      [5, 4],
    ]);
    expect(multimodalRegression(small).predict(calls.x).shape).toEqual([5, 1]);
  });

  test('gradients of all weights and inputs are central differences to 1e-6; those of padding are 0', () => {
    const net = multimodalRegression({ ...small, dtype: 'float64' });
    expect(net.parameters.length).toBe(3 * 6 + 4);
    scatter(net, 3, 0.7);
    const inputs = [padded(3, 8), padded(4, 9)];
    const move = (value: Float64Array | Float32Array, i: number, by: number): void => void (value[i] !== PADDING && (value[i]! += by));
    expect(gradientError(net, inputs, undefined, true, move)).toBeLessThan(1e-6);
  });

  test('a call gives the same alone as filled up among longer ones', () => {
    const net = multimodalRegression({ ...small, dtype: 'float64', seed: 4 });
    const together = net.predict([padded(3, 8), padded(4, 9)].map(({ data, shape }) => tensor(data, shape))).data;
    LENGTHS.forEach((n, i) => {
      const alone = [padded(3, 8), padded(4, 9)].map(({ data, shape }) => {
        const width = shape[2]!;
        return tensor(data.slice(4 * i * width, (4 * i + n) * width), [1, n, width]);
      });
      expect(Math.abs(net.predict(alone).data[0]! - together[i]!)).toBeLessThan(1e-14);
    });
  });

  test('a sentence of silence is a sentence', () => {
    const net = multimodalRegression({ ...small, seed: 4 });
    const of = (sentences: number) => [3, 4].map((width) => tensor(new Float32Array(sentences * width), [1, sentences, width]));
    net.setWeights(net.getWeights().map(({ data }, i) => data.map((w) => w + 0.1 + 0.01 * i))); // biases that are not 0
    expect(net.predict(of(2)).data[0]).not.toBe(net.predict(of(3)).data[0]);
  });

  test('overfits made-up calls: less than 1 % of the variance is left', async () => {
    const { x, y } = makeCalls(32);
    const net = multimodalRegression({ audio: 3, text: 4, units: 8, fused: 8, hidden: 8, seed: 1 });
    const loss = 'meanSquaredError';
    const mean = y.reduce((sum, v) => sum + v, 0) / y.length;
    const variance = y.reduce((sum, v) => sum + (v - mean) ** 2, 0) / y.length;
    expect((await evaluate(net, x, y, { loss }))['loss']).toBeGreaterThan(variance / 2);
    await fit(net, x, y, { loss, optimizer: adam({ learningRate: 0.01, globalClipnorm: 1 }), epochs: 60, seed: 1 });
    expect((await evaluate(net, x, y, { loss }))['loss']).toBeLessThan(variance / 100);
  });
});
