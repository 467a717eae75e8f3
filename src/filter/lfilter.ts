/**
 * Filtering by a fraction b / a.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { runDirect, runForward, runFourth } from './direct-kernel.js';
import {
  createPlan,
  FILTER_DEFAULTS,
  type FilterDesign,
  type Filtered,
  type FilterInput,
  type FilterOptions,
  type FilterPlan,
  type FilterState,
  runFilter,
} from './run-filter.js';
import { runSections } from './sections-kernel.js';
import { readTransfer, type TransferFunction } from './transfer-function.js';

/** The fraction as a kernel: up to second order it is a section, up to fourth one loop without lists. */
export function transferDesign(filter: TransferFunction, caller: string): FilterDesign {
  const { b, a } = readTransfer(filter, caller);
  const order = b.length - 1;
  const stateShape = [order];
  if (order <= 2) {
    const section = Float64Array.of(b[0]!, b[1] ?? 0, b[2] ?? 0, a[1] ?? 0, a[2] ?? 0);
    return { kernel: { stateLength: 2, run: (y, n, states) => runSections(y, n, section, states) }, stateShape };
  }
  if (order <= 4) return { kernel: { stateLength: 4, run: (y, n, z) => runFourth(y, n, b, a, z) }, stateShape };
  const feedback = a.some((v, k) => k > 0 && v !== 0);
  const run = feedback
    ? (y: Float64Array, n: number, z: Float64Array) => runDirect(y, n, b, a, z)
    : (y: Float64Array, n: number, z: Float64Array) => runForward(y, n, b, z);
  return { kernel: { stateLength: order + 1, run }, stateShape };
}

/**
 * Filters a signal by a fraction of polynomials: `a[0] y[n] = b[0] x[n] + b[1] x[n - 1] + ... - a[1] y[n - 1] - ...`, in double precision
 * whatever the signal's. From about the sixth order on prefer {@link sosfilt}; for long `b` without `a`, {@link fftconvolve}.
 *
 * @param x - Signal, shape `[...channels, samples]`.
 * @param filter - The fraction, `{ b, a }`.
 * @param options - See {@link FilterOptions}.
 * @returns New array of the type and shape of `x`; with `returnZf`, `{ y, zf }` where `zf` has the shape `[...channels, order]` and the order
 * is that of the longer of `b` and `a`.
 * @throws {@link ParameterError} if an option is unknown, `a` begins with 0, a shape does not fit, a sample is NaN or infinite, or the filter
 * is unstable and the result grows beyond all numbers.
 * @example
 * ```ts
 * lfilter(Float64Array.of(1, 0, 0, 0), { b: [1], a: [1, -0.5] }); // [1, 0.5, 0.25, 0.125]
 * lfilter(Float32Array.of(1, 2, 3), { b: [0.5, 0.5] }); // [0.5, 1.5, 2.5]
 * ```
 * @see scipy 1.17 `signal.lfilter`. torchaudio 2.11 `functional.lfilter` cuts results off at 1 and -1 unless told otherwise; this one does not.
 */
export function lfilter<T extends FloatArray>(
  x: T,
  filter: TransferFunction,
  options?: FilterOptions & { returnZf?: false | undefined },
): T;
export function lfilter<T extends FloatArray>(x: T, filter: TransferFunction, options: FilterOptions & { returnZf: true }): Filtered<T>;
export function lfilter<T extends FloatArray>(
  x: T | FilterInput<T>,
  filter: TransferFunction,
  options?: FilterOptions,
): T | NdArray<T> | Filtered<T | NdArray<T>>;
export function lfilter<T extends FloatArray>(
  x: SignalInput<T>,
  filter: TransferFunction,
  options?: FilterOptions,
): T | NdArray<T> | Filtered<T | NdArray<T>> {
  const settings = readOptions('lfilter', options, FILTER_DEFAULTS);
  return runFilter(x, transferDesign(filter, 'lfilter'), settings, 'lfilter');
}

/** Options of {@link createLfilter}. */
export interface CreateLfilterOptions {
  /** Coefficients of the input. Must be given. */
  b?: ArrayLike<number> | undefined;
  /** Coefficients of the output. @defaultValue `[1]` */
  a?: ArrayLike<number> | undefined;
  /** States at the start, shape `[order]`. `null`: zeros, silence before. @defaultValue `null` */
  zi?: ArrayLike<number> | null | undefined;
}

/**
 * Builds a filter b / a that is fed chunk by chunk; any chunks have the bits of one call of {@link lfilter}.
 *
 * @param options - See {@link CreateLfilterOptions}; `b` must be given.
 * @returns The filter, for one channel.
 * @throws {@link ParameterError} if an option is unknown, `a` begins with 0 or `zi` has another length than the order.
 * @example
 * ```ts
 * const filter = createLfilter({ b: [0.5, 0.5] });
 * const chunk = Float64Array.of(1, 2);
 * filter.processInto(chunk, chunk);
 * chunk; // [0.5, 1.5]
 * ```
 * @see {@link lfilter}.
 */
export function createLfilter(options: CreateLfilterOptions): FilterPlan {
  const caller = 'createLfilter';
  const defaults = { b: null as ArrayLike<number> | null, a: [1] as ArrayLike<number>, zi: null as FilterState | null };
  const { b, a, zi } = readOptions(caller, options, defaults);
  if (b === null) throw new ParameterError(caller, 'b', 'must be given');
  return createPlan(transferDesign({ b, a }, caller), zi, caller);
}
