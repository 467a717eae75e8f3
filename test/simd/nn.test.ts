import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createBatchNormKernel } from '../../src/nn/batch-norm-kernel.js';
import { type ConvolutionKernel, createConv1dKernel, createConv2dKernel } from '../../src/nn/convolution-kernels.js';
import { createDenseKernel } from '../../src/nn/dense-kernel.js';
import { createPoolingKernel } from '../../src/nn/pooling-kernel.js';
import { type Activation } from '../../src/simd/blocks.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { DOUBLE, draw, JS, type Path, PATHS, SIMD } from './paths.js';

afterEach(() => setEngine('auto'));

interface Shape {
  batch: number;
  height: number;
  width: number;
  channels: number;
  filters: number;
  size: [number, number];
  strides: [number, number];
  dilation: [number, number];
  padding: 'valid' | 'same' | 'causal';
}

/** The sum as it is written in a textbook, in double. */
function convolveSlowly(
  s: Shape,
  x: Float32Array,
  kernel: Float32Array,
  bias: Float32Array,
  [rows, columns]: [number, number],
): Float64Array {
  const out = new Float64Array(s.batch * rows * columns * s.filters);
  const before = [0, 1].map((axis) => {
    const extent = (s.size[axis]! - 1) * s.dilation[axis]! + 1;
    const length = [s.height, s.width][axis]!;
    const missing = Math.max(0, ([rows, columns][axis]! - 1) * s.strides[axis]! + extent - length);
    return s.padding === 'valid' ? 0 : s.padding === 'causal' ? extent - 1 : Math.floor(missing / 2);
  });
  let o = 0;
  for (let item = 0; item < s.batch; item++) {
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        for (let f = 0; f < s.filters; f++, o++) {
          out[o] = bias[f]!;
          for (let i = 0; i < s.size[0]; i++) {
            for (let j = 0; j < s.size[1]; j++) {
              const y = r * s.strides[0] + i * s.dilation[0] - before[0]!;
              const z = c * s.strides[1] + j * s.dilation[1] - before[1]!;
              if (y < 0 || y >= s.height || z < 0 || z >= s.width) continue;
              for (let k = 0; k < s.channels; k++) {
                out[o]! +=
                  x[((item * s.height + y) * s.width + z) * s.channels + k]! *
                  kernel[((i * s.size[1] + j) * s.channels + k) * s.filters + f]!;
              }
            }
          }
        }
      }
    }
  }
  return out;
}

function convolution(path: Path, s: Shape, kernel: Float32Array, bias: Float32Array, activation: Activation = 'linear'): ConvolutionKernel {
  setEngine(path.choice);
  return createConv2dKernel({ ...s, kernelSize: s.size, kernel: path.array(kernel), bias: path.array(bias), activation });
}

const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const pair = (max: number): fc.Arbitrary<[number, number]> => fc.tuple(upTo(max), upTo(max));
const shapes: fc.Arbitrary<Shape> = fc
  .record({
    batch: upTo(3),
    height: upTo(9),
    width: upTo(20),
    channels: upTo(6),
    filters: upTo(19),
    size: pair(4),
    strides: pair(3),
    dilation: pair(2),
    padding: fc.constantFrom('valid' as const, 'same' as const, 'causal' as const),
  })
  .filter((s) => s.padding !== 'valid' || [0, 1].every((k) => (s.size[k]! - 1) * s.dilation[k]! < [s.height, s.width][k]!));

