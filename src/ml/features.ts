/**
 * Vectors of features wherever they lie: rows of a table, frames of `[bins, frames]`, lists of either.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { allFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectOneOf } from '../core/options.js';
import { expectInside } from '../core/signal.js';
import { arrayLike, type FloatArray, isFloatArray } from '../core/types.js';
import { eachRow, isNdArray, rowMajor, sizeOf } from '../core/view.js';

/** Features of one recording or one item: an ndarray, a typed array (one vector), or a list of numbers (one vector). */
export type FeatureBlock = FloatArray | NdArray<FloatArray> | readonly number[];

/** What is fitted and transformed: features, or a list of them, which may differ in their number of frames. */
export type Features = FloatArray | NdArray<FloatArray> | readonly FeatureBlock[];

/** What features become: of the same kind and precision; lists of numbers become Float64Arrays. */
export type Transformed<X> = X extends FloatArray
  ? X
  : X extends NdArray<infer T>
    ? NdArray<T>
    : X extends readonly number[]
      ? Float64Array
      : X extends readonly (infer B)[]
        ? Transformed<B>[]
        : never;

/** Which axis the features are on. */
export interface FeatureAxisOptions {
  /**
   * The axis of the features: -1 for rows of features, `[items, features]` or `[batch, time, features]`; -2 for what feature functions
   * return, `[bins, frames]` or `[channels, bins, frames]`.
   * @defaultValue `-1`
   */
  axis?: -1 | -2 | undefined;
}

/** Refuses other axes. */
export const expectAxis = (axis: unknown, caller: string): void => expectOneOf(axis, caller, 'axis', [-1, -2]);

/** One array of vectors: `starts` of each in `data`, their values `step` apart. */
interface Block {
  readonly data: FloatArray;
  readonly width: number;
  readonly step: number;
  readonly starts: readonly number[];
  /** Puts results of another width in the same order and kind. */
  readonly wrap: (out: FloatArray, width: number) => FloatArray | NdArray<FloatArray>;
}

function readBlock(x: unknown, axis: -1 | -2, caller: string, name: string): Block {
  const vector = Array.isArray(x) && x.every((v) => typeof v === 'number') ? Float64Array.from(x) : x;
  if (isFloatArray(vector)) return { data: vector, width: vector.length, step: 1, starts: [0], wrap: (out) => out };
  if (!isNdArray(x) || !isFloatArray(x.data)) {
    throw new TypeError(
      `${caller}: "${name}" must be a Float32Array, a Float64Array, an ndarray of one, or a list of them, got ${show(x)}`,
    );
  }
  const view = x as NdArray<FloatArray>;
  const rank = view.shape.length;
  if (rank < -axis) throw new ParameterError(caller, name, `must have an axis ${axis}, got the shape [${view.shape.join(', ')}]`);
  if (sizeOf(view.shape)) expectInside(view, caller, name);
  const at = rank + axis;
  const order = [...view.shape.keys()].filter((d) => d !== at).concat(at); // features innermost: time-major
  const shape = order.map((d) => view.shape[d]!);
  const starts: number[] = [];
  const visit = (start: number): void => void starts.push(start);
  eachRow(
    shape,
    order.map((d) => view.stride[d]!),
    view.offset,
    visit,
  );
  const wrap = (out: FloatArray, width: number): NdArray<FloatArray> => {
    const packed = rowMajor([...shape.slice(0, -1), width]);
    const [newShape, stride] = [[...view.shape], [...view.shape]];
    newShape[at] = width;
    order.forEach((d, k) => (stride[d] = packed[k]!));
    return nd(out, newShape, stride);
  };
  return { data: view.data, width: view.shape[at]!, step: view.stride[at]!, starts, wrap };
}

const blocksOf = (x: Features): readonly FeatureBlock[] =>
  Array.isArray(x) && !x.every((v) => typeof v === 'number') ? (x as readonly FeatureBlock[]) : [x as FeatureBlock];

/** Copies all vectors, one after the other, in double precision. Refuses none, and other widths than `width`. */
export function gatherVectors(
  x: Features,
  axis: -1 | -2,
  caller: string,
  width?: number,
): { data: Float64Array; rows: number; columns: number } {
  const blocks = blocksOf(x).map((block) => readBlock(block, axis, caller, 'x'));
  const columns = width ?? blocks[0]?.width ?? 0;
  const rows = blocks.reduce((sum, { starts }) => sum + starts.length, 0);
  if (rows * columns === 0) throw new ParameterError(caller, 'x', 'must not be empty');
  const data = new Float64Array(rows * columns);
  let to = 0;
  for (const block of blocks) {
    expectWidth(block, columns, caller);
    for (const start of block.starts) for (let c = 0; c < columns; c++) data[to++] = block.data[start + c * block.step]!;
  }
  if (!allFinite(data)) refuse(data, columns, caller);
  return { data, rows, columns };
}

/** Runs `map` on a copy of each vector; results of `outWidth` have the kind and precision of the input. */
export function mapVectors<X extends Features>(
  x: X,
  axis: -1 | -2,
  width: number,
  outWidth: number,
  caller: string,
  map: (out: Float64Array, vector: Float64Array) => void,
): Transformed<X> {
  const vector = new Float64Array(width);
  const result = new Float64Array(outWidth);
  const run = (block: Block): FloatArray | NdArray<FloatArray> => {
    expectWidth(block, width, caller);
    const out = arrayLike(block.data, block.starts.length * outWidth);
    block.starts.forEach((start, i) => {
      for (let c = 0; c < width; c++) vector[c] = block.data[start + c * block.step]!;
      if (!allFinite(vector)) refuse(vector, width, caller, i);
      map(result, vector);
      out.set(result, i * outWidth);
    });
    if (!allFinite(out)) throw new ParameterError(caller, 'x', 'is too large: results overflow');
    return block.wrap(out, outWidth);
  };
  const blocks = blocksOf(x);
  if (blocks[0] === (x as unknown)) return run(readBlock(x, axis, caller, 'x')) as Transformed<X>;
  return blocks.map((block) => run(readBlock(block, axis, caller, 'x'))) as Transformed<X>;
}

function expectWidth(block: Block, width: number, caller: string): void {
  if (block.width !== width) throw new ParameterError(caller, 'x', `must have ${width} features, got ${block.width}`);
}

function refuse(data: Float64Array, columns: number, caller: string, row?: number): never {
  const i = data.findIndex((v) => v - v !== 0);
  const item = row ?? Math.floor(i / columns);
  throw new ParameterError(caller, 'x', `must be finite, got ${data[i]} in feature ${i % columns} of item ${item}`);
}
