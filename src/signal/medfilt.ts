/**
 * Median filtering.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray, widen } from '../core/types.js';
import { slidingMedian } from './sliding-median.js';

/** Options of {@link medfilt}. */
export interface MedfiltOptions {
  /** Samples of the window, odd, >= 1. @defaultValue `3` */
  kernelSize?: number | undefined;
}

/** Up to so many values it is quicker to look at all than to halve. */
const FEW = 16;
/** From so many values on it is quicker to sort blocks than to keep a window sorted. */
const MANY = 40;

/** Index of the first number of a sorted list that is not less than `value`. */
function placeOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The window stays sorted: one value leaves, one comes in, and what lies between moves by one. */
function medians(out: FloatArray, x: Float64Array, size: number, sorted: Float64Array): void {
  const half = size >> 1;
  sorted.fill(0);
  for (let n = -half; n < x.length; n++) {
    const leaving = n - half - 1 < 0 ? 0 : x[n - half - 1]!;
    const coming = n + half < x.length ? x[n + half]! : 0;
    let i = size > FEW ? placeOf(sorted, leaving) : 0;
    while (sorted[i]! !== leaving) i++;
    for (; i + 1 < size && sorted[i + 1]! < coming; i++) sorted[i] = sorted[i + 1]!;
    for (; i > 0 && sorted[i - 1]! > coming; i--) sorted[i] = sorted[i - 1]!;
    sorted[i] = coming;
    if (n >= 0) out[n] = sorted[half]!;
  }
}

/**
 * Replaces each sample by the median of the window about it: clicks vanish, edges stay. Beyond its ends the signal counts as 0.
 *
 * @param x - Signal, shape `[...channels, samples]`; each channel for itself.
 * @param options - See {@link MedfiltOptions}.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * medfilt(Float64Array.of(1, 1, 9, 1, 2, 2)); // [1, 1, 1, 2, 2, 2]
 * ```
 * @see scipy 1.17 `signal.medfilt` of one axis.
 */
export function medfilt<T extends FloatArray>(x: T, options?: MedfiltOptions): T;
export function medfilt<T extends FloatArray>(x: NdArray<T> | AudioSignal<T> | AudioBufferLike, options?: MedfiltOptions): T | NdArray<T>;
export function medfilt<T extends FloatArray>(x: SignalInput<T>, options?: MedfiltOptions): T | NdArray<T> {
  const { kernelSize } = readOptions('medfilt', options, { kernelSize: 3 });
  expectInteger(kernelSize, 'medfilt', 'kernelSize', 1);
  if (kernelSize % 2 === 0) throw new ParameterError('medfilt', 'kernelSize', `must be odd, got ${kernelSize}`);
  const { lead, length, channels } = readSignal(x, 'medfilt', 'x');
  const out = arrayLike(channels[0]!, channels.length * length);
  const sorted = new Float64Array(kernelSize);
  for (const [c, y] of channels.entries()) {
    expectAllFinite(y, 'medfilt', 'x');
    const to = out.subarray(c * length, (c + 1) * length);
    if (kernelSize < MANY) medians(to, widen(y), kernelSize, sorted);
    else slidingMedian(to, widen(y), kernelSize);
  }
  return lead.length === 0 ? out : nd(out, [...lead, length]);
}
