/**
 * Events as frames, samples, seconds or marks.
 * @module
 */
import { nd, type NdArray } from '../core/nd.js';

/** What events are given in: whole frames, whole samples, or seconds. */
export type EventUnits = 'frames' | 'samples' | 'time';

/** Events as frames or samples, as seconds, or as a mark for each frame. */
export type Events = Int32Array | Float64Array | Uint8Array | NdArray<Uint8Array>;

/** The choices of an option `units`. */
export const UNITS: readonly EventUnits[] = ['frames', 'samples', 'time'];

/** Sorted and without repetition. */
export const ascending = (events: ArrayLike<number>): Int32Array => Int32Array.from(new Set([...Array.from(events)].sort((a, b) => a - b)));

/** Ascending samples in other units; two in one frame are one. */
export function inUnits(samples: Int32Array, units: EventUnits, hopLength: number, sampleRate: number): Int32Array | Float64Array {
  if (units === 'time') return Float64Array.from(samples, (n) => n / sampleRate);
  return units === 'samples' ? samples : ascending(samples.map((n) => Math.round(n / hopLength)));
}

/** A mark at the frame of each event; what lies behind the last frame is put into it. */
export function asMarks(
  events: readonly Int32Array[],
  lead: readonly number[],
  frames: number,
  hopLength: number,
): Uint8Array | NdArray<Uint8Array> {
  const marks = new Uint8Array(events.length * frames);
  for (const [c, samples] of events.entries()) {
    for (const n of samples) marks[c * frames + Math.min(frames - 1, Math.round(n / hopLength))] = 1;
  }
  return lead.length === 0 ? marks : nd(marks, [...lead, frames]);
}
