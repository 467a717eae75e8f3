/**
 * Convolutions with few weights: every channel by itself, and then the channels at every point.
 * @module
 */
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { zeros } from '../core/tensor.js';
import { arrayLike } from '../core/types.js';
import { activate } from './activation-functions.js';
import { activationSlopes } from './activation-slopes.js';
import { type ConstraintLike } from './constraints.js';
import { imageSize, windowShape } from './convolution.js';
import { convolve, convolveBack, type ConvolutionShape, type ImageSize, windowsOf } from './convolution-passes.js';
import { finishActivation } from './dense.js';
import { kernelOf } from './activation-names.js';
import { convolveDepthwise, convolveDepthwiseBack } from './depthwise-passes.js';
import { type FinishedLayer } from './finish-layer.js';
import { type InitializerLike } from './initializers.js';
import { BIAS_DEFAULTS, type BiasOptions, readBias, readPair } from './kernel-options.js';
import { type Parameter, type Shape } from './layer.js';
import { expectRank, known, makeLayer, oneToOne } from './make-layer.js';
import { type RegularizerLike } from './regularizers.js';
import { readRules } from './weight-rules.js';

/** What the first of both kernels is made by, and the window. */
export interface DepthwiseRules {
  /** Rows and columns of a window, >= 1; one number is both. */
  kernelSize: number | readonly [number, number];
  /** From one window to the next. @defaultValue `1` */
  strides?: number | readonly [number, number] | undefined;
  /** From one point of a window to the next. @defaultValue `1` */
  dilationRate?: number | readonly [number, number] | undefined;
  /** Zeros around: none, or as many as give ceil(size / strides) windows. @defaultValue `'valid'` */
  padding?: 'valid' | 'same' | undefined;
  /** Outputs of every channel, >= 1. @defaultValue `1` */
  depthMultiplier?: number | undefined;
  /** @defaultValue `'glorotUniform'` */
  depthwiseInitializer?: InitializerLike | undefined;
  /** @defaultValue `null` */
  depthwiseRegularizer?: RegularizerLike | undefined;
  /** @defaultValue `null` */
  depthwiseConstraint?: ConstraintLike | undefined;
}

/** Options of {@link depthwiseConv2d}. */
export interface DepthwiseConv2dOptions extends BiasOptions, DepthwiseRules {}

/** Options of {@link separableConv2d}. */
export interface SeparableConv2dOptions extends BiasOptions, DepthwiseRules {
  /** Channels of the output, >= 1. */
  filters: number;
  /** @defaultValue `'glorotUniform'` */
  pointwiseInitializer?: InitializerLike | undefined;
  /** @defaultValue `null` */
  pointwiseRegularizer?: RegularizerLike | undefined;
  /** @defaultValue `null` */
  pointwiseConstraint?: ConstraintLike | undefined;
}

/** Options of {@link separableConv1d}. */
export interface SeparableConv1dOptions extends Omit<SeparableConv2dOptions, 'kernelSize' | 'strides' | 'dilationRate'> {
  /** Frames of a window, >= 1. */
  kernelSize: number;
  /** Frames from one window to the next, >= 1. @defaultValue `1` */
  strides?: number | undefined;
  /** Frames from one point of a window to the next, >= 1. @defaultValue `1` */
  dilationRate?: number | undefined;
}

type Pair = number | readonly [number, number];
interface DepthwiseSettings {
  kernelSize: Pair;
  strides: Pair;
  dilationRate: Pair;
  padding: 'valid' | 'same';
  depthMultiplier: number;
  depthwiseInitializer: InitializerLike;
  depthwiseRegularizer: RegularizerLike;
  depthwiseConstraint: ConstraintLike;
}
interface SeparableSettings extends DepthwiseSettings {
  filters: number;
  pointwiseInitializer: InitializerLike;
  pointwiseRegularizer: RegularizerLike;
  pointwiseConstraint: ConstraintLike;
}

const DEPTHWISE: DepthwiseSettings = {
  kernelSize: 0,
  strides: 1,
  dilationRate: 1,
  padding: 'valid',
  depthMultiplier: 1,
  depthwiseInitializer: 'glorotUniform',
  depthwiseRegularizer: null,
  depthwiseConstraint: null,
};

