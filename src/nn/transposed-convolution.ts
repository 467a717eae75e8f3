/**
 * Convolutions the other way round: every value of the input spreads a window, as the gradient of a convolution does.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { zeros } from '../core/tensor.js';
import { arrayLike } from '../core/types.js';
import { activate } from './activation-functions.js';
import { needsInput } from './activation-names.js';
import { activationSlopes } from './activation-slopes.js';
import { imageSize } from './convolution.js';
import { convolve, convolveBack, type ConvolutionShape } from './convolution-passes.js';
import { addRows } from './dense.js';
import { type FinishedLayer } from './finish-layer.js';
import { KERNEL_DEFAULTS, type KernelOptions, type KernelSettings, readBias, readPair } from './kernel-options.js';
import { readRules } from './weight-rules.js';
import { type Parameter, type Shape } from './layer.js';
import { expectRank, known, makeLayer, oneToOne } from './make-layer.js';

/** Options of {@link conv1dTranspose}. */
export interface Conv1dTransposeOptions extends KernelOptions {
  /** Channels of the output, >= 1. */
  filters: number;
  /** Frames of a window, >= 1. */
  kernelSize: number;
  /** Frames of the output for each of the input, >= 1. @defaultValue `1` */
  strides?: number | undefined;
  /** Frames from one point of a window to the next, >= 1; not together with strides > 1. @defaultValue `1` */
  dilationRate?: number | undefined;
  /** `'valid'`: all that the windows reach, `frames * strides + max(extent - strides, 0)`; `'same'`: `frames * strides`. @defaultValue `'valid'` */
  padding?: 'valid' | 'same' | undefined;
}

/** Options of {@link conv2dTranspose}. */
export interface Conv2dTransposeOptions extends Omit<Conv1dTransposeOptions, 'kernelSize' | 'strides' | 'dilationRate'> {
  /** Rows and columns of a window, >= 1; one number is both. */
  kernelSize: number | readonly [number, number];
  /** Rows and columns of the output for each of the input. @defaultValue `1` */
  strides?: number | readonly [number, number] | undefined;
  /** From one point of a window to the next; not together with strides > 1. @defaultValue `1` */
  dilationRate?: number | readonly [number, number] | undefined;
}

type Pair = number | readonly [number, number];
interface Settings extends KernelSettings {
  filters: number;
  kernelSize: Pair;
  strides: Pair;
  dilationRate: Pair;
  padding: 'valid' | 'same';
}

const DEFAULTS: Settings = { ...KERNEL_DEFAULTS, filters: 0, kernelSize: 0, strides: 1, dilationRate: 1, padding: 'valid' };

/**
 * A transposed convolution over time, which makes sequences longer.
 *
 * @param options - Filters, window, steps, activation, bias and how weights are made and kept.
 * @returns A layer from `[batch, time, channels]` to `[batch, frames, filters]`, with the weights `kernel`
 * `[kernelSize, filters, channels]` and `bias` `[filters]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = conv1dTranspose({ filters: 1, kernelSize: 3, strides: 2, kernelInitializer: 'ones' });
 * layer.call(tensor(Float32Array.of(1, 2), [1, 2, 1])).data; // [1, 1, 3, 2, 2]
 * ```
 * @see `keras.layers.Conv1DTranspose`: same weights, same defaults, but for `output_padding`, which is not there.
 */
export function conv1dTranspose(options: Conv1dTransposeOptions): FinishedLayer {
  return create('conv1dTranspose', options, 1);
}

/**
 * A transposed convolution over images, which makes them larger.
 *
 * @param options - Filters, window, steps, activation, bias and how weights are made and kept.
 * @returns A layer from `[batch, height, width, channels]` to `[batch, rows, columns, filters]`, with the weights `kernel`
 * `[...kernelSize, filters, channels]` and `bias` `[filters]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = conv2dTranspose({ filters: 1, kernelSize: 2, strides: 2, kernelInitializer: 'ones' });
 * layer.call(tensor(Float32Array.of(1, 2), [1, 1, 2, 1])).data; // [1, 1, 2, 2, 1, 1, 2, 2]
 * ```
 * @see `keras.layers.Conv2DTranspose`: same weights, same defaults, but for `output_padding`, which is not there.
 */
