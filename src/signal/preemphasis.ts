/**
 * Pre-emphasis: a first difference that lifts high frequencies.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, isDouble } from '../core/types.js';
import {
  createEmphasis,
  type EmphasisInput,
  type EmphasisOptions,
  type EmphasisPlan,
  type EmphasisPlanOptions,
  type Emphasized,
  emphasize,
} from './emphasis.js';

/** The kernel: `out[n] = x[n] - coef x[n - 1]`; the state is `-coef x[n - 1]`. */
const lift = (out: FloatArray, x: FloatArray, coef: number, state: number): number =>
  isDouble(x) && isDouble(out) ? liftDouble(out, x, coef, state) : liftAny(out, x, coef, state);

// Two of a kind: a loop that has seen both types is slower.

function liftDouble(out: Float64Array, x: Float64Array, coef: number, state: number): number {
  let z = state;
  for (let n = 0; n < x.length; n++) {
    const now = x[n]!;
    out[n] = now + z;
    z = -coef * now;
  }
  return z;
}

function liftAny(out: FloatArray, x: FloatArray, coef: number, state: number): number {
  let z = state;
  for (let n = 0; n < x.length; n++) {
    const now = x[n]!;
    out[n] = now + z;
    z = -coef * now;
  }
  return z;
}

/**
 * Lifts high frequencies: `out[n] = y[n] - coef y[n - 1]`. With the defaults the first value is `3 y[0] - y[1]`, as in librosa.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link EmphasisOptions}.
 * @returns New array of the same type and shape; with `returnZf`, `{ y, zf }`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is NaN or infinite, or there is only one sample
 * and no `zi`.
 * @example
 * ```ts
 * preemphasis(Float64Array.of(1, 1, 1), { coef: 0.5, zi: 0 }); // [1, 0.5, 0.5]
 * preemphasis(Float64Array.of(1, 2, 3), { coef: 0.5 }); // [1, 1.5, 2]
 * ```
 * @see librosa 0.11 `effects.preemphasis`. {@link deemphasis} is its inverse.
 */
export function preemphasis<T extends FloatArray>(y: T, options?: EmphasisOptions & { returnZf?: false | undefined }): T;
export function preemphasis<T extends FloatArray>(y: T, options: EmphasisOptions & { returnZf: true }): Emphasized<T>;
export function preemphasis<T extends FloatArray>(
  y: T | EmphasisInput<T>,
  options?: EmphasisOptions,
): T | NdArray<T> | Emphasized<T | NdArray<T>>;
export function preemphasis<T extends FloatArray>(
  y: SignalInput<T>,
  options?: EmphasisOptions,
): T | NdArray<T> | Emphasized<T | NdArray<T>> {
  return emphasize(y, options, 'preemphasis', (x) => 2 * x[0]! - x[1]!, lift);
}

/**
 * Builds a pre-emphasis filter that is fed chunk by chunk; chunks have the bits of `preemphasis(y, { zi: 0 })`.
 *
 * @param options - See {@link EmphasisPlanOptions}.
 * @returns The filter, for one channel.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * const filter = createPreemphasis({ coef: 0.5 });
 * const chunk = Float32Array.of(1, 1);
 * filter.processInto(chunk, chunk);
 * chunk; // [1, 0.5]
 * ```
 * @see {@link preemphasis}.
 */
export function createPreemphasis(options?: EmphasisPlanOptions): EmphasisPlan {
  return createEmphasis(options, 'createPreemphasis', lift);
}
