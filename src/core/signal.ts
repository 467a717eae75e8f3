/**
 * What counts as a signal: typed arrays, `[...channels, samples]` ndarrays, what `load` returns, and AudioBuffers.
 * @module
 */
import { ParameterError, show, tagOf } from './errors.js';
import { type NdArray } from './nd.js';
import { expectPositive } from './options.js';
import { type FloatArray, isDetached, isFloatArray } from './types.js';
import { eachRow, isNdArray, rowMajor, sizeOf, toRowMajor } from './view.js';

/** Samples that carry their rate, such as `load` returns. */
export interface AudioSignal<T extends FloatArray = FloatArray> {
  /** Samples in [-1, 1] by convention: shape `[samples]` or `[channels, samples]`. */
  readonly samples: T | NdArray<T>;
  /** Samples per second, Hz. */
  readonly sampleRate: number;
}

/** The part of a browser's AudioBuffer that is read. */
export interface AudioBufferLike {
  /** Samples per second, Hz. */
  readonly sampleRate: number;
  /** Channels, >= 1. */
  readonly numberOfChannels: number;
  /** Samples per channel. */
  readonly length: number;
  /** The samples of one channel, counted from 0. */
  getChannelData(channel: number): Float32Array;
}

/** Everything the functions of this library take as a signal. */
export type SignalInput<T extends FloatArray = FloatArray> = T | NdArray<T> | AudioSignal<T> | AudioBufferLike;

/** A signal taken apart. */
export interface Channels<T extends FloatArray = FloatArray> {
  /** The leading axes: `[]` for one channel given as `[samples]`, `[2]` for stereo. */
  readonly lead: readonly number[];
  /** Samples per channel, >= 1. */
  readonly length: number;
  /** One contiguous array per channel, in row-major order of the leading axes. Views where possible: never write to them. */
  readonly channels: readonly T[];
  /** The rate it carries, if any. */
  readonly sampleRate: number | undefined;
}

/** Reads a signal; refuses empty ones, integers, plain arrays and detached buffers with a message that says what to do. */
export function readSignal<T extends FloatArray>(y: SignalInput<T>, caller: string, name = 'y'): Channels<T> {
  if (isFloatArray(y)) return fromArray(y as T, caller, name, undefined);
  if (isNdArray(y)) return fromNd(y as NdArray<T>, caller, name, undefined);
  if (typeof y === 'object' && y !== null) {
    if ('samples' in y && 'sampleRate' in y) {
      expectPositive(y.sampleRate, caller, `${name}.sampleRate`);
      const { samples, sampleRate } = y;
      if (isFloatArray(samples)) return fromArray(samples as T, caller, `${name}.samples`, sampleRate);
      if (isNdArray(samples)) return fromNd(samples as NdArray<T>, caller, `${name}.samples`, sampleRate);
      throw wrongType(samples, caller, `${name}.samples`);
    }
    if ('getChannelData' in y && typeof y.getChannelData === 'function') return fromAudioBuffer(y, caller, name) as Channels<T>;
  }
  throw wrongType(y, caller, name);
}

/** The rate in force: the option, or what the signal carries. Refuses to guess, and refuses two that differ. */
export function resolveSampleRate(carried: number | undefined, option: number | null | undefined, caller: string): number {
  if (option === undefined || option === null) {
    if (carried === undefined)
      throw new ParameterError(caller, 'sampleRate', 'must be given in Hz, since the signal does not carry its rate');
    return carried;
  }
  expectPositive(option, caller, 'sampleRate');
  if (carried !== undefined && carried !== option) {
    throw new ParameterError(caller, 'sampleRate', `is ${option}, but the signal says ${carried}; resample it, or leave the option out`);
  }
  return option;
}

function fromArray<T extends FloatArray>(y: T, caller: string, name: string, sampleRate: number | undefined): Channels<T> {
  if (y.length === 0) throw empty(y, caller, name);
  return { lead: [], length: y.length, channels: [y], sampleRate };
}

function fromNd<T extends FloatArray>(y: NdArray<T>, caller: string, name: string, sampleRate: number | undefined): Channels<T> {
  if (!isFloatArray(y.data)) throw wrongType(y.data, caller, `${name}.data`);
  if (y.shape.length === 0) throw new ParameterError(caller, name, 'must have at least one axis, got shape []');
  const lead = y.shape.slice(0, -1);
  const length = y.shape.at(-1)!;
  if (sizeOf(y.shape) === 0) throw empty(y.data, caller, name, y.shape);
  expectInside(y, caller, name);
  const contiguous = y.stride.at(-1) === 1 || length === 1;
  const [data, stride, offset] = contiguous ? [y.data, y.stride, y.offset] : [toRowMajor(y), rowMajor(y.shape), 0];
  const channels: T[] = [];
  eachRow(y.shape, stride, offset, (start) => channels.push(data.subarray(start, start + length) as T));
  return { lead, length, channels, sampleRate };
}

/** An ndarray does not check itself: refuse one whose corners lie outside its data. */
export function expectInside(y: NdArray<FloatArray>, caller: string, name: string): void {
  let least = y.offset;
  let most = y.offset;
  for (let d = 0; d < y.shape.length; d++) {
    const reach = (y.shape[d]! - 1) * y.stride[d]!;
    if (reach < 0) least += reach;
    else most += reach;
  }
  if (!(least >= 0 && most < y.data.length)) {
    throw new ParameterError(caller, name, `has shape [${y.shape.join(', ')}], which reaches outside its ${y.data.length} elements`);
  }
}

function fromAudioBuffer(y: AudioBufferLike, caller: string, name: string): Channels<Float32Array> {
  expectPositive(y.sampleRate, caller, `${name}.sampleRate`);
  const channels = Array.from({ length: y.numberOfChannels }, (_, c) => y.getChannelData(c));
  if (channels.length === 0 || y.length === 0)
    throw new ParameterError(caller, name, 'must not be empty, got an AudioBuffer without samples');
  return { lead: channels.length === 1 ? [] : [channels.length], length: y.length, channels, sampleRate: y.sampleRate };
}

function empty(data: FloatArray, caller: string, name: string, shape: readonly number[] = [0]): Error {
  if (isDetached(data)) return new TypeError(`${caller}: "${name}" has a detached buffer (it was transferred elsewhere)`);
  return new ParameterError(caller, name, `must not be empty, got shape [${shape.join(', ')}]`);
}

function wrongType(value: unknown, caller: string, name: string): TypeError {
  const hint = Array.isArray(value)
    ? '; use Float64Array.from(…)'
    : /^(Big)?U?[iI]nt\d+/.test(tagOf(value))
      ? '; convert integers to floats in [-1, 1] first (16-bit: divide by 32768)'
      : '';
  return new TypeError(
    `${caller}: "${name}" must be a Float32Array, a Float64Array, an ndarray of one, { samples, sampleRate } or an AudioBuffer, got ${show(value)}${hint}`,
  );
}
