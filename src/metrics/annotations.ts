/**
 * Reading annotations of time: events, intervals and their names; and the scores that all of them share.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { largest, smallest } from '../core/select.js';
import { readNumbers, readTable, type TableLike } from '../core/table.js';
import { isNdArray } from '../core/view.js';

/** How many of the found are true, how many of the true are found, and one number for both. */
export interface DetectionScores {
  /** Share of the estimates that are right, in [0, 1]. */
  readonly precision: number;
  /** Share of the references that were found, in [0, 1]. */
  readonly recall: number;
  /** Their weighted harmonic mean. */
  readonly fMeasure: number;
}

/** No time is later than this many seconds: who passes samples or milliseconds learns it. */
const MAX_TIME = 30000;

/** Reads times in seconds; refuses falling ones, and those that cannot be seconds. An empty list is fine. */
export function readEvents(events: ArrayLike<number>, caller: string, name: string): Float64Array {
  const times = readNumbers(events, caller, name);
  for (let i = 0; i < times.length; i++) {
    if (times[i]! > MAX_TIME)
      throw new ParameterError(caller, name, `must be times in seconds, at most ${MAX_TIME}, got ${times[i]} at index ${i}`);
    if (i > 0 && times[i]! < times[i - 1]!)
      throw new ParameterError(caller, name, `must not fall, got ${times[i]} after ${times[i - 1]} at index ${i}`);
  }
  return times;
}

/** Spans of time: starts and ends in seconds. */
export interface Intervals {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly count: number;
}

/** Reads intervals of shape `[items, 2]`; each must begin at 0 or later and end after it begins. An empty list is fine. */
export function readIntervals(intervals: TableLike, caller: string, name: string): Intervals {
  const none = isNdArray(intervals)
    ? intervals.shape.length === 2 && intervals.shape[0] === 0
    : Array.isArray(intervals) && !intervals.length;
  if (none) return { starts: new Float64Array(0), ends: new Float64Array(0), count: 0 };
  const { data, rows, columns } = readTable(intervals, caller, name);
  if (columns !== 2) throw new ParameterError(caller, name, `must have rows of a start and an end, got ${columns} columns`);
  const starts = Float64Array.from({ length: rows }, (_, i) => data[2 * i]!);
  const ends = Float64Array.from({ length: rows }, (_, i) => data[2 * i + 1]!);
  for (let i = 0; i < rows; i++) {
    if (starts[i]! < 0) throw new ParameterError(caller, name, `must not begin before 0, got ${starts[i]} in row ${i}`);
    if (ends[i]! <= starts[i]!)
      throw new ParameterError(caller, name, `must end after they begin, got ${starts[i]} to ${ends[i]} in row ${i}`);
  }
  return { starts, ends, count: rows };
}

/** Reads one name for each interval. */
export function readNames(names: ArrayLike<string>, count: number, caller: string, name: string): string[] {
  if (!Array.isArray(names)) throw new TypeError(`${caller}: "${name}" must be a list of strings, got ${show(names)}`);
  const list = names as readonly unknown[];
  const wrong = list.find((x) => typeof x !== 'string');
  if (wrong !== undefined) throw new TypeError(`${caller}: "${name}" must hold strings, got ${show(wrong)}`);
  if (list.length !== count)
    throw new ParameterError(caller, name, `must have one entry for each interval, that is ${count}, got ${list.length}`);
  return [...(list as string[])];
}

/** The harmonic mean of precision and recall, recall weighing `beta` times as much; 0 where both are. */
export const harmonicMean = (precision: number, recall: number, beta = 1): number =>
  precision === 0 && recall === 0 ? 0 : ((1 + beta * beta) * precision * recall) / (beta * beta * precision + recall);

/** The scores of `hits` right ones; all 0 where there is nothing. */
export function detectionScores(hits: number, estimates: number, references: number, beta = 1): DetectionScores {
  const precision = estimates ? hits / estimates : 0;
  const recall = references ? hits / references : 0;
  return { precision, recall, fMeasure: harmonicMean(precision, recall, beta) };
}

/** Rounds to the nearest integer, halves to the even one. */
export function roundHalfEven(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
}

/** Rounds to decimals, as numpy does. */
export const roundTo = (x: number, decimals: number): number => roundHalfEven(x * 10 ** decimals) / 10 ** decimals;

/**
 * Cuts or stretches intervals to [from, to]: what lies outside goes, gaps at the ends get an interval named `first` or `last`.
 * `to` null leaves the end as it is.
 */
export function fitIntervals(
  x: Intervals,
  names: readonly string[],
  from: number,
  to: number | null,
  first: string,
  last: string,
): { intervals: Intervals; names: string[] } {
  const spans: [number, number, string][] = [];
  for (let i = 0; i < x.count; i++) {
    const start = Math.max(from, x.starts[i]!);
    const end = to === null ? x.ends[i]! : Math.min(to, x.ends[i]!);
    if (end > start) spans.push([start, end, names[i]!]);
  }
  if (spans.length === 0 && to !== null) spans.push([from, to, first]);
  const least = smallest(spans.map(([s]) => s));
  if (least > from) spans.unshift([from, Math.min(least, to ?? least), first]);
  const most = largest(spans.map(([, e]) => e));
  if (to !== null && most < to) spans.push([most, to, last]);
  return {
    intervals: { starts: Float64Array.from(spans, ([s]) => s), ends: Float64Array.from(spans, ([, e]) => e), count: spans.length },
    names: spans.map(([, , n]) => n),
  };
}
