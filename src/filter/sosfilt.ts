/**
 * Filtering through second-order sections.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
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
import { readSections, type Sections } from './sections.js';

/** The sections as a kernel. */
export function sectionsDesign(sos: Sections, caller: string): FilterDesign {
  const coefficients = readSections(sos, caller);
  const sections = coefficients.length / 5;
  return {
    kernel: { stateLength: 2 * sections, run: (y, n, states) => runSections(y, n, coefficients, states) },
    stateShape: [sections, 2],
  };
}

/**
 * Filters a signal through second-order sections, in double precision whatever the signal's: the way to run filters of a high order, whose
 * fraction b / a would drown in rounding.
 *
 * @param x - Signal, shape `[...channels, samples]`.
 * @param sos - The filter, shape `[sections, 6]`; see {@link Sections}.
 * @param options - See {@link FilterOptions}.
 * @returns New array of the type and shape of `x`; with `returnZf`, `{ y, zf }` where `zf` has the shape `[...channels, sections, 2]`.
 * @throws {@link ParameterError} if an option is unknown, a shape does not fit, a sample is NaN or infinite, or the filter is unstable
 * and the result grows beyond all numbers.
 * @example
 * ```ts
 * sosfilt(Float64Array.of(1, 0, 0, 0), [[1, 0, 0, 1, -0.5, 0]]); // [1, 0.5, 0.25, 0.125]
 * const highpass = butter(4, { wn: 80, btype: 'highpass', sampleRate: 16000 });
 * sosfilt(new Float32Array(16000), highpass).length; // 16000
 * ```
 * @see scipy 1.17 `signal.sosfilt`, whose `zi` has the sections before the channels. {@link createSosFilter} runs on signals in chunks.
 */
export function sosfilt<T extends FloatArray>(x: T, sos: Sections, options?: FilterOptions & { returnZf?: false | undefined }): T;
export function sosfilt<T extends FloatArray>(x: T, sos: Sections, options: FilterOptions & { returnZf: true }): Filtered<T>;
export function sosfilt<T extends FloatArray>(
  x: T | FilterInput<T>,
  sos: Sections,
  options?: FilterOptions,
): T | NdArray<T> | Filtered<T | NdArray<T>>;
export function sosfilt<T extends FloatArray>(
  x: SignalInput<T>,
  sos: Sections,
  options?: FilterOptions,
): T | NdArray<T> | Filtered<T | NdArray<T>> {
  const settings = readOptions('sosfilt', options, FILTER_DEFAULTS);
  return runFilter(x, sectionsDesign(sos, 'sosfilt'), settings, 'sosfilt');
}

/** Options of {@link createSosFilter}. */
export interface CreateSosFilterOptions {
  /** The filter, shape `[sections, 6]`. Must be given. */
  sos?: Sections | undefined;
  /** States at the start, shape `[sections, 2]`. `null`: zeros, silence before. @defaultValue `null` */
  zi?: FilterState | null | undefined;
}

/**
 * Builds a filter of second-order sections that is fed chunk by chunk; any chunks have the bits of one call of {@link sosfilt}.
 *
 * @param options - See {@link CreateSosFilterOptions}; `sos` must be given.
 * @returns The filter, for one channel. It delays nothing but what the filter itself delays.
 * @throws {@link ParameterError} if an option is unknown or a shape does not fit.
 * @example
 * ```ts
 * const filter = createSosFilter({ sos: [[1, 0, 0, 1, -0.5, 0]] });
 * const chunk = Float32Array.of(1, 0);
 * filter.processInto(chunk, chunk);
 * chunk; // [1, 0.5]
 * filter.processInto(chunk, Float32Array.of(0, 0));
 * chunk; // [0.25, 0.125]
 * ```
 * @see {@link sosfilt}.
 */
export function createSosFilter(options: CreateSosFilterOptions): FilterPlan {
  const caller = 'createSosFilter';
  const { sos, zi } = readOptions(caller, options, { sos: null as Sections | null, zi: null as FilterState | null });
  return createPlan(sectionsDesign(sos as Sections, caller), zi, caller);
}
