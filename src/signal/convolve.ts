/**
 * Convolution of signals with filters.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { convolution, type ConvolveMethod, type ConvolveMode, MODES } from './convolution.js';

/** Options of {@link convolve}. */
export interface ConvolveOptions {
  /**
   * `full`: every sum, `samples + taps - 1`; `same`: the middle of it, as long as the signal; `valid`: those that need no zeros beyond the
   * ends of the longer one, `|samples - taps| + 1`. @defaultValue `'full'`
   */
  mode?: ConvolveMode | undefined;
  /** `direct`: by the definition; `fft`: by FFT, which is quicker for long filters; `auto`: the quicker one. @defaultValue `'auto'` */
  method?: ConvolveMethod | undefined;
}

const DEFAULTS = { mode: 'full' as ConvolveMode, method: 'auto' as ConvolveMethod };

/**
 * Convolves a signal with a filter: `y[n] = sum_j h[j] x[n - j]`.
 *
 * The rounding error is about 1e-16 of `max |x| sum |h|` in double precision and below 6e-7 of it in single; directly in double precision
 * it is that of each sum alone.
 *
 * @param x - Signal, shape `[...channels, samples]`.
 * @param h - Filter, such as an impulse response, shape `[taps]`; the same for all channels. If both bring their rates, they must be equal.
 * @param options - See {@link ConvolveOptions}.
 * @returns New array of the type of `x`, shape `[...channels, n]` with `n` by the mode: `samples + taps - 1`, `samples` or `|samples - taps| + 1`.
 * @throws {@link ParameterError} if an option is unknown, `h` has several channels, or a sample is NaN or infinite.
 * @example
 * ```ts
 * convolve(Float64Array.of(1, 2, 3), Float64Array.of(0, 1, 0.5)); // [0, 1, 2.5, 4, 1.5]
 * convolve(Float64Array.of(1, 2, 3), Float64Array.of(0, 1, 0.5), { mode: 'same' }); // [1, 2.5, 4]
 * convolve(Float64Array.of(1, 2, 3), Float64Array.of(0, 1, 0.5), { mode: 'valid' }); // [2.5]
 * ```
 * @see {@link fftconvolve}. scipy 1.17 `signal.convolve`.
 */
export function convolve<T extends FloatArray>(x: T, h: SignalInput, options?: ConvolveOptions): T;
export function convolve<T extends FloatArray>(
  x: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  h: SignalInput,
  options?: ConvolveOptions,
): T | NdArray<T>;
export function convolve<T extends FloatArray>(x: SignalInput<T>, h: SignalInput, options?: ConvolveOptions): T | NdArray<T> {
  const { mode, method } = readOptions('convolve', options, DEFAULTS);
  expectOneOf(mode, 'convolve', 'mode', MODES);
  expectOneOf(method, 'convolve', 'method', ['auto', 'direct', 'fft']);
  return convolution('convolve', x, h, mode, method);
}
