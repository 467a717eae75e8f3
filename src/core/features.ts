/**
 * What counts as a spectrogram or feature matrix: ndarrays of shape `[...channels, bins, frames]`, of any stride.
 * @module
 */
import { ParameterError, show } from './errors.js';
import { allFinite } from './finite.js';
import { type NdArray } from './nd.js';
import { expectInside, readSignal } from './signal.js';
import { type FloatArray, isFloatArray } from './types.js';
import { isNdArray, sizeOf, toRowMajor } from './view.js';

/** A spectrogram taken apart. */
export interface Features<T extends FloatArray = FloatArray> {
  /** The leading axes: `[]` for one channel, `[2]` for stereo. */
  readonly lead: readonly number[];
  /** Product of the leading axes. */
  readonly items: number;
  /** Values per frame, >= 1. */
  readonly bins: number;
  /** Frames, >= 1. */
  readonly frames: number;
  /** `items` x `frames` x `bins` values in that order. The caller's own memory where it lies so already: never write to it. */
  readonly data: T;
}

/** Reads `[...channels, bins, frames]`; refuses other types, fewer than two axes and empty ones. */
export function readFeatures<T extends FloatArray>(S: NdArray<T>, caller: string, name = 'S'): Features<T> {
  if (!isNdArray(S) || !isFloatArray(S.data)) {
    const what = isNdArray(S) ? `one over ${show(S.data)}` : show(S);
    throw new TypeError(`${caller}: "${name}" must be an ndarray of floats with shape [...channels, bins, frames], got ${what}`);
  }
  const { shape, stride } = S;
  const rank = shape.length;
  if (rank < 2) throw new ParameterError(caller, name, `must have shape [...channels, bins, frames], got shape [${shape.join(', ')}]`);
  if (S.data.length === 0 || sizeOf(shape) === 0) readSignal(sizeOf(shape) === 0 ? S : S.data, caller, name); // says why it is empty
  expectInside(S, caller, name);
  const lead = shape.slice(0, -2);
  const bins = shape[rank - 2]!;
  const frames = shape[rank - 1]!;
  const size = sizeOf(shape);
  const data = isTimeMajor(shape, stride)
    ? (S.data.subarray(S.offset, S.offset + size) as T)
    : toRowMajor(S, [...lead.keys(), rank - 1, rank - 2]);
  return { lead, items: sizeOf(lead), bins, frames, data };
}

/** Whether memory already runs lead x frames x bins without gaps. Axes of length 1 may have any stride. */
function isTimeMajor(shape: readonly number[], stride: readonly number[]): boolean {
  const rank = shape.length;
  const order = [rank - 2, rank - 1];
  for (let d = rank - 3; d >= 0; d--) order.push(d);
  let step = 1;
  for (const d of order) {
    if (shape[d]! > 1 && stride[d]! !== step) return false;
    step *= shape[d]!;
  }
  return true;
}

/** Position of a value of `data` as its ndarray index, for messages: `[channel, bin, frame]`. */
function positionOf(S: Features, at: number): string {
  const bin = at % S.bins;
  const frame = Math.floor(at / S.bins) % S.frames;
  const index: number[] = [];
  let item = Math.floor(at / (S.bins * S.frames));
  for (let d = S.lead.length - 1; d >= 0; d--) {
    index.unshift(item % S.lead[d]!);
    item = Math.floor(item / S.lead[d]!);
  }
  return `[${[...index, bin, frame].join(', ')}]`;
}

/** Refuses NaN and Infinity, naming the first in memory by its ndarray index. */
export function expectFiniteFeatures(S: Features, caller: string, name = 'S'): void {
  if (allFinite(S.data)) return;
  const at = S.data.findIndex((v: number) => v - v !== 0);
  throw new ParameterError(caller, name, `must be finite, got ${S.data[at]} at ${positionOf(S, at)}`);
}

/** Refuses NaN, Infinity and negative values: a magnitude or power spectrogram has none. */
export function expectNonNegative(S: Features, caller: string, name = 'S'): void {
  const { data } = S;
  if (data.BYTES_PER_ELEMENT === 8 && isNonNegative(data as Float64Array)) return;
  expectFiniteFeatures(S, caller, name);
  let least = 0;
  for (let i = 0; i < data.length; i++) if (data[i]! < least) least = data[i]!;
  if (least === 0) return;
  const at = data.findIndex((v: number) => v < 0);
  throw new ParameterError(caller, name, `must be a magnitude or power spectrogram, all >= 0; got ${data[at]} at ${positionOf(S, at)}`);
}

/** Whether all values are finite and >= 0: `x * 0` is NaN for what is not finite. In one pass, which is what reading large arrays costs. */
function isNonNegative(x: Float64Array): boolean {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 4 <= x.length; i += 4) {
    const a = x[i]!;
    const b = x[i + 1]!;
    const c = x[i + 2]!;
    const d = x[i + 3]!;
    even += a * 0 + b * 0;
    odd += c * 0 + d * 0;
    if (a < 0 || b < 0 || c < 0 || d < 0) return false;
  }
  for (; i < x.length; i++) if (!(x[i]! >= 0 && x[i]! < Infinity)) return false;
  return even + odd === 0;
}

/**
 * Call after computing `result` from `S`. Free when the result is finite. Otherwise names the first bad value of `S`, or says that
 * finite values overflowed.
 */
export function refuseNonFiniteFeatures(result: FloatArray, S: Features, caller: string, name = 'S'): void {
  if (allFinite(result)) return;
  expectFiniteFeatures(S, caller, name);
  let peak = 0;
  for (let i = 0; i < S.data.length; i++) peak = Math.max(peak, Math.abs(S.data[i]!));
  throw new ParameterError(caller, name, `is too large: values up to ${peak} overflow; scale it down`);
}
