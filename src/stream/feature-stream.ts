/**
 * What all streams of features have in common, and their options.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';

/** The precision of a stream: `'float32'` is computed by SIMD where it runs, `'float64'` is the reference. */
export type StreamDtype = 'float32' | 'float64';

/** The arrays that a stream of that precision gives. */
export type StreamArray<D extends StreamDtype = StreamDtype> = D extends 'float64' ? Float64Array : Float32Array;

/** What streams need to know besides the options of the function that they go with. */
export interface StreamOptions<D extends StreamDtype = StreamDtype> {
  /** Precision of the results. @defaultValue `'float32'` */
  dtype?: D | undefined;
}

/** The rate, for streams that can do without. */
export interface StreamRateOptions {
  /** Samples per second, Hz, > 0. The numbers do not depend on it; the stream carries it for you. @defaultValue `null` */
  sampleRate?: number | null | undefined;
}

/**
 * Features of a signal that arrives in chunks. The frames of all pushes and of the flush, side by side, are those of the function on the
 * whole signal, bit for bit, however it is cut. One channel: give each its own stream.
 */
export interface FeatureStream<T extends FloatArray = Float32Array, O extends object = object> {
  /** The options in force, defaults filled in. */
  readonly options: Readonly<O>;
  /** Values per frame: the first axis of the results. */
  readonly bins: number;
  /** Numbers per frame: `bins`, or twice that for complex spectra. */
  readonly width: number;
  /** Samples per second, Hz; `null` if the stream was not told. */
  readonly sampleRate: number | null;
  /**
   * Look-ahead, samples: frame t stands for sample `t hopLength` of the signal, counted from 0, and comes out of the push that brings sample
   * `t hopLength + latency`. With `padMode: 'reflect'` and an even frame length, frame 0 waits for one sample more.
   */
  readonly latency: number;
  /** Samples pushed since the beginning. */
  readonly samplesIn: number;
  /** Frames that came out since the beginning: the number of the next one. */
  readonly framesOut: number;
  /** Frames that `flush` would give now. */
  readonly framesLeft: number;
  /** Frames that a push of so many samples would give now. */
  framesFor(samples: number): number;
  /** Frames that a push of so many samples can give at most, whatever came before: what `out` must have room for. */
  framesAtMost(samples: number): number;
  /**
   * Takes samples of any number, 0 as well, and returns the frames that they complete: a fresh array of shape `[bins, frames]`, memory frame
   * by frame (`[bins, frames, 2]` for complex spectra). The samples are copied. A chunk that is refused leaves the stream as it was.
   */
  push(chunk: T | Float32Array): NdArray<T>;
  /** Writes the frames side by side into `out`, which may be longer, and returns how many there are. Allocates nothing. */
  pushInto(out: T, chunk: T | Float32Array): number;
  /** Ends the signal and returns its last frames, which reach behind its end. Then nothing can be pushed until `reset`. */
  flush(): NdArray<T>;
  /** Writes the last frames into `out` and returns how many there are: `framesLeft`. */
  flushInto(out: T): number;
  /** Begins anew, as if nothing had been pushed. */
  reset(): void;
}
