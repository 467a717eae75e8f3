/**
 * The largest value or the mean of windows, channel by channel.
 * @module
 */
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { type Tensor, zeros } from '../core/tensor.js';
import { imageSize, windowShape } from './convolution.js';
import { windowsOf } from './convolution-passes.js';
import { type FinishedLayer } from './finish-layer.js';
import { readPair } from './kernel-options.js';
import { expectRank, makeLayer, type NamedOptions, oneToOne } from './make-layer.js';
import { averageBack, averageWindows, maxBack, maxWindows, type PoolingWindows } from './pooling-passes.js';

/** Options of {@link maxPooling1d} and {@link averagePooling1d}. */
export interface Pooling1dOptions extends NamedOptions {
  /** Frames of a window, >= 1. @defaultValue `2` */
  poolSize?: number | undefined;
  /** Frames from one window to the next, >= 1; `null` is `poolSize`. @defaultValue `null` */
  strides?: number | null | undefined;
  /** `'valid'`: windows lie inside; `'same'`: ceil(frames / strides) windows, of which only what lies inside counts. @defaultValue `'valid'` */
  padding?: 'valid' | 'same' | undefined;
}

/** Options of {@link maxPooling2d} and {@link averagePooling2d}. */
export interface Pooling2dOptions extends NamedOptions {
  /** Rows and columns of a window, >= 1; one number is both. @defaultValue `2` */
  poolSize?: number | readonly [number, number] | undefined;
  /** From one window to the next; `null` is `poolSize`. @defaultValue `null` */
  strides?: number | readonly [number, number] | null | undefined;
  /** `'valid'`: windows lie inside; `'same'`: ceil(size / strides) windows, of which only what lies inside counts. @defaultValue `'valid'` */
  padding?: 'valid' | 'same' | undefined;
}

interface Settings {
  name: string;
  poolSize: number | readonly [number, number];
  strides: number | readonly [number, number] | null;
  padding: 'valid' | 'same';
}
const DEFAULTS: Settings = { name: '', poolSize: 2, strides: null, padding: 'valid' };

/**
 * The largest values of windows over time.
 *
 * @param options - Window, steps, padding.
 * @returns A layer from `[batch, time, channels]` to `[batch, windows, channels]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * maxPooling1d().call(tensor(Float32Array.of(1, 3, 2, 4), [1, 4, 1])).data; // [3, 4]
 * ```
 * @see `keras.layers.MaxPooling1D`
 */
export function maxPooling1d(options?: Pooling1dOptions): FinishedLayer {
  return create('maxPooling1d', options, 1, true);
}

/**
 * The largest values of windows over images.
 *
 * @param options - Window, steps, padding.
 * @returns A layer from `[batch, height, width, channels]` to `[batch, rows, columns, channels]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * maxPooling2d().call(tensor(Float32Array.of(1, 3, 2, 4), [1, 2, 2, 1])).data; // [4]
 * ```
 * @see `keras.layers.MaxPooling2D`
 */
export function maxPooling2d(options?: Pooling2dOptions): FinishedLayer {
  return create('maxPooling2d', options, 2, true);
}

/**
 * The means of windows over time.
 *
 * @param options - Window, steps, padding.
 * @returns A layer from `[batch, time, channels]` to `[batch, windows, channels]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * averagePooling1d().call(tensor(Float32Array.of(1, 3, 2, 4), [1, 4, 1])).data; // [2, 3]
 * ```
 * @see `keras.layers.AveragePooling1D`: padding does not count in the means.
 */
export function averagePooling1d(options?: Pooling1dOptions): FinishedLayer {
  return create('averagePooling1d', options, 1, false);
}

/**
 * The means of windows over images.
 *
 * @param options - Window, steps, padding.
 * @returns A layer from `[batch, height, width, channels]` to `[batch, rows, columns, channels]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * averagePooling2d().call(tensor(Float32Array.of(1, 3, 2, 4), [1, 2, 2, 1])).data; // [2.5]
 * ```
 * @see `keras.layers.AveragePooling2D`: padding does not count in the means.
 */
export function averagePooling2d(options?: Pooling2dOptions): FinishedLayer {
  return create('averagePooling2d', options, 2, false);
}

function create(
  caller: string,
  options: Partial<Settings> | Pooling1dOptions | Pooling2dOptions | undefined,
  sides: 1 | 2,
  max: boolean,
): FinishedLayer {
  const read = readOptions<Settings>(caller, options as Partial<Settings> | undefined, DEFAULTS);
  const { name, padding } = read;
  const strides = read.strides ?? read.poolSize;
  expectOneOf(padding, caller, 'padding', ['valid', 'same']);
  const pair = (value: Settings['poolSize'], option: string): [number, number] => {
    if (sides === 2) return readPair(value, caller, option);
    expectInteger(value, caller, option, 1);
    return [1, value];
  };
  const windows = { kernelSize: pair(read.poolSize, 'poolSize'), strides: pair(strides, 'strides'), dilation: [1, 1] as const, padding };
  return makeLayer({
    kind: caller,
    name,
    config: { poolSize: read.poolSize, strides, padding },
    outputShape: ([shape]) => {
      expectRank(shape!, sides === 1 ? ['time', 'channels'] : ['height', 'width', 'channels'], caller);
      return [...windowShape(caller, shape!, windows), shape!.at(-1)!];
    },
    run([x], pass) {
      const size = imageSize(x!.shape);
      const channels = x!.shape.at(-1)!;
      const [down, across] = windowsOf({ ...windows, channels, filters: channels, groups: 1 }, size);
      const y = zeros(x!.data, [size[0], ...(sides === 1 ? [] : [down.outputs]), across.outputs, channels]);
      const pooling: PoolingWindows = { down, across, size, channels };
      if (max) maxWindows(pooling, y.data, x!.data);
      else averageWindows(pooling, y.data, x!.data);
      return oneToOne(y, undefined, pass, (dy, wanted) => {
        if (!wanted) return undefined;
        const dx: Tensor = zeros(x!.data, x!.shape);
        if (max) maxBack(pooling, dx.data, x!.data, y.data, dy.data);
        else averageBack(pooling, dx.data, dy.data);
        return dx;
      });
    },
  });
}
