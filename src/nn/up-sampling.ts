/**
 * Longer sequences and larger images by repeating what is there.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { zeros } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { imageSize } from './convolution.js';
import { type FinishedLayer } from './finish-layer.js';
import { readPair } from './kernel-options.js';
import { type Shape } from './layer.js';
import { expectRank, makeLayer, type NamedOptions, oneToOne } from './make-layer.js';

/** Options of {@link upSampling1d}. */
export interface UpSampling1dOptions extends NamedOptions {
  /** How often every frame is there, >= 1. @defaultValue `2` */
  size?: number | undefined;
}

/** Options of {@link upSampling2d}. */
export interface UpSampling2dOptions extends NamedOptions {
  /** How often every row and every column is there, >= 1; one number is both. @defaultValue `2` */
  size?: number | readonly [number, number] | undefined;
}

/**
 * Repeats every frame of a sequence.
 *
 * @param options - How often.
 * @returns A layer from `[batch, time, channels]` to `[batch, time * size, channels]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * upSampling1d().call(tensor(Float32Array.of(1, 2), [1, 2, 1])).data; // [1, 1, 2, 2]
 * ```
 * @see `keras.layers.UpSampling1D`
 */
export function upSampling1d(options?: UpSampling1dOptions): FinishedLayer {
  const caller = 'upSampling1d';
  const { name, size } = readOptions(caller, options, { name: '', size: 2 });
  expectInteger(size, caller, 'size', 1);
  return create(caller, name, size, [1, size], ['time', 'channels']);
}

/**
 * Repeats every row and every column of an image.
 *
 * @param options - How often.
 * @returns A layer from `[batch, height, width, channels]` to `[batch, height * size[0], width * size[1], channels]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * upSampling2d({ size: [1, 2] }).call(tensor(Float32Array.of(1, 2), [1, 1, 2, 1])).data; // [1, 1, 2, 2]
 * ```
 * @see `keras.layers.UpSampling2D` with `interpolation='nearest'`, its default.
 */
export function upSampling2d(options?: UpSampling2dOptions): FinishedLayer {
  const caller = 'upSampling2d';
  const { name, size } = readOptions(caller, options, { name: '', size: 2 as number | readonly [number, number] });
  return create(caller, name, size, readPair(size, caller, 'size'), ['height', 'width', 'channels']);
}

function create(
  caller: string,
  name: string,
  size: number | readonly [number, number],
  [down, across]: readonly [number, number],
  axes: readonly string[],
): FinishedLayer {
  const grow = (n: number | null, times: number): number | null => (n === null ? null : n * times);
  const outputShape = (shape: Shape): Shape => {
    expectRank(shape, axes, caller);
    const width = grow(shape.at(-2)!, across);
    return axes.length === 3 ? [grow(shape[0]!, down), width, shape[2]!] : [width, shape[1]!];
  };
  /** Calls `visit` for every point of the large image with where it and its point of the small one begin. */
  const eachPoint = (shape: readonly number[], visit: (large: number, small: number) => void): void => {
    const [batch, height, width] = imageSize(shape);
    const channels = shape.at(-1)!;
    let large = 0;
    for (let row = 0; row < batch * height * down; row++) {
      const first = Math.floor(row / down) * width;
      for (let column = 0; column < width * across; column++, large += channels)
        visit(large, (first + Math.floor(column / across)) * channels);
    }
  };
  return makeLayer({
    kind: caller,
    name,
    config: { size },
    outputShape: ([shape]) => outputShape(shape!),
    run([x], pass) {
      const { data, shape } = x!;
      const channels = shape.at(-1)!;
      const y = zeros(data, [shape[0]!, ...(outputShape(shape.slice(1)) as number[])]);
      const out: FloatArray = y.data;
      eachPoint(shape, (large, small) => {
        for (let c = 0; c < channels; c++) out[large + c] = data[small + c]!;
      });
      return oneToOne(y, undefined, pass, (dy, wanted) => {
        if (!wanted) return undefined;
        const dx = zeros(data, shape);
        eachPoint(shape, (large, small) => {
          for (let c = 0; c < channels; c++) dx.data[small + c]! += dy.data[large + c]!;
        });
        return dx;
      });
    },
  });
}
