/**
 * Chebyshev type I filters.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectPositive, readOptions } from '../core/options.js';
import { designIir, expectOrder, type FilterForm, type FilterForms, IIR_DEFAULTS, type IirDesignOptions } from './iir-design.js';
import { chebyshev1 } from './prototypes.js';

/** Options of {@link cheby1}. */
export interface Cheby1Options<F extends FilterForm = FilterForm> extends IirDesignOptions<F> {
  /** Ripple in the pass band, dB, > 0: how far the gain falls below 1 there. Must be given. */
  rp?: number | undefined;
}

/**
 * Designs a Chebyshev filter of the first kind: ripple in the pass band, a steeper edge than Butterworth; `rp` dB down at the edge.
 *
 * @param order - Order of the low-pass that it is made from, in [1, 100]; a band has twice the order.
 * @param options - See {@link Cheby1Options}; `wn` and `rp` must be given.
 * @returns Sections, shape `[sections, 6]`; with `output`, `{ b, a }` or `{ z, p, k }`.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * cheby1(5, { rp: 0.5, wn: 1000, sampleRate: 16000 }).shape; // [3, 6]
 * ```
 * @see scipy 1.17 `signal.cheby1`. {@link sosfilt} and {@link sosfiltfilt} run it.
 */
export function cheby1(order: number, options: Cheby1Options<'sos'> & { output?: 'sos' | undefined }): NdArray<Float64Array>;
export function cheby1<F extends FilterForm>(order: number, options: Cheby1Options<F> & { output: F }): FilterForms[F];
export function cheby1(order: number, options: Cheby1Options): FilterForms[FilterForm] {
  const settings = readOptions('cheby1', options, { ...IIR_DEFAULTS, rp: NaN });
  expectOrder(order, 'cheby1');
  expectPositive(settings.rp, 'cheby1', 'rp');
  return designIir(chebyshev1(order, settings.rp), settings, 'cheby1');
}
