/**
 * A stream of rows, whatever computes them.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray, timeMajor } from '../core/nd.js';
import { expectInteger, expectOneOf, expectPositive } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { type FeatureStream, type StreamArray, type StreamDtype } from './feature-stream.js';
import { FrameCutter, type StreamFraming, type StreamRows } from './frame-cutter.js';
import { expectApart, expectChunk, expectOut } from './stream-arrays.js';

/** What a stream is made of. */
export interface RowStreamSpec<D extends StreamDtype, O extends object> {
  /** What errors call it, such as `MfccStream`. */
  readonly name: string;
  readonly options: O;
  readonly dtype: D;
  readonly sampleRate: number | null;
  readonly framing: StreamFraming;
  readonly rows: StreamRows;
  /** Whether two numbers make a value. */
  readonly complex?: boolean;
  /** What its methods are called, if not `push` and `flush`. */
  readonly methods?: readonly [push: string, flush: string];
}

/** Whether a stream is in single precision; refuses one that there is not. */
export function isSingleDtype(dtype: StreamDtype, caller: string): boolean {
  expectOneOf(dtype, caller, 'dtype', ['float32', 'float64']);
  return dtype === 'float32';
}

/** Refuses a rate that is none, where one need not be given. */
export function expectRate(sampleRate: number | null, caller: string): void {
  if (sampleRate !== null) expectPositive(sampleRate, caller, 'sampleRate');
}

/** Makes the stream. */
export function createRowStream<D extends StreamDtype, O extends object>(spec: RowStreamSpec<D, O>): FeatureStream<StreamArray<D>, O> {
  type T = StreamArray<D>;
  const { name, options, sampleRate, framing, rows, complex = false, methods: [push, flush] = ['push', 'flush'] } = spec;
  const { width } = rows;
  const bins = complex ? width / 2 : width;
  const single = spec.dtype === 'float32';
  const cutter = new FrameCutter(framing, rows);
  const callers = {
    push: `${name}.${push}`,
    pushInto: `${name}.${push}Into`,
    flush: `${name}.${flush}`,
    flushInto: `${name}.${flush}Into`,
  };

  const allocate = (frames: number): T => (single ? new Float32Array(frames * width) : new Float64Array(frames * width)) as T;
  const shape = (data: T, frames: number): NdArray<T> =>
    complex ? nd(data, [bins, frames, 2], [2, width, 1]) : timeMajor(data, [], bins, frames);
  const refuseEnded = (caller: string): void => {
    if (cutter.ended) throw new ParameterError(caller, 'stream', 'has been flushed; reset() it to begin anew');
  };
  const refuseLoud = (caller: string, chunk: FloatArray): never => {
    const peak = cutter.peak(chunk);
    throw new ParameterError(caller, 'stream', `is too loud: values up to ${peak} overflow; reset() it, or scale the chunk down`);
  };
  const nothing = new Float64Array(0);

  return {
    options: Object.freeze(options),
    bins,
    width,
    sampleRate,
    latency: framing.nFft - cutter.half + cutter.shift - 1,
    get samplesIn() {
      return cutter.samples;
    },
    get framesOut() {
      return cutter.frames;
    },
    get framesLeft() {
      return cutter.framesLeft();
    },
    framesFor(samples) {
      expectInteger(samples, `${name}.framesFor`, 'samples', 0);
      return cutter.framesFor(samples);
    },
    framesAtMost(samples) {
      expectInteger(samples, `${name}.framesAtMost`, 'samples', 0);
      return cutter.framesAtMost(samples);
    },
    push(chunk) {
      refuseEnded(callers.push);
      expectChunk(chunk, single, cutter, callers.push);
      const frames = cutter.framesFor(chunk.length);
      const out = allocate(frames);
      if (!cutter.take(out, frames, chunk)) refuseLoud(callers.push, chunk);
      return shape(out, frames);
    },
    pushInto(out, chunk) {
      refuseEnded(callers.pushInto);
      expectChunk(chunk, single, cutter, callers.pushInto);
      const frames = cutter.framesFor(chunk.length);
      expectOut(out, single, width, frames, callers.pushInto);
      expectApart(out, chunk, callers.pushInto);
      if (!cutter.take(out, frames, chunk)) refuseLoud(callers.pushInto, chunk);
      return frames;
    },
    flush() {
      refuseEnded(callers.flush);
      const frames = cutter.framesLeft();
      const out = allocate(frames);
      if (!cutter.end(out, frames)) refuseLoud(callers.flush, nothing);
      return shape(out, frames);
    },
    flushInto(out) {
      refuseEnded(callers.flushInto);
      const frames = cutter.framesLeft();
      expectOut(out, single, width, frames, callers.flushInto);
      if (!cutter.end(out, frames)) refuseLoud(callers.flushInto, nothing);
      return frames;
    },
    reset: () => cutter.reset(),
  };
}
