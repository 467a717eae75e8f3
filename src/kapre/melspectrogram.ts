/**
 * kapre's mel spectrogram.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { computeRows, frameSignal, planAnalysis, STFT_DEFAULTS, type StftOptions, type StftSettings } from './analysis.js';
import { bankFftLength, lanesOf, planBandRows } from './band-rows.js';
import { itemsOf, readWaveform, shapeSpectrogram } from './data-format.js';
import { COMPOSED_DB_DEFAULTS, type ComposedDecibelOptions, type ComposedDecibelSettings, toComposedDecibel } from './decibel.js';
import { type MelBandNames, resolveMelBands } from './mel-bands.js';

/** Options of {@link melspectrogram}. */
export interface MelspectrogramOptions extends StftOptions, ComposedDecibelOptions {
  /** Samples per second, Hz, > 0. Needed unless the signal carries it. @defaultValue the signal's */
  sampleRate?: number | null | undefined;
  /** Bands, in [1, bins]. @defaultValue `128` */
  nMels?: number | undefined;
  /** Lower edge of the lowest band, Hz, >= 0. @defaultValue `0` */
  melFMin?: number | undefined;
  /** Upper edge of the highest band, Hz, in (melFMin, sampleRate / 2]. @defaultValue `sampleRate / 2` */
  melFMax?: number | null | undefined;
  /** `true`: HTK's mel scale. `false`: Slaney's. @defaultValue `false` */
  melHtk?: boolean | undefined;
  /** What each band is divided by: `'slaney'` its width, a number the norm of that order, `null` nothing. @defaultValue `'slaney'` */
  melNorm?: MelNorm | undefined;
}

interface Settings extends StftSettings, ComposedDecibelSettings {
  sampleRate: number | null;
  nMels: number;
  melFMin: number;
  melFMax: number | null;
  melHtk: boolean;
  melNorm: MelNorm;
}

const DEFAULTS: Settings = {
  ...STFT_DEFAULTS,
  ...COMPOSED_DB_DEFAULTS,
  sampleRate: null,
  nMels: 128,
  melFMin: 0,
  melFMax: null,
  melHtk: false,
  melNorm: 'slaney',
};

const NAMES: MelBandNames = { nMels: 'nMels', fMin: 'melFMin', fMax: 'melFMax', htk: 'melHtk', norm: 'melNorm' };

/**
 * The mel spectrogram of kapre: magnitudes, not powers, added up in mel bands, in decibels if asked for.
 *
 * @param y - Signal, shape `[...channels, samples]`, or a batch in `inputDataFormat`.
 * @param options - {@link MelspectrogramOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, nMels, frames]`, or a batch in `outputDataFormat`; frames as in {@link stft}. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a window.
 * @example
 * ```ts
 * import { melspectrogram } from '@audiolab/dsp/kapre';
 *
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const S = melspectrogram(y, { sampleRate: 16000, nMels: 40, returnDecibel: true });
 * S.shape; // [40, 28]
 * S.get(5, 14); // 11.286
 * ```
 * @see kapre 0.4.0 `composed.get_melspectrogram_layer`, with filters in double precision.
 */
export function melspectrogram<T extends FloatArray>(y: SignalInput<T>, options?: MelspectrogramOptions): NdArray<T> {
  const caller = 'melspectrogram';
  const settings = readOptions<Settings>(caller, options, DEFAULTS);
  const analysis = planAnalysis(settings, caller);
  const signal = readWaveform(y, caller, settings.inputDataFormat, 'inputDataFormat');
  const framed = frameSignal(signal, analysis, caller);
  const sampleRate = resolveSampleRate(signal.sampleRate, settings.sampleRate, caller);
  const { nMels, melFMin, melFMax, melHtk, melNorm, outputDataFormat } = settings;
  const bands = { nMels, fMin: melFMin, fMax: melFMax, htk: melHtk, norm: melNorm };
  const { settings: mel, bank } = resolveMelBands(bands, sampleRate, bankFftLength(analysis.sizes), NAMES, settings.onWarning, caller);
  const data = computeRows(framed, (single) => planBandRows(analysis, bank, 1, single ? lanesOf(analysis, mel, 1) : undefined), caller);
  const out = toComposedDecibel(data, itemsOf(framed.lead, framed.channels.length, outputDataFormat), settings, caller);
  return shapeSpectrogram(out, framed.lead, nMels, framed.frames, outputDataFormat, caller, 'outputDataFormat');
}
