/**
 * The way back from a maximum: values return to where the largest of each window was.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import { zeros } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { type FinishedLayer } from './finish-layer.js';
import { readPair } from './kernel-options.js';
import { expectRank, makeLayer, type NamedOptions, showShape } from './make-layer.js';

/** Options of {@link maxUnpooling2d}. */
export interface MaxUnpooling2dOptions extends NamedOptions {
  /** Rows and columns of the windows of the pooling, which stand side by side, >= 1; one number is both. @defaultValue `2` */
  poolSize?: number | readonly [number, number] | undefined;
}

/**
 * Undoes `maxPooling2d({ poolSize })`: each value goes to where the largest value of its window was, zeros fill the rest. Decoders of
 * autoencoders have it.
 *
 * @param options - The windows of the pooling.
 * @returns A layer of two inputs: the values `[batch, rows, columns, channels]`, and `[batch, height, width, channels]`, what the pooling
 * had read. It gives `[batch, height, width, channels]`. Of equal values the first is the largest; the second input gets no gradient, for
 * a place has none.
 * @throws `ParameterError` for an unknown option, one out of range, or inputs that do not fit each other.
 * @example
 * ```ts
 * const [small, large] = [tensor(Float32Array.of(7), [1, 1, 1, 1]), tensor(Float32Array.of(1, 3, 2, 0), [1, 2, 2, 1])];
 * maxUnpooling2d().call([small, large]).data; // [0, 7, 0, 0]
 * ```
 * @see PyTorch `MaxUnpool2d` with the indices of `MaxPool2d` and `output_size`.
 */
export function maxUnpooling2d(options?: MaxUnpooling2dOptions): FinishedLayer {
  const caller = 'maxUnpooling2d';
  const { name, poolSize } = readOptions(caller, options, { name: '', poolSize: 2 as number | readonly [number, number] });
  const [rows, columns] = readPair(poolSize, caller, 'poolSize');
  return makeLayer({
    kind: caller,
    name,
    config: { poolSize },
    takes: 'several',
    outputShape(inputs) {
      if (inputs.length !== 2) throw new ParameterError(caller, 'x', `must be two inputs, got ${inputs.length}`);
      const [small, large] = inputs as [(typeof inputs)[0], (typeof inputs)[0]];
      for (const shape of [small, large]) expectRank(shape, ['height', 'width', 'channels'], caller);
      const pooled = [rows, columns, 1].map((size, d) => (large[d] === null ? null : Math.floor(large[d]! / size)));
      if (pooled.some((n, d) => n !== null && small[d] !== null && n !== small[d])) {
        throw new ParameterError(
          caller,
          'x',
          `must be ${showShape(pooled)} where the pooling read ${showShape(large)}, got ${showShape(small)}`,
        );
      }
      return large;
    },
    run([x, before], pass) {
      const y = zeros(x!.data, before!.shape);
      const places = placesOf(before!.data, before!.shape, rows, columns, x!.data.length);
      for (let i = 0; i < places.length; i++) y.data[places[i]!] = x!.data[i]!;
      if (!pass.gradients) return { outputs: [y] };
      return {
        outputs: [y],
        backward: ([dy], wanted) => {
          if (!dy) return [undefined, undefined];
          const dx = zeros(x!.data, x!.shape);
          for (let i = 0; i < places.length; i++) dx.data[i] = dy.data[places[i]!]!;
          return [dx, wanted && !wanted[1] ? undefined : zeros(x!.data, before!.shape)];
        },
      };
    },
  });
}

/** Where the largest value of every window lies, window by window, channel by channel. */
function placesOf(data: FloatArray, shape: readonly number[], rows: number, columns: number, length: number): Int32Array {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const places = new Int32Array(length);
  let to = 0;
  for (let item = 0; item < batch; item++) {
    for (let top = 0; top + rows <= height; top += rows) {
      for (let left = 0; left + columns <= width; left += columns) {
        const first = ((item * height + top) * width + left) * channels;
        for (let c = 0; c < channels; c++) {
          let best = first + c;
          for (let r = 0; r < rows; r++) {
            const row = first + r * width * channels + c;
            for (let k = 0; k < columns; k++) if (data[row + k * channels]! > data[best]!) best = row + k * channels;
          }
          places[to++] = best;
        }
      }
    }
  }
  return places;
}
