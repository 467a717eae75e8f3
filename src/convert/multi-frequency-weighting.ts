/**
 * Several weightings at once.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { isNdArray, toRowMajor } from '../core/view.js';
import { type Values } from './map.js';
import { expectKind, weigh, type WeightingKind, type WeightingOptions } from './weighting.js';

/** Options of {@link multiFrequencyWeighting}. */
export interface MultiFrequencyWeightingOptions extends WeightingOptions {
  /** Which curves: letters, or a list of names. @defaultValue `'ZAC'` */
  kinds?: string | readonly (WeightingKind | null)[] | undefined;
}

/**
 * Several weightings of the same frequencies.
 *
 * @param frequencies - One number or many, Hz, >= 0.
 * @param options - Which curves, and floor.
 * @returns Decibels, shape `[kinds]` for a number, otherwise `[kinds, ...shape of frequencies]`. Precision follows the input.
 * @throws {@link ParameterError} if a frequency is negative, NaN, infinite or absurdly large, or an option is unknown or out of range.
 * @example
 * ```ts
 * const w = multiFrequencyWeighting([100, 1000], { kinds: 'ZAC' });
 * w.shape; // [3, 2]
 * w.get(1, 0); // -19.142
 * ```
 * @see librosa 0.11 `multi_frequency_weighting`.
 */
export function multiFrequencyWeighting(frequencies: Values, options?: MultiFrequencyWeightingOptions): NdArray<FloatArray> {
  const caller = 'multiFrequencyWeighting';
  const { kinds, minDb } = readOptions(caller, options, {
    kinds: 'ZAC' as string | readonly (WeightingKind | null)[],
    minDb: undefined as number | null | undefined,
  });
  if (typeof kinds !== 'string' && !Array.isArray(kinds)) {
    throw new TypeError(`${caller}: "kinds" must be a string or an array of strings, got ${show(kinds)}`);
  }
  if (kinds.length === 0) throw new ParameterError(caller, 'kinds', 'must name at least one curve, got none');
  const rows = Array.from(kinds, (kind: string | null) => weigh(frequencies, caller, expectKind(kind, caller, 'kinds'), minDb));
  const flat = rows.map((row): FloatArray => (typeof row === 'number' ? Float64Array.of(row) : isNdArray(row) ? toRowMajor(row) : row));
  const size = flat[0]!.length;
  const data = flat[0] instanceof Float32Array ? new Float32Array(rows.length * size) : new Float64Array(rows.length * size);
  flat.forEach((row, k) => data.set(row, k * size));
  const shape = typeof frequencies === 'number' ? [] : isNdArray(frequencies) ? frequencies.shape : [size];
  return nd(data as FloatArray, [rows.length, ...shape]);
}
