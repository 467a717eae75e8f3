/**
 * Convolutions over sequences and images, channels last.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { zeros } from '../core/tensor.js';
import { arrayLike } from '../core/types.js';
import { kernelOf } from './activation-names.js';
import { activationSlopes } from './activation-slopes.js';
import { type Padding, PADDINGS } from './convolution-geometry.js';
import { convolve, convolveBack, type ConvolutionShape, type ImageSize, windowsOf } from './convolution-passes.js';
import { finishActivation } from './dense.js';
import { type FinishedLayer } from './finish-layer.js';
import { KERNEL_DEFAULTS, type KernelOptions, type KernelSettings, readBias, readPair } from './kernel-options.js';
import { type Parameter, type Shape } from './layer.js';
import { expectRank, known, makeLayer, oneToOne } from './make-layer.js';
import { readRules } from './weight-rules.js';

/** Options of {@link conv1d}. */
export interface Conv1dOptions extends KernelOptions {
  /** Channels of the output, >= 1. */
  filters: number;
  /** Frames of a window, >= 1. */
  kernelSize: number;
  /** Frames from one window to the next, >= 1. @defaultValue `1` */
  strides?: number | undefined;
  /** Frames from one point of a window to the next, >= 1. @defaultValue `1` */
  dilationRate?: number | undefined;
  /**
   * `'valid'`: windows lie inside; `'same'`: zeros around, so that there are ceil(frames / strides) windows; `'causal'`: as many, all zeros
   * before, so that no output sees a later frame. @defaultValue `'valid'`
   */
  padding?: 'valid' | 'same' | 'causal' | undefined;
  /** Parts into which channels and filters fall, each of which sees only itself; divides both. @defaultValue `1` */
  groups?: number | undefined;
}

/** Options of {@link conv2d}. */
export interface Conv2dOptions extends Omit<Conv1dOptions, 'kernelSize' | 'strides' | 'dilationRate' | 'padding'> {
  /** Rows and columns of a window, >= 1; one number is both. */
  kernelSize: number | readonly [number, number];
  /** From one window to the next. @defaultValue `1` */
  strides?: number | readonly [number, number] | undefined;
  /** From one point of a window to the next. @defaultValue `1` */
  dilationRate?: number | readonly [number, number] | undefined;
  /** Zeros around the image: none, or as many as give ceil(size / strides) windows. @defaultValue `'valid'` */
  padding?: 'valid' | 'same' | undefined;
}

type Pair = number | readonly [number, number];
interface Settings extends KernelSettings {
  filters: number;
  kernelSize: Pair;
  strides: Pair;
  dilationRate: Pair;
  padding: Padding;
  groups: number;
}

const DEFAULTS: Settings = {
  ...KERNEL_DEFAULTS,
  filters: 0,
  kernelSize: 0,
  strides: 1,
  dilationRate: 1,
  padding: 'valid',
  groups: 1,
};

/**
 * A convolution over time.
 *
 * @param options - Filters, window, activation, bias and how weights are made and kept.
 * @returns A layer from `[batch, time, channels]` to `[batch, windows, filters]`, with the weights `kernel`
 * `[kernelSize, channels / groups, filters]` and `bias` `[filters]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = conv1d({ filters: 1, kernelSize: 2, kernelInitializer: 'ones' });
 * layer.call(tensor(Float32Array.of(1, 2, 3, 4), [1, 4, 1])).data; // [3, 5, 7]
 * ```
 * @see `keras.layers.Conv1D`: same weights, same defaults.
 */
export function conv1d(options: Conv1dOptions): FinishedLayer {
  const caller = 'conv1d';
  const read = readOptions<Settings>(caller, options, DEFAULTS);
  for (const name of ['kernelSize', 'strides', 'dilationRate'] as const) expectInteger(read[name], caller, name, 1);
  expectOneOf(read.padding, caller, 'padding', PADDINGS);
  const { kernelSize, strides, dilationRate } = read as Settings & Record<'kernelSize' | 'strides' | 'dilationRate', number>;
  return create(caller, read, [kernelSize], { kernelSize: [1, kernelSize], strides: [1, strides], dilation: [1, dilationRate] });
}

/**
 * A convolution over images.
 *
 * @param options - Filters, window, activation, bias and how weights are made and kept.
 * @returns A layer from `[batch, height, width, channels]` to `[batch, rows, columns, filters]`, with the weights `kernel`
 * `[...kernelSize, channels / groups, filters]` and `bias` `[filters]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = conv2d({ filters: 1, kernelSize: 2, kernelInitializer: 'ones' });
 * layer.call(tensor(Float32Array.of(1, 2, 3, 4), [1, 2, 2, 1])).data; // [10]
 * ```
 * @see `keras.layers.Conv2D`: same weights, same defaults.
 */
