/**
 * Cutting segments into smaller ones.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { readPoints } from '../core/points.js';
import { type FloatArray } from '../core/types.js';
import { boundFrames, readFrames } from '../frame/fix-frames.js';
import { mergeNeighbours } from './merge-neighbours.js';

/** Options of {@link subsegment}. */
export interface SubsegmentOptions {
  /** Parts of each segment, >= 1; shorter segments fall into single frames. @defaultValue `4` */
  nSegments?: number | undefined;
  /** Axis of time; -1 is the last. @defaultValue `-1` */
  axis?: number | undefined;
}

/**
 * Cuts each segment between boundaries, such as beats, into parts of similar frames.
 *
 * @param data - Features, shape `[...channels, bins, frames]`, or one value a frame.
 * @param frames - Boundaries, integers >= 0; 0 and the end are added.
 * @param options - {@link SubsegmentOptions}.
 * @returns Int32Array of the frames at which parts begin.
 * @throws {@link ParameterError} if an option is unknown or out of range, a boundary is not an integer >= 0, or a value is not finite or too
 * large.
 * @example
 * ```ts
 * subsegment(Float64Array.of(1, 1, 5, 5, 9, 8, 9, 2), [4], { nSegments: 2 }); // [0, 2, 4, 7]
 * ```
 * @see librosa 0.11 `segment.subsegment`, same boundaries; it refuses segments of one frame. Looks at the whole sequence.
 */
export function subsegment<T extends FloatArray>(data: T | NdArray<T>, frames: ArrayLike<number>, options?: SubsegmentOptions): Int32Array {
  const { nSegments, axis } = readOptions('subsegment', options, { nSegments: 4, axis: -1 });
  expectInteger(nSegments, 'subsegment', 'nSegments', 1);
  const { data: points, count, size } = readPoints(data, 'subsegment', 'data', axis);
  const bounds = boundFrames(readFrames(frames, 'subsegment', 'frames'), 0, count, true, true);
  const begins: number[] = [];
  for (let s = 0; s + 1 < bounds.length; s++) {
    const [begin, end] = [bounds[s]!, bounds[s + 1]!];
    for (const part of mergeNeighbours(points, begin, end, size, Math.min(nSegments, end - begin), 'subsegment')) begins.push(begin + part);
  }
  return Int32Array.from(begins);
}
