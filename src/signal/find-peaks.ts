/**
 * Peaks of a curve.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { expectFinite, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { widen } from '../core/types.js';
import { farApart } from './peak-distance.js';
import { allBases, localMaxima, nearBases, prominencesOf, widthsOf } from './peak-shape.js';

/** The least that something may be, or the least and the most, `null` for no bound. */
export type PeakRange = number | readonly [least: number | null, most: number | null];

/** Options of {@link findPeaks}; what is not given is not asked, and stands not in the result. */
export interface FindPeaksOptions {
  /** Height of a peak. */
  height?: PeakRange | null | undefined;
  /** How far a peak rises above its two neighbours. */
  threshold?: PeakRange | null | undefined;
  /** Samples between two peaks, >= 1: lower ones go first, of equals the earlier one. */
  distance?: number | null | undefined;
  /** How far a peak stands out: down to the higher one of the lowest points on its sides, before the ground rises above it. */
  prominence?: PeakRange | null | undefined;
  /** Width of a peak, samples, at `relHeight`. */
  width?: PeakRange | null | undefined;
  /** Samples, > 1, of a window about the peak in which the prominence is measured. `null`: all. @defaultValue `null` */
  wlen?: number | null | undefined;
  /** Where the width is measured: this share of the prominence below the top, >= 0. @defaultValue `0.5` */
  relHeight?: number | undefined;
  /** Samples of the flat top of a peak. */
  plateauSize?: PeakRange | null | undefined;
}

/** What was measured, one number per peak; only what was asked for. */
export interface PeakProperties {
  /** With `height`: the heights. */
  peakHeights?: Float64Array;
  /** With `threshold`: how far the peak rises above the sample before. */
  leftThresholds?: Float64Array;
  /** With `threshold`: how far the peak rises above the sample after. */
  rightThresholds?: Float64Array;
  /** With `prominence` or `width`: the prominences. */
  prominences?: Float64Array;
  /** With `prominence` or `width`: index of the lowest point to the left. */
  leftBases?: Int32Array;
  /** With `prominence` or `width`: index of the lowest point to the right. */
  rightBases?: Int32Array;
  /** With `width`: the widths. */
  widths?: Float64Array;
  /** With `width`: the heights at which they were measured. */
  widthHeights?: Float64Array;
  /** With `width`: where the curve passes that height on the left, in samples. */
  leftIps?: Float64Array;
  /** With `width`: where the curve passes that height on the right, in samples. */
  rightIps?: Float64Array;
  /** With `plateauSize`: the lengths of the flat tops. */
  plateauSizes?: Int32Array;
  /** With `plateauSize`: first index of the flat top. */
  leftEdges?: Int32Array;
  /** With `plateauSize`: last index of the flat top. */
  rightEdges?: Int32Array;
}

/** What {@link findPeaks} returns. */
export interface Peaks {
  /** Indices of the peaks, rising. */
  peaks: Int32Array;
  /** What was measured. */
  properties: PeakProperties;
}

const DEFAULTS = {
  height: null as PeakRange | null,
  threshold: null as PeakRange | null,
  distance: null as number | null,
  prominence: null as PeakRange | null,
  width: null as PeakRange | null,
  wlen: null as number | null,
  relHeight: 0.5,
  plateauSize: null as PeakRange | null,
};

/** The bounds of a range. */
function boundsOf(range: PeakRange, name: string): readonly [least: number, most: number] {
  const [least, most] = (Array.isArray(range) ? range : [range, null]) as [number | null, number | null];
  if (Array.isArray(range) && range.length !== 2) {
    throw new ParameterError('findPeaks', name, `must be a number or a pair [least, most], got ${show(range)}`);
  }
  if (least !== null) expectFinite(least, 'findPeaks', name);
  if (most !== null) expectFinite(most, 'findPeaks', name);
  return [least ?? -Infinity, most ?? Infinity];
}

/** Columns of numbers, one entry per peak, that are thinned out together. */
type Columns = Record<string, Int32Array | Float64Array>;

/** Keeps the entries whose `least` is large and whose `most` is small enough. */
function thin(columns: Columns, range: PeakRange, name: string, least: Float64Array, most = least): void {
  const [low, high] = boundsOf(range, name);
  const keep = new Uint8Array(least.length);
  for (let i = 0; i < keep.length; i++) keep[i] = Number(least[i]! >= low) & Number(most[i]! <= high);
  thinTo(columns, keep);
}

function thinTo(columns: Columns, keep: Uint8Array): void {
  let count = 0;
  for (let i = 0; i < keep.length; i++) count += keep[i]!;
  if (count === keep.length) return;
  for (const name of Object.keys(columns)) {
    const all = columns[name]!;
    columns[name] =
      all.BYTES_PER_ELEMENT === 4 ? pickIntegers(all as Int32Array, keep, count) : pickNumbers(all as Float64Array, keep, count);
  }
}

// Two of a kind: a loop that has seen both types is slower.

function pickIntegers(all: Int32Array, keep: Uint8Array, count: number): Int32Array {
  const kept = new Int32Array(count);
  for (let i = 0, k = 0; k < count; k += keep[i++]!) kept[k] = all[i]!; // no branch to guess wrong
  return kept;
}

function pickNumbers(all: Float64Array, keep: Uint8Array, count: number): Float64Array {
  const kept = new Float64Array(count);
  for (let i = 0, k = 0; k < count; k += keep[i++]!) kept[k] = all[i]!; // no branch to guess wrong
  return kept;
}

