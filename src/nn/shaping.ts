/**
 * Layers that move values without changing them.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type Tensor, zeros } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { eachRow, rowMajor, sizeOf } from '../core/view.js';
import { type FinishedLayer } from './finish-layer.js';
import { type Shape } from './layer.js';
import { expectRank, makeLayer, type NamedOptions, oneToOne, showShape } from './make-layer.js';

/** Options of {@link reshape}. */
export interface ReshapeOptions extends NamedOptions {
  /** Lengths of the new axes, the batch not counted; one of them may be -1, which is what remains. */
  targetShape: readonly number[];
}

/** Options of {@link permute}. */
export interface PermuteOptions extends NamedOptions {
  /** Axes of the input in their new order, from 1 on: axis 0 is the batch, which stays. */
  dims: readonly number[];
}

/** The product of all lengths, `null` where one is not known. */
const sizeOrNull = (shape: Shape): number | null => (shape.includes(null) ? null : sizeOf(shape as readonly number[]));

/** A layer that gives the values other axes. */
function relabel(caller: string, name: string, config: Record<string, unknown>, outputShape: (shape: Shape) => Shape): FinishedLayer {
  return makeLayer({
    kind: caller,
    name,
    config,
    outputShape: ([shape]) => outputShape(shape!),
    run([x], pass) {
      const y: Tensor = { data: x!.data, shape: [x!.shape[0]!, ...(outputShape(x!.shape.slice(1)) as number[])] };
      return oneToOne(y, undefined, pass, (dy) => ({ data: dy.data, shape: x!.shape }));
    },
  });
}

/**
 * All values of an item in one row.
 *
 * @param options - Only a name.
 * @returns A layer from `[batch, ...]` to `[batch, values]`.
 * @throws `ParameterError` for an unknown option.
 * @example
 * ```ts
 * flatten().call(tensor(new Float32Array(12), [2, 3, 2])).shape; // [2, 6]
 * ```
 * @see `keras.layers.Flatten`
 */
export function flatten(options?: NamedOptions): FinishedLayer {
  const { name } = readOptions('flatten', options, { name: '' });
  return relabel('flatten', name, {}, (shape) => [sizeOrNull(shape)]);
}

/**
 * The same values, row by row, with other axes.
 *
 * @param options - The new lengths.
 * @returns A layer from `[batch, ...]` to `[batch, ...targetShape]`.
 * @throws `ParameterError` for lengths that do not hold the values of an item.
 * @example
 * ```ts
 * reshape({ targetShape: [3, -1] }).call(tensor(new Float32Array(12), [1, 12])).shape; // [1, 3, 4]
 * ```
 * @see `keras.layers.Reshape`
 */
export function reshape(options: ReshapeOptions): FinishedLayer {
  const caller = 'reshape';
  const { targetShape, name } = readOptions(caller, options, { name: '', targetShape: [] as readonly number[] });
  if (!Array.isArray(targetShape)) throw new TypeError(`${caller}: "targetShape" must be an array of integers, got ${show(targetShape)}`);
  for (const n of targetShape as readonly number[]) if (n !== -1) expectInteger(n, caller, 'targetShape', 1);
  const open = targetShape.filter((n) => n === -1).length;
  if (open > 1) throw new ParameterError(caller, 'targetShape', `must have one -1 at most, got ${open}`);
  const fixed = sizeOf(targetShape.filter((n) => n !== -1));
  return relabel(caller, name, { targetShape: [...targetShape] }, (shape) => {
    const size = sizeOrNull(shape);
    if (size === null) return targetShape.map((n) => (n === -1 ? null : n));
    if (open ? size % fixed : size !== fixed) {
      throw new ParameterError(caller, 'targetShape', `must hold the ${size} values of ${showShape(shape)}, got ${showShape(targetShape)}`);
    }
    return targetShape.map((n) => (n === -1 ? size / fixed : n));
  });
}

/**
 * The axes in another order.
 *
 * @param options - The order.
 * @returns A layer from `[batch, ...]` to the same axes in the order of `dims`.
 * @throws `ParameterError` for what is no order of the axes.
 * @example
 * ```ts
 * permute({ dims: [2, 1] }).call(tensor(Float32Array.of(1, 2, 3, 4, 5, 6), [1, 2, 3])).data; // [1, 4, 2, 5, 3, 6]
 * ```
 * @see `keras.layers.Permute`
 */
export function permute(options: PermuteOptions): FinishedLayer {
  const caller = 'permute';
  const { dims, name } = readOptions(caller, options, { name: '', dims: [] as readonly number[] });
  if (!Array.isArray(dims) || [...dims].sort((a, b) => a - b).some((d, i) => d !== i + 1)) {
    throw new ParameterError(
      caller,
      'dims',
      `must be the axes from 1 on in some order, got ${Array.isArray(dims) ? showShape(dims) : show(dims)}`,
    );
  }
  const outputShape = (shape: Shape): Shape => {
    if (shape.length !== dims.length)
      throw new ParameterError(caller, 'dims', `must name the ${shape.length} axes of x, got ${showShape(dims)}`);
    return dims.map((d) => shape[d - 1]!);
  };
  const order = [0, ...(dims as readonly number[])];
  const back = order.map((_, d) => order.indexOf(d));
  return makeLayer({
    kind: caller,
    name,
    config: { dims: [...dims] },
    outputShape: ([shape]) => outputShape(shape!),
    run: ([x], pass) => oneToOne(turn(x!, order), undefined, pass, (dy) => turn(dy, back)),
  });
}