export function conv2dTranspose(options: Conv2dTransposeOptions): FinishedLayer {
  return create('conv2dTranspose', options, 2);
}

const AXES = { 1: ['time', 'channels'], 2: ['height', 'width', 'channels'] } as const;

function create(caller: string, options: Conv1dTransposeOptions | Conv2dTransposeOptions, sides: 1 | 2): FinishedLayer {
  const read = readOptions<Settings>(caller, options, DEFAULTS);
  const { filters, padding, name } = read;
  const pair = (option: 'kernelSize' | 'strides' | 'dilationRate'): [number, number] => {
    if (sides === 2) return readPair(read[option], caller, option);
    expectInteger(read[option], caller, option, 1);
    return [1, read[option]];
  };
  const [kernelSize, strides, dilation] = [pair('kernelSize'), pair('strides'), pair('dilationRate')];
  expectOneOf(padding, caller, 'padding', ['valid', 'same']);
  expectInteger(filters, caller, 'filters', 1);
  if (Math.max(...dilation) > 1 && Math.max(...strides) > 1)
    throw new ParameterError(caller, 'dilationRate', 'must be 1 where "strides" is above 1');
  const kernel = readRules(read, caller, 'kernel');
  const bias = readBias(read, caller);
  const lengthen = (n: number | null, side: 0 | 1): number | null => {
    if (n === null) return null;
    const more = (kernelSize[side] - 1) * dilation[side] + 1 - strides[side];
    return n * strides[side] + (padding === 'valid' ? Math.max(0, more) : 0);
  };
  const grow = (shape: Shape): Shape =>
    sides === 1 ? [lengthen(shape[0]!, 1), filters] : [lengthen(shape[0]!, 0), lengthen(shape[1]!, 1), filters];
  const window = kernelSize.slice(2 - sides);
  return makeLayer({
    kind: caller,
    name,
    config: {
      filters,
      kernelSize: read.kernelSize,
      strides: read.strides,
      dilationRate: read.dilationRate,
      padding,
      ...bias.config,
      ...kernel.config,
    },
    outputShape: ([shape]) => {
      expectRank(shape!, AXES[sides], caller);
      known(shape!.at(-1), caller, 'channels');
      return grow(shape!);
    },
    weights: ([shape]) => [{ name: 'kernel', shape: [...window, filters, shape!.at(-1)!], ...kernel.settings }, ...bias.plan(filters)],
    run([x], pass, layer) {
      const [w, b] = layer.parameters as [Parameter, Parameter?];
      const y = zeros(x!.data, [x!.shape[0]!, ...(grow(x!.shape.slice(1)) as number[])]);
      const size = imageSize(y.shape);
      // the convolution from the output to the input: its windows over the output are the values of the input
      const back: ConvolutionShape = { kernelSize, strides, dilation, padding, groups: 1, channels: filters, filters: x!.shape.at(-1)! };
      convolveBack(back, { x: y.data }, y.data, size, w.value, x!.data, x!.data, 'linear');
      if (b) for (let i = 0; i < y.data.length; i++) y.data[i]! += b.value[i % filters]!;
      const z = pass.gradients && needsInput(bias.activation) ? y.data.slice() : undefined;
      activate(bias.activation, y.data, filters);
      return oneToOne(y, undefined, pass, (dy, wanted) => {
        const g = dy.data.slice();
        activationSlopes(bias.activation, g, y.data, z, filters);
        if (layer.trainable) {
          convolveBack(back, { kernel: w.gradient }, g, size, w.value, x!.data, x!.data, 'linear');
          if (b) addRows(b.gradient, g);
        }
        if (!wanted) return undefined;
        const dx = arrayLike(x!.data, x!.data.length);
        convolve(back, dx, g, size, w.value, undefined, 'linear');
        return { data: dx, shape: x!.shape };
      });
    },
  });
}