/**
 * A convolution over images in which every channel sees itself alone.
 *
 * @param options - Window, outputs of a channel, activation, bias and how weights are made and kept.
 * @returns A layer from `[batch, height, width, channels]` to `[batch, rows, columns, channels * depthMultiplier]`, with the weights
 * `kernel` `[...kernelSize, channels, depthMultiplier]` and `bias` `[channels * depthMultiplier]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = depthwiseConv2d({ kernelSize: 1, depthwiseInitializer: 'ones' });
 * layer.call(tensor(Float32Array.of(1, 2), [1, 1, 1, 2])).data; // [1, 2]
 * ```
 * @see `keras.layers.DepthwiseConv2D`
 */
export function depthwiseConv2d(options: DepthwiseConv2dOptions): FinishedLayer {
  const caller = 'depthwiseConv2d';
  const read = readOptions(caller, options, { ...BIAS_DEFAULTS, ...DEPTHWISE });
  const { depthMultiplier, name } = read;
  const windows = readWindows(read, caller, 2);
  const kernel = readRules(read, caller, 'depthwise');
  const bias = readBias(read, caller);
  return makeLayer({
    kind: caller,
    name,
    config: { ...windows.config, ...bias.config, ...kernel.config },
    outputShape: ([shape]) => {
      expectRank(shape!, AXES[2], caller);
      return [...windowShape(caller, shape!, windows), known(shape!.at(-1), caller, 'channels') * depthMultiplier];
    },
    weights: ([shape]) => {
      const channels = shape!.at(-1)!;
      return [
        { name: 'kernel', shape: [...windows.kernelSize, channels, depthMultiplier], ...kernel.settings },
        ...bias.plan(channels * depthMultiplier),
      ];
    },
    run([x], pass, layer) {
      const [w, b] = layer.parameters as [Parameter, Parameter?];
      const { size, whole, outputs } = placeWindows(windows, x!.shape, depthMultiplier);
      const y = zeros(x!.data, [...outputs, whole.filters]);
      convolveDepthwise(whole, y.data, x!.data, size, w.value, b?.value);
      const z = pass.gradients ? y.data.slice() : undefined;
      activate(bias.activation, y.data, whole.filters);
      return oneToOne(y, undefined, pass, (dy, wanted) => {
        const g = dy.data.slice();
        activationSlopes(bias.activation, g, y.data, z, whole.filters);
        const dx = wanted ? arrayLike(x!.data, x!.data.length) : undefined;
        const weights = layer.trainable ? { kernel: w.gradient, bias: b?.gradient } : {};
        convolveDepthwiseBack(whole, { ...weights, x: dx }, x!.data, size, w.value, g);
        return dx && { data: dx, shape: x!.shape };
      });
    },
  });
}

/**
 * A convolution over sequences, first every channel by itself and then the channels at every point.
 *
 * @param options - Filters, window, outputs of a channel, activation, bias and how weights are made and kept.
 * @returns A layer from `[batch, time, channels]` to `[batch, windows, filters]`, with the weights `depthwiseKernel`
 * `[kernelSize, channels, depthMultiplier]`, `pointwiseKernel` `[1, channels * depthMultiplier, filters]` and `bias` `[filters]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = separableConv1d({ filters: 4, kernelSize: 3 });
 * layer.call(tensor(new Float32Array(10), [1, 5, 2])).shape; // [1, 3, 4]
 * ```
 * @see `keras.layers.SeparableConv1D`
 */
export function separableConv1d(options: SeparableConv1dOptions): FinishedLayer {
  return createSeparable('separableConv1d', options, 1);
}

/**
 * A convolution over images, first every channel by itself and then the channels at every point.
 *
 * @param options - Filters, window, outputs of a channel, activation, bias and how weights are made and kept.
 * @returns A layer from `[batch, height, width, channels]` to `[batch, rows, columns, filters]`, with the weights `depthwiseKernel`
 * `[...kernelSize, channels, depthMultiplier]`, `pointwiseKernel` `[1, 1, channels * depthMultiplier, filters]` and `bias` `[filters]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = separableConv2d({ filters: 4, kernelSize: 3 });
 * layer.call(tensor(new Float32Array(50), [1, 5, 5, 2])).shape; // [1, 3, 3, 4]
 * ```
 * @see `keras.layers.SeparableConv2D`
 */
export function separableConv2d(options: SeparableConv2dOptions): FinishedLayer {
  return createSeparable('separableConv2d', options, 2);
}

