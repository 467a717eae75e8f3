/**
 * Which frames are padding.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger, expectOneOf } from '../core/options.js';
import { isNdArray, toRowMajor } from '../core/view.js';
import { type Mask } from './layer.js';

/** Where padding stands: before the frames or behind them. */
export type Padding = 'pre' | 'post';

/** A mask as users give it: values row by row, 0 or false where a frame is padding, or an ndarray of them. */
export type MaskLike = ArrayLike<number | boolean> | NdArray<Uint8Array>;

/**
 * The mask of sequences of these lengths, padded to `time` frames.
 *
 * @param lengths - Frames of each sequence, integers in [0, time].
 * @param time - Frames of the padded sequences, >= 1.
 * @param padding - Where the padding stands: `'post'` behind the frames, `'pre'` before them.
 * @returns `[batch, time]` row by row: 1 for a frame, 0 for padding.
 * @throws `ParameterError` if a length is out of range.
 * @example
 * ```ts
 * sequenceMask([1, 3], 3); // [1, 0, 0, 1, 1, 1]
 * ```
 */
export function sequenceMask(lengths: ArrayLike<number>, time: number, padding: Padding = 'post'): Mask {
  const caller = 'sequenceMask';
  expectInteger(time, caller, 'time', 1);
  expectOneOf(padding, caller, 'padding', ['pre', 'post']);
  const mask = new Uint8Array(lengths.length * time);
  for (let i = 0; i < lengths.length; i++) {
    const length = lengths[i]!;
    expectInteger(length, caller, 'lengths', 0, time);
    const start = i * time + (padding === 'pre' ? time - length : 0);
    mask.fill(1, start, start + length);
  }
  return mask;
}

/** Reads the argument `mask` of a call. */
export function readMask(mask: MaskLike, caller: string, batch: number, time: number): Mask {
  const shape = isNdArray(mask) ? mask.shape : undefined;
  const values = isNdArray(mask) ? toRowMajor(mask) : (mask as ArrayLike<number | boolean>);
  if (typeof values !== 'object' || values === null || typeof values.length !== 'number') {
    throw new TypeError(`${caller}: "mask" must be an array of 0 and 1, got ${show(mask)}`);
  }
  if (values.length !== batch * time || (shape && (shape.length !== 2 || shape[0] !== batch))) {
    const got = shape ? `[${shape.join(', ')}]` : `${values.length} values`;
    throw new ParameterError(caller, 'mask', `must have the shape [${batch}, ${time}], got ${got}`);
  }
  return Uint8Array.from(values as ArrayLike<number>, (v) => (v ? 1 : 0));
}
