/**
 * Frames as points: what distances are taken between.
 * @module
 */
import { ParameterError, show } from './errors.js';
import { allFinite } from './finite.js';
import { type NdArray } from './nd.js';
import { expectInteger } from './options.js';
import { expectInside, readSignal } from './signal.js';
import { type FloatArray, isFloatArray, widen } from './types.js';
import { isNdArray, rowMajor, sizeOf, toRowMajor } from './view.js';

/** Points, one after the other, in double precision. */
export interface Points<T extends FloatArray = FloatArray> {
  /** `count` x `size` values. May be the caller's own memory: never write to it. */
  readonly data: Float64Array;
  /** Points, >= 1. */
  readonly count: number;
  /** Coordinates of a point, >= 1. */
  readonly size: number;
  /** Has the precision of the results. */
  readonly like: T;
}

/**
 * Reads features whose frames along `axis` are points, the other axes their coordinates. A typed array is a row of points with one
 * coordinate each. Refuses empty features, and values that are not finite.
 */
export function readPoints<T extends FloatArray>(x: T | NdArray<T>, caller: string, name: string, axis: number = -1): Points<T> {
  const points = takePoints(x, caller, name, axis);
  if (!allFinite(points.data)) {
    const at = points.data.findIndex((v) => v - v !== 0);
    throw new ParameterError(caller, name, `must be finite, got ${points.data[at]} in frame ${Math.floor(at / points.size)}`);
  }
  return points;
}

function takePoints<T extends FloatArray>(x: T | NdArray<T>, caller: string, name: string, axis: number): Points<T> {
  if (isFloatArray(x)) {
    expectInteger(axis, caller, 'axis', -1, 0);
    readSignal(x as T, caller, name);
    return { data: widen(x as T), count: x.length, size: 1, like: x as T };
  }
  if (!isNdArray(x) || !isFloatArray(x.data)) {
    const what = isNdArray(x) ? `one over ${show(x.data)}` : show(x);
    throw new TypeError(`${caller}: "${name}" must be a Float32Array, a Float64Array or an ndarray of one, got ${what}`);
  }
  const view = x as NdArray<T>;
  const rank = view.shape.length;
  if (rank === 0 || sizeOf(view.shape) === 0) readSignal(view, caller, name); // says why it is empty
  expectInteger(axis, caller, 'axis', -rank, rank - 1);
  expectInside(view, caller, name);
  const first = axis < 0 ? axis + rank : axis;
  const order = [first, ...view.shape.keys()].filter((d, i) => i === 0 || d !== first);
  const shape = order.map((d) => view.shape[d]!);
  const inOrder = rowMajor(shape).every((step, i) => step === view.stride[order[i]!] || shape[i] === 1);
  const size = sizeOf(shape);
  const data = inOrder ? view.data.subarray(view.offset, view.offset + size) : toRowMajor(view, order);
  return { data: widen(data), count: shape[0]!, size: size / shape[0]!, like: view.data };
}
