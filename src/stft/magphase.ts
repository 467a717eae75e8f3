/**
 * Magnitude and phase of complex spectra.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor, timeMajorComplex } from '../core/nd.js';
import { expectPositive, readOptions } from '../core/options.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { readComplex } from './complex-input.js';
import { magnitudes } from './spectra.js';

/** Options of {@link magphase}. */
export interface MagphaseOptions {
  /** Exponent of the magnitude, > 0. @defaultValue `1` */
  power?: number | undefined;
}

/** What {@link magphase} returns. */
export interface Magphase<T extends FloatArray = FloatArray> {
  /** `|D| ** power`, shape `[...channels, bins, frames]`. */
  magnitude: NdArray<T>;
  /** `D / |D|`, shape `[...channels, bins, frames, 2]`; 1 where D is 0. */
  phase: NdArray<T>;
}

/**
 * Splits complex spectra into magnitude and phase, so that `D = magnitude * phase` for power 1.
 *
 * @param D - Complex spectra, shape `[...channels, bins, frames, 2]`.
 * @param options - {@link MagphaseOptions}.
 * @returns `{ magnitude, phase }`: shapes `[...channels, bins, frames]` and `[...channels, bins, frames, 2]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * const D = stft(Float64Array.of(0, 3, 0, -3), { nFft: 4, hopLength: 4, window: 'boxcar', center: false });
 * const { magnitude, phase } = magphase(D);
 * magnitude.get(1, 0); // 6
 * phase.get(1, 0, 1); // -1
 * ```
 * @see librosa 0.11 `magphase`.
 */
export function magphase<T extends FloatArray>(D: NdArray<T>, options?: MagphaseOptions): Magphase<T> {
  const { power } = readOptions('magphase', options, { power: 1 });
  expectPositive(power, 'magphase', 'power');
  const { lead, bins, frames, data } = readComplex(D, 'magphase');
  const phase = Float64Array.from(data);
  const magnitude = new Float64Array(phase.length / 2);
  magnitudes(magnitude, phase);
  for (let i = 0; i < magnitude.length; i++) {
    const m = magnitude[i]!;
    phase[2 * i] = m === 0 ? 1 : phase[2 * i]! / m;
    phase[2 * i + 1] = m === 0 ? 0 : phase[2 * i + 1]! / m;
    if (power !== 1) magnitude[i] = power === 2 ? m * m : Math.pow(m, power);
  }
  const rounded = roundLike(data, magnitude);
  refuseNonFinite(rounded, [data], 'magphase', 'D');
  return {
    magnitude: timeMajor(rounded, lead, bins, frames),
    phase: timeMajorComplex(roundLike(data, phase), lead, bins, frames),
  };
}
