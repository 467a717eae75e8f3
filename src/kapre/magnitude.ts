/**
 * Magnitudes of complex spectra.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { magnitudes } from '../stft/spectra.js';
import { type DataFormat, expectFormat, type Format, readSpectra, shapeSpectrogram } from './data-format.js';

/** Options of {@link magnitude}. */
export interface MagnitudeOptions {
  /** How `D` lies; `null`: `[...channels, bins, frames, 2]`. @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
}

/**
 * The magnitude of complex spectra.
 *
 * @param D - Complex spectra, as {@link stft} returns them.
 * @param options - {@link MagnitudeOptions}.
 * @returns `|D|`, shape that of `D` without its last axis, precision as `D`.
 * @throws `ParameterError` if an option is unknown or a value is not finite.
 * @example
 * ```ts
 * import { magnitude, stft } from '@audiolab/dsp/kapre';
 *
 * const D = stft(Float64Array.of(1, 0, -1, 0), { nFft: 4 });
 * magnitude(D).get(1, 0); // 1
 * ```
 * @see kapre 0.4.0 `Magnitude`.
 */
export function magnitude<T extends FloatArray>(D: NdArray<T>, options?: MagnitudeOptions): NdArray<T> {
  const { dataFormat } = readOptions('magnitude', options, { dataFormat: null as Format });
  return magnitudeOf(D, dataFormat, 'magnitude');
}

/** The same for a format that is read. */
export function magnitudeOf<T extends FloatArray>(D: NdArray<T>, format: Format, caller: string): NdArray<T> {
  expectFormat(format, caller, 'dataFormat');
  const { data, lead, bins, frames } = readSpectra(D, caller, format, 'dataFormat');
  const values = new Float64Array(data.length / 2);
  magnitudes(values, widen(data));
  const out = roundLike(data, values);
  refuseNonFinite(out, [data], caller, 'D');
  return shapeSpectrogram(out, lead, bins, frames, format, caller, 'dataFormat');
}