/** A copy with the axes in this order. */
function turn({ data, shape }: Tensor, order: readonly number[]): Tensor {
  const strides = rowMajor(shape);
  const newShape = order.map((d) => shape[d]!);
  const newStrides = order.map((d) => strides[d]!);
  const out = zeros(data, newShape);
  const length = newShape.at(-1)!;
  const step = newStrides.at(-1)!;
  let to = 0;
  eachRow(newShape, newStrides, 0, (start) => {
    for (let i = 0, from = start; i < length; i++, from += step) out.data[to++] = data[from]!;
  });
  return out;
}

/** Options of {@link zeroPadding1d}. */
export interface ZeroPadding1dOptions extends NamedOptions {
  /** Frames of zeros on both sides, or before and behind. @defaultValue `1` */
  padding?: number | readonly [number, number] | undefined;
}

/** Options of {@link zeroPadding2d}. */
export interface ZeroPadding2dOptions extends NamedOptions {
  /** Zeros on all sides; above and below, and at both sides; or `[[above, below], [left, right]]`. @defaultValue `1` */
  padding?: number | readonly [number, number] | readonly [readonly [number, number], readonly [number, number]] | undefined;
}

/**
 * Zeros around sequences.
 *
 * @param options - How many.
 * @returns A layer from `[batch, time, channels]` to `[batch, before + time + behind, channels]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * zeroPadding1d().call(tensor(Float32Array.of(1, 2), [1, 2, 1])).data; // [0, 1, 2, 0]
 * ```
 * @see `keras.layers.ZeroPadding1D`
 */
export function zeroPadding1d(options?: ZeroPadding1dOptions): FinishedLayer {
  const caller = 'zeroPadding1d';
  const { padding, name } = readOptions(caller, options, { name: '', padding: 1 as number | readonly [number, number] });
  return pad(caller, name, padding, [[0, 0], sides(padding, caller)], ['time', 'channels']);
}

/**
 * Zeros around images.
 *
 * @param options - How many.
 * @returns A layer from `[batch, height, width, channels]` to the larger images.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * zeroPadding2d({ padding: [0, 1] }).call(tensor(Float32Array.of(1, 2), [1, 1, 2, 1])).data; // [0, 1, 2, 0]
 * ```
 * @see `keras.layers.ZeroPadding2D`
 */
export function zeroPadding2d(options?: ZeroPadding2dOptions): FinishedLayer {
  const caller = 'zeroPadding2d';
  const { padding, name } = readOptions(caller, options, { name: '', padding: 1 as NonNullable<ZeroPadding2dOptions['padding']> });
  const both: unknown = typeof padding === 'number' ? [padding, padding] : padding;
  if (!Array.isArray(both) || both.length !== 2) {
    throw new ParameterError(caller, 'padding', `must be an integer, two of them or two pairs, got ${show(padding)}`);
  }
  return pad(caller, name, padding, [sides(both[0], caller), sides(both[1], caller)], ['height', 'width', 'channels']);
}

function sides(padding: unknown, caller: string): readonly [number, number] {
  const pair = typeof padding === 'number' ? [padding, padding] : padding;
  if (!Array.isArray(pair) || pair.length !== 2)
    throw new ParameterError(caller, 'padding', `must be an integer or two of them, got ${show(padding)}`);
  for (const n of pair as unknown[]) expectInteger(n, caller, 'padding', 0);
  return pair as unknown as readonly [number, number];
}

function pad(
  caller: string,
  name: string,
  padding: unknown,
  [[above, below], [left, right]]: readonly [readonly [number, number], readonly [number, number]],
  axes: readonly string[],
): FinishedLayer {
  const image = axes.length === 3;
  const grow = (n: number | null, more: number): number | null => (n === null ? null : n + more);
  const outputShape = (shape: Shape): Shape => {
    expectRank(shape, axes, caller);
    const across = grow(shape.at(-2)!, left + right);
    return image ? [grow(shape[0]!, above + below), across, shape[2]!] : [across, shape[1]!];
  };
  /** Copies the lines of an image into the larger one, or back. */
  const copy = (small: FloatArray, large: FloatArray, shape: readonly number[], inwards: boolean): void => {
    const [width, channels] = shape.slice(-2) as [number, number];
    const height = image ? shape[1]! : 1;
    const wide = (left + width + right) * channels;
    const length = width * channels;
    for (let item = 0; item < shape[0]!; item++) {
      for (let r = 0; r < height; r++) {
        const from = (item * height + r) * length;
        const to = (item * (above + height + below) + above + r) * wide + left * channels;
        if (inwards) large.set(small.subarray(from, from + length), to);
        else small.set(large.subarray(to, to + length), from);
      }
    }
  };
  return makeLayer({
    kind: caller,
    name,
    config: { padding },
    outputShape: ([shape]) => outputShape(shape!),
    run([x], pass) {
      const y = zeros(x!.data, [x!.shape[0]!, ...(outputShape(x!.shape.slice(1)) as number[])]);
      copy(x!.data, y.data, x!.shape, true);
      return oneToOne(y, undefined, pass, (dy) => {
        const dx = zeros(x!.data, x!.shape);
        copy(dx.data, dy.data, x!.shape, false);
        return dx;
      });
    },
  });
}
