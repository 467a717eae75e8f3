/**
 * Mel spectrograms of signals that arrive in chunks.
 * @module
 */
import { readOptions } from '../core/options.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { type MelFrameOptions, planMelFrames } from '../feature/mel-frames.js';
import { planMelRows } from '../feature/mel-rows.js';
import { melSpectrogramDefaults } from '../feature/mel-spectrogram.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { resolveFraming } from '../stft/framing.js';
import { type FeatureStream, type StreamArray, type StreamDtype, type StreamOptions } from './feature-stream.js';
import { createRowStream, isSingleDtype } from './row-stream.js';

/** Options of {@link createMelSpectrogramStream}: those of {@link melSpectrogram}, and what streams need. */
export interface MelSpectrogramStreamOptions<D extends StreamDtype = StreamDtype>
  extends Omit<MelFrameOptions, 'sampleRate'>, StreamOptions<D> {
  /** What each mel band is divided by: `'slaney'` its width, a number the norm of that order, `null` nothing. @defaultValue `'slaney'` */
  norm?: MelNorm | undefined;
  /** Samples per second, Hz, > 0. Must be given: chunks do not carry it. */
  sampleRate: number;
}

/**
 * The mel spectrogram of a signal that arrives in chunks: {@link melSpectrogram}, bit for bit, as soon as it can be known.
 *
 * @param options - {@link MelSpectrogramStreamOptions}; `sampleRate` must be given.
 * @returns The stream. Frames have shape `[nMels, frames]`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * const stream = createMelSpectrogramStream({ sampleRate: 16000, nFft: 512, hopLength: 160, nMels: 40 });
 * stream.push(new Float32Array(1600)).shape; // [40, 9]
 * stream.flush().shape; // [40, 2]
 * ```
 * @see {@link melSpectrogram}
 */
export function createMelSpectrogramStream<D extends StreamDtype = 'float32'>(
  options: MelSpectrogramStreamOptions<D>,
): FeatureStream<StreamArray<D>, MelSpectrogramStreamOptions<D>> {
  const caller = 'createMelSpectrogramStream';
  const settings = readOptions(caller, options, { ...melSpectrogramDefaults(), dtype: 'float32' as D });
  const { dtype, sampleRate, norm } = settings;
  expectSampleRate(sampleRate, caller);
  const single = isSingleDtype(dtype, caller);
  const framing = resolveFraming(settings, caller);
  const plan = planMelFrames({ ...settings, center: false }, norm, sampleRate, caller);
  const rows = planMelRows(plan, single, true);
  const known = { ...settings, ...framing, sampleRate };
  return createRowStream({ name: 'MelSpectrogramStream', options: known, dtype, sampleRate, framing, rows });
}
