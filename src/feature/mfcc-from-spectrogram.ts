/**
 * Mel-frequency cepstral coefficients of given mel spectrograms.
 * @module
 */
import { readFeatures } from '../core/features.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { featuresSource, mapFrames } from '../stft/frame-source.js';
import { applyCepstrum, CEPSTRUM_DEFAULTS, cepstrumMatrix, type CepstrumOptions } from './cepstrum.js';

/** Options of {@link mfccFromSpectrogram}. */
export type MfccFromSpectrogramOptions = CepstrumOptions;

/**
 * The cosine transform of a log-power mel spectrogram.
 *
 * @param S - Mel spectrogram in dB, shape `[...channels, nMels, frames]`, such as `powerToDb(melSpectrogram(y))`.
 * @param options - {@link MfccFromSpectrogramOptions}.
 * @returns Shape `[...channels, nMfcc, frames]`, precision as `S`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * const y = Float64Array.from({ length: 8000 }, (_, n) => Math.sin(n));
 * const S = powerToDb(melSpectrogram(y, { sampleRate: 8000, nMels: 40 }));
 * mfccFromSpectrogram(S, { nMfcc: 13 }).shape; // [13, 16]
 * ```
 * @see librosa 0.11 `feature.mfcc(S=)`.
 */
export function mfccFromSpectrogram<T extends FloatArray>(S: NdArray<T>, options?: MfccFromSpectrogramOptions): NdArray<T> {
  const caller = 'mfccFromSpectrogram';
  const settings = readOptions(caller, options, CEPSTRUM_DEFAULTS);
  const source = featuresSource(readFeatures(S, caller), caller);
  const matrix = cepstrumMatrix(settings, source.bins, caller);
  return mapFrames(source, settings.nMfcc, (x, from, out, to) => applyCepstrum(out, to, x, from, matrix, source.bins));
}
