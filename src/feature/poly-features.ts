/**
 * Polynomials fitted to spectra.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFiniteFeatures, readFeatures } from '../core/features.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { featuresSource, type FrameKernel, mapFrames } from '../stft/frame-source.js';
import {
  type Frequencies,
  SIGNAL_FREQUENCIES,
  signalFrequencies,
  type SignalFrequencyOptions,
  SPECTROGRAM_FREQUENCIES,
  spectrogramFrequencies,
  type SpectrogramFrequencyOptions,
} from './frequencies.js';
import { polynomialFit } from './polynomial-fit.js';

interface Own {
  /** Degree of the polynomial, in [0, bins - 1]. @defaultValue `1` */
  order?: number | undefined;
}

/** Options of {@link polyFeatures}. */
export interface PolyFeaturesOptions extends SignalFrequencyOptions, Own {}

/** Options of {@link polyFeaturesFromSpectrogram}. */
export interface PolyFeaturesFromSpectrogramOptions extends SpectrogramFrequencyOptions, Own {}

const OWN = { order: 1 };

/**
 * Coefficients of the polynomial in frequency that fits each frame's magnitudes best in the least-squares sense.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link PolyFeaturesOptions}.
 * @returns Coefficients, highest power first, shape `[...channels, order + 1, frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or the frequencies cannot tell the
 * powers apart in double precision.
 * @example
 * ```ts
 * const y = tone(1000, { sampleRate: 16000, duration: 1 });
 * polyFeatures(y, { sampleRate: 16000, order: 2 }).shape; // [3, 32]
 * ```
 * @see librosa 0.11 `feature.poly_features`, numpy `polyfit`.
 */
export function polyFeatures<T extends FloatArray>(y: SignalInput<T>, options?: PolyFeaturesOptions): NdArray<T> {
  const o = readOptions('polyFeatures', options, { ...SIGNAL_FREQUENCIES, ...OWN });
  expectInteger(o.order, 'polyFeatures', 'order', 0);
  const { source, frequencies } = signalFrequencies(y, o, 'polyFeatures', 1);
  return mapFrames(source, o.order + 1, polyKernel(frequencies, o.order, 'polyFeatures'));
}

/**
 * Polynomials fitted to the frames of a given spectrogram.
 *
 * @param S - Spectrogram of any scale and sign, shape `[...channels, bins, frames]`.
 * @param options - {@link PolyFeaturesFromSpectrogramOptions}.
 * @returns Coefficients, highest power first, shape `[...channels, order + 1, frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a value is not finite, or the frequencies cannot tell the
 * powers apart in double precision.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(5, 7, 9), shape: [3, 1], stride: [1, 3], offset: 0 } as NdArray<Float64Array>;
 * const line = polyFeaturesFromSpectrogram(S, { freq: Float64Array.of(0, 1, 2) });
 * line.get(0, 0).toFixed(6); // '2.000000'
 * line.get(1, 0).toFixed(6); // '5.000000'
 * ```
 * @see librosa 0.11 `feature.poly_features(S=)`.
 */
export function polyFeaturesFromSpectrogram<T extends FloatArray>(S: NdArray<T>, options?: PolyFeaturesFromSpectrogramOptions): NdArray<T> {
  const caller = 'polyFeaturesFromSpectrogram';
  const o = readOptions(caller, options, { ...SPECTROGRAM_FREQUENCIES, ...OWN });
  expectInteger(o.order, caller, 'order', 0);
  const features = readFeatures(S, caller);
  expectFiniteFeatures(features, caller);
  const source = featuresSource(features, caller);
  return mapFrames(source, o.order + 1, polyKernel(spectrogramFrequencies(o, source, caller), o.order, caller));
}

/** Coefficients are dot products with the rows of the pseudo-inverse, which is the same for all frames with the same frequencies. */
function polyKernel({ data: freq, rows, bins }: Frequencies, order: number, caller: string): FrameKernel {
  if (order >= bins) throw new ParameterError(caller, 'order', `must be < the ${bins} bins, got ${order}`);
  let inverse: Float64Array | undefined;
  let row = -1;
  return (x, from, out, to, at) => {
    if (at % rows !== row || inverse === undefined) {
      row = at % rows;
      inverse = polynomialFit(freq.subarray(row * bins, (row + 1) * bins), order);
      if (inverse === undefined)
        throw new ParameterError(caller, 'order', `is too high for these frequencies in double precision, got ${order}`);
    }
    for (let c = 0; c <= order; c++) {
      let sum = 0;
      for (let k = 0; k < bins; k++) sum += inverse[c * bins + k]! * x[from + k]!;
      out[to + c] = sum;
    }
  };
}
