/**
 * Butterworth filters.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { designIir, expectOrder, type FilterForm, type FilterForms, IIR_DEFAULTS, type IirDesignOptions } from './iir-design.js';
import { butterworth } from './prototypes.js';

/**
 * Designs a Butterworth filter: the flattest pass band there is, 3 dB down at the edge.
 *
 * @param order - Order of the low-pass that it is made from, in [1, 100]; a band has twice the order.
 * @param options - See {@link IirDesignOptions}; `wn` must be given.
 * @returns Sections, shape `[sections, 6]`; with `output`, `{ b, a }` or `{ z, p, k }`.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * butter(4, { wn: 1000, sampleRate: 16000 }).shape; // [2, 6]
 * const { b, a } = butter(1, { wn: 0.5, output: 'ba' });
 * b; // [0.5, 0.5]
 * a.map((v) => Math.round(1e9 * v) / 1e9); // [1, 0]
 * butter(2, { wn: [300, 3400], btype: 'bandpass', sampleRate: 8000 }).shape; // [2, 6]
 * ```
 * @see scipy 1.17 `signal.butter`. S. Butterworth, On the theory of filter amplifiers, 1930. {@link sosfilt} and {@link sosfiltfilt} run it.
 */
export function butter(order: number, options: IirDesignOptions<'sos'> & { output?: 'sos' | undefined }): NdArray<Float64Array>;
export function butter<F extends FilterForm>(order: number, options: IirDesignOptions<F> & { output: F }): FilterForms[F];
export function butter(order: number, options: IirDesignOptions): FilterForms[FilterForm] {
  const settings = readOptions('butter', options, IIR_DEFAULTS);
  expectOrder(order, 'butter');
  return designIir(butterworth(order), settings, 'butter');
}
