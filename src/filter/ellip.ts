/**
 * Elliptic filters.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { ParameterError } from '../core/errors.js';
import { expectPositive, readOptions } from '../core/options.js';
import { designIir, expectOrder, type FilterForm, type FilterForms, IIR_DEFAULTS, type IirDesignOptions } from './iir-design.js';
import { cauer } from './prototypes.js';

/** Options of {@link ellip}. */
export interface EllipOptions<F extends FilterForm = FilterForm> extends IirDesignOptions<F> {
  /** Ripple in the pass band, dB, > 0: how far the gain falls below 1 there. Must be given. */
  rp?: number | undefined;
  /** How far the stop band lies down, dB, > 0 and more than `rp`. Must be given. */
  rs?: number | undefined;
}

/**
 * Designs an elliptic (Cauer) filter: ripple in both bands, the steepest edge for its order; `rp` dB down at the edge.
 *
 * @param order - Order of the low-pass that it is made from, in [1, 100]; a band has twice the order.
 * @param options - See {@link EllipOptions}; `wn`, `rp` and `rs` must be given.
 * @returns Sections, shape `[sections, 6]`; with `output`, `{ b, a }` or `{ z, p, k }`.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * ellip(4, { rp: 0.1, rs: 60, wn: 1000, sampleRate: 16000 }).shape; // [2, 6]
 * ```
 * @see scipy 1.17 `signal.ellip`. S. J. Orfanidis, Lecture notes on elliptic filter design, 2006. {@link sosfilt} and {@link sosfiltfilt} run it.
 */
export function ellip(order: number, options: EllipOptions<'sos'> & { output?: 'sos' | undefined }): NdArray<Float64Array>;
export function ellip<F extends FilterForm>(order: number, options: EllipOptions<F> & { output: F }): FilterForms[F];
export function ellip(order: number, options: EllipOptions): FilterForms[FilterForm] {
  const settings = readOptions('ellip', options, { ...IIR_DEFAULTS, rp: NaN, rs: NaN });
  expectOrder(order, 'ellip');
  const { rp, rs } = settings;
  expectPositive(rp, 'ellip', 'rp');
  expectPositive(rs, 'ellip', 'rs');
  if (rs <= rp) throw new ParameterError('ellip', 'rs', `must be larger than rp, ${rp}, got ${rs}`);
  return designIir(cauer(order, rp, rs), settings, 'ellip');
}
