/**
 * What losses read and give back.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite, firstNonFinite } from '../core/finite.js';
import { type NdArray, type NdData } from '../core/nd.js';
import { strided } from '../core/strided.js';
import { readTensor } from '../core/tensor.js';
import { type FloatArray, isFloatArray, roundLike, widen } from '../core/types.js';
import { isNdArray, sizeOf, toRowMajor } from '../core/view.js';

/** Values of any shape: a typed array has one axis, an ndarray as many as it says. */
export type Values = FloatArray | NdArray<FloatArray>;

/** Values to be met: like {@link Values}, or a plain list, or an ndarray of integers. */
export type Targets = ArrayLike<number> | NdArray<NdData>;

/** How the losses of the items become one number. */
export type Reduction = 'mean' | 'sum' | 'weightedMean' | 'none';

/** A loss of one input. */
export interface Loss<X extends Values = Values> {
  /** The loss. With `reduction: 'none'` the sum of `losses`. */
  readonly loss: number;
  /** d loss / d input, in the kind, shape and precision of the input. */
  readonly gradient: X;
  /** The loss of each item, with `reduction: 'none'`. */
  readonly losses?: Float64Array;
}

/** Values taken apart: `items` rows of `width`, in double precision. Never written to. */
export interface Rows {
  readonly x: Float64Array;
  readonly shape: readonly number[];
  readonly items: number;
  readonly width: number;
}

/** Refuses a typed array or an ndarray without elements. Anything else is left to who reads it. */
export function expectFilled(x: unknown, caller: string, name: string): void {
  const shape = isNdArray(x) ? x.shape : isFloatArray(x) ? [x.length] : [1];
  if (sizeOf(shape) === 0) throw new ParameterError(caller, name, `must not be empty, got shape [${shape.join(', ')}]`);
}

/** Reads values as rows along their last axis. One axis is rows of one value. Empty ones and NaN are refused. */
export function readRows(x: Values, caller: string, name: string): Rows {
  expectFilled(x, caller, name);
  const { data, shape } = readTensor<FloatArray>(x as NdArray<FloatArray>, caller, name);
  expectAllFinite(data, caller, name);
  const width = shape.length > 1 ? shape.at(-1)! : 1;
  return { x: widen(data), shape, items: data.length / width, width };
}

/** The same for exactly two axes. */
export function readMatrix(x: NdArray<FloatArray>, caller: string, name: string, rows?: number, columns?: number): Rows {
  expectFilled(x, caller, name);
  const { data, shape } = readTensor<FloatArray>(x, caller, name, [rows ?? null, columns ?? null]);
  expectAllFinite(data, caller, name);
  return { x: widen(data), shape, items: shape[0]!, width: shape[1]! };
}

/** Reads targets of the shape of `like`; a flat list is enough where at most one axis is longer than 1. */
export function readTargets(x: Targets, like: Rows, caller: string, name: string): Float64Array {
  if (isNdArray(x)) {
    if (x.shape.length !== like.shape.length || x.shape.some((n, d) => n !== like.shape[d])) throw wrongShape(x.shape, like, caller, name);
    return checked(Float64Array.from(toRowMajor(x)), caller, name);
  }
  const list = readList(x, caller, name);
  if (list.length !== like.x.length || like.shape.filter((n) => n > 1).length > 1) throw wrongShape([list.length], like, caller, name);
  return checked(list, caller, name);
}

const wrongShape = (got: readonly number[], like: Rows, caller: string, name: string): ParameterError =>
  new ParameterError(caller, name, `must have the shape [${like.shape.join(', ')}], got [${got.join(', ')}]`);

function checked(x: Float64Array, caller: string, name: string): Float64Array {
  expectAllFinite(x, caller, name);
  return x;
}

function readList(x: unknown, caller: string, name: string): Float64Array {
  if (!Array.isArray(x) && !ArrayBuffer.isView(x)) throw new TypeError(`${caller}: "${name}" must be a list of numbers, got ${show(x)}`);
  const list = new Float64Array((x as ArrayLike<number>).length);
  for (let i = 0; i < list.length; i++) {
    const value: unknown = (x as ArrayLike<unknown>)[i];
    if (typeof value !== 'number') throw new TypeError(`${caller}: "${name}" must hold numbers, got ${show(value)} at index ${i}`);
    list[i] = value;
  }
  return list;
}

/** Reads weights >= 0, `length` of them. */
export function readWeights(x: ArrayLike<number>, length: number, caller: string, name: string): Float64Array {
  const list = readList(x, caller, name);
  if (list.length !== length) throw new ParameterError(caller, name, `must hold ${length} numbers, got ${list.length}`);
  const bad = list.findIndex((w) => !(w >= 0 && w < Infinity));
  if (bad >= 0) throw new ParameterError(caller, name, `must be finite numbers >= 0, got ${list[bad]} at index ${bad}`);
  return list;
}

/** Reads one class a row: integers in `[0, classes)`; `ignore` may occur too. */
export function readLabels(
  labels: ArrayLike<number>,
  length: number,
  classes: number,
  caller: string,
  name = 'labels',
  ignore: number | null = null,
): Int32Array {
  const list = readList(labels, caller, name);
  if (list.length !== length) throw new ParameterError(caller, name, `must hold ${length} integers, one a row, got ${list.length}`);
  for (let i = 0; i < list.length; i++) {
    const label = list[i]!;
    if (label === ignore) continue;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new ParameterError(caller, name, `must be integers in [0, ${classes - 1}], got ${label} at index ${i}`);
    }
  }
  return Int32Array.from(list);
}

/** Reads labels that only have to differ: any integers. They come back numbered from 0 in order of first appearance. */
export function readGroups(labels: ArrayLike<number>, length: number, caller: string, name = 'labels'): Int32Array {
  const list = readList(labels, caller, name);
  if (list.length !== length) throw new ParameterError(caller, name, `must hold ${length} integers, one a row, got ${list.length}`);
  const numbers = new Map<number, number>();
  return Int32Array.from(list, (label, i) => {
    if (!Number.isSafeInteger(label)) throw new ParameterError(caller, name, `must be integers, got ${label} at index ${i}`);
    let n = numbers.get(label);
    if (n === undefined) numbers.set(label, (n = numbers.size));
    return n;
  });
}

/** Gives a gradient back in the kind, shape and precision of the input. Finite input may still overflow: that is refused. */
export function giveLike<X extends Values>(like: X, values: Float64Array, shape: readonly number[], caller: string, name: string): X {
  const typed = isFloatArray(like);
  const data = roundLike(typed ? like : (like as NdArray<FloatArray>).data, values);
  const bad = firstNonFinite(data);
  if (bad >= 0) throw new ParameterError(caller, name, `is too large: the gradient overflows at index ${bad}; scale it down`);
  return (typed ? data : strided(data, shape)) as X;
}

/** Refuses a loss that overflowed. */
export function finiteLoss(loss: number, caller: string, name: string): number {
  if (loss - loss !== 0) throw new ParameterError(caller, name, 'is too large: the loss overflows; scale it down');
  return loss;
}
