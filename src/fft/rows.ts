/**
 * Applying a transform along an axis of an array: the array is read as rows, each row goes through double precision.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { allFinite } from '../core/finite.js';
import { isNdArray, nd, type NdArray, rowMajor, sizeOf, toRowMajor } from '../core/nd.js';
import { expectInteger } from '../core/options.js';
import { expectInside, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray, isFloatArray } from '../core/types.js';
import { type SimdTransform } from '../simd/fft-room.js';

/** An array of complex numbers: re, im pairs in a typed array, or an ndarray whose last axis holds re and im. */
export type ComplexInput<T extends FloatArray = FloatArray> = T | NdArray<T>;

/** An array read as rows along one axis. */
export interface Rows<T extends FloatArray = FloatArray> {
  /** Contiguous numbers of each row: never write to them. */
  readonly rows: readonly T[];
  /** Elements of a row (a complex number is one). */
  readonly length: number;
  /** The other axes. */
  readonly lead: readonly number[];
  /** Where the axis of the rows stands among all. */
  readonly axis: number;
}

/** Reads real numbers. */
export function realRows<T extends FloatArray>(y: SignalInput<T>, axis: number, caller: string, name: string): Rows<T> {
  if (!isNdArray(y) || y.shape.length === 0) {
    const { channels, length, lead } = readSignal(y, caller, name);
    const at = axisOf(axis, lead.length + 1, caller);
    if (at !== lead.length) throw new ParameterError(caller, 'axis', `must be the last for a signal with its rate, got ${axis}`);
    return { rows: channels, length, lead, axis: at };
  }
  const at = axisOf(axis, y.shape.length, caller);
  const order = lastOf(y.shape.length, at);
  const pick = (of: readonly number[]): number[] => order.map((d) => of[d]!);
  const { channels, length, lead } = readSignal(nd(y.data as T, pick(y.shape), pick(y.stride), y.offset), caller, name);
  return { rows: channels, length, lead, axis: at };
}

/** Reads complex numbers. */
export function complexRows<T extends FloatArray>(x: ComplexInput<T>, axis: number, caller: string, name: string, odd: string): Rows<T> {
  if (isFloatArray(x)) {
    readSignal(x, caller, name); // refuses empty and detached arrays
    if (x.length % 2 === 1) {
      throw new ParameterError(caller, name, `must hold re, im pairs, got an odd length of ${x.length}${odd}`);
    }
    return { rows: [x as T], length: x.length / 2, lead: [], axis: axisOf(axis, 1, caller) };
  }
  if (!isNdArray(x) || !isFloatArray(x.data)) {
    const got = show(isNdArray(x) ? x.data : x);
    throw new TypeError(`${caller}: "${name}" must be a Float32Array or Float64Array of re, im pairs, or an ndarray of one, got ${got}`);
  }
  const shape = `[${x.shape.join(', ')}]`;
  if (x.shape.length < 2 || x.shape.at(-1) !== 2)
    throw new ParameterError(caller, name, `must have a last axis of 2 (re, im), got shape ${shape}`);
  if (sizeOf(x.shape) === 0) throw new ParameterError(caller, name, `must not be empty, got shape ${shape}`);
  expectInside(x as NdArray<T>, caller, name);
  const rank = x.shape.length - 1;
  const at = axisOf(axis, rank, caller);
  const order = lastOf(rank, at);
  const flat = flatten(x as NdArray<T>, [...order, rank]);
  const length = x.shape[at]!;
  const lead = order.slice(0, -1).map((d) => x.shape[d]!);
  const rows = Array.from({ length: sizeOf(lead) }, (_, r) => flat.subarray(2 * length * r, 2 * length * (r + 1)) as T);
  return { rows, length, lead, axis: at };
}

/**
 * Sends every row, cropped or padded with zeros to `inputLength` numbers, through `run` and scales what comes out.
 * Returns the rows of `outLength` numbers one after the other, in the precision of the input.
 */
export function transformRows<T extends FloatArray>(
  rows: readonly T[],
  inputLength: number,
  outLength: number,
  run: (out: Float64Array, x: Float64Array) => void,
  scale: number,
): T {
  const { length, BYTES_PER_ELEMENT } = rows[0]!;
  const double = BYTES_PER_ELEMENT === 8; // then rows and results are read and written where they are
  const x = double && length >= inputLength ? undefined : new Float64Array(inputLength);
  const y = double ? undefined : new Float64Array(outLength);
  const result = arrayLike(rows[0]!, rows.length * outLength);
  for (const [r, row] of rows.entries()) {
    const part = length > inputLength ? row.subarray(0, inputLength) : row;
    x?.set(part);
    const out = y ?? (result.subarray(r * outLength, (r + 1) * outLength) as Float64Array);
    run(out, x ?? (part as Float64Array));
    if (scale !== 1) for (let i = 0; i < outLength; i++) out[i] = scale * out[i]!;
    if (y) result.set(y, r * outLength);
  }
  return result;
}

/**
 * The same in single precision, by a transform that SIMD kernels compute. Undefined if there is none, or if a result leaves the range of single
 * precision: double precision must tell why. What it returns is finite.
 */
export function transformSingle<T extends FloatArray>(
  rows: readonly T[],
  inputLength: number,
  outLength: number,
  run: SimdTransform | undefined,
  scale: number,
): T | undefined {
  if (!run) return undefined;
  const result = new Float32Array(rows.length * outLength);
  const { length } = rows[0]!;
  const padded = length < inputLength ? new Float32Array(inputLength) : undefined;
  let sure = true;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] as Float32Array;
    padded?.set(row);
    sure = run.checked(result, padded ?? (length > inputLength ? row.subarray(0, inputLength) : row), r * outLength) && sure;
  }
  if (scale !== 1) {
    for (let i = 0; i < result.length; i++) result[i] = scale * result[i]!;
    sure = sure && allFinite(result);
  }
  return sure ? (result as T) : undefined;
}

/** Views rows of `length` elements (each of `tail` numbers) as an array, their axis back in its place. */
export function fromRows<T extends FloatArray>(data: T, { lead, axis }: Rows, length: number, tail: readonly number[]): NdArray<T> {
  const shape = [...lead, length, ...tail];
  const stride = rowMajor(shape);
  for (const list of [shape, stride]) list.splice(axis, 0, ...list.splice(lead.length, 1));
  return nd(data, shape, stride);
}

function axisOf(axis: number, rank: number, caller: string): number {
  expectInteger(axis, caller, 'axis', -rank, rank - 1);
  return axis < 0 ? axis + rank : axis;
}

/** The numbers in this order of the axes: a copy, unless they lie in it. */
function flatten<T extends FloatArray>(x: NdArray<T>, order: readonly number[]): T {
  const shape = order.map((d) => x.shape[d]!);
  const flat = rowMajor(shape).every((step, d) => x.stride[order[d]!] === step || shape[d] === 1);
  return flat ? (x.data.subarray(x.offset, x.offset + sizeOf(shape)) as T) : toRowMajor(x, order);
}

/** All axes in order, but `axis` last. */
const lastOf = (rank: number, axis: number): number[] => [...Array.from({ length: rank }, (_, d) => d).filter((d) => d !== axis), axis];
