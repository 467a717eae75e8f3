/**
 * How wide a window is in the spectrum.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { RARE_WINDOWS } from './rare-windows.js';
import { resolveWindow } from './resolve-window.js';
import { type WindowSpec } from './window-spec.js';

/** Options of {@link windowBandwidth}. */
export interface WindowBandwidthOptions {
  /** Samples of the window that is measured, >= 1, where librosa has no tabulated value. @defaultValue `1000` */
  n?: number | undefined;
}

/** librosa's tabulated windows; its numbers are those of symmetric windows of 8193 samples, `flattop` excepted. */
const TABULATED = ' bartlett barthann blackman blackmanharris bohman boxcar cosine flattop hamming hann nuttall parzen triang ';

/**
 * Equivalent noise bandwidth: the width, in DFT bins, of a rectangular filter that lets as much white noise through.
 *
 * librosa tabulates `flattop` as 2.776, though the window's bandwidth is 3.770; this function answers as librosa does. A function
 * is always measured: `windowBandwidth((n) => getWindow('flattop', n))` is 3.770.
 *
 * @param window - As for {@link getWindow}.
 * @param options - See {@link WindowBandwidthOptions}.
 * @returns `n sum(w^2) / sum(w)^2`, in bins; 0 for a window of zeros.
 * @throws {@link ParameterError} if the window or an option is refused.
 * @example
 * ```ts
 * windowBandwidth('boxcar'); // 1
 * windowBandwidth('hann'); // 1.500183
 * windowBandwidth(['kaiser', 8.6]); // 1.7214
 * ```
 * @see librosa 0.11 `filters.window_bandwidth`. Harris (1978), table I.
 */
export function windowBandwidth(window: WindowSpec, options?: WindowBandwidthOptions): number {
  const { n } = readOptions('windowBandwidth', options, { n: 1000 });
  expectInteger(n, 'windowBandwidth', 'n', 1);
  if (window === 'flattop') return 2.7762255046484143;
  const tabulated = typeof window === 'string' && TABULATED.includes(` ${window} `);
  const w = resolveWindow('windowBandwidth', window, tabulated ? 8193 : n, !tabulated, RARE_WINDOWS);
  let sum = 0;
  let squares = 0;
  for (const v of w) {
    sum += v;
    squares += v * v;
  }
  return (w.length * squares) / (sum * sum || 1);
}
