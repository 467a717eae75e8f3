/**
 * De-emphasis: the inverse of pre-emphasis.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import {
  createEmphasis,
  type EmphasisInput,
  type EmphasisOptions,
  type EmphasisPlan,
  type EmphasisPlanOptions,
  type Emphasized,
  emphasize,
} from './emphasis.js';

/** The kernel: `out[n] = x[n] + coef out[n - 1]`; the state is `coef out[n - 1]`. */
function lower(out: FloatArray, x: FloatArray, coef: number, state: number): number {
  let z = state;
  for (let n = 0; n < x.length; n++) {
    const now = x[n]! + z;
    out[n] = now;
    z = coef * now;
  }
  return z;
}

/** The same in double precision; the state is NaN if a result is not finite: NaN and Infinity turn `v * 0` into NaN. */
function lowerFinite(out: Float64Array, x: Float64Array, coef: number, state: number): number {
  let z = state;
  let s = 0;
  for (let n = 0; n < x.length; n++) {
    const now = x[n]! + z;
    out[n] = now;
    s += now * 0;
    z = coef * now;
  }
  return s === 0 ? z : NaN;
}

/**
 * The state that undoes the straight line of `preemphasis`: it made `x[0] = 3 y[0] - y[1]` and `x[1] = y[1] - coef y[0]`, whose sum
 * tells y[0].
 */
const startOf = (x: FloatArray, coef: number): number => (x[0]! + x[1]!) / (3 - coef) - x[0]!;

/**
 * Undoes `preemphasis`: `out[n] = y[n] + coef out[n - 1]`.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link EmphasisOptions}; the same as for `preemphasis`, `zi: 0` for a filter that started in silence. The
 * state that `returnZf` gives continues this result; librosa's leaves out what the straight line adds.
 * @returns New array of the same type and shape; with `returnZf`, `{ y, zf }`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is NaN or infinite, or there is only one sample
 * and no `zi`.
 * @example
 * ```ts
 * deemphasis(Float64Array.of(1, 0.5, 0.5), { coef: 0.5, zi: 0 }); // [1, 1, 1]
 * deemphasis(preemphasis(Float64Array.of(1, 2, 3), { coef: 0.5 }), { coef: 0.5 }); // [1, 2, 3]
 * ```
 * @see librosa 0.11 `effects.deemphasis`.
 */
export function deemphasis<T extends FloatArray>(y: T, options?: EmphasisOptions & { returnZf?: false | undefined }): T;
export function deemphasis<T extends FloatArray>(y: T, options: EmphasisOptions & { returnZf: true }): Emphasized<T>;
export function deemphasis<T extends FloatArray>(
  y: T | EmphasisInput<T>,
  options?: EmphasisOptions,
): T | NdArray<T> | Emphasized<T | NdArray<T>>;
export function deemphasis<T extends FloatArray>(
  y: SignalInput<T>,
  options?: EmphasisOptions,
): T | NdArray<T> | Emphasized<T | NdArray<T>> {
  return emphasize(y, options, 'deemphasis', startOf, lower, lowerFinite);
}

/**
 * Builds a de-emphasis filter that is fed chunk by chunk; chunks have the bits of `deemphasis(y, { zi: 0 })`.
 *
 * @param options - See {@link EmphasisPlanOptions}.
 * @returns The filter, for one channel.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * const filter = createDeemphasis({ coef: 0.5 });
 * const chunk = Float32Array.of(1, 0.5);
 * filter.processInto(chunk, chunk);
 * chunk; // [1, 1]
 * ```
 * @see {@link deemphasis}.
 */
export function createDeemphasis(options?: EmphasisPlanOptions): EmphasisPlan {
  return createEmphasis(options, 'createDeemphasis', lower);
}
