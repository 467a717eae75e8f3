/**
 * Filtering frames by those that resemble them.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray, rowMajor, timeMajor } from '../core/nd.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { medianOf } from '../core/select.js';
import { readPoints } from '../core/points.js';
import { refuseNonFinite } from '../core/finite.js';
import { expectInside } from '../core/signal.js';
import { type FloatArray, isFloatArray, roundLike } from '../core/types.js';
import { isNdArray, toRowMajor } from '../core/view.js';
import { RECURRENCE_DEFAULTS, recurrenceGraph } from '../segment/recurrence-graph.js';
import { type RecurrenceMatrixOptions } from '../segment/recurrence-matrix.js';

/** What {@link nnFilter} makes of the values that similar frames have in one bin, and of what their links are worth; both are copies. */
export type NnAggregate = (values: Float64Array, weights: Float64Array) => number;

/** Options of {@link nnFilter}: those of {@link recurrenceMatrix}, or the matrix itself. */
export interface NnFilterOptions extends RecurrenceMatrixOptions {
  /** Recurrence matrix, shape `[frames, frames]`: column `j` says which frames frame `j` resembles. Excludes options that make one. @defaultValue `null` */
  rec?: NdArray<FloatArray> | null | undefined;
  /** What becomes of similar frames: their mean, the mean weighted by what the links are worth, the median, or a function. @defaultValue `'mean'` */
  aggregate?: 'mean' | 'average' | 'median' | NnAggregate | undefined;
}

