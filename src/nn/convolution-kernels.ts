/**
 * Kernels of convolution layers over channels-last data. Float32Array weights run in single precision, Float64Array in double.
 * @module
 */
import { expectInteger, expectOneOf } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { type Activation, ACTIVATIONS } from '../simd/blocks.js';
import { convolutionGeometry, expectWindows, type Geometry, type Padding, PADDINGS } from './convolution-geometry.js';
import { copyRows } from './copy-rows.js';
import { eachTile, planTiles } from './tiles.js';
import { expectLength, expectWeights } from './weights.js';
import { createWindows } from './window-engine.js';

/** Weights and steps of a convolution over images [height, width, channels], as in Keras. */
export interface Conv2dWeights {
  channels: number;
  filters: number;
  /** Rows and columns of the window. */
  kernelSize: readonly [number, number];
  /** [rows, columns, channels, filters]. */
  kernel: FloatArray;
  /** [filters]. @defaultValue zeros */
  bias?: FloatArray | undefined;
  /** @defaultValue `[1, 1]` */
  strides?: readonly [number, number] | undefined;
  /** Values from one point of the window to the next. @defaultValue `[1, 1]` */
  dilation?: readonly [number, number] | undefined;
  /** Zeros around the image. @defaultValue `'valid'` */
  padding?: Padding | undefined;
  /** @defaultValue `'linear'` */
  activation?: Activation | undefined;
}

/** Weights and steps of a convolution over sequences [time, channels]: `kernel` is [frames, channels, filters]. */
export interface Conv1dWeights extends Omit<Conv2dWeights, 'kernelSize' | 'strides' | 'dilation'> {
  /** Frames of the window. */
  kernelSize: number;
  /** @defaultValue `1` */
  stride?: number | undefined;
  /** @defaultValue `1` */
  dilation?: number | undefined;
}

/** A convolution of images; sequences are images of height 1. Values are not looked at: NaN spreads. */
export interface ConvolutionKernel {
  /** What computes. */
  readonly engine: 'simd' | 'js';
  /** Rows and columns of the output for an image of this size; 0 where the window does not fit. */
  outputSize(height: number, width: number): [number, number];
  /** `x` of shape [batch, height, width, channels] to `out` of shape [batch, ...outputSize(height, width), filters]. */
  run(out: FloatArray, x: FloatArray, batch: number, height: number, width: number): void;
}

/** Builds a kernel for images. */
export function createConv2dKernel(weights: Conv2dWeights): ConvolutionKernel {
  return create('createConv2dKernel', weights);
}

/** Builds a kernel for sequences. */
export function createConv1dKernel(weights: Conv1dWeights): ConvolutionKernel {
  const { kernelSize, stride = 1, dilation = 1, ...rest } = weights;
  return create('createConv1dKernel', { ...rest, kernelSize: [1, kernelSize], strides: [1, stride], dilation: [1, dilation] });
}

function create(caller: string, weights: Conv2dWeights): ConvolutionKernel {
  const { channels, filters, kernelSize, kernel, bias, activation = 'linear' } = weights;
  const { strides = [1, 1], dilation = [1, 1], padding = 'valid' } = weights;
  expectInteger(channels, caller, 'channels', 1);
  expectInteger(filters, caller, 'filters', 1);
  for (const [name, pair] of Object.entries({ kernelSize, strides, dilation })) for (const n of pair) expectInteger(n, caller, name, 1);
  expectOneOf(padding, caller, 'padding', PADDINGS);
  expectOneOf(activation, caller, 'activation', ACTIVATIONS);
  const [kernelRows, kernelColumns] = kernelSize;
  expectWeights(kernel, caller, 'kernel', [kernelRows, kernelColumns, channels, filters]);
  if (bias) expectWeights(bias, caller, 'bias', [filters]);
  const engine = createWindows({ depth: kernelRows * kernelColumns * channels, columns: filters, weights: kernel, bias, activation });
  const { stride } = engine;
  const axis = (side: 0 | 1, size: number): Geometry => convolutionGeometry(size, kernelSize[side], strides[side], dilation[side], padding);

  return {
    engine: engine.name,
    outputSize: (height, width) => [axis(0, height).outputs, axis(1, width).outputs],
    run(out, x, batch, height, width) {
      const [down, across] = expectWindows(caller, axis, batch, height, width);
      expectLength(x, caller, 'x', [batch, height, width, channels]);
      expectLength(out, caller, 'out', [batch, down.outputs, across.outputs, filters]);
      const tiling = planTiles(down, across, channels, stride);
      // Neighbouring columns of the window are neighbours in memory, and so one run, unless the window is dilated.
      const runs = dilation[1] === 1 ? 1 : kernelColumns;
      const offsets = Array.from({ length: kernelRows * runs }, (_, k) => {
        const [row, column] = [Math.floor(k / runs), k % runs];
        return (row * dilation[0] * tiling.width + column * dilation[1]) * channels;
      });
      engine.prepare(
        tiling.height * tiling.width * channels,
        tiling.lines * tiling.count * stride,
        offsets,
        (kernelColumns / runs) * channels,
      );
      eachTile(tiling, engine.x, channels, x, [batch, height, width, channels], ({ item, top, left, lines, count }) => {
        engine.run(lines, count, down.stride * tiling.width * channels, across.stride * channels);
        for (let r = 0; r < lines; r++) {
          const to = ((item * down.outputs + top + r) * across.outputs + left) * filters;
          copyRows(out, to, filters, engine.y, r * count * stride, stride, count, filters);
        }
      });
    },
  };
}
