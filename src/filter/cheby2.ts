/**
 * Chebyshev type II filters.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectPositive, readOptions } from '../core/options.js';
import { designIir, expectOrder, type FilterForm, type FilterForms, IIR_DEFAULTS, type IirDesignOptions } from './iir-design.js';
import { chebyshev2 } from './prototypes.js';

/** Options of {@link cheby2}. */
export interface Cheby2Options<F extends FilterForm = FilterForm> extends IirDesignOptions<F> {
  /** How far the stop band lies down, dB, > 0. Must be given. */
  rs?: number | undefined;
}

/**
 * Designs a Chebyshev filter of the second kind: ripple in the stop band, a flat pass band; `rs` dB down at the edge.
 *
 * @param order - Order of the low-pass that it is made from, in [1, 100]; a band has twice the order.
 * @param options - See {@link Cheby2Options}; `wn` and `rs` must be given.
 * @returns Sections, shape `[sections, 6]`; with `output`, `{ b, a }` or `{ z, p, k }`.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * cheby2(5, { rs: 40, wn: 1000, sampleRate: 16000 }).shape; // [3, 6]
 * ```
 * @see scipy 1.17 `signal.cheby2`. {@link sosfilt} and {@link sosfiltfilt} run it.
 */
export function cheby2(order: number, options: Cheby2Options<'sos'> & { output?: 'sos' | undefined }): NdArray<Float64Array>;
export function cheby2<F extends FilterForm>(order: number, options: Cheby2Options<F> & { output: F }): FilterForms[F];
export function cheby2(order: number, options: Cheby2Options): FilterForms[FilterForm] {
  const settings = readOptions('cheby2', options, { ...IIR_DEFAULTS, rs: NaN });
  expectOrder(order, 'cheby2');
  expectPositive(settings.rs, 'cheby2', 'rs');
  return designIir(chebyshev2(order, settings.rs), settings, 'cheby2');
}
