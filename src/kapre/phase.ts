/**
 * Phases of complex spectra.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type DataFormat, expectFormat, type Format, readSpectra, shapeSpectrogram } from './data-format.js';

/** Options of {@link phase}. */
export interface PhaseOptions {
  /**
   * `null`: the exact angle. n >= 1: that of kapre's layers for TFLite, an arctangent of n steps of a continued fraction, whose error grows
   * with the slope. @defaultValue `null`
   */
  approxAtanAccuracy?: number | null | undefined;
  /** How `D` lies; `null`: `[...channels, bins, frames, 2]`. @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
  /** `true`: where the real part is 0, the approximation says ±π as kapre's does; it should be ±π/2. @defaultValue `false` */
  compat?: boolean | undefined;
}

/**
 * The phase of complex spectra, in radians.
 *
 * The approximation is `arctan(x) = x / (1 + x² / (3 + 4x² / (5 + 9x² / (7 + ...))))`, begun at its n-th fraction.
 *
 * @param D - Complex spectra, as {@link stft} returns them.
 * @param options - {@link PhaseOptions}.
 * @returns Angles in [-π, π], 0 where `D` is 0, shape that of `D` without its last axis, precision as `D`.
 * @throws `ParameterError` if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * import { phase, stft } from '@audiolab/dsp/kapre';
 *
 * const D = stft(Float64Array.of(0, 1, 1, 1), { nFft: 4 });
 * phase(D).get(1, 0); // 3.141593
 * phase(D, { approxAtanAccuracy: 100 }).get(1, 0); // 3.141593
 * ```
 * @see kapre 0.4.0 `Phase`; `tflite_compatible_stft.atan2_tflite` for the approximation.
 */
export function phase<T extends FloatArray>(D: NdArray<T>, options?: PhaseOptions): NdArray<T> {
  const settings = readOptions('phase', options, {
    approxAtanAccuracy: null as number | null,
    dataFormat: null as Format,
    compat: false,
  });
  const { approxAtanAccuracy, compat } = settings;
  if (approxAtanAccuracy !== null) expectInteger(approxAtanAccuracy, 'phase', 'approxAtanAccuracy', 1);
  expectBoolean(compat, 'phase', 'compat');
  const vertical = compat ? Math.PI : Math.PI / 2;
  return phaseOf(
    D,
    approxAtanAccuracy === null ? Math.atan2 : (y, x) => approximateAtan2(y, x, approxAtanAccuracy, vertical),
    settings.dataFormat,
    'phase',
  );
}

/** Phases by any arctangent of two arguments. A zero has no sign here: the FFT of another program may give it the other one. */
export function phaseOf<T extends FloatArray>(
  D: NdArray<T>,
  atan2: (y: number, x: number) => number,
  format: Format,
  caller: string,
): NdArray<T> {
  expectFormat(format, caller, 'dataFormat');
  const { data, lead, bins, frames } = readSpectra(D, caller, format, 'dataFormat');
  const out = new Float64Array(data.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = atan2(data[2 * i + 1]! + 0, data[2 * i]! + 0); // -0 + 0 is 0
  return shapeSpectrogram(roundLike(data, out), lead, bins, frames, format, caller, 'dataFormat');
}

function approximateAtan2(y: number, x: number, steps: number, vertical: number): number {
  if (x === 0) return Math.sign(y) * vertical;
  const slope = y / x;
  if (!Number.isFinite(slope * slope)) return (Math.sign(y) * Math.PI) / 2; // as steep as if x were 0
  const angle = continuedFraction(slope, steps);
  return x > 0 ? angle : y >= 0 ? angle + Math.PI : angle - Math.PI;
}

/** From the innermost of `steps` fractions outwards. */
function continuedFraction(x: number, steps: number): number {
  const square = x * x;
  let denominator = 2 * steps + 1;
  for (let k = steps; k > 0; k--) denominator = 2 * k - 1 + (k * k * square) / denominator;
  return x / denominator;
}
