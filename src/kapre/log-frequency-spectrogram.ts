/**
 * kapre's log-frequency spectrogram.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { computeRows, frameSignal, planAnalysis, STFT_DEFAULTS, type StftOptions, type StftSettings } from './analysis.js';
import { bankFftLength, planBandRows } from './band-rows.js';
import { itemsOf, readWaveform, shapeSpectrogram } from './data-format.js';
import { COMPOSED_DB_DEFAULTS, type ComposedDecibelOptions, type ComposedDecibelSettings, toComposedDecibel } from './decibel.js';
import { logBands, type LogBandNames } from './log-bands.js';
import { sparseBank } from './mel-bands.js';

/** Options of {@link logFrequencySpectrogram}. */
export interface LogFrequencySpectrogramOptions extends StftOptions, ComposedDecibelOptions {
  /** Samples per second, Hz, > 0. Needed unless the signal carries it. @defaultValue the signal's */
  sampleRate?: number | null | undefined;
  /** Bands, >= 1; they must end below `sampleRate / 2`. @defaultValue `84` */
  logNBins?: number | undefined;
  /** Centre of the lowest band, Hz, > 0. @defaultValue `32.70319566` (C1) */
  logFMin?: number | null | undefined;
  /** Bands in an octave, >= 1. @defaultValue `12` */
  logBinsPerOctave?: number | undefined;
  /** Standard deviation of a band, as a part of the distance to the next, > 0. @defaultValue `0.125` */
  logSpread?: number | undefined;
}

interface Settings extends StftSettings, ComposedDecibelSettings {
  sampleRate: number | null;
  logNBins: number;
  logFMin: number | null;
  logBinsPerOctave: number;
  logSpread: number;
}

const DEFAULTS: Settings = {
  ...STFT_DEFAULTS,
  ...COMPOSED_DB_DEFAULTS,
  sampleRate: null,
  logNBins: 84,
  logFMin: null,
  logBinsPerOctave: 12,
  logSpread: 0.125,
};

const NAMES: LogBandNames = { nBins: 'logNBins', binsPerOctave: 'logBinsPerOctave', fMin: 'logFMin', spread: 'logSpread' };

/**
 * Magnitudes added up in bands that are equally spaced in octaves (see {@link filterbankLog}), in decibels if asked for.
 *
 * @param y - Signal, shape `[...channels, samples]`, or a batch in `inputDataFormat`.
 * @param options - {@link LogFrequencySpectrogramOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, logNBins, frames]`, or a batch in `outputDataFormat`; frames as in {@link stft}. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a window.
 * @example
 * ```ts
 * import { logFrequencySpectrogram } from '@audiolab/dsp/kapre';
 *
 * const y = Float64Array.from({ length: 22050 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 22050));
 * const S = logFrequencySpectrogram(y, { sampleRate: 22050 });
 * S.shape; // [84, 40]
 * S.get(45, 20) > 20 * S.get(47, 20); // true
 * ```
 * @see kapre 0.4.0 `composed.get_log_frequency_spectrogram_layer`, with filters in double precision.
 */
export function logFrequencySpectrogram<T extends FloatArray>(y: SignalInput<T>, options?: LogFrequencySpectrogramOptions): NdArray<T> {
  const caller = 'logFrequencySpectrogram';
  const settings = readOptions<Settings>(caller, options, DEFAULTS);
  const analysis = planAnalysis(settings, caller);
  const { sizes, spectra } = analysis;
  const signal = readWaveform(y, caller, settings.inputDataFormat, 'inputDataFormat');
  const framed = frameSignal(signal, analysis, caller);
  const sampleRate = resolveSampleRate(signal.sampleRate, settings.sampleRate, caller);
  const { logNBins, logFMin, logBinsPerOctave, logSpread, outputDataFormat } = settings;
  const bands = { nBins: logNBins, fMin: logFMin, binsPerOctave: logBinsPerOctave, spread: logSpread };
  const bank = sparseBank(logBands(bands, sampleRate, bankFftLength(sizes), NAMES, caller), spectra.bins);
  const data = computeRows(framed, () => planBandRows(analysis, bank, 1, undefined), caller);
  const out = toComposedDecibel(data, itemsOf(framed.lead, framed.channels.length, outputDataFormat), settings, caller);
  return shapeSpectrogram(out, framed.lead, logNBins, framed.frames, outputDataFormat, caller, 'outputDataFormat');
}
