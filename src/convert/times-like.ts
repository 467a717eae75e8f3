/**
 * The time axis of a feature matrix.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { isNdArray } from '../core/view.js';
import { expectSampleRate } from './sample-rate.js';
import { FRAME_DEFAULTS, frameOffset, type FramesToSamplesOptions, type FramesToTimeOptions, TIME_DEFAULTS } from './time-units.js';

/** Options of {@link samplesLike}. */
export interface SamplesLikeOptions extends FramesToSamplesOptions {
  /** The axis that holds frames; negative ones count from the end. @defaultValue `-1` */
  axis?: number | undefined;
}

/** Options of {@link timesLike}. */
export interface TimesLikeOptions extends FramesToTimeOptions {
  /** The axis that holds frames; negative ones count from the end. @defaultValue `-1` */
  axis?: number | undefined;
}

/**
 * Sample numbers that go with the frames of a feature matrix.
 *
 * @param X - The features, an array or ndarray, or the number of frames.
 * @param options - Axis, hop and offset.
 * @returns `t hopLength` (plus `floor(nFft / 2)` if `nFft` is given) for each frame t, shape `[frames]`.
 * @throws {@link ParameterError} if `X` has no such axis, or an option is unknown or out of range.
 * @example
 * ```ts
 * samplesLike(4); // [0, 512, 1024, 1536]
 * samplesLike(new Float64Array(3), { hopLength: 160, nFft: 400 }); // [200, 360, 520]
 * ```
 * @see librosa 0.11 `samples_like`.
 */
export function samplesLike(X: number | FloatArray | NdArray<FloatArray>, options?: SamplesLikeOptions): Float64Array {
  const read = readOptions('samplesLike', options, { ...FRAME_DEFAULTS, axis: -1 });
  return samples(X, read, 'samplesLike');
}

/**
 * Times that go with the frames of a feature matrix.
 *
 * @param X - The features, an array or ndarray, or the number of frames.
 * @param options - Rate, axis, hop and offset.
 * @returns Seconds, {@link samplesLike} divided by `sampleRate`, shape `[frames]`.
 * @throws {@link ParameterError} if `X` has no such axis, the rate is missing, or an option is unknown or out of range.
 * @example
 * ```ts
 * timesLike(3, { sampleRate: 16000, hopLength: 160 }); // [0, 0.01, 0.02]
 * ```
 * @see librosa 0.11 `times_like`.
 */
export function timesLike(X: number | FloatArray | NdArray<FloatArray>, options: TimesLikeOptions): Float64Array {
  const read = readOptions('timesLike', options, { ...TIME_DEFAULTS, axis: -1 });
  const { sampleRate } = read;
  expectSampleRate(sampleRate, 'timesLike');
  return samples(X, read, 'timesLike').map((n) => n / sampleRate);
}

function samples(X: unknown, read: { hopLength: number; nFft: number | null; axis: number }, caller: string): Float64Array {
  const offset = frameOffset(read, caller);
  expectInteger(read.axis, caller, 'axis', Number.MIN_SAFE_INTEGER);
  return Float64Array.from({ length: framesOf(X, caller, read.axis) }, (_, t) => t * read.hopLength + offset);
}

function framesOf(X: unknown, caller: string, axis: number): number {
  if (typeof X === 'number') {
    expectInteger(X, caller, 'X', 0);
    return X;
  }
  if (!isNdArray(X) && !isFloatArray(X))
    throw new TypeError(`${caller}: "X" must be an array, an ndarray or a number of frames, got ${show(X)}`);
  const shape = isNdArray(X) ? X.shape : [X.length];
  const frames = shape[axis < 0 ? axis + shape.length : axis];
  if (frames === undefined) throw new ParameterError(caller, 'axis', `must be an axis of shape [${shape.join(', ')}], got ${axis}`);
  return frames;
}
