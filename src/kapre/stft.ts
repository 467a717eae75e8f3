/**
 * kapre's short-time Fourier transform.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { planStftRows } from '../stft/stft.js';
import { computeRows, frameSignal, planAnalysis, STFT_DEFAULTS, type StftOptions, type StftSettings } from './analysis.js';
import { readWaveform, shapeSpectra } from './data-format.js';

/**
 * The short-time Fourier transform of kapre's layer `STFT`: windows at the beginning of their frames, frames that are not centred.
 *
 * @param y - Signal, shape `[...channels, samples]`, or a batch in `inputDataFormat`.
 * @param options - {@link StftOptions}.
 * @returns Complex spectra, real and imaginary part along the last axis: `[...channels, 1 + floor(nFft / 2), frames, 2]`, or in
 * `outputDataFormat` `[batch, channels, frames, bins, 2]` or `[batch, frames, bins, channels, 2]`. With n samples, those of `padBegin`
 * included, `frames = 1 + floor((n - winLength) / hopLength)`, with `padEnd` `ceil(n / hopLength)`. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a window.
 * @example
 * ```ts
 * import { stft } from '@audiolab/dsp/kapre';
 *
 * const y = Float64Array.of(1, 0, -1, 0, 1, 0, -1, 0);
 * const D = stft(y, { nFft: 4, hopLength: 4 });
 * D.shape; // [3, 2, 2]
 * D.get(1, 0, 0); // 1
 * stft(y, { nFft: 4, hopLength: 4, outputDataFormat: 'channels_last' }).shape; // [1, 2, 3, 1, 2]
 * ```
 * @see kapre 0.4.0 `STFT` on TensorFlow 2.21 `tf.signal.stft`.
 */
export function stft<T extends FloatArray>(y: SignalInput<T>, options?: StftOptions): NdArray<T> {
  return transform(y, readOptions<StftSettings>('stft', options, STFT_DEFAULTS), 'stft');
}

/** The same for settings that are read. */
export function transform<T extends FloatArray>(y: SignalInput<T>, settings: StftSettings, caller: string): NdArray<T> {
  const analysis = planAnalysis(settings, caller);
  const framed = frameSignal(readWaveform(y, caller, settings.inputDataFormat, 'inputDataFormat'), analysis, caller);
  const data = computeRows(framed, (single) => planStftRows(analysis.spectra, single), caller);
  return shapeSpectra(data, framed.lead, analysis.spectra.bins, framed.frames, settings.outputDataFormat, caller, 'outputDataFormat');
}
