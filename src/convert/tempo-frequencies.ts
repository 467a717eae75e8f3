/**
 * The tempo axis of tempograms, in beats per minute.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { binFrequencies } from './fft-frequencies.js';
import { expectSampleRate } from './sample-rate.js';

/** Options of {@link tempoFrequencies}. */
export interface TempoFrequenciesOptions {
  /** Samples per second, Hz, > 0. Must be given. */
  sampleRate: number;
  /** Samples from one frame start to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
}

/** Options of {@link fourierTempoFrequencies}. */
export interface FourierTempoFrequenciesOptions extends TempoFrequenciesOptions {
  /** Frames per window, >= 1. @defaultValue `384` */
  winLength?: number | undefined;
}

const DEFAULTS = { sampleRate: undefined as number | undefined, hopLength: 512 };

/**
 * Tempi of the lags of an autocorrelation tempogram: `60 sampleRate / (hopLength lag)`.
 *
 * @param nBins - Number of lags, >= 1.
 * @param options - Rate and hop.
 * @returns Beats per minute, descending, shape `[nBins]`. The first is Infinity: lag 0 has no tempo.
 * @throws {@link ParameterError} if the rate is missing, or an option is unknown or out of range.
 * @example
 * ```ts
 * tempoFrequencies(4, { sampleRate: 16000, hopLength: 500 }); // [Infinity, 1920, 960, 640]
 * ```
 * @see librosa 0.11 `tempo_frequencies`.
 */
export function tempoFrequencies(nBins: number, options: TempoFrequenciesOptions): Float64Array {
  const { sampleRate, hopLength } = readOptions('tempoFrequencies', options, DEFAULTS);
  expectInteger(nBins, 'tempoFrequencies', 'nBins', 1);
  expectSampleRate(sampleRate, 'tempoFrequencies');
  expectInteger(hopLength, 'tempoFrequencies', 'hopLength', 1);
  return Float64Array.from({ length: nBins }, (_, lag) => (60 * sampleRate) / (hopLength * lag));
}

/**
 * Tempi of the bins of a Fourier tempogram: `60 k sampleRate / (hopLength winLength)`.
 *
 * @param options - Rate, hop and window.
 * @returns Beats per minute, ascending, shape `[1 + floor(winLength / 2)]`.
 * @throws {@link ParameterError} if the rate is missing, or an option is unknown or out of range.
 * @example
 * ```ts
 * fourierTempoFrequencies({ sampleRate: 16000, hopLength: 500, winLength: 8 }); // [0, 240, 480, 720, 960]
 * ```
 * @see librosa 0.11 `fourier_tempo_frequencies`.
 */
export function fourierTempoFrequencies(options: FourierTempoFrequenciesOptions): Float64Array {
  const { sampleRate, hopLength, winLength } = readOptions('fourierTempoFrequencies', options, { ...DEFAULTS, winLength: 384 });
  expectSampleRate(sampleRate, 'fourierTempoFrequencies');
  expectInteger(hopLength, 'fourierTempoFrequencies', 'hopLength', 1);
  expectInteger(winLength, 'fourierTempoFrequencies', 'winLength', 1);
  return binFrequencies((60 * sampleRate) / hopLength, winLength);
}
