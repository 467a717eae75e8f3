/**
 * Constant-Q wavelets.
 * @module
 */
import { expectFftSize } from '../core/expect-fft-size.js';
import { ParameterError, show } from '../core/errors.js';
import { cosTurns, sinTurns } from '../core/math.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { largest } from '../core/select.js';
import { normOf } from '../frame/normalize.js';
import { resolveWindow } from '../window/resolve-window.js';
import { type WindowSpec } from '../window/window-spec.js';
import { lengthsOf, readWavelets, WAVELET_SHAPE, type WaveletLengthsOptions } from './wavelet-lengths.js';

/** Options of {@link wavelet}. */
export interface WaveletOptions extends WaveletLengthsOptions {
  /** Whether all rows get the next power of two as their length; otherwise the longest wavelet's, rounded up. @defaultValue `true` */
  padFft?: boolean | undefined;
  /**
   * What each wavelet is divided by: p > 0 its p-norm, `Infinity` its largest magnitude, `-Infinity` its smallest, 0 the number of values
   * that are not 0, `null` nothing. @defaultValue `1`
   */
  norm?: number | null | undefined;
}

/** What {@link wavelet} makes. */
export interface Wavelets {
  /** Complex wavelets, each in the middle of its row: shape `[freqs.length, size, 2]`. */
  readonly filters: NdArray<Float64Array>;
  /** Samples of each, not rounded. */
  readonly lengths: Float64Array;
}

/**
 * Wavelets for a constant-Q transform: a complex sinusoid under a window, as long as its bandwidth says.
 *
 * @param freqs - Centre frequencies, Hz, > 0, ascending.
 * @param options - {@link WaveletOptions}; `sampleRate` must be given.
 * @returns `filters`, shape `[freqs.length, size, 2]` with real and imaginary parts along the last axis, and `lengths`, see
 * {@link waveletLengths}.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or `freqs` does not ascend.
 * @example
 * ```ts
 * const { filters, lengths } = wavelet([220, 440, 880], { sampleRate: 8000, norm: Infinity });
 * filters.shape; // [3, 64, 2]
 * filters.get(2, 32, 0); // 1
 * lengths; // [60.606, 30.303, 15.152]
 * ```
 * @see librosa 0.11 `filters.wavelet` with `dtype=complex128`; its default is single precision.
 */
export function wavelet(freqs: readonly number[] | Float64Array, options: WaveletOptions): Wavelets {
  const o = readOptions('wavelet', options, { ...WAVELET_SHAPE, padFft: true, norm: 1 as number | null });
  const { hz, alpha } = readWavelets(freqs, o, 'wavelet');
  expectBoolean(o.padFft, 'wavelet', 'padFft');
  expectNorm(o.norm, 'wavelet');
  const { lengths } = lengthsOf(hz, alpha, o);
  const longest = largest(lengths);
  const size = o.padFft ? powerOfTwoFor(longest) : Math.ceil(longest);
  expectFftSize(size, 'wavelet', 'freqs');
  const data = new Float64Array(hz.length * size * 2);
  hz.forEach((f, k) => {
    const row = data.subarray(2 * k * size, 2 * (k + 1) * size);
    writeWavelet(row, f / o.sampleRate, lengths[k]!, o.window, o.norm, 'wavelet');
  });
  return { filters: nd(data, [hz.length, size, 2]), lengths };
}

/** Refuses what is no norm. */
export function expectNorm(norm: unknown, caller: string): void {
  if (norm !== null && !(typeof norm === 'number' && (norm >= 0 || norm === -Infinity))) {
    throw new ParameterError(caller, 'norm', `must be null, -Infinity, 0 or a number > 0, got ${show(norm)}`);
  }
}

/** The least power of two that is no less than `x`. */
export function powerOfTwoFor(x: number): number {
  let size = 1;
  while (size < x) size *= 2;
  return size;
}

/** Fills a row of zeros with one wavelet in its middle; `turns` is its frequency in cycles per sample. */
export function writeWavelet(
  row: Float64Array,
  turns: number,
  length: number,
  window: WindowSpec,
  norm: number | null,
  caller: string,
): void {
  const first = Math.floor(-length / 2);
  const count = Math.floor(length / 2) - first;
  const shape = resolveWindow(caller, window, count);
  const magnitude = norm === null ? 1 : normOf(shape, norm);
  const divisor = magnitude < 2 ** -1022 ? 1 : magnitude;
  const at = 2 * Math.floor((row.length / 2 - count) / 2);
  for (let n = 0; n < count; n++) {
    const gain = shape[n]! / divisor;
    row[at + 2 * n] = gain * cosTurns((first + n) * turns);
    row[at + 2 * n + 1] = gain * sinTurns((first + n) * turns);
  }
}
