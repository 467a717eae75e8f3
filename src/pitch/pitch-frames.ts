/**
 * The frames in which pitch is looked for.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite, refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray, type NdData } from '../core/nd.js';
import { type Channels } from '../core/signal.js';
import { widen } from '../core/types.js';
import { padLine } from '../frame/pad-line.js';
import { PADDING, readPadding } from '../frame/pad.js';
import { type PitchRange } from './pitch-range.js';

/** Frames of a signal of `length` samples. Refuses one that is too short to fill a frame that is not centred. */
export function countPitchFrames({ frameLength, hopLength, center }: PitchRange, length: number, caller: string): number {
  const outside = center ? frameLength >> 1 : 0;
  const frames = 1 + Math.floor((length + 2 * outside - frameLength) / hopLength);
  if (frames >= 1) return frames;
  throw new ParameterError(caller, 'frameLength', `must be <= y.length = ${length} unless frames are centred, got ${frameLength}`);
}

/**
 * Visits the frames of all channels: `visit(x, from, channel, t)`, the frame begins at `x[from]`. It returns the energy it has seen, which is
 * not finite where a sample is not.
 */
export function eachPitchFrame(
  { channels, length }: Channels,
  range: PitchRange,
  caller: string,
  visit: (x: Float64Array, from: number, channel: number, t: number) => number,
): void {
  const { frameLength, hopLength, center, padMode } = range;
  const frames = countPitchFrames(range, length, caller);
  const outside = center ? frameLength >> 1 : 0;
  const padding = readPadding({ ...PADDING, mode: padMode }, caller);
  const padded = new Float64Array(length + 2 * outside);
  const energy = new Float64Array(1);
  for (const [c, samples] of channels.entries()) {
    if (hopLength > frameLength || !center) expectAllFinite(samples, caller, 'y'); // some may lie in no frame
    padLine(padded, widen(samples), outside, outside, padding);
    for (let t = 0; t < frames; t++) energy[0]! += 0 * visit(padded, t * hopLength, c, t);
  }
  refuseNonFinite(energy, channels, caller, 'y');
}

/** One value a frame: the array itself for one channel, else an ndarray of shape `[...channels, frames]`. */
export const framewise = <T extends NdData>(values: T, lead: readonly number[], frames: number): T | NdArray<T> =>
  lead.length === 0 ? values : nd(values, [...lead, frames]);
