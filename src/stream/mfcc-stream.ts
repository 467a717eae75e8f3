/**
 * Mel-frequency cepstral coefficients of signals that arrive in chunks.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { type CepstrumOptions } from '../feature/cepstrum.js';
import { type MelFrameOptions } from '../feature/mel-frames.js';
import { plainMfccDefaults, planMfcc, planMfccRows } from '../feature/mfcc-plan.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { resolveFraming } from '../stft/framing.js';
import { type FeatureStream, type StreamArray, type StreamDtype, type StreamOptions } from './feature-stream.js';
import { createRowStream, isSingleDtype } from './row-stream.js';

/** Options of {@link createMfccStream}: those of {@link mfcc}, and what streams need. */
export interface MfccStreamOptions<D extends StreamDtype = StreamDtype>
  extends Omit<MelFrameOptions, 'sampleRate'>, CepstrumOptions, StreamOptions<D> {
  /** Samples per second, Hz, > 0. Must be given: chunks do not carry it. */
  sampleRate: number;
  /** What each mel band is divided by: `'slaney'` its width, a number the norm of that order, `null` nothing. @defaultValue `'slaney'` */
  melNorm?: MelNorm | undefined;
  /** Floor of the bands before the logarithm, > 0. @defaultValue `1e-10` */
  amin?: number | undefined;
  /** Nothing else: the loudest band of the whole signal is not known before its end. @defaultValue `null` */
  topDb?: null | undefined;
}

/**
 * Mel-frequency cepstral coefficients of a signal that arrives in chunks: {@link mfcc} with `topDb: null`, bit for bit, as soon as they can
 * be known.
 *
 * @param options - {@link MfccStreamOptions}; `sampleRate` must be given.
 * @returns The stream. Frames have shape `[nMfcc, frames]`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * const stream = createMfccStream({ sampleRate: 16000, nFft: 512, hopLength: 160, nMfcc: 13 });
 * const out = new Float32Array(stream.width * stream.framesAtMost(128));
 * let frames = 0;
 * for (let block = 0; block < 125; block++) frames += stream.pushInto(out, new Float32Array(128)); // a second
 * frames; // 99
 * out[0]; // -1131.37
 * ```
 * @see {@link mfcc}
 */
export function createMfccStream<D extends StreamDtype = 'float32'>(
  options: MfccStreamOptions<D>,
): FeatureStream<StreamArray<D>, MfccStreamOptions<D>> {
  const caller = 'createMfccStream';
  const settings = readOptions(caller, options, { ...plainMfccDefaults(), topDb: null, dtype: 'float32' as D });
  const { dtype, sampleRate, topDb } = settings;
  if (topDb !== null) {
    const reason = 'since the loudest band of the whole signal is not known before its end';
    throw new ParameterError(caller, 'topDb', `must be null in a stream, ${reason}; got ${show(topDb)}`);
  }
  expectSampleRate(sampleRate, caller);
  const single = isSingleDtype(dtype, caller);
  const framing = resolveFraming(settings, caller);
  const plan = planMfcc({ ...settings, center: false }, sampleRate, caller);
  const rows = planMfccRows(plan, single ? plan.mel.lanes(true, plan.cepstrum) : undefined);
  const known = { ...settings, ...framing, sampleRate };
  return createRowStream({ name: 'MfccStream', options: known, dtype, sampleRate, framing, rows });
}
