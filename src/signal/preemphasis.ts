/**
 * Pre-emphasis: a first difference that lifts high frequencies.
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

/** The kernel: `out[n] = x[n] - coef x[n - 1]`; the state is `-coef x[n - 1]`. */
function lift(out: FloatArray, x: FloatArray, coef: number, state: number): number {
  let z = state;
  for (let n = 0; n < x.length; n++) {
    const now = x[n]!;
    out[n] = now + z;
    z = -coef * now;
  }
  return z;
}

/** The same in double precision, four at a time; the state is NaN if a result is not finite: NaN and Infinity turn `v * 0` into NaN. */
function liftFinite(out: Float64Array, x: Float64Array, coef: number, state: number): number {
  let z = state;
  let s = 0;
  let t = 0;
  let n = 0;
  for (; n + 4 <= x.length; n += 4) {
    const a = x[n]!;
    const b = x[n + 1]!;
    const c = x[n + 2]!;
    const d = x[n + 3]!;
    const p = a + z;
    const q = b - coef * a;
    const r = c - coef * b;
    const u = d - coef * c;
    out[n] = p;
    out[n + 1] = q;
    out[n + 2] = r;
    out[n + 3] = u;
    s += p * 0 + q * 0;
    t += r * 0 + u * 0;
    z = -coef * d;
  }
  for (; n < x.length; n++) {
    const now = x[n]!;
    out[n] = now + z;
    s += out[n]! * 0;
    z = -coef * now;
  }
  return s + t === 0 ? z : NaN;
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
  return emphasize(y, options, 'preemphasis', (x) => 2 * x[0]! - x[1]!, lift, liftFinite);
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
