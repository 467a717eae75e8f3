/**
 * Frames of a single-precision signal in the room of the SIMD kernels, some at a time, and rows of results out of it.
 * @module
 */
import { allFinite } from '../core/finite.js';
import { type FloatArray } from '../core/types.js';
import { REACH } from '../fft/room.js';
import { padIndex, ramp } from '../frame/edge.js';
import { type LaneSpectra, PEAK } from '../simd/spectra.js';
import { type Framing, frameStart } from './framing.js';

/** What turns frames into rows of `width` numbers: one by one in double precision, or those in the room of the kernels at once. */
export interface RowPlan {
  readonly framing: Framing;
  readonly width: number;
  /** Frame `t` of `y` in TypeScript. */
  into(row: Float64Array, y: FloatArray, t: number): void;
  /** The same from `out[at]` on, which spares a copy, as far as `REACH`. Returns whether all is finite. */
  readonly straight?: ((out: Float64Array, at: number, y: FloatArray, t: number) => boolean) | undefined;
  readonly lanes: LaneRows | undefined;
}

/** The kernels, and which of them to run. */
export interface LaneRows {
  readonly spectra: LaneSpectra;
  /** Turns `frames` frames of the room, from the one at place `at` on, into rows. */
  run(frames: number, at: number): void;
}

/**
 * Writes the rows of all frames from `out[at]` on. Where the kernels can compute, single precision goes through them; a frame that leaves
 * its range is computed in TypeScript, as everything else is, whatever the frames beside it do. Returns whether all is known to be finite.
 */
export function writeRows(out: FloatArray, at: number, y: FloatArray, frames: number, plan: RowPlan, row: Float64Array): boolean {
  if (out.BYTES_PER_ELEMENT === 8) return writeDoubles(out as Float64Array, at, y, frames, plan, row);
  const { framing, width } = plan;
  const lanes = isSingle(out, y) ? plan.lanes : undefined;
  const most = lanes ? lanes.spectra.batch : frames;
  let sure = true;
  for (let first = 0; first < frames; first += most) {
    const count = Math.min(most, frames - first);
    const place = lanes ? loadFrames(lanes.spectra, y as Float32Array, first, frames, framing) : 0;
    if (lanes && runFrames(lanes, place, count)) {
      out.set(lanes.spectra.results(count * width), at + first * width);
      continue;
    }
    for (let t = 0; t < count; t++) {
      let values: FloatArray = row;
      if (lanes && runFrames(lanes, place + t, 1)) values = lanes.spectra.results(width);
      else {
        sure = false;
        plan.into(row, y, first + t);
      }
      out.set(values, at + (first + t) * width);
    }
  }
  return sure;
}

/** In double precision: rows are looked at while they are in the cache, which they have left when all are done. */
function writeDoubles(out: Float64Array, at: number, y: FloatArray, frames: number, plan: RowPlan, row: Float64Array): boolean {
  const { width } = plan;
  const straight = out.length < REACH ? plan.straight : undefined;
  let sure = true;
  for (let t = 0; t < frames; t++) {
    if (straight) {
      sure = straight(out, at + t * width, y, t) && sure;
      continue;
    }
    plan.into(row, y, t);
    sure = allFinite(row) && sure;
    out.set(row, at + t * width);
  }
  return sure;
}

/** Whether all are in single precision. */
export const isSingle = (a: FloatArray, b: FloatArray = a): boolean => a.BYTES_PER_ELEMENT + b.BYTES_PER_ELEMENT === 8;

/** Runs the kernels over `count` frames in the room. False if not all of their rows are finite. */
export function runFrames(lanes: LaneRows, at: number, count: number): boolean {
  const { spectra } = lanes;
  spectra.heap()[PEAK] = 0;
  lanes.run(count, at);
  return isPeakFinite(spectra);
}

/** Whether all that was computed since the peak was set is finite. */
export const isPeakFinite = (spectra: LaneSpectra): boolean => spectra.heap()[PEAK]! * 0 === 0;

/**
 * Sees to it that frame `first` is in the room and returns its place there. Whenever the room is through, the next frames are copied into
 * it, as many as it holds: call for the first frames of a signal, then for those behind them.
 */
export function loadFrames(spectra: LaneSpectra, y: Float32Array, first: number, frames: number, framing: Framing): number {
  const { nFft, hopLength } = framing;
  const { capacity, step } = spectra;
  const place = first % capacity;
  if (place > 0) return place;
  const at = spectra.signal / 4;
  const count = Math.min(capacity, frames - first);
  if (step === hopLength) copySamples(spectra, at, y, frameStart(framing, first), (count - 1) * step + nFft, framing);
  else for (let t = 0; t < count; t++) copySamples(spectra, at + t * step, y, frameStart(framing, first + t), nFft, framing);
  return 0;
}

/** Samples `start ... start + length - 1`, also those outside the signal. */
function copySamples(spectra: LaneSpectra, at: number, y: Float32Array, start: number, length: number, framing: Framing): void {
  const heap = spectra.heap();
  const from = Math.min(length, Math.max(0, -start));
  const to = Math.max(from, Math.min(length, y.length - start));
  const whole = start + from === 0 && at + from + y.length <= spectra.rows / 4; // behind the samples are the rows
  if (to > from) heap.set(whole ? y : y.subarray(start + from, start + to), at + from); // a view is all that is ever allocated
  pad(heap, at, y, start, 0, from, framing);
  pad(heap, at, y, start, to, length, framing);
}

/** Samples `start + from ... start + to - 1`, all of them outside the signal. */
function pad(heap: Float32Array, at: number, y: Float32Array, start: number, from: number, to: number, { padMode, nFft }: Framing): void {
  if (padMode === 'constant') heap.fill(0, at + from, at + to);
  else if (padMode === 'linear_ramp') for (let k = from; k < to; k++) heap[at + k] = ramp(y, start + k, nFft >> 1);
  else for (let k = from; k < to; k++) heap[at + k] = y[padIndex(padMode, start + k, y.length)]!;
}
