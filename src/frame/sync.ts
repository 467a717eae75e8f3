/**
 * One value for each segment between boundaries.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { allFinite, expectAllFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectOneOf, readOptions } from '../core/options.js';
import { medianOf } from '../core/select.js';
import { type SignalInput } from '../core/signal.js';
import { readTable, type TableLike } from '../core/table.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { isNdArray } from '../core/view.js';
import { readDense } from './dense.js';
import { boundFrames, readFrames } from './fix-frames.js';
import { expectFiniteResult, mapLines, readStrided, resolveAxis, strideLike } from './lines.js';

/** How the values of a segment become one: by name, or a function of them. */
export type SyncAggregate = 'mean' | 'median' | 'min' | 'max' | ((values: Float64Array) => number);

/** Options of {@link sync}. */
export interface SyncOptions {
  /** How the values of a segment become one. @defaultValue `'mean'` */
  aggregate?: SyncAggregate | undefined;
  /** `true`: the first segment begins at 0 and the last one ends with the data. @defaultValue `true` */
  pad?: boolean | undefined;
  /** Axis of time; -1 is the last. @defaultValue `-1` */
  axis?: number | undefined;
}

const DEFAULTS = { aggregate: 'mean' as SyncAggregate, pad: true, axis: -1 };

/**
 * Aggregates features between boundaries, such as beats: one column for each beat.
 *
 * @param data - Features, any shape; a row of numbers as a typed array.
 * @param idx - Boundaries as frame indices (integers >= 0, in any order), or segments `[begin, end)` as pairs, which may overlap.
 * @param options - {@link SyncOptions}.
 * @returns Same type, shape and order in memory as `data`, but as many values along the axis as there are segments.
 * @throws {@link ParameterError} if an option is unknown or out of range, an index is not an integer >= 0, a segment is empty or outside the
 * data, there is no segment, or a value that counts is not finite.
 * @example
 * ```ts
 * sync(Float64Array.of(1, 2, 3, 4, 5, 9), [2, 4]); // [1.5, 3.5, 7]
 * sync(Float64Array.of(1, 2, 3, 4, 5, 9), [[0, 6], [1, 2]], { aggregate: 'max' }); // [9, 2]
 * ```
 * @see librosa 0.11 `util.sync`.
 */
export function sync<T extends FloatArray>(data: T, idx: ArrayLike<number> | TableLike, options?: SyncOptions): T;
export function sync<T extends FloatArray>(data: NdArray<T>, idx: ArrayLike<number> | TableLike, options?: SyncOptions): NdArray<T>;
export function sync<T extends FloatArray>(
  data: SignalInput<T>,
  idx: ArrayLike<number> | TableLike,
  options?: SyncOptions,
): T | NdArray<T> {
  const { aggregate, pad, axis } = readOptions('sync', options, DEFAULTS);
  if (typeof aggregate !== 'function') expectOneOf(aggregate, 'sync', 'aggregate', ['mean', 'median', 'min', 'max']);
  expectBoolean(pad, 'sync', 'pad');
  const input = readStrided(data, 'sync', 'data');
  const along = resolveAxis(axis, input.shape.length, 'sync');
  const segments = readSegments(idx, input.shape[along]!, pad);
  if (aggregate === 'median' || typeof aggregate === 'function') {
    const combine = aggregate === 'median' ? medianOf : aggregate;
    const result = mapLines(input, along, segments.length / 2, (line, out) => {
      expectAllFinite(line, 'sync', 'data');
      // Slices, not views: what combines may reorder them.
      for (let s = 0; s < out.length; s++) out[s] = combine(line.slice(segments[2 * s]!, segments[2 * s + 1]!));
    });
    return expectFiniteResult(result, 'sync', 'data');
  }
  const { data: values, stride } = readDense(input);
  const n = input.shape[along]!;
  const inner = stride[along]!;
  const shape = input.shape.map((size, d) => (d === along ? segments.length / 2 : size));
  const out = roundLike(values, aggregateRuns(widen(values), n, inner, segments, aggregate));
  // A sum shows a bad value, a comparison hides it.
  if (!allFinite(aggregate === 'mean' ? out : values)) {
    const at = values.findIndex((v: number) => v - v !== 0);
    if (at >= 0) throw new ParameterError('sync', 'data', `must be finite, got ${values[at]} at index ${Math.floor(at / inner) % n}`);
  }
  return expectFiniteResult(input.flat ? out : nd(out, shape, strideLike(shape, stride)), 'sync', 'data');
}