/** A sparse matrix by rows: those similar to frame `i`, and what that is worth, at `starts[i] ... starts[i + 1] - 1`. */
interface Neighbours {
  readonly starts: ArrayLike<number>;
  readonly links: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/**
 * Replaces each frame by what the frames that resemble it have in common: what repeats stays, what does not goes.
 *
 * @param S - Features, shape `[...channels, bins, frames]`, or one row as a typed array.
 * @param options - {@link NnFilterOptions}.
 * @returns Same type and shape as `S`; a frame without neighbours is left as it is. Looks at the whole sequence.
 * @throws {@link ParameterError} if an option is unknown or out of range, `rec` has another shape, or a value is not finite.
 * @example
 * ```ts
 * const S = Float64Array.of(0, 5, 0.1, 5.3, 0.2, 5.1, 0, 5.4);
 * nnFilter(S, { k: 2 })[0]; // 0.05
 * nnFilter(S, { k: 3, aggregate: 'median' })[1]; // 5.3
 * ```
 * @see librosa 0.11 `decompose.nn_filter`, whose neighbours `compat: 'librosa'` gives (see {@link recurrenceMatrix}). A. Buades, B. Coll,
 * J.-M. Morel, "A non-local algorithm for image denoising", CVPR 2005.
 */
export function nnFilter<T extends FloatArray>(S: T, options?: NnFilterOptions): T;
export function nnFilter<T extends FloatArray>(S: NdArray<T>, options?: NnFilterOptions): NdArray<T>;
export function nnFilter<T extends FloatArray>(S: T | NdArray<T>, options?: NnFilterOptions): T | NdArray<T> {
  const caller = 'nnFilter';
  const defaults = {
    ...RECURRENCE_DEFAULTS,
    rec: null as NdArray<FloatArray> | null,
    aggregate: 'mean' as 'mean' | 'average' | 'median' | NnAggregate,
  };
  const { rec, aggregate, ...o } = readOptions(caller, options, defaults);
  if (typeof aggregate !== 'function') expectOneOf(aggregate, caller, 'aggregate', ['mean', 'average', 'median']);
  const points = readPoints(S, caller, 'S', o.axis);
  const { data, count, size, like } = points;
  if (rec === null && count < 5) throw new ParameterError(caller, 'S', `must have at least 5 frames, got ${count}; or give rec`);
  if (rec !== null) expectAlone(options!, caller);
  const graph = rec === null ? recurrenceGraph(points, o, caller) : readRecurrence(rec, count, caller);
  const out = new Float64Array(count * size);
  if (aggregate === 'mean' || aggregate === 'average') average(out, data, graph, count, size, aggregate === 'average', caller);
  else gatherEach(out, data, graph, count, size, aggregate === 'median' ? medianOf : aggregate, caller);
  const rounded = roundLike(like, out);
  refuseNonFinite(rounded, [data], caller, 'S');
  return isNdArray(S) ? shaped(rounded, S.shape, o.axis) : rounded;
}

/** Frame after frame as a view of the shape of the input; the library's order in memory for two axes and more. */
function shaped<T extends FloatArray>(data: T, shape: readonly number[], axis: number): NdArray<T> {
  const rank = shape.length;
  const first = axis < 0 ? axis + rank : axis;
  const order = [first, ...shape.keys()].filter((d, i) => i === 0 || d !== first);
  const steps = rowMajor(order.map((d) => shape[d]!));
  const stride = shape.map((_, d) => steps[order.indexOf(d)]!);
  const view = nd(data, shape, stride);
  if (rank < 2) return view;
  const lead = shape.slice(0, -2);
  return timeMajor(toRowMajor(view, [...lead.keys(), rank - 1, rank - 2]), lead, shape[rank - 2]!, shape[rank - 1]!);
}

function expectAlone(options: NnFilterOptions, caller: string): void {
  for (const name of Object.keys(RECURRENCE_DEFAULTS) as (keyof NnFilterOptions)[]) {
    if (name !== 'axis' && options[name] !== undefined)
      throw new ParameterError(caller, name, 'has no effect with "rec"; leave one of them out');
  }
}

/** The columns of a matrix without their zeros. */
function readRecurrence(rec: NdArray<FloatArray>, count: number, caller: string): Neighbours {
  if (!isNdArray(rec) || !isFloatArray(rec.data)) throw new TypeError(`${caller}: "rec" must be an ndarray of floats, got ${show(rec)}`);
  if (rec.shape.join() !== `${count},${count}`) {
    throw new ParameterError(caller, 'rec', `must have shape [${count}, ${count}] for ${count} frames, got [${rec.shape.join(', ')}]`);
  }
  expectInside(rec, caller, 'rec');
  const columns = toRowMajor(rec, [1, 0]);
  const starts = [0];
  const links: number[] = [];
  const values: number[] = [];
  for (let j = 0; j < count; j++) {
    for (let i = 0; i < count; i++) {
      const value = columns[j * count + i]!;
      if (value - value !== 0) throw new ParameterError(caller, 'rec', `must be finite, got ${value} at [${i}, ${j}]`);
      if (value === 0) continue;
      links.push(i);
      values.push(value);
    }
    starts.push(links.length);
  }
  return { starts, links, values };
}

/** Means of whole frames, weighted or not. */
function average(
  out: Float64Array,
  x: Float64Array,
  { starts, links, values }: Neighbours,
  count: number,
  size: number,
  weighted: boolean,
  caller: string,
): void {
  for (let i = 0; i < count; i++) {
    const to = i * size;
    const [begin, end] = [starts[i]!, starts[i + 1]!];
    if (begin === end) {
      out.set(x.subarray(to, to + size), to);
      continue;
    }
    let total = 0;
    let e = begin;
    for (; e + 4 <= end; e += 4) {
      // Four frames for one load and store of the sum.
      const [a, b, c, d] = weighted ? [values[e]!, values[e + 1]!, values[e + 2]!, values[e + 3]!] : [1, 1, 1, 1];
      const [a0, b0, c0, d0] = [links[e]! * size, links[e + 1]! * size, links[e + 2]! * size, links[e + 3]! * size];
      total = total + a + b + c + d;
      for (let k = 0; k < size; k++) out[to + k] = out[to + k]! + a * x[a0 + k]! + b * x[b0 + k]! + c * x[c0 + k]! + d * x[d0 + k]!;
    }
    for (; e < end; e++) {
      const weight = weighted ? values[e]! : 1;
      const from = links[e]! * size;
      total += weight;
      for (let k = 0; k < size; k++) out[to + k]! += weight * x[from + k]!;
    }
    if (total === 0)
      throw new ParameterError(caller, 'aggregate', `"average" needs links whose worth does not add up to 0, as it does in frame ${i}`);
    for (let k = 0; k < size; k++) out[to + k]! /= total;
  }
}

/** Any function of the values of neighbours, bin by bin. */
function gatherEach(
  out: Float64Array,
  x: Float64Array,
  { starts, links, values }: Neighbours,
  count: number,
  size: number,
  aggregate: NnAggregate,
  caller: string,
): void {
  for (let i = 0; i < count; i++) {
    const [begin, end] = [starts[i]!, starts[i + 1]!];
    const near = new Float64Array(end - begin);
    const weights = Float64Array.from(near.keys(), (e) => values[begin + e]!);
    for (let k = 0; k < size; k++) {
      if (begin === end) {
        out[i * size + k] = x[i * size + k]!;
        continue;
      }
      for (let e = begin; e < end; e++) near[e - begin] = x[links[e]! * size + k]!;
      const value: unknown = aggregate(near, weights);
      if (typeof value !== 'number' || value - value !== 0)
        throw new ParameterError(caller, 'aggregate', `must return a finite number, got ${show(value)}`);
      out[i * size + k] = value;
    }
  }
}
