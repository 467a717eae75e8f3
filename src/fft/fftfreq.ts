/**
 * The frequencies of transform bins.
 * @module
 */
import { expectInteger, expectPositive, readOptions } from '../core/options.js';

/** Options of {@link fftfreq} and {@link rfftfreq}. */
export interface FftfreqOptions {
  /** Time between samples, > 0: `1 / sampleRate` for results in Hz. @defaultValue `1` */
  d?: number | undefined;
}

/**
 * Frequencies of the bins of {@link fft}: from 0 up, then the negative ones, the most negative first.
 *
 * @param n - Length of the transform, >= 1.
 * @param options - See {@link FftfreqOptions}.
 * @returns `n` frequencies in cycles per unit of `d`.
 * @throws {@link ParameterError} if `n` or `d` is out of range.
 * @example
 * ```ts
 * fftfreq(5, { d: 0.1 }); // [0, 2, 4, -4, -2]
 * ```
 * @see scipy 1.17 `fft.fftfreq`.
 */
export function fftfreq(n: number, options?: FftfreqOptions): Float64Array {
  const step = stepOf('fftfreq', n, options);
  const positive = Math.ceil(n / 2);
  return Float64Array.from({ length: n }, (_, k) => (k < positive ? k : k - n) * step);
}

/**
 * Frequencies of the bins of {@link rfft}, DC to Nyquist.
 *
 * @param n - Number of samples, >= 1.
 * @param options - See {@link FftfreqOptions}.
 * @returns `floor(n / 2) + 1` frequencies in cycles per unit of `d`.
 * @throws {@link ParameterError} if `n` or `d` is out of range.
 * @example
 * ```ts
 * rfftfreq(4, { d: 1 / 8000 }); // [0, 2000, 4000]
 * ```
 * @see scipy 1.17 `fft.rfftfreq`.
 */
export function rfftfreq(n: number, options?: FftfreqOptions): Float64Array {
  const step = stepOf('rfftfreq', n, options);
  return Float64Array.from({ length: Math.floor(n / 2) + 1 }, (_, k) => k * step);
}

function stepOf(caller: string, n: number, options: FftfreqOptions | undefined): number {
  expectInteger(n, caller, 'n', 1);
  const { d } = readOptions(caller, options, { d: 1 });
  expectPositive(d, caller, 'd');
  return 1 / (n * d);
}
