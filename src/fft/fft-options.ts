/**
 * The options that `fft`, `ifft`, `rfft` and `irfft` share.
 * @module
 */
import { expectFftSize } from '../core/expect-fft-size.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { expectEngine } from './edge.js';
import { type FftEngine } from './kernel.js';

/** Where the factor 1 / n goes: with the inverse, as its root with both, or with the forward transform. */
export type FftNorm = 'backward' | 'ortho' | 'forward';

/** Options of {@link fft}, {@link ifft}, {@link rfft} and {@link irfft}. */
export interface FftOptions {
  /**
   * Length of the transform, >= 1: longer input is cropped, shorter input padded with zeros. `null` takes the input's own length
   * (`irfft`: `2 (bins - 1)`). @defaultValue `null`
   */
  n?: number | null | undefined;
  /** The axis to transform; the last axis of a complex array, which holds re and im, does not count. @defaultValue `-1` */
  axis?: number | undefined;
  /** `'backward'`: 1 / n with the inverse; `'ortho'`: 1 / sqrt(n) with both; `'forward'`: 1 / n with the forward one. @defaultValue `'backward'` */
  norm?: FftNorm | null | undefined;
  /** Another implementation, such as `fftJsEngine()`; `null` is the library's own. @defaultValue `null` */
  engine?: FftEngine | null | undefined;
}

interface Full {
  n: number | null;
  axis: number;
  norm: FftNorm | null;
  engine: FftEngine | null;
}

/** Reads the options and refuses what is out of range. */
export function readFftOptions(caller: string, options: FftOptions | undefined): Full {
  const full = readOptions<Full>(caller, options, { n: null, axis: -1, norm: 'backward', engine: null });
  if (full.n !== null) expectFftSize(full.n, caller, 'n');
  expectOneOf(full.norm, caller, 'norm', ['backward', 'ortho', 'forward', null]);
  expectEngine(full.engine, caller);
  return full;
}

/** What a plain forward transform of `n` points is multiplied by. */
export const forwardScale = (norm: FftNorm | null, n: number): number =>
  norm === 'ortho' ? 1 / Math.sqrt(n) : norm === 'forward' ? 1 / n : 1;

/** What an inverse transform that is already divided by `n` is multiplied by. */
export const inverseScale = (norm: FftNorm | null, n: number): number => (norm === 'ortho' ? Math.sqrt(n) : norm === 'forward' ? n : 1);
