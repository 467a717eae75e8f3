/**
 * The largest value or the mean of every channel.
 * @module
 */
import { expectBoolean, readOptions } from '../core/options.js';
import { zeros } from '../core/tensor.js';
import { sizeOf } from '../core/view.js';
import { type FinishedLayer } from './finish-layer.js';
import { type Mask } from './layer.js';
import { expectRank, makeLayer, type NamedOptions, oneToOne } from './make-layer.js';

/** Options of the global poolings. */
export interface GlobalPoolingOptions extends NamedOptions {
  /** Whether the axes that were pooled stay, with the length 1. @defaultValue `false` */
  keepdims?: boolean | undefined;
}

/**
 * The largest value of every channel over all frames.
 *
 * @param options - Whether the axis stays.
 * @returns A layer from `[batch, time, channels]` to `[batch, channels]`.
 * @throws `ParameterError` for an unknown option.
 * @example
 * ```ts
 * globalMaxPooling1d().call(tensor(Float32Array.of(1, 2, 5, 0), [1, 2, 2])).data; // [5, 2]
 * ```
 * @see `keras.layers.GlobalMaxPooling1D`
 */
export function globalMaxPooling1d(options?: GlobalPoolingOptions): FinishedLayer {
  return create('globalMaxPooling1d', options, ['time', 'channels'], true);
}

/**
 * The largest value of every channel over all points.
 *
 * @param options - Whether the axes stay.
 * @returns A layer from `[batch, height, width, channels]` to `[batch, channels]`.
 * @throws `ParameterError` for an unknown option.
 * @example
 * ```ts
 * globalMaxPooling2d().call(tensor(Float32Array.of(1, 2, 5, 0), [1, 2, 2, 1])).data; // [5]
 * ```
 * @see `keras.layers.GlobalMaxPooling2D`
 */
export function globalMaxPooling2d(options?: GlobalPoolingOptions): FinishedLayer {
  return create('globalMaxPooling2d', options, ['height', 'width', 'channels'], true);
}

/**
 * The mean of every channel over all frames, or over those that a mask shows.
 *
 * @param options - Whether the axis stays.
 * @returns A layer from `[batch, time, channels]` to `[batch, channels]`.
 * @throws `ParameterError` for an unknown option.
 * @example
 * ```ts
 * globalAveragePooling1d().call(tensor(Float32Array.of(1, 2, 5, 0), [1, 2, 2])).data; // [3, 1]
 * ```
 * @see `keras.layers.GlobalAveragePooling1D`: sequences that are all padding give zeros here, not NaN.
 */
export function globalAveragePooling1d(options?: GlobalPoolingOptions): FinishedLayer {
  return create('globalAveragePooling1d', options, ['time', 'channels'], false);
}

/**
 * The mean of every channel over all points.
 *
 * @param options - Whether the axes stay.
 * @returns A layer from `[batch, height, width, channels]` to `[batch, channels]`.
 * @throws `ParameterError` for an unknown option.
 * @example
 * ```ts
 * globalAveragePooling2d().call(tensor(Float32Array.of(1, 2, 5, 0), [1, 2, 2, 1])).data; // [2]
 * ```
 * @see `keras.layers.GlobalAveragePooling2D`
 */
export function globalAveragePooling2d(options?: GlobalPoolingOptions): FinishedLayer {
  return create('globalAveragePooling2d', options, ['height', 'width', 'channels'], false);
}

function create(caller: string, options: GlobalPoolingOptions | undefined, axes: readonly string[], max: boolean): FinishedLayer {
  const { keepdims, name } = readOptions(caller, options, { name: '', keepdims: false });
  expectBoolean(keepdims, caller, 'keepdims');
  return makeLayer({
    kind: caller,
    name,
    config: { keepdims },
    outputShape: ([shape]) => {
      expectRank(shape!, axes, caller);
      return keepdims ? [...shape!.slice(0, -1).map(() => 1), shape!.at(-1)!] : [shape!.at(-1)!];
    },
    run([x], pass, _, mask) {
      const { data, shape } = x!;
      const channels = shape.at(-1)!;
      const points = sizeOf(shape.slice(1, -1));
      const y = zeros(data, [shape[0]!, ...(keepdims ? shape.slice(1, -1).map(() => 1) : []), channels]);
      const used: Mask | undefined = max || axes.length === 3 ? undefined : mask;
      const where = new Int32Array(max ? y.data.length : 0);
      const shares = new Float64Array(shape[0]!);
      const sum = new Float64Array(channels);
      for (let item = 0; item < shape[0]!; item++) {
        const first = item * points * channels;
        if (max) {
          for (let c = 0; c < channels; c++) {
            let best = first + c;
            for (let p = 1, at = first + channels + c; p < points; p++, at += channels) if (data[at]! > data[best]!) best = at;
            where[item * channels + c] = best;
            y.data[item * channels + c] = data[best]!;
          }
          continue;
        }
        sum.fill(0);
        let count = 0;
        for (let p = 0, at = first; p < points; p++, at += channels) {
          if (used && !used[item * points + p]) continue;
          count++;
          for (let c = 0; c < channels; c++) sum[c]! += data[at + c]!;
        }
        shares[item] = count ? 1 / count : 0;
        for (let c = 0; c < channels; c++) y.data[item * channels + c] = sum[c]! * shares[item]!;
      }
      return oneToOne(y, undefined, pass, (dy, wanted) => {
        if (!wanted) return undefined;
        const dx = zeros(data, shape);
        if (max) for (let i = 0; i < where.length; i++) dx.data[where[i]!] = dy.data[i]!;
        for (let item = 0; item < shape[0]! && !max; item++) {
          for (let p = 0, at = item * points * channels; p < points; p++, at += channels) {
            if (used && !used[item * points + p]) continue;
            for (let c = 0; c < channels; c++) dx.data[at + c] = dy.data[item * channels + c]! * shares[item]!;
          }
        }
        return dx;
      });
    },
  });
}
