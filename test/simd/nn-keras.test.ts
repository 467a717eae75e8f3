import { afterEach, describe, test } from 'vitest';
import { type FloatArray } from '../../src/core/types.js';
import { createBatchNormKernel } from '../../src/nn/batch-norm-kernel.js';
import { createConv1dKernel, createConv2dKernel } from '../../src/nn/convolution-kernels.js';
import { createDenseKernel } from '../../src/nn/dense-kernel.js';
import { createPoolingKernel } from '../../src/nn/pooling-kernel.js';
import { type Activation } from '../../src/simd/blocks.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { type GoldenCase, goldenCases } from '../support/golden.js';
import { type GoldenArray } from '../support/npy.js';
import { PATHS } from './paths.js';

afterEach(() => setEngine('auto'));

const pairOf = (x: unknown, otherwise: number): [number, number] =>
  Array.isArray(x) ? (x as [number, number]) : [(x as number | undefined) ?? otherwise, (x as number | undefined) ?? otherwise];

describe.each(PATHS)('Keras, $path', ({ path, array, bound, choice }) => {
  const data = (golden: GoldenCase, name: string): FloatArray | undefined => {
    const input = golden.inputs[name] as GoldenArray | undefined;
    return input && array(input.data);
  };
  const run: Record<string, (golden: GoldenCase, out: FloatArray) => void> = {
    Dense(golden, out) {
      const { units, activation } = golden.params['config'] as { units: number; activation?: Activation };
      const x = data(golden, 'x')!;
      const inputs = (golden.inputs['x'] as GoldenArray).shape.at(-1)!;
      createDenseKernel({ inputs, units, kernel: data(golden, 'kernel')!, bias: data(golden, 'bias'), activation }).run(
        out,
        x,
        x.length / inputs,
      );
    },
    Conv1D(golden, out) {
      const config = golden.params['config'] as Record<string, never>;
      const [batch, time, channels] = (golden.inputs['x'] as GoldenArray).shape as [number, number, number];
      createConv1dKernel({
        channels,
        filters: config['filters']!,
        kernelSize: config['kernel_size']!,
        stride: config['strides'],
        dilation: config['dilation_rate'],
        padding: config['padding'],
        activation: config['activation'],
        kernel: data(golden, 'kernel')!,
        bias: data(golden, 'bias'),
      }).run(out, data(golden, 'x')!, batch, 1, time);
    },
    Conv2D(golden, out) {
      const config = golden.params['config'] as Record<string, never>;
      const [batch, height, width, channels] = (golden.inputs['x'] as GoldenArray).shape as [number, number, number, number];
      createConv2dKernel({
        channels,
        filters: config['filters']!,
        kernelSize: pairOf(config['kernel_size'], 1),
        strides: pairOf(config['strides'], 1),
        padding: config['padding'],
        activation: config['activation'],
        kernel: data(golden, 'kernel')!,
        bias: data(golden, 'bias'),
      }).run(out, data(golden, 'x')!, batch, height, width);
    },
    MaxPooling1D: pooling,
    MaxPooling2D: pooling,
    AveragePooling2D: pooling,
    BatchNormalization(golden, out) {
      const x = data(golden, 'x')!;
      const channels = (golden.inputs['x'] as GoldenArray).shape.at(-1)!;
      createBatchNormKernel({
        channels,
        mean: data(golden, 'moving_mean')!,
        variance: data(golden, 'moving_variance')!,
        gamma: data(golden, 'gamma'),
        beta: data(golden, 'beta'),
      }).run(out, x, x.length / channels);
    },
  };
  function pooling(golden: GoldenCase, out: FloatArray): void {
    const config = golden.params['config'] as Record<string, never>;
    const shape = (golden.inputs['x'] as GoldenArray).shape;
    const sequence = shape.length === 3;
    const [batch, height, width, channels] = (sequence ? [shape[0], 1, shape[1], shape[2]] : shape) as [number, number, number, number];
    const size = pairOf(config['pool_size'], 2);
    const strides = pairOf(config['strides'] ?? size, 2);
    createPoolingKernel({
      kind: golden.reference.includes('Max') ? 'max' : 'average',
      channels,
      poolSize: sequence ? [1, size[1]] : size,
      strides: sequence ? [1, strides[1]] : strides,
      padding: config['padding'],
      single: path !== 'double',
    }).run(out, data(golden, 'x')!, batch, height, width);
  }

  const cases = goldenCases('keras').filter((g) => g.reference.split('.').at(-1)! in run && g.params['training'] !== true);
  test.each(cases.map((g) => [g.id, g] as const))('%s', (_, golden) => {
    setEngine(choice);
    const want = golden.outputs[0]!.value as GoldenArray;
    const out = array(new Float64Array(want.data.length));
    run[golden.reference.split('.').at(-1)!]!(golden, out);
    expectClose(out, want.data, bound);
  });
});
