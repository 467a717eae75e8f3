/**
 * Whole signals, and signals in chunks, through a dialect.
 * @module
 */
import { type NdArray, timeMajor } from '../core/nd.js';
import { type Channels } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { buildDialect } from '../feature/dialect-plan.js';
import { type Dialect } from '../feature/dialect-rows.js';
import { type StreamArray, type StreamDtype } from '../stream/feature-stream.js';
import { createRowStream, isSingleDtype } from '../stream/row-stream.js';

/** The features of all channels. */
export function runKaldi<T extends FloatArray>({ lead, channels, length }: Channels<T>, dialect: Dialect, caller: string): NdArray<T> {
  const { width } = dialect;
  const frames = dialect.frames(length, caller);
  const out = arrayLike(channels[0]!, channels.length * frames * width);
  dialect.run(out, channels, frames, caller);
  return timeMajor(out, lead, width, frames);
}

/**
 * Features of a signal that arrives in chunks. The frames of all calls, side by side, are those of the function on the whole signal, bit for
 * bit, however it is cut.
 */
export interface OnlineFeature<T extends FloatArray = Float32Array, O extends object = object> {
  /** The options in force, defaults filled in. */
  readonly options: Readonly<O>;
  /** Numbers per frame. */
  readonly dim: number;
  /** Look-ahead, samples: frame t comes out of the chunk that brings sample `t hop + latency`, counted from 0. */
  readonly latency: number;
  /** Frames that came out so far. */
  readonly numFramesReady: number;
  /** Frames that so many samples can complete at most, whatever came before: what `out` must have room for. */
  framesAtMost(samples: number): number;
  /** Takes samples of any number and returns the frames that they complete, shape `[dim, frames]`, memory frame by frame. */
  acceptWaveform(chunk: T | Float32Array): NdArray<T>;
  /** The same into `out`, which may be longer; returns how many frames there are. */
  acceptWaveformInto(out: T, chunk: T | Float32Array): number;
  /** Ends the signal and returns its last frames: none with `snipEdges`, else those that reach behind its end. */
  inputFinished(): NdArray<T>;
  /** Begins anew. */
  reset(): void;
}

/** What an online feature is made of. */
interface OnlineSpec<D extends StreamDtype, O> {
  readonly name: string;
  readonly caller: string;
  readonly options: O;
  readonly dtype: D;
  readonly sampleRate: number | null;
  readonly plan: (sampleRate: number, make: typeof buildDialect) => Dialect;
}

/** Makes one, on the machinery of the streams. */
export function createOnline<D extends StreamDtype, O extends object>(spec: OnlineSpec<D, O>): OnlineFeature<StreamArray<D>, O> {
  const { name, caller, options, dtype, sampleRate } = spec;
  expectSampleRate(sampleRate, caller);
  const single = isSingleDtype(dtype, caller);
  const { front, width, write } = spec.plan(sampleRate, buildDialect);
  const { frameLength, hopLength, frameRule } = front.grid;
  const lead = frameRule === 'mirror' ? (frameLength >> 1) - (hopLength >> 1) : undefined;
  const stream = createRowStream({
    name,
    options,
    dtype,
    sampleRate,
    framing: { nFft: frameLength, hopLength, center: false, padMode: 'symmetric', lead },
    rows: {
      width,
      into: () => undefined, // blocks make all rows
      lanes: undefined,
      block: {
        size: front.block,
        load(i, frame, number) {
          front.take(frame, 0, number);
          front.load(i, number);
        },
        write: (out, to, count) => write(out, to, count, single),
      },
    },
    methods: ['acceptWaveform', 'inputFinished'],
  });
  return {
    options: stream.options,
    dim: width,
    latency: stream.latency,
    get numFramesReady() {
      return stream.framesOut;
    },
    framesAtMost: (samples) => stream.framesAtMost(samples),
    acceptWaveform: (chunk) => stream.push(chunk),
    acceptWaveformInto: (out, chunk) => stream.pushInto(out, chunk),
    inputFinished: () => stream.flush(),
    reset: () => stream.reset(),
  };
}
