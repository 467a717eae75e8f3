/**
 * Short-time Fourier transforms of signals that arrive in chunks.
 * @module
 */
import { readOptions } from '../core/options.js';
import { type Framing, resolveFraming, STFT_DEFAULTS, type StftOptions } from '../stft/framing.js';
import { spectraOf } from '../stft/spectra.js';
import { planStftRows } from '../stft/stft.js';
import { type FeatureStream, type StreamArray, type StreamDtype, type StreamOptions, type StreamRateOptions } from './feature-stream.js';
import { createRowStream, expectRate, isSingleDtype } from './row-stream.js';

/** Options of {@link createStftStream}: those of {@link stft}, and what streams need. */
export interface StftStreamOptions<D extends StreamDtype = StreamDtype> extends StftOptions, StreamOptions<D>, StreamRateOptions {}

/** Frames that are not centred: those of the padded signal. */
export const cutAsItIs = (framing: Framing): Framing => ({ ...framing, center: false });

/**
 * The short-time Fourier transform of a signal that arrives in chunks: {@link stft}, bit for bit, as soon as it can be known.
 *
 * @param options - {@link StftStreamOptions}.
 * @returns The stream. Frames have shape `[1 + floor(nFft / 2), frames, 2]`.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * const stream = createStftStream({ nFft: 4, hopLength: 2, window: 'boxcar', dtype: 'float64' });
 * stream.push(Float64Array.of(1, 0, -1)).shape; // [3, 1, 2]
 * stream.push(Float64Array.of(0, 1, 0, -1, 0)).shape; // [3, 3, 2]
 * stream.flush().shape; // [3, 1, 2]
 * ```
 * @see {@link stft}
 */
export function createStftStream<D extends StreamDtype = 'float32'>(
  options?: StftStreamOptions<D>,
): FeatureStream<StreamArray<D>, StftStreamOptions<D>> {
  const caller = 'createStftStream';
  const settings = readOptions(caller, options, { ...STFT_DEFAULTS, sampleRate: null as number | null, dtype: 'float32' as D });
  const { dtype, sampleRate } = settings;
  const single = isSingleDtype(dtype, caller);
  expectRate(sampleRate, caller);
  const framing = resolveFraming(settings, caller);
  const rows = planStftRows(spectraOf(cutAsItIs(framing), caller), single);
  return createRowStream({ name: 'StftStream', options: { ...settings, ...framing }, dtype, sampleRate, framing, rows, complex: true });
}