/** Aggregates `n` runs of `inner` neighbouring values each, again and again through memory. */
function aggregateRuns(values: Float64Array, n: number, inner: number, segments: Int32Array, how: 'mean' | 'min' | 'max'): Float64Array {
  const count = segments.length / 2;
  const blocks = values.length / (n * inner);
  const out = new Float64Array(blocks * count * inner);
  for (let block = 0; block < blocks; block++) {
    for (let s = 0; s < count; s++) {
      const [begin, end] = [segments[2 * s]!, segments[2 * s + 1]!];
      const to = (block * count + s) * inner;
      const first = (block * n + begin) * inner;
      const last = (block * n + end) * inner;
      for (let k = 0; k < inner; k++) out[to + k] = values[first + k]!;
      let from = first + inner;
      // Four runs at a time, for a sum that is stored and loaded again takes longer than an addition.
      for (; how === 'mean' && from + 3 * inner < last; from += 4 * inner) {
        const [b, c, d] = [from + inner, from + 2 * inner, from + 3 * inner];
        for (let k = 0; k < inner; k++) out[to + k]! += values[from + k]! + values[b + k]! + (values[c + k]! + values[d + k]!);
      }
      for (; from < last; from += inner) {
        if (how === 'mean') for (let k = 0; k < inner; k++) out[to + k]! += values[from + k]!;
        else if (how === 'min') for (let k = 0; k < inner; k++) out[to + k] = Math.min(out[to + k]!, values[from + k]!);
        else for (let k = 0; k < inner; k++) out[to + k] = Math.max(out[to + k]!, values[from + k]!);
      }
      if (how === 'mean') for (let k = 0; k < inner; k++) out[to + k]! /= end - begin;
    }
  }
  return out;
}

/** Begin and end of each segment. */
function readSegments(idx: ArrayLike<number> | TableLike, length: number, pad: boolean): Int32Array {
  const pairs = isNdArray(idx) ? idx.shape.length > 1 : typeof (idx as ArrayLike<unknown> | null)?.[0] === 'object';
  if (!pairs) {
    const bounds = boundFrames(readFrames(idx as ArrayLike<number>, 'sync', 'idx'), 0, length, pad, pad);
    if (bounds.length < 2)
      throw new ParameterError('sync', 'idx', `must have two boundaries in [0, ${length}] without pad, got ${bounds.length}`);
    const out = new Int32Array(2 * (bounds.length - 1));
    for (let s = 0; s + 1 < bounds.length; s++) out.set(bounds.subarray(s, s + 2), 2 * s);
    return out;
  }
  const { data, rows, columns } = readTable(idx as TableLike, 'sync', 'idx');
  if (columns !== 2) throw new ParameterError('sync', 'idx', `must hold pairs [begin, end), got rows of ${show(columns)}`);
  for (let s = 0; s < rows; s++) {
    const [begin, end] = [data[2 * s]!, data[2 * s + 1]!];
    if (!(Number.isInteger(begin) && Number.isInteger(end) && begin >= 0 && begin < end && end <= length)) {
      throw new ParameterError('sync', 'idx', `must hold segments [begin, end) in [0, ${length}], got [${begin}, ${end}) as number ${s}`);
    }
  }
  return Int32Array.from(data);
}
