/**
 * Magnitudes of a signal's short-time Fourier transform.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { planSpectrogramRows } from '../stft/spectrogram.js';
import { computeRows, frameSignal, planAnalysis, STFT_DEFAULTS, type StftOptions, type StftSettings } from './analysis.js';
import { itemsOf, readWaveform, shapeSpectrogram } from './data-format.js';
import { COMPOSED_DB_DEFAULTS, type ComposedDecibelOptions, type ComposedDecibelSettings, toComposedDecibel } from './decibel.js';

/** Options of {@link stftMagnitude}. */
export interface StftMagnitudeOptions extends StftOptions, ComposedDecibelOptions {}

/**
 * Magnitudes of the short-time Fourier transform, in decibels if asked for.
 *
 * @param y - Signal, shape `[...channels, samples]`, or a batch in `inputDataFormat`.
 * @param options - {@link StftMagnitudeOptions}.
 * @returns Shape `[...channels, 1 + floor(nFft / 2), frames]`, or a batch in `outputDataFormat`; frames as in {@link stft}. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a window.
 * @example
 * ```ts
 * import { stftMagnitude } from '@audiolab/dsp/kapre';
 *
 * const y = Float64Array.from({ length: 2048 }, (_, n) => Math.sin(n / 5));
 * stftMagnitude(y, { nFft: 1024, hopLength: 512 }).shape; // [513, 3]
 * stftMagnitude(y, { nFft: 1024, hopLength: 512, returnDecibel: true }).get(33, 1); // 23.618
 * ```
 * @see kapre 0.4.0 `composed.get_stft_magnitude_layer`.
 */
export function stftMagnitude<T extends FloatArray>(y: SignalInput<T>, options?: StftMagnitudeOptions): NdArray<T> {
  const caller = 'stftMagnitude';
  const settings = readOptions<StftSettings & ComposedDecibelSettings>(caller, options, { ...STFT_DEFAULTS, ...COMPOSED_DB_DEFAULTS });
  const analysis = planAnalysis(settings, caller);
  const framed = frameSignal(readWaveform(y, caller, settings.inputDataFormat, 'inputDataFormat'), analysis, caller);
  const data = computeRows(framed, (single) => planSpectrogramRows(analysis.spectra, 1, single), caller);
  const items = itemsOf(framed.lead, framed.channels.length, settings.outputDataFormat);
  const out = toComposedDecibel(data, items, settings, caller);
  return shapeSpectrogram(out, framed.lead, analysis.spectra.bins, framed.frames, settings.outputDataFormat, caller, 'outputDataFormat');
}
