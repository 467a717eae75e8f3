/**
 * Two segmentations frame by frame, and how often their names meet.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectPositive } from '../core/options.js';
import { largest, smallest } from '../core/select.js';
import { type TableLike } from '../core/table.js';
import { type Intervals, readIntervals, readNames } from './annotations.js';

/** A segmentation: intervals with names. */
export interface NamedIntervals {
  /** Spans of time, seconds, shape `[segments, 2]`. */
  readonly intervals: TableLike;
  /** What each is called; upper and lower case are the same. */
  readonly labels: readonly string[];
}

/** Frames counted by the pair of their names. */
export interface Contingency {
  /** `[references, estimates]` counts, row by row. */
  readonly counts: Float64Array;
  /** Row sums: frames of each reference name. */
  readonly rows: Float64Array;
  /** Column sums: frames of each estimate name. */
  readonly columns: Float64Array;
  /** All frames. */
  readonly total: number;
}

/** Reads both segmentations on a common grid; undefined where either has no segment. */
export function readContingency(
  reference: NamedIntervals,
  estimate: NamedIntervals,
  frameSize: number,
  caller: string,
): Contingency | undefined {
  expectPositive(frameSize, caller, 'frameSize');
  const [ref, est] = [readSegments(reference, caller, 'reference'), readSegments(estimate, caller, 'estimate')];
  if (ref.intervals.count === 0 || est.intervals.count === 0) return undefined;
  const [end, other] = [largest(ref.intervals.ends), largest(est.intervals.ends)];
  if (!close(end, other)) throw new ParameterError(caller, 'estimate', `must end with the reference at ${end} s, got ${other}`);
  const [a, b] = [framesOf(ref, frameSize), framesOf(est, frameSize)];
  const total = Math.min(a.frames.length, b.frames.length);
  if (total < 2) throw new ParameterError(caller, 'frameSize', `must leave two frames of ${end} s, got ${frameSize}`);
  const counts = new Float64Array(a.names * b.names);
  const rows = new Float64Array(a.names);
  const columns = new Float64Array(b.names);
  for (let t = 0; t < total; t++) {
    const [i, j] = [a.frames[t]!, b.frames[t]!];
    counts[i * b.names + j]!++;
    rows[i]!++;
    columns[j]!++;
  }
  return { counts, rows, columns, total };
}

const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);

/** Reads one segmentation, which must begin at 0. */
function readSegments(x: NamedIntervals, caller: string, name: string): { intervals: Intervals; labels: string[] } {
  const intervals = readIntervals(x.intervals, caller, `${name}.intervals`);
  const labels = readNames(x.labels, intervals.count, caller, `${name}.labels`);
  const first = smallest(intervals.starts);
  if (intervals.count > 0 && !close(first, 0)) throw new ParameterError(caller, `${name}.intervals`, `must begin at 0, got ${first}`);
  return { intervals, labels };
}

/** The number of the name of each frame; names are numbered as they occur. Frames in no segment have a name of their own. */
function framesOf(
  { intervals, labels }: { intervals: Intervals; labels: string[] },
  frameSize: number,
): { frames: Int32Array; names: number } {
  const frames = new Int32Array(Math.floor(largest(intervals.ends) / frameSize));
  const step = Math.fround(frameSize); // mir_eval has its grid in single precision
  const at = (k: number): number => Math.fround(Math.fround(k) * step);
  const firstNotBelow = (t: number, orEqual: boolean): number => {
    let k = Math.max(0, Math.min(frames.length, Math.ceil(t / frameSize)));
    while (k > 0 && (orEqual ? at(k - 1) > t : at(k - 1) >= t)) k--;
    while (k < frames.length && (orEqual ? at(k) <= t : at(k) < t)) k++;
    return k;
  };
  const codes = new Map<string, number>();
  labels.forEach((label, i) => {
    const name = label.toLowerCase();
    if (!codes.has(name)) codes.set(name, codes.size + 1);
    frames.fill(codes.get(name)!, firstNotBelow(intervals.starts[i]!, false), firstNotBelow(intervals.ends[i]!, true));
  });
  const used = [...new Set(frames)]; // a name without a frame does not count
  return { frames: frames.map((code) => used.indexOf(code)), names: used.length };
}
