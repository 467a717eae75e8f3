/**
 * A power spectrogram in decibels as the ear weighs them.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { readFeatures } from '../core/features.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { POWER_DB } from './db-kernel.js';
import { type Values } from './map.js';
import { POWER_TO_DB_DEFAULTS } from './power-to-db.js';
import { type DbReference, toDb } from './to-db.js';
import { expectKind, weigh, type WeightingKind } from './weighting.js';

/** Options of {@link perceptualWeighting}. */
export interface PerceptualWeightingOptions {
  /** Which curve. `null` is `'Z'`. @defaultValue `'A'` */
  kind?: WeightingKind | null | undefined;
  /** As for {@link powerToDb}. @defaultValue `1` */
  ref?: DbReference | undefined;
  /** As for {@link powerToDb}. @defaultValue `1e-10` */
  amin?: number | undefined;
  /** As for {@link powerToDb}; applied before the weights. @defaultValue `80` */
  topDb?: number | null | undefined;
}

/**
 * Converts a power spectrogram to decibels and adds the weight of each frequency.
 *
 * @param S - Power, shape `[...channels, bins, frames]`.
 * @param frequencies - The frequency of each bin, Hz, >= 0, length `bins`.
 * @param options - Curve, and how power becomes decibels.
 * @returns Decibels, shape of `S`. Precision follows `S`.
 * @throws {@link ParameterError} if there are not as many frequencies as bins, a value is out of range, or an option is unknown.
 * @example
 * ```ts
 * const S = melSpectrogram(new Float32Array(4000).fill(0.5), { sampleRate: 8000, nMels: 20 });
 * perceptualWeighting(S, melFrequencies(20, { fmax: 4000 }), { kind: 'A', ref: Math.max }).shape; // [20, 8]
 * ```
 * @see librosa 0.11 `perceptual_weighting`.
 */
export function perceptualWeighting<T extends FloatArray>(
  S: NdArray<T>,
  frequencies: readonly number[] | FloatArray,
  options?: PerceptualWeightingOptions,
): NdArray<T> {
  const caller = 'perceptualWeighting';
  const { kind, ...level } = readOptions(caller, options, {
    kind: 'A' as WeightingKind | null,
    ...POWER_TO_DB_DEFAULTS,
  });
  const weights = weigh(frequencies as Values, caller, expectKind(kind, caller, 'kind'), undefined) as FloatArray;
  const { bins } = readFeatures(S, caller);
  if (weights.length !== bins) {
    throw new ParameterError(caller, 'frequencies', `must have one value for each of the ${bins} bins, got ${weights.length}`);
  }
  return toDb(S as NdArray<FloatArray>, caller, level, POWER_TO_DB_DEFAULTS, POWER_DB, weights) as NdArray<T>;
}