export function conv2d(options: Conv2dOptions): FinishedLayer {
  const caller = 'conv2d';
  const read = readOptions<Settings>(caller, options, DEFAULTS);
  const kernelSize = readPair(read.kernelSize, caller, 'kernelSize');
  const strides = readPair(read.strides, caller, 'strides');
  const dilation = readPair(read.dilationRate, caller, 'dilationRate');
  expectOneOf(read.padding, caller, 'padding', ['valid', 'same']);
  return create(caller, { ...read, kernelSize, strides, dilationRate: dilation }, kernelSize, { kernelSize, strides, dilation });
}

const AXES = { 1: ['time', 'channels'], 2: ['height', 'width', 'channels'] } as const;

/** The size of a batch of images or sequences. */
export const imageSize = (shape: readonly number[]): ImageSize =>
  shape.length === 3 ? [shape[0]!, 1, shape[1]!] : [shape[0]!, shape[1]!, shape[2]!];

/** Shape of windows over an input, `null` where that is not known; refuses one that no window fits into. */
export function windowShape(
  caller: string,
  shape: Shape,
  windows: Pick<ConvolutionShape, 'kernelSize' | 'strides' | 'dilation' | 'padding'>,
): Shape {
  const sides = shape.length - 1;
  return shape.slice(0, sides).map((length, d) => {
    if (length === null) return null;
    const side = sides === 1 ? 1 : d;
    const whole = { ...windows, channels: 1, filters: 1, groups: 1 };
    const { outputs, extent } = windowsOf(whole, [1, side ? 1 : length, side ? length : 1])[side]!;
    const axis = AXES[sides as 1 | 2][d]!;
    if (outputs < 1)
      throw new ParameterError(caller, 'x', `must have at least ${extent} in "${axis}", the size of a window, got ${length}`);
    return outputs;
  });
}

function create(
  caller: string,
  read: Settings,
  window: readonly number[],
  windows: Pick<ConvolutionShape, 'kernelSize' | 'strides' | 'dilation'>,
): FinishedLayer {
  const { filters, groups, padding, name, kernelSize, strides, dilationRate } = read;
  expectInteger(filters, caller, 'filters', 1);
  expectInteger(groups, caller, 'groups', 1);
  if (filters % groups) throw new ParameterError(caller, 'groups', `must divide the filters, ${filters}, got ${groups}`);
  const kernel = readRules(read, caller, 'kernel');
  const bias = readBias(read, caller);
  const sides = window.length as 1 | 2;
  const whole = (channels: number): ConvolutionShape => ({ ...windows, padding, channels, filters, groups });
  return makeLayer({
    kind: caller,
    name,
    config: { filters, kernelSize, strides, dilationRate, padding, groups, ...bias.config, ...kernel.config },
    outputShape: ([shape]) => {
      expectRank(shape!, AXES[sides], caller);
      const channels = known(shape!.at(-1), caller, 'channels');
      if (channels % groups) throw new ParameterError(caller, 'groups', `must divide the channels, ${channels}, got ${groups}`);
      return [...windowShape(caller, shape!, { ...windows, padding }), filters];
    },
    weights: ([shape]) => [
      { name: 'kernel', shape: [...window, shape!.at(-1)! / groups, filters], ...kernel.settings },
      ...bias.plan(filters),
    ],
    run([x], pass, layer) {
      const [w, b] = layer.parameters as [Parameter, Parameter?];
      const size = imageSize(x!.shape);
      const shape = whole(x!.shape.at(-1)!);
      const [down, across] = windowsOf(shape, size);
      const y = zeros(x!.data, [size[0], ...(sides === 1 ? [] : [down.outputs]), across.outputs, filters]);
      const inside = kernelOf(bias.activation);
      convolve(shape, y.data, x!.data, size, w.value, b?.value, inside);
      const z = finishActivation(bias.activation, y, pass.gradients);
      return oneToOne(y, undefined, pass, (dy, wanted) => {
        let g = dy.data;
        if (inside !== bias.activation) {
          g = g.slice();
          activationSlopes(bias.activation, g, y.data, z, filters);
        }
        const dx = wanted ? arrayLike(x!.data, x!.data.length) : undefined;
        const weights = layer.trainable ? { kernel: w.gradient, bias: b?.gradient } : {};
        if (dx || layer.trainable) convolveBack(shape, { ...weights, x: dx }, x!.data, size, w.value, y.data, g, inside);
        return dx && { data: dx, shape: x!.shape };
      });
    },
  });
}
