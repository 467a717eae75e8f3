/**
 * Playing parts of a signal in another order.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, expectInside, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { isNdArray, toRowMajor } from '../core/view.js';
import { markZeroCrossings } from '../frame/zero-crossings.js';
import { toMono } from '../io/to-mono.js';

/** Parts of a signal in samples, `[first, one behind the last]` each: a list of pairs, or an ndarray of shape `[parts, 2]`. */
export type SampleIntervals = readonly (readonly [number, number])[] | NdArray<Int32Array> | NdArray<FloatArray>;

/** Options of {@link remix}. */
export interface RemixOptions {
  /** Whether to move the ends of each part to the nearest zero crossing of the mean of all channels. @defaultValue `true` */
  alignZeros?: boolean | undefined;
}

/**
 * Puts parts of a signal together in a new order.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param intervals - The parts in the order wanted; they may overlap and repeat. See {@link SampleIntervals}.
 * @param options - {@link RemixOptions}.
 * @returns New signal of the precision of `y`, shape `[...channels, samples of all parts]`. With `alignZeros` that sum may differ from what
 * the intervals say; ends that lie between two crossings equally near go to the later one.
 * @throws {@link ParameterError} if an option is unknown, an interval does not lie in the signal, there is none, or a sample is not finite.
 * @example
 * ```ts
 * const y = Float64Array.of(0, 1, 2, 3, 4, 5);
 * remix(y, [[4, 6], [0, 2]], { alignZeros: false }); // [4, 5, 0, 1]
 * remix(y, split(y)).length; // 6
 * ```
 * @see librosa 0.11 `effects.remix`, which cuts intervals off at the ends of the signal and counts negative ends from behind.
 */
export function remix<T extends FloatArray>(y: T, intervals: SampleIntervals, options?: RemixOptions): T;
export function remix<T extends FloatArray>(
  y: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  intervals: SampleIntervals,
  options?: RemixOptions,
): T | NdArray<T>;
export function remix<T extends FloatArray>(y: SignalInput<T>, intervals: SampleIntervals, options?: RemixOptions): T | NdArray<T> {
  const { alignZeros } = readOptions('remix', options, { alignZeros: true });
  expectBoolean(alignZeros, 'remix', 'alignZeros');
  const { channels, lead, length } = readSignal(y, 'remix');
  if (!channels.every((x) => allFinite(x))) refuseNonFinite(Float64Array.of(NaN), channels, 'remix', 'y');
  const ends = readIntervals(intervals, length);
  if (alignZeros) alignEnds(ends, channels.length === 1 ? channels[0]! : toMono(y));
  let total = 0;
  for (let i = 0; i < ends.length; i += 2) total += ends[i + 1]! - ends[i]!;
  const out = arrayLike(channels[0]!, channels.length * total);
  let at = 0;
  for (const x of channels) {
    for (let i = 0; i < ends.length; i += 2) {
      out.set(x.subarray(ends[i], ends[i + 1]), at);
      at += ends[i + 1]! - ends[i]!;
    }
  }
  return lead.length === 0 ? out : nd(out, [...lead, total]);
}

/** The ends one after the other: first, behind, first, behind, ... */
function readIntervals(intervals: SampleIntervals, length: number): number[] {
  let ends: number[];
  if (isNdArray(intervals)) {
    const { shape } = intervals;
    if (shape.length !== 2 || shape[1] !== 2) {
      throw new ParameterError('remix', 'intervals', `must have shape [parts, 2], got shape [${shape.join(', ')}]`);
    }
    if (shape[0]! > 0) expectInside(intervals as NdArray<FloatArray>, 'remix', 'intervals');
    ends = Array.from(toRowMajor(intervals as NdArray<FloatArray>));
  } else {
    if (!Array.isArray(intervals) || !intervals.every((pair: unknown) => Array.isArray(pair) && pair.length === 2)) {
      throw new TypeError(`remix: "intervals" must be a list of pairs or an ndarray of shape [parts, 2], got ${show(intervals)}`);
    }
    ends = (intervals as [number, number][]).flat();
  }
  if (ends.length === 0) throw new ParameterError('remix', 'intervals', 'must not be empty');
  for (let i = 0; i < ends.length; i += 2) {
    const [begin, end] = [ends[i]!, ends[i + 1]!];
    if (Number.isInteger(begin) && Number.isInteger(end) && begin >= 0 && begin <= end && end <= length) continue;
    throw new ParameterError(
      'remix',
      'intervals',
      `must be integers, 0 <= first <= behind <= ${length}, got [${begin}, ${end}] at index ${i / 2}`,
    );
  }
  return ends;
}

/** Moves each end to the nearest zero crossing; both ends of the signal count as crossings. */
function alignEnds(ends: number[], mono: FloatArray): void {
  const marks = new Float32Array(mono.length);
  markZeroCrossings(marks, mono, 1e-10, true, 1);
  const crossings: number[] = [];
  for (let n = 0; n < marks.length; n++) if (marks[n] === 1) crossings.push(n);
  crossings.push(mono.length);
  for (let i = 0; i < ends.length; i++) {
    let low = 0; // the first crossing at or behind the end
    for (let high = crossings.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (crossings[middle]! < ends[i]!) low = middle + 1;
      else high = middle;
    }
    const before = crossings[low - 1] ?? -Infinity;
    ends[i] = ends[i]! - before < crossings[low]! - ends[i]! ? before : crossings[low]!;
  }
}