function createSeparable(caller: string, options: SeparableConv1dOptions | SeparableConv2dOptions, sides: 1 | 2): FinishedLayer {
  const read = readOptions<typeof BIAS_DEFAULTS & SeparableSettings>(caller, options, {
    ...BIAS_DEFAULTS,
    ...DEPTHWISE,
    filters: 0,
    pointwiseInitializer: 'glorotUniform',
    pointwiseRegularizer: null,
    pointwiseConstraint: null,
  });
  const { filters, depthMultiplier, name } = read;
  expectInteger(filters, caller, 'filters', 1);
  const windows = readWindows(read, caller, sides);
  const depthwise = readRules(read, caller, 'depthwise');
  const pointwise = readRules(read, caller, 'pointwise');
  const bias = readBias(read, caller);
  const inside = kernelOf(bias.activation);
  return makeLayer({
    kind: caller,
    name,
    config: { filters, ...windows.config, ...bias.config, ...depthwise.config, ...pointwise.config },
    outputShape: ([shape]) => {
      expectRank(shape!, AXES[sides], caller);
      known(shape!.at(-1), caller, 'channels');
      return [...windowShape(caller, shape!, windows), filters];
    },
    weights: ([shape]) => {
      const channels = shape!.at(-1)!;
      return [
        { name: 'depthwiseKernel', shape: [...windows.kernelSize.slice(-sides), channels, depthMultiplier], ...depthwise.settings },
        {
          name: 'pointwiseKernel',
          shape: [...new Array<number>(sides).fill(1), channels * depthMultiplier, filters],
          ...pointwise.settings,
        },
        ...bias.plan(filters),
      ];
    },
    run([x], pass, layer) {
      const [v, w, b] = layer.parameters as [Parameter, Parameter, Parameter?];
      const { size, whole, outputs } = placeWindows(windows, x!.shape, depthMultiplier);
      const middle = arrayLike(
        x!.data,
        outputs.reduce((a, n) => a * n, whole.filters),
      );
      convolveDepthwise(whole, middle, x!.data, size, v.value);
      const y = zeros(x!.data, [...outputs, filters]);
      const points: ImageSize = [1, 1, middle.length / whole.filters];
      const point: ConvolutionShape = { ...POINT, channels: whole.filters, filters };
      convolve(point, y.data, middle, points, w.value, b?.value, inside);
      const z = finishActivation(bias.activation, y, pass.gradients);
      return oneToOne(y, undefined, pass, (dy, wanted) => {
        const g = dy.data.slice();
        activationSlopes(bias.activation, g, y.data, z, filters);
        const dm = arrayLike(middle, middle.length);
        const { trainable } = layer;
        convolveBack(
          point,
          { ...(trainable ? { kernel: w.gradient, bias: b?.gradient } : {}), x: dm },
          middle,
          points,
          w.value,
          y.data,
          g,
          'linear',
        );
        const dx = wanted ? arrayLike(x!.data, x!.data.length) : undefined;
        convolveDepthwiseBack(whole, { ...(trainable ? { kernel: v.gradient } : {}), x: dx }, x!.data, size, v.value, dm);
        return dx && { data: dx, shape: x!.shape };
      });
    },
  });
}

const AXES = { 1: ['time', 'channels'], 2: ['height', 'width', 'channels'] } as const;
const POINT = { groups: 1, kernelSize: [1, 1], strides: [1, 1], dilation: [1, 1], padding: 'valid' } as const;

interface Windows extends Pick<ConvolutionShape, 'kernelSize' | 'strides' | 'dilation' | 'padding'> {
  config: Record<string, unknown>;
}

function readWindows(read: DepthwiseSettings, caller: string, sides: 1 | 2): Windows {
  const { padding, depthMultiplier, kernelSize, strides, dilationRate } = read;
  expectOneOf(padding, caller, 'padding', ['valid', 'same']);
  expectInteger(depthMultiplier, caller, 'depthMultiplier', 1);
  const pair = (value: Pair, name: string): [number, number] => {
    if (sides === 2) return readPair(value, caller, name);
    expectInteger(value, caller, name, 1);
    return [1, value];
  };
  return {
    kernelSize: pair(kernelSize, 'kernelSize'),
    strides: pair(strides, 'strides'),
    dilation: pair(dilationRate, 'dilationRate'),
    padding,
    config: { kernelSize, strides, dilationRate, padding, depthMultiplier },
  };
}

/** The sizes of a depthwise convolution over an input. */
function placeWindows(windows: Windows, shape: Shape, multiplier: number): { size: ImageSize; whole: ConvolutionShape; outputs: number[] } {
  const size = imageSize(shape as readonly number[]);
  const channels = shape.at(-1)!;
  const whole: ConvolutionShape = { ...windows, channels, filters: channels * multiplier, groups: channels };
  const [down, across] = windowsOf(whole, size);
  return { size, whole, outputs: [size[0], ...(shape.length === 4 ? [down.outputs] : []), across.outputs] };
}
