/**
 * How long a FIR filter must be.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { exp, log, PI } from '../core/math.js';
import { expectFinite, readOptions } from '../core/options.js';

/** Options of {@link kaiserord}. */
export interface KaiserordOptions {
  /** Width of the transition, as a share of half the sample rate, in (0, 1]. Must be given. */
  width?: number | undefined;
}

/** What {@link kaiserord} returns. */
export interface KaiserOrder {
  /** Length of the filter. */
  numtaps: number;
  /** Shape of its Kaiser window. */
  beta: number;
}

/**
 * Says how long a filter by {@link firwin} must be, and the beta of its Kaiser window, by Kaiser's formulae.
 *
 * @param ripple - How far the response may be off, dB below 1, in [8, 700]: in the pass band as in the stop band.
 * @param options - See {@link KaiserordOptions}; `width` must be given.
 * @returns `numtaps` and `beta`.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * const { numtaps, beta } = kaiserord(65, { width: 0.1 });
 * numtaps; // 81
 * firwin(numtaps, { cutoff: 0.3, window: ['kaiser', beta] }).length; // 81
 * ```
 * @see scipy 1.17 `signal.kaiserord`. J. F. Kaiser, Nonrecursive digital filter design using the I0-sinh window function, ISCAS 1974.
 */
export function kaiserord(ripple: number, options: KaiserordOptions): KaiserOrder {
  const { width } = readOptions('kaiserord', options, { width: NaN });
  expectFinite(ripple, 'kaiserord', 'ripple', 8, 700);
  if (!(width > 0 && width <= 1)) throw new ParameterError('kaiserord', 'width', `must be a number in (0, 1], got ${width}`);
  const beta = ripple > 50 ? 0.1102 * (ripple - 8.7) : ripple > 21 ? 0.5842 * exp(0.4 * log(ripple - 21)) + 0.07886 * (ripple - 21) : 0;
  return { numtaps: Math.ceil((ripple - 7.95) / 2.285 / (PI * width) + 1), beta };
}
