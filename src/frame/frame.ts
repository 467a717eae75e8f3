/**
 * Slicing a signal into overlapping frames without copying it.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { readStrided } from './lines.js';

/** Options of {@link frame}. */
export interface FrameOptions {
  /** Samples per frame, >= 1. @defaultValue `2048` */
  frameLength?: number | undefined;
  /** Samples from one frame start to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
  /** The axis that is framed: -1, the last, or 0, the first. @defaultValue `-1` */
  axis?: -1 | 0 | undefined;
}

const DEFAULTS = { frameLength: 2048, hopLength: 512, axis: -1 as -1 | 0 };

/**
 * Views a signal as overlapping frames. No sample is copied, so writing to the result writes to `y`; none is looked at, so NaN
 * passes.
 *
 * @param y - Signal, shape `[...channels, samples]` (with `axis: 0`, `[samples, ...channels]`).
 * @param options - See {@link FrameOptions}.
 * @returns View of shape `[...channels, frameLength, frames]` (with `axis: 0`, `[frames, frameLength, ...channels]`), where
 * `frames = 1 + floor((samples - frameLength) / hopLength)`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or the signal is shorter than one frame.
 * @example
 * ```ts
 * const frames = frame(Float32Array.of(0, 1, 2, 3, 4), { frameLength: 3, hopLength: 2 });
 * frames.shape; // [3, 2]
 * frames.get(0, 1); // 2
 * ```
 * @see librosa 0.11 `util.frame`: same shapes, same last frame, same refusal of short signals.
 */
export function frame<T extends FloatArray>(y: SignalInput<T>, options?: FrameOptions): NdArray<T> {
  const { frameLength, hopLength, axis } = readOptions('frame', options, DEFAULTS);
  expectInteger(frameLength, 'frame', 'frameLength', 1);
  expectInteger(hopLength, 'frame', 'hopLength', 1);
  expectOneOf(axis, 'frame', 'axis', [-1, 0]);
  const { data, shape, stride, offset } = readStrided(y, 'frame', 'y');
  const samples = shape.at(axis)!;
  const step = stride.at(axis)!;
  if (samples < frameLength) {
    throw new ParameterError('frame', 'frameLength', `must be <= ${samples}, the length of the signal, got ${frameLength}`);
  }
  const frames = 1 + Math.floor((samples - frameLength) / hopLength);
  return axis === 0
    ? nd(data, [frames, frameLength, ...shape.slice(1)], [step * hopLength, step, ...stride.slice(1)], offset)
    : nd(data, [...shape.slice(0, -1), frameLength, frames], [...stride.slice(0, -1), step, step * hopLength], offset);
}
