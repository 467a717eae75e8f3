/**
 * Spectrograms of signals that arrive in chunks.
 * @module
 */
import { expectPositive, readOptions } from '../core/options.js';
import { resolveFraming, STFT_DEFAULTS } from '../stft/framing.js';
import { spectraOf } from '../stft/spectra.js';
import { planSpectrogramRows, type SpectrogramOptions } from '../stft/spectrogram.js';
import { type FeatureStream, type StreamArray, type StreamDtype, type StreamOptions, type StreamRateOptions } from './feature-stream.js';
import { createRowStream, expectRate, isSingleDtype } from './row-stream.js';
import { cutAsItIs } from './stft-stream.js';

/** Options of {@link createSpectrogramStream}: those of {@link spectrogram}, and what streams need. */
export interface SpectrogramStreamOptions<D extends StreamDtype = StreamDtype>
  extends SpectrogramOptions, StreamOptions<D>, StreamRateOptions {}

/**
 * The spectrogram of a signal that arrives in chunks: {@link spectrogram}, bit for bit, as soon as it can be known.
 *
 * @param options - {@link SpectrogramStreamOptions}.
 * @returns The stream. Frames have shape `[1 + floor(nFft / 2), frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * const stream = createSpectrogramStream({ nFft: 512, hopLength: 128, power: 2 });
 * stream.latency; // 255
 * stream.push(new Float32Array(1000)).shape; // [257, 6]
 * stream.flush().shape; // [257, 2]
 * ```
 * @see {@link spectrogram}
 */
export function createSpectrogramStream<D extends StreamDtype = 'float32'>(
  options?: SpectrogramStreamOptions<D>,
): FeatureStream<StreamArray<D>, SpectrogramStreamOptions<D>> {
  const caller = 'createSpectrogramStream';
  const defaults = { ...STFT_DEFAULTS, power: 1, sampleRate: null as number | null, dtype: 'float32' as D };
  const settings = readOptions(caller, options, defaults);
  const { dtype, sampleRate, power } = settings;
  const single = isSingleDtype(dtype, caller);
  expectRate(sampleRate, caller);
  expectPositive(power, caller, 'power');
  const framing = resolveFraming(settings, caller);
  const rows = planSpectrogramRows(spectraOf(cutAsItIs(framing), caller), power, single);
  return createRowStream({ name: 'SpectrogramStream', options: { ...settings, ...framing }, dtype, sampleRate, framing, rows });
}