describe('convolution', () => {
  test('is the sum of the textbook for all sizes, strides, dilations and paddings', () => {
    fc.assert(
      fc.property(shapes, fc.nat(1000), (s, seed) => {
        const x = draw(s.batch * s.height * s.width * s.channels, seed);
        const kernel = draw(s.size[0] * s.size[1] * s.channels * s.filters, seed + 1);
        const bias = draw(s.filters, seed + 2);
        for (const path of PATHS) {
          const layer = convolution(path, s, kernel, bias);
          const size = layer.outputSize(s.height, s.width);
          const out = path.array(new Float64Array(s.batch * size[0] * size[1] * s.filters));
          layer.run(out, path.array(x), s.batch, s.height, s.width);
          // sums of at most 96 products in single precision
          expectClose(out, convolveSlowly(s, x, kernel, bias, size), path === DOUBLE ? 1e-14 : 1e-6);
        }
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    [1, 60_000, 3], // one line, longer than the room
    [700, 60, 5], // many lines, several tiles
    [3, 9_000, 8],
  ])('of %i x %i x %i is computed in tiles that leave no seam', (height, width, channels) => {
    const s: Shape = { batch: 2, height, width, channels, filters: 5, size: [3, 4], strides: [2, 3], dilation: [1, 2], padding: 'same' };
    const x = draw(2 * height * width * channels, 1);
    const kernel = draw(12 * channels * 5, 2);
    const bias = draw(5, 3);
    for (const path of [SIMD, JS]) {
      const layer = convolution(path, s, kernel, bias);
      const size = layer.outputSize(height, width);
      const out = path.array(new Float64Array(2 * size[0] * size[1] * 5));
      layer.run(out, path.array(x), 2, height, width);
      expectClose(out, convolveSlowly(s, x, kernel, bias, size), 1e-6);
    }
  });

  test('a batch is its items, bit for bit, and nothing of the image before remains', () => {
    const s: Shape = {
      batch: 3,
      height: 6,
      width: 7,
      channels: 3,
      filters: 9,
      size: [3, 3],
      strides: [1, 1],
      dilation: [1, 1],
      padding: 'same',
    };
    const kernel = draw(81 * 3, 2);
    const x = draw(3 * 42 * 3, 1);
    for (const path of PATHS) {
      const layer = convolution(path, s, kernel, draw(9, 3), 'tanh');
      layer.run(path.array(new Float64Array(20 * 30 * 9)), path.array(new Float64Array(20 * 30 * 3).fill(NaN)), 1, 20, 30);
      const out = path.array(new Float64Array(3 * 42 * 9));
      layer.run(out, path.array(x), 3, 6, 7);
      for (let i = 0; i < 3; i++) {
        const one = path.array(new Float64Array(42 * 9));
        layer.run(one, path.array(x.subarray(i * 126, (i + 1) * 126)), 1, 6, 7);
        expect(out.subarray(i * 378, (i + 1) * 378)).toEqual(one);
      }
    }
  });
});

describe('dense', () => {
  test('is the sum of the textbook for all sizes, and more rows than there is room for', () => {
    const sizes = fc.tuple(upTo(30), upTo(40), fc.oneof(upTo(12), fc.integer({ min: 2000, max: 9000 })));
    fc.assert(
      fc.property(sizes, fc.nat(1000), ([inputs, units, rows], seed) => {
        const [x, kernel, bias] = [draw(rows * inputs, seed), draw(inputs * units, seed + 1), draw(units, seed + 2)];
        const want = new Float64Array(rows * units);
        for (let r = 0; r < rows; r++) {
          for (let u = 0; u < units; u++) {
            let sum = bias[u]!;
            for (let k = 0; k < inputs; k++) sum += x[r * inputs + k]! * kernel[k * units + u]!;
            want[r * units + u] = sum;
          }
        }
        for (const { path, array, choice } of PATHS) {
          setEngine(choice);
          const layer = createDenseKernel({ inputs, units, kernel: array(kernel), bias: array(bias) });
          const out = array(new Float64Array(rows * units));
          layer.run(out, array(x), rows);
          expectClose(out, want, path === 'double' ? 1e-14 : 1e-6);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('of long rows errs as a chain of roundings does', () => {
    const [inputs, units, rows] = [1728, 256, 4];
    const [x, kernel] = [draw(rows * inputs, 1), draw(inputs * units, 2)];
    const [single, double] = [SIMD, DOUBLE].map(({ array }) => {
      const out = array(new Float64Array(rows * units));
      createDenseKernel({ inputs, units, kernel: array(kernel) }).run(out, array(x), rows);
      return out;
    });
    expectClose(single, double, 6e-8 * Math.sqrt(inputs)); // random walk of half an ulp each
  });
});

describe('pooling', () => {
  test.each(PATHS)('takes the largest and the mean of the part of the window inside, $path', ({ path, array, choice, bound }) => {
    setEngine(choice);
    fc.assert(
      fc.property(shapes, fc.constantFrom('max' as const, 'average' as const), fc.nat(1000), (s, kind, seed) => {
        const padding = s.padding === 'causal' ? 'same' : s.padding;
        if (padding === 'valid' && (s.size[0] > s.height || s.size[1] > s.width)) return;
        const x = draw(s.batch * s.height * s.width * s.channels, seed);
        const kernel = createPoolingKernel({
          kind,
          channels: s.channels,
          poolSize: s.size,
          strides: s.strides,
          padding,
          single: path !== 'double',
        });
        const [rows, columns] = kernel.outputSize(s.height, s.width);
        const out = array(new Float64Array(s.batch * rows * columns * s.channels));
        kernel.run(out, array(x), s.batch, s.height, s.width);
        const before = [rows, columns].map((n, k) =>
          padding === 'valid' ? 0 : Math.floor(Math.max(0, (n - 1) * s.strides[k]! + s.size[k]! - [s.height, s.width][k]!) / 2),
        );
        const want = Array.from(out, (_, o) => {
          const [c, k, r, item] = [o % s.channels, Math.floor(o / s.channels) % columns, Math.floor(o / s.channels / columns) % rows, 0];
          const of = item + Math.floor(o / s.channels / columns / rows);
          const values: number[] = [];
          for (let i = 0; i < s.size[0]; i++) {
            for (let j = 0; j < s.size[1]; j++) {
              const [y, z] = [r * s.strides[0] + i - before[0]!, k * s.strides[1] + j - before[1]!];
              if (y >= 0 && y < s.height && z >= 0 && z < s.width) values.push(x[((of * s.height + y) * s.width + z) * s.channels + c]!);
            }
          }
          return kind === 'max' ? Math.max(...values) : values.reduce((a, b) => a + b) / values.length;
        });
        expectClose(out, want, kind === 'max' ? 0 : bound);
      }),
      { numRuns: 60 },
    );
  });
});

test('the same bits on every machine', () => {
  const hash = createHash('sha256');
  const add = (out: Float32Array): unknown => hash.update(new Uint8Array(out.buffer));
  const x = draw(3 * 10 * 12 * 5, 1);
  const layer = createConv2dKernel({
    channels: 5,
    filters: 11,
    kernelSize: [3, 3],
    kernel: draw(495, 2),
    padding: 'same',
    activation: 'sigmoid',
  });
  const out = new Float32Array(3 * 120 * 11);
  layer.run(out, x, 3, 10, 12);
  add(out);
  const rows = new Float32Array(360 * 21);
  createDenseKernel({ inputs: 5, units: 21, kernel: draw(105, 3), activation: 'tanh' }).run(rows, x, 360);
  add(rows);
  const pooled = new Float32Array(3 * 5 * 6 * 5);
  createPoolingKernel({ kind: 'average', channels: 5, poolSize: [2, 2] }).run(pooled, x, 3, 10, 12);
  add(pooled);
  const scaled = new Float32Array(x.length);
  createBatchNormKernel({ channels: 5, mean: draw(5, 4), variance: draw(5, 5).map(Math.abs) }).run(scaled, x, 360);
  add(scaled);
  expect(hash.digest('hex')).toBe('f45bac81c4e8f20b8a75d3eb1b4ae963968f45bb80e579265554dfa240eb22b1');
});

describe.each(['auto', 'js'] as const)('refusals, engine %s', (choice) => {
  const conv = { channels: 2, filters: 3, kernelSize: [3, 3] as const, kernel: new Float32Array(54) };
  test.each([
    [
      () => createDenseKernel({ inputs: 0, units: 1, kernel: new Float32Array(1) }),
      'createDenseKernel: "inputs" must be an integer >= 1, got 0',
    ],
    [
      () => createDenseKernel({ inputs: 2, units: 3, kernel: new Float32Array(5) }),
      'createDenseKernel: "kernel" must have the shape [2, 3]: 6 values, got 5',
    ],
    [
      () => createDenseKernel({ inputs: 1, units: 1, kernel: [1] as never }),
      'createDenseKernel: "kernel" must be a Float32Array or Float64Array, got an array of 1',
    ],
    [() => createConv2dKernel({ ...conv, strides: [0, 1] }), 'createConv2dKernel: "strides" must be an integer >= 1, got 0'],
    [
      () => createConv2dKernel({ ...conv, padding: 'full' as never }),
      'createConv2dKernel: "padding" must be one of "valid", "same", "causal", got "full"',
    ],
    [
      () => createConv2dKernel(conv).run(new Float32Array(3), new Float32Array(12), 1, 2, 3),
      'createConv2dKernel: "height" must be >= 3, the size of the window, got 2',
    ],
    [
      () => createConv2dKernel(conv).run(new Float32Array(4), new Float32Array(18), 1, 3, 3),
      'createConv2dKernel: "out" must have the shape [1, 1, 1, 3]: 3 values, got 4',
    ],
    [
      () => createConv1dKernel({ ...conv, kernelSize: 9, dilation: 1.5 }),
      'createConv1dKernel: "dilation" must be an integer >= 1, got 1.5',
    ],
    [
      () => createPoolingKernel({ kind: 'mean' as never, channels: 1, poolSize: [2, 2] }),
      'createPoolingKernel: "kind" must be one of "max", "average", got "mean"',
    ],
    [
      () => createBatchNormKernel({ channels: 1, mean: new Float32Array(1), variance: Float32Array.of(-1) }),
      'foldBatchNorm: "variance" must be >= 0, got -1 at index 0',
    ],
  ])('%#', (call, message) => {
    setEngine(choice);
    expect(call).toThrow(message);
  });
});
