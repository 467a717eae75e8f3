/**
 * Convolution by FFT.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { convolution, type ConvolveMode, MODES } from './convolution.js';

/** Options of {@link fftconvolve}. */
export interface FftconvolveOptions {
  /** As in {@link ConvolveOptions}: `full`, `same` or `valid`. @defaultValue `'full'` */
  mode?: ConvolveMode | undefined;
}

/**
 * Convolves a signal with a filter by FFT of overlapping blocks, whose size it chooses: in memory for one block and the result, in a time
 * that grows with the logarithm of the filter's length only.
 *
 * @param x - Signal, shape `[...channels, samples]`.
 * @param h - Filter, shape `[taps]`; the same for all channels. If both bring their rates, they must be equal.
 * @param options - See {@link FftconvolveOptions}.
 * @returns New array of the type of `x`, shape `[...channels, n]` with `n` by the mode: `samples + taps - 1`, `samples` or `|samples - taps| + 1`.
 * @throws {@link ParameterError} if an option is unknown, `h` has several channels, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = fftconvolve(Float64Array.of(1, 2, 3), Float64Array.of(0, 1, 0.5));
 * y.map((v) => Math.round(1e9 * v) / 1e9); // [0, 1, 2.5, 4, 1.5]
 * fftconvolve(new Float32Array(44100), new Float32Array(22050), { mode: 'same' }).length; // 44100
 * ```
 * @see {@link convolve}, which takes the quicker way. scipy 1.17 `signal.fftconvolve`, `signal.oaconvolve`. T. G. Stockham, High-speed
 * convolution and correlation, AFIPS 1966.
 */
export function fftconvolve<T extends FloatArray>(x: T, h: SignalInput, options?: FftconvolveOptions): T;
export function fftconvolve<T extends FloatArray>(
  x: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  h: SignalInput,
  options?: FftconvolveOptions,
): T | NdArray<T>;
export function fftconvolve<T extends FloatArray>(x: SignalInput<T>, h: SignalInput, options?: FftconvolveOptions): T | NdArray<T> {
  const { mode } = readOptions('fftconvolve', options, { mode: 'full' as ConvolveMode });
  expectOneOf(mode, 'fftconvolve', 'mode', MODES);
  return convolution('fftconvolve', x, h, mode, 'fft');
}
