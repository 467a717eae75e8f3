/**
 * Magnitudes and phases as channels.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { sizeOf } from '../core/view.js';
import { type FloatArray } from '../core/types.js';
import { planStftRows } from '../stft/stft.js';
import { computeRows, frameSignal, planAnalysis, STFT_DEFAULTS, type StftOptions, type StftSettings } from './analysis.js';
import { concatenateChannels, withChannels } from './concatenate-channels.js';
import { itemsOf, readWaveform, shapeSpectra, shapeSpectrogram } from './data-format.js';
import { COMPOSED_DB_DEFAULTS, type ComposedDecibelOptions, type ComposedDecibelSettings, toComposedDecibel } from './decibel.js';
import { magnitudeOf } from './magnitude.js';
import { phaseOf } from './phase.js';

/** Options of {@link stftMagPhase}. */
export interface StftMagPhaseOptions extends StftOptions, ComposedDecibelOptions {}

/**
 * Magnitudes (in decibels if asked for) and phases of the short-time Fourier transform as channels: first the magnitudes of all channels,
 * then their phases.
 *
 * @param y - Signal, shape `[...channels, samples]`, or a batch in `inputDataFormat`.
 * @param options - {@link StftMagPhaseOptions}.
 * @returns Shape `[..., 2 channels, 1 + floor(nFft / 2), frames]`, also for `[samples]`, or a batch in `outputDataFormat`; frames as in
 * {@link stft}. Phases in radians. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a window.
 * @example
 * ```ts
 * import { stftMagPhase } from '@audiolab/dsp/kapre';
 *
 * const S = stftMagPhase(Float64Array.of(1, 0, -1, 0, 1, 0, -1, 0), { nFft: 4, hopLength: 4 });
 * S.shape; // [2, 3, 2]
 * [S.get(0, 1, 0), S.get(1, 1, 0)]; // [1, 0]
 * ```
 * @see kapre 0.4.0 `composed.get_stft_mag_phase`.
 */
export function stftMagPhase<T extends FloatArray>(y: SignalInput<T>, options?: StftMagPhaseOptions): NdArray<T> {
  const caller = 'stftMagPhase';
  const settings = readOptions<StftSettings & ComposedDecibelSettings>(caller, options, { ...STFT_DEFAULTS, ...COMPOSED_DB_DEFAULTS });
  const analysis = planAnalysis(settings, caller);
  const { bins } = analysis.spectra;
  const framed = frameSignal(readWaveform(y, caller, settings.inputDataFormat, 'inputDataFormat'), analysis, caller);
  const { lead, frames, channels } = framed;
  const pairs = computeRows(framed, (single) => planStftRows(analysis.spectra, single), caller);
  const D = shapeSpectra(pairs, [channels.length], bins, frames, null, caller, 'outputDataFormat');
  const format = settings.outputDataFormat;
  const levels = toComposedDecibel(magnitudeOf(D, null, caller).data, itemsOf(lead, channels.length, format), settings, caller);
  const data = concatenateChannels([levels, phaseOf(D, Math.atan2, null, caller).data], sizeOf(lead.slice(0, -1)));
  return shapeSpectrogram(
    data,
    withChannels(lead, (c) => 2 * c),
    bins,
    frames,
    format,
    caller,
    'outputDataFormat',
  );
}
