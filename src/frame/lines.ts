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
import { gather, LONG, scatter } from './line-blocks.js';

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
 * A new array of the same type with every line along `axis` replaced by one of `length` values that `run` writes, the axes in memory in
 * the same order. A line may be the caller's own memory: `run` never writes to it, and writes all of `out`.
 */
export function mapLines<T extends FloatArray>(
  x: StridedInput<T>,
  axis: number,
  length: number,
  run: (line: Float64Array, out: Float64Array) => void,
): T | NdArray<T> {
  return overLines(x, axis, length, run, doubles, (size) => arrayLike(x.data, size));
}

/** The same for marks, as many as there are values. */
export function markLines(
  x: StridedInput,
  axis: number,
  run: (line: Float64Array, out: Uint8Array) => void,
): Uint8Array | NdArray<Uint8Array> {
  return overLines(x, axis, x.shape[axis]!, run, bytes, bytes);
}

/** Hands every line along `axis` to `visit`, which never writes to it. */
export function eachLine(x: StridedInput, axis: number, visit: (line: Float64Array) => void): void {
  overLines(x, axis, 0, visit, doubles, doubles);
}

const doubles = (size: number): Float64Array => new Float64Array(size);
const bytes = (size: number): Uint8Array => new Uint8Array(size);

/** Lines that are copied at a time where their values lie apart. */
const BLOCK = 16;

/** `make` makes the store of the result, `scratch` what `run` writes: the same type, but for single precision, which is rounded last. */
function overLines<S extends Float64Array | Uint8Array, U extends FloatArray | Uint8Array>(
  x: StridedInput,
  axis: number,
  length: number,
  run: (line: Float64Array, out: S) => void,
  scratch: (size: number) => S,
  make: (size: number) => U,
): U | NdArray<U> {
  const shape = x.shape.map((n, d) => (d === axis ? length : n));
  const stride = strideLike(shape, x.stride);
  const data = make(sizeOf(shape));
  const n = x.shape[axis]!;
  const [step, toStep] = [x.stride[axis]!, stride[axis]!];
  const from = lineStarts(x, axis);
  const to = lineStarts({ shape, stride, offset: 0 }, axis);
  const inPlace = step === 1 && n >= LONG && x.data.BYTES_PER_ELEMENT === 8;
  const direct = toStep === 1 && length >= LONG && data.BYTES_PER_ELEMENT !== 4;
  const block = Math.min(from.length, BLOCK);
  const lines = new Float64Array(inPlace ? 0 : block * n);
  const outs = scratch(direct ? 0 : block * length);
  const lineViews = Array.from({ length: block }, (_, l) => lines.subarray(l * n, (l + 1) * n));
  const outViews = Array.from({ length: block }, (_, l) => outs.subarray(l * length, (l + 1) * length) as S);
  for (let first = 0; first < from.length; first += block) {
    const [begins, ends] = [from.slice(first, first + block), to.slice(first, first + block)];
    if (!inPlace) gather(lines, x.data, begins, step, n);
    for (let l = 0; l < begins.length; l++) {
      const line = inPlace ? (x.data.subarray(begins[l]!, begins[l]! + n) as Float64Array) : lineViews[l]!;
      run(line, direct ? (data.subarray(ends[l]!, ends[l]! + length) as S) : outViews[l]!);
    }
    if (!direct) scatter(data, outs, ends, toStep, length);
  }
  return x.flat ? data : nd(data, shape, stride);
}

/** Refuses a result that overflowed its type. */
export function expectFiniteResult<R extends FloatArray | NdArray<FloatArray>>(result: R, caller: string, name: string): R {
  if (!allFinite(isNdArray(result) ? (result.data as FloatArray) : result)) {
    throw new ParameterError(caller, name, 'holds values for which the result overflows');
  }
  return result;
}
