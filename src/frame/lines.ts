/**
 * Running a function along one axis of an array of any rank and stride.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { allFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger } from '../core/options.js';
import { expectInside, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray, isFloatArray } from '../core/types.js';
import { isNdArray, sizeOf } from '../core/view.js';

/** An array of any rank; `flat` when it was given as a typed array. */
export interface StridedInput<T extends FloatArray = FloatArray> {
  readonly data: T;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
  readonly flat: boolean;
}

/** Reads a typed array, an ndarray of any stride, or a signal that carries its rate; refuses what `readSignal` refuses. */
export function readStrided<T extends FloatArray>(x: SignalInput<T>, caller: string, name: string): StridedInput<T> {
  const source = typeof x === 'object' && x !== null && 'samples' in x ? x.samples : x;
  if (isNdArray(source) && isFloatArray(source.data) && sizeOf(source.shape) > 0 && source.shape.length > 0) {
    const { data, shape, stride, offset } = source as NdArray<T>;
    expectInside(source as NdArray<T>, caller, name);
    return { data, shape, stride, offset, flat: false };
  }
  const { lead, length, channels } = readSignal(x, caller, name);
  if (channels.length === 1) return { data: channels[0]!, shape: [length], stride: [1], offset: 0, flat: true };
  const data = arrayLike(channels[0]!, channels.length * length);
  for (const [c, samples] of channels.entries()) data.set(samples, c * length);
  return { data, shape: [...lead, length], stride: [length, 1], offset: 0, flat: false };
}

/** The axis an option names: -1 is the last. */
export function resolveAxis(axis: unknown, rank: number, caller: string): number {
  expectInteger(axis, caller, 'axis', -rank, rank - 1);
  return axis < 0 ? axis + rank : axis;
}

/** Where in memory the lines along `axis` begin, in row-major order of the other axes. */
export function lineStarts({ shape, stride, offset }: Omit<StridedInput, 'data' | 'flat'>, axis: number): number[] {
  let starts = [offset];
  for (const [d, n] of shape.entries()) {
    if (d !== axis) starts = starts.flatMap((at) => Array.from({ length: n }, (_, i) => at + i * stride[d]!));
  }
  return starts;
}

/** Strides without gaps for a shape whose axes lie in memory in the same order as those of `like`. */
export function strideLike(shape: readonly number[], like: readonly number[]): number[] {
  const inner = shape.map((_, d) => d).sort((a, b) => Math.abs(like[a]!) - Math.abs(like[b]!) || b - a);
  const stride = new Array<number>(shape.length);
  let step = 1;
  for (const d of inner) {
    stride[d] = step;
    step *= shape[d]!;
  }
  return stride;
}

/**
 * A new array with every line along `axis` replaced by one of `length` values that `run` writes. Keeps the type, and the order of
 * the axes in memory. `make` gives the store; without it, one like the input's.
 */
export function mapLines<T extends FloatArray, U extends FloatArray | Uint8Array = T>(
  x: StridedInput<T>,
  axis: number,
  length: number,
  run: (line: Float64Array, out: Float64Array) => void,
  make: (size: number) => U = (size) => arrayLike(x.data, size) as unknown as U,
): U | NdArray<U> {
  const shape = x.shape.map((n, d) => (d === axis ? length : n));
  const stride = strideLike(shape, x.stride);
  const data = make(sizeOf(shape));
  const line = new Float64Array(x.shape[axis]!);
  const out = new Float64Array(length);
  const to = lineStarts({ shape, stride, offset: 0 }, axis);
  for (const [i, from] of lineStarts(x, axis).entries()) {
    for (let n = 0, at = from; n < line.length; n++, at += x.stride[axis]!) line[n] = x.data[at]!;
    run(line, out);
    for (let n = 0, at = to[i]!; n < length; n++, at += stride[axis]!) data[at] = out[n]!;
  }
  return x.flat ? data : nd(data, shape, stride);
}

/** Refuses NaN and Infinity in any of the lines, naming the place in its line. */
export function expectFiniteLine(line: Float64Array, caller: string, name: string): void {
  for (let n = 0; n < line.length; n++) {
    if (line[n]! - line[n]! !== 0) throw new ParameterError(caller, name, `must be finite, got ${line[n]} at index ${n}`);
  }
}

/** Refuses a result that overflowed its type. */
export function expectFiniteResult<R extends FloatArray | NdArray<FloatArray>>(result: R, caller: string, name: string): R {
  if (!allFinite(isNdArray(result) ? (result.data as FloatArray) : result)) {
    throw new ParameterError(caller, name, 'holds values for which the result overflows');
  }
  return result;
}
