/**
 * Frames of a single-precision signal in the room of the SIMD kernels, some at a time, and rows of results out of it.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { padIndex, ramp } from '../frame/edge.js';
import { type LaneSpectra, PEAK } from '../simd/spectra.js';
import { type Framing, frameStart } from './framing.js';

/** What turns frames into rows of `width` numbers: one by one in double precision, or those in the room of the kernels at once. */
export interface RowPlan {
  readonly framing: Framing;
  readonly width: number;
  /** Frame `t` of `y` in TypeScript. */
  into(row: Float64Array, y: FloatArray, t: number): void;
  readonly lanes: LaneRows | undefined;
}

/** The kernels, and which of them to run. */
export interface LaneRows {
  readonly spectra: LaneSpectra;
  run(frames: number): void;
}

/**
 * Writes the rows of all frames from `out[at]` on. Where the kernels can compute, single precision goes through them; frames that leave its
 * range are computed in TypeScript, as everything else is. Returns whether all is known to be finite.
 */
export function writeRows(out: FloatArray, at: number, y: FloatArray, frames: number, plan: RowPlan, row: Float64Array): boolean {
  const { framing, width } = plan;
  const lanes = isSingle(out, y) ? plan.lanes : undefined;
  const most = lanes ? lanes.spectra.capacity : frames;
  let sure = true;
  for (let first = 0; first < frames; first += most) {
    const count = Math.min(most, frames - first);
    if (lanes && runFrames(lanes, y as Float32Array, first, count, framing)) {
      out.set(lanes.spectra.results(count * width), at + first * width);
      continue;
    }
    sure = false;
    for (let t = first; t < first + count; t++) {
      plan.into(row, y, t);
      out.set(row, at + t * width);
    }
  }
  return sure;
}

/** Whether all are in single precision. */
export const isSingle = (a: FloatArray, b: FloatArray = a): boolean => a.BYTES_PER_ELEMENT + b.BYTES_PER_ELEMENT === 8;

/** Runs the kernels over frames; their rows are in the room then. False if some of it is not finite. */
export function runFrames(lanes: LaneRows, y: Float32Array, first: number, count: number, framing: Framing): boolean {
  const { spectra } = lanes;
  spectra.heap()[PEAK] = 0;
  loadFrames(spectra, y, first, count, framing);
  lanes.run(count);
  return isPeakFinite(spectra);
}

/** Whether all that was computed since the peak was set is finite. */
export const isPeakFinite = (spectra: LaneSpectra): boolean => spectra.heap()[PEAK]! * 0 === 0;

/** Copies the samples of `count` frames into the room. Frames farther apart than they are long lie there one behind the other. */
export function loadFrames(spectra: LaneSpectra, y: Float32Array, first: number, count: number, framing: Framing): void {
  const { nFft, hopLength } = framing;
  const at = spectra.signal / 4;
  if (hopLength <= nFft) copySamples(spectra, at, y, frameStart(framing, first), (count - 1) * hopLength + nFft, framing);
  else for (let t = 0; t < count; t++) copySamples(spectra, at + t * nFft, y, frameStart(framing, first + t), nFft, framing);
}

/** Samples `start ... start + length - 1`, also those outside the signal. */
function copySamples(spectra: LaneSpectra, at: number, y: Float32Array, start: number, length: number, framing: Framing): void {
  const heap = spectra.heap();
  const from = Math.min(length, Math.max(0, -start));
  const to = Math.max(from, Math.min(length, y.length - start));
  const inside = to - from;
  if (inside > 0) heap.set(inside === y.length ? y : y.subarray(start + from, start + to), at + from);
  pad(heap, at, y, start, 0, from, framing);
  pad(heap, at, y, start, to, length, framing);
}

/** Samples `start + from ... start + to - 1`, all of them outside the signal. */
function pad(heap: Float32Array, at: number, y: Float32Array, start: number, from: number, to: number, { padMode, nFft }: Framing): void {
  if (padMode === 'constant') heap.fill(0, at + from, at + to);
  else if (padMode === 'linear_ramp') for (let k = from; k < to; k++) heap[at + k] = ramp(y, start + k, nFft >> 1);
  else for (let k = from; k < to; k++) heap[at + k] = y[padIndex(padMode, start + k, y.length)]!;
}
