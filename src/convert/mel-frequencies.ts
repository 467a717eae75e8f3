/**
 * Frequencies that are equally spaced on the mel scale.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, readOptions } from '../core/options.js';
import { hzOfMel, melOf } from './hz-mel.js';

/** Options of {@link melFrequencies}. */
export interface MelFrequenciesOptions {
  /** Lowest frequency, Hz, >= 0. @defaultValue `0` */
  fmin?: number | undefined;
  /** Highest frequency, Hz, >= `fmin`. @defaultValue `11025` */
  fmax?: number | undefined;
  /** `true`: HTK's formula, `false`: Slaney's. @defaultValue `false` */
  htk?: boolean | undefined;
}

const DEFAULTS = { fmin: 0, fmax: 11025, htk: false };

/**
 * Frequencies from `fmin` to `fmax` that are equally spaced in mel.
 *
 * @param nMels - How many, >= 1.
 * @param options - Range and scale.
 * @returns Hz, ascending, shape `[nMels]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or `fmin > fmax`.
 * @example
 * ```ts
 * melFrequencies(5, { fmax: 8000 }); // [0, 754.09, 1688.91, 3675.77, 8000]
 * melFrequencies(3, { fmax: 8000, htk: true }); // [0, 1767.79, 8000]
 * ```
 * @see librosa 0.11 `mel_frequencies`.
 */
export function melFrequencies(nMels: number = 128, options?: MelFrequenciesOptions): Float64Array {
  const { fmin, fmax, htk } = readOptions('melFrequencies', options, DEFAULTS);
  expectInteger(nMels, 'melFrequencies', 'nMels', 1);
  expectFinite(fmin, 'melFrequencies', 'fmin', 0);
  expectFinite(fmax, 'melFrequencies', 'fmax', 0);
  expectBoolean(htk, 'melFrequencies', 'htk');
  if (fmin > fmax) throw new ParameterError('melFrequencies', 'fmin', `must be <= fmax = ${fmax}, got ${fmin}`);
  return melSpaced(nMels, fmin, fmax, htk);
}

/** The same, unchecked. */
export function melSpaced(nMels: number, fmin: number, fmax: number, htk: boolean): Float64Array {
  const low = melOf(fmin, htk);
  const high = melOf(fmax, htk);
  const step = (high - low) / (nMels - 1);
  return Float64Array.from({ length: nMels }, (_, k) => (k === 0 ? fmin : k === nMels - 1 ? fmax : hzOfMel(low + k * step, htk)));
}
