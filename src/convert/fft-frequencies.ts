/**
 * The frequencies of the bins of a real FFT.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { expectSampleRate } from './sample-rate.js';

/** Options of {@link fftFrequencies}. */
export interface FftFrequenciesOptions {
  /** Samples per second, Hz, > 0. Must be given. */
  sampleRate: number;
  /** Length of the FFT, >= 1. @defaultValue `2048` */
  nFft?: number | undefined;
}

const DEFAULTS = { sampleRate: undefined as number | undefined, nFft: 2048 };

/**
 * Centre frequencies of the bins of a real FFT: `k sampleRate / nFft`.
 *
 * @param options - Sample rate and length.
 * @returns Hz, shape `[1 + floor(nFft / 2)]`.
 * @throws {@link ParameterError} if the rate is missing, or an option is unknown or out of range.
 * @example
 * ```ts
 * fftFrequencies({ sampleRate: 8000, nFft: 8 }); // [0, 1000, 2000, 3000, 4000]
 * ```
 * @see librosa 0.11 `fft_frequencies`, numpy `fft.rfftfreq`.
 */
export function fftFrequencies(options: FftFrequenciesOptions): Float64Array {
  const { sampleRate, nFft } = readOptions('fftFrequencies', options, DEFAULTS);
  expectSampleRate(sampleRate, 'fftFrequencies');
  expectInteger(nFft, 'fftFrequencies', 'nFft', 1);
  return binFrequencies(sampleRate, nFft);
}

/** The same, unchecked. */
export function binFrequencies(sampleRate: number, nFft: number): Float64Array {
  return Float64Array.from({ length: 1 + Math.floor(nFft / 2) }, (_, k) => (k * sampleRate) / nFft);
}
