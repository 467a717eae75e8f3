/**
 * Every window by name.
 * @module
 */
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { RARE_WINDOWS } from './rare-windows.js';
import { resolveWindow } from './resolve-window.js';
import { type WindowSpec } from './window-spec.js';

/** Options of {@link getWindow}. */
export interface GetWindowOptions {
  /**
   * `true`: periodic, the first `length` samples of a window of `length + 1`, for spectra. `false`: symmetric, for filters.
   * @defaultValue `true`
   */
  fftbins?: boolean | undefined;
}

/**
 * Computes a window.
 *
 * Inside the library functions with a `window` option call `resolveWindow`, which knows the common windows only and stays small.
 *
 * @param window - Name, `[name, ...parameters]`, the beta of a Kaiser window, `length` samples, or a function of `length`.
 * Names without parameters: `hann`, `hamming`, `blackman`, `blackmanharris`, `nuttall`, `flattop`, `boxcar`, `bartlett`, `triang`,
 * `cosine`, `povey` (Kaldi's; always symmetric), `parzen`, `bohman`, `barthann`, `lanczos`. With parameters: `tukey` (alpha in
 * [0, 1], default 0.5), `kaiser` (beta in [0, 700]), `gaussian` (standard deviation in samples), `general_hamming` (alpha),
 * `general_cosine` (list of coefficients), `exponential` (centre or `null`, decay in samples, default 1), `general_gaussian`
 * (power, width in samples), `taylor` (side lobes, default 4; dB, default 30; normalise, default `true`), `chebwin` (dB), `dpss`
 * (half bandwidth in bins), `kaiser_bessel_derived` (beta; even lengths, symmetric only).
 * @param length - Samples, >= 1.
 * @returns Float64Array of `length` samples, the same bits on every engine.
 * @throws {@link ParameterError} if the window is unknown, a parameter is out of range, or given samples are not `length` many.
 * @example
 * ```ts
 * getWindow('hann', 4); // [0, 0.5, 1, 0.5]
 * getWindow('hann', 5, { fftbins: false }); // [0, 0.5, 1, 0.5, 0]
 * getWindow(['kaiser', 8.6], 4)[1]; // 0.3404
 * ```
 * @see scipy 1.17 `signal.get_window`, librosa 0.11 `filters.get_window`. F. J. Harris, On the use of windows for harmonic analysis
 * with the discrete Fourier transform, Proc. IEEE 66 (1978).
 */
export function getWindow(window: WindowSpec, length: number, options?: GetWindowOptions): Float64Array {
  const { fftbins } = readOptions('getWindow', options, { fftbins: true });
  expectInteger(length, 'getWindow', 'length', 1);
  expectBoolean(fftbins, 'getWindow', 'fftbins');
  return resolveWindow('getWindow', window, length, fftbins, RARE_WINDOWS);
}
