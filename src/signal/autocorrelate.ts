/**
 * Correlating a signal with itself.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { withScratch } from '../core/scratch.js';
import { type AudioBufferLike, type AudioSignal, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { planAutocorrelation } from '../fft/autocorrelation.js';

/** Options of {@link autocorrelate}. */
export interface AutocorrelateOptions {
  /** The most lags wanted, >= 1; `null`: all. @defaultValue `null` */
  maxSize?: number | null | undefined;
}

/** The next even number >= n that has no prime factor above 5. */
function fastLength(n: number): number {
  for (let size = n + (n % 2); ; size += 2) {
    let rest = size;
    for (const p of [2, 3, 5]) while (rest % p === 0) rest /= p;
    if (rest === 1) return size;
  }
}

/**
 * Correlates a signal with itself: `r[k] = sum_n y[n] y[n + k]`, by FFT.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link AutocorrelateOptions}.
 * @returns New array of the same type, shape `[...channels, min(maxSize, samples)]`: the lags 0, 1, 2, ...
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const r = autocorrelate(Float64Array.of(1, 2, 3));
 * r[0]!.toFixed(6); // '14.000000'
 * r[1]!.toFixed(6); // '8.000000'
 * ```
 * @see librosa 0.11 `autocorrelate`.
 */
export function autocorrelate<T extends FloatArray>(y: T, options?: AutocorrelateOptions): T;
export function autocorrelate<T extends FloatArray>(
  y: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  options?: AutocorrelateOptions,
): T | NdArray<T>;
export function autocorrelate<T extends FloatArray>(y: SignalInput<T>, options?: AutocorrelateOptions): T | NdArray<T> {
  const { maxSize } = readOptions('autocorrelate', options, { maxSize: null as number | null });
  if (maxSize !== null) expectInteger(maxSize, 'autocorrelate', 'maxSize', 1);
  const { lead, length, channels } = readSignal(y, 'autocorrelate');
  const lags = Math.min(maxSize ?? length, length);
  const size = fastLength(2 * length - 1);
  const correlate = planAutocorrelation(size);
  const result = arrayLike(channels[0]!, channels.length * lags);
  withScratch(2 * size, (scratch) => {
    const padded = scratch.subarray(0, size);
    const other = scratch.subarray(size, 2 * size);
    for (const [c, x] of channels.entries()) {
      padded.set(x);
      padded.fill(0, length);
      correlate(padded, other);
      for (let k = 0; k < lags; k++) result[c * lags + k] = padded[k]!;
    }
  });
  refuseNonFinite(result, channels, 'autocorrelate', 'y');
  return lead.length === 0 ? result : nd(result, [...lead, lags]);
}