/**
 * Finds the peaks of a curve, such as an envelope or a novelty curve, and keeps those that are as asked: high, far apart, prominent, wide.
 *
 * @param x - One channel, shape `[samples]`.
 * @param options - See {@link FindPeaksOptions}.
 * @returns The indices of the peaks, and what was measured of them.
 * @throws {@link ParameterError} if an option is unknown or out of range, there are several channels, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const curve = Float64Array.of(0, 1, 0, 3, 0, 2, 2, 0);
 * findPeaks(curve).peaks; // [1, 3, 5]
 * const { peaks, properties } = findPeaks(curve, { height: 2 });
 * peaks; // [3, 5]
 * properties.peakHeights; // [3, 2]
 * findPeaks(curve, { distance: 3 }).peaks; // [3]
 * ```
 * @see scipy 1.17 `signal.find_peaks`, where the order among equals under `distance` is left open.
 */
export function findPeaks(x: SignalInput, options?: FindPeaksOptions): Peaks {
  const o = readOptions('findPeaks', options, DEFAULTS);
  const { lead, length, channels } = readSignal(x, 'findPeaks', 'x');
  if (lead.length > 0) throw new ParameterError('findPeaks', 'x', `must have one axis, got shape [${[...lead, length].join(', ')}]`);
  if (o.distance !== null) expectFinite(o.distance, 'findPeaks', 'distance', 1);
  expectFinite(o.relHeight, 'findPeaks', 'relHeight', 0);
  if (o.wlen !== null && !(o.wlen > 1)) throw new ParameterError('findPeaks', 'wlen', `must be a number > 1, got ${o.wlen}`);
  expectAllFinite(channels[0]!, 'findPeaks', 'x');
  const columns = measure(widen(channels[0]!), o);
  const { peaks, ...properties } = columns;
  return { peaks: peaks!.slice() as Int32Array, properties };
}

/** All tests, in scipy's order: what was measured by one is thinned out by the next. */
function measure(x: Float64Array, o: typeof DEFAULTS): Columns {
  const { peaks: all, leftEdges, rightEdges } = localMaxima(x, o.plateauSize !== null);
  const columns: Columns = { peaks: all };
  if (o.plateauSize !== null) {
    const plateauSizes = leftEdges.map((left, i) => rightEdges[i]! - left + 1);
    Object.assign(columns, { plateauSizes, leftEdges: leftEdges.slice(), rightEdges: rightEdges.slice() });
    thin(columns, o.plateauSize, 'plateauSize', new Float64Array(plateauSizes));
  }
  if (o.height !== null) {
    const peakHeights = (columns['peakHeights'] = risesOf(x, columns['peaks'] as Int32Array));
    thin(columns, o.height, 'height', peakHeights);
  }
  if (o.threshold !== null) {
    const left = (columns['leftThresholds'] = risesOf(x, columns['peaks'] as Int32Array, -1));
    const right = (columns['rightThresholds'] = risesOf(x, columns['peaks'] as Int32Array, 1));
    const [least, most] = [left.map((v, i) => Math.min(v, right[i]!)), left.map((v, i) => Math.max(v, right[i]!))];
    thin(columns, o.threshold, 'threshold', least, most);
  }
  if (o.distance !== null) {
    const peaks = columns['peaks'] as Int32Array;
    thinTo(columns, farApart(peaks, risesOf(x, peaks), Math.ceil(o.distance)));
  }
  if (o.prominence !== null || o.width !== null) standOut(columns, x, all, o);
  if (o.width !== null) spread(columns, x, o.width, o.relHeight);
  return columns;
}

/** How far peaks rise above a neighbour, or above 0. */
function risesOf(x: Float64Array, peaks: Int32Array, neighbour: -1 | 0 | 1 = 0): Float64Array {
  const rises = new Float64Array(peaks.length);
  if (neighbour === 0) for (let i = 0; i < rises.length; i++) rises[i] = x[peaks[i]!]!;
  else for (let i = 0; i < rises.length; i++) rises[i] = x[peaks[i]!]! - x[peaks[i]! + neighbour]!;
  return rises;
}

function standOut(columns: Columns, x: Float64Array, all: Int32Array, { wlen, prominence }: typeof DEFAULTS): void {
  const peaks = columns['peaks'] as Int32Array;
  const bases = wlen === null ? basesAmong(x, all, peaks) : nearBases(x, peaks, Math.ceil(wlen) >> 1);
  const prominences = prominencesOf(x, peaks, bases);
  Object.assign(columns, { prominences, ...bases });
  if (prominence !== null) thin(columns, prominence, 'prominence', prominences);
}

/** The bases of those maxima that are left. */
function basesAmong(x: Float64Array, all: Int32Array, peaks: Int32Array): { leftBases: Int32Array; rightBases: Int32Array } {
  const bases = allBases(x, all);
  if (peaks.length === all.length) return bases;
  const keep = new Uint8Array(all.length);
  for (let i = 0, k = 0; k < peaks.length; i++) {
    if (all[i] !== peaks[k]) continue;
    keep[i] = 1;
    k++;
  }
  return { leftBases: pickIntegers(bases.leftBases, keep, peaks.length), rightBases: pickIntegers(bases.rightBases, keep, peaks.length) };
}

function spread(columns: Columns, x: Float64Array, range: PeakRange, relHeight: number): void {
  const { peaks, prominences, leftBases, rightBases } = columns as { [name: string]: Int32Array } & { prominences: Float64Array };
  const found = widthsOf(x, peaks!, prominences, { leftBases: leftBases!, rightBases: rightBases! }, relHeight);
  Object.assign(columns, found);
  thin(columns, range, 'width', found.widths);
}
