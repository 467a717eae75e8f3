/**
 * How long a signal is, and a signal whose spectrogram is given.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { isNdArray } from '../core/view.js';
import { expectSampleRate } from './sample-rate.js';

/** Options of {@link getDuration}. */
export interface GetDurationOptions {
  /** Samples per second, Hz, > 0. Must be given unless the signal carries it. */
  sampleRate?: number | undefined;
}

/** Options of {@link getDurationFromSpectrogram}. */
export interface GetDurationFromSpectrogramOptions {
  /** Samples per second, Hz, > 0. Must be given. */
  sampleRate: number;
  /** Length of the FFT, >= 1. @defaultValue `2048` */
  nFft?: number | undefined;
  /** Samples from one frame start to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
  /** Whether frame t is centred at sample `t hopLength`; otherwise it begins there. @defaultValue `true` */
  center?: boolean | undefined;
}

/**
 * Duration of a signal in seconds.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - Rate.
 * @returns `samples / sampleRate`, seconds.
 * @throws {@link ParameterError} if the signal is empty, the rate is missing or contradicts the signal, or an option is unknown.
 * @example
 * ```ts
 * getDuration(new Float32Array(11025), { sampleRate: 22050 }); // 0.5
 * getDuration({ samples: new Float32Array(8000), sampleRate: 16000 }); // 0.5
 * ```
 * @see librosa 0.11 `get_duration`.
 */
export function getDuration(y: SignalInput, options?: GetDurationOptions): number {
  const read = readOptions('getDuration', options, { sampleRate: undefined as number | undefined });
  const { length, sampleRate } = readSignal(y, 'getDuration');
  return length / resolveSampleRate(sampleRate, read.sampleRate, 'getDuration');
}

/**
 * Duration in seconds of the signal behind a spectrogram or a feature matrix, exact to a frame.
 *
 * @param S - Features, shape `[...channels, bins, frames]`.
 * @param options - Rate and framing.
 * @returns `(nFft + hopLength (frames - 1)) / sampleRate`, less `2 floor(nFft / 2) / sampleRate` if `center`.
 * @throws {@link ParameterError} if `S` has no frame, the rate is missing, or an option is unknown or out of range.
 * @example
 * ```ts
 * const S = melSpectrogram(new Float32Array(16000), { sampleRate: 16000, nFft: 512, hopLength: 160, nMels: 40 });
 * getDurationFromSpectrogram(S, { sampleRate: 16000, nFft: 512, hopLength: 160 }); // 1
 * ```
 * @see librosa 0.11 `get_duration` with `S`.
 */
export function getDurationFromSpectrogram(S: NdArray<FloatArray>, options: GetDurationFromSpectrogramOptions): number {
  const caller = 'getDurationFromSpectrogram';
  const defaults = { sampleRate: undefined as number | undefined, nFft: 2048, hopLength: 512, center: true };
  const { sampleRate, nFft, hopLength, center } = readOptions(caller, options, defaults);
  expectSampleRate(sampleRate, caller);
  expectInteger(nFft, caller, 'nFft', 1);
  expectInteger(hopLength, caller, 'hopLength', 1);
  expectBoolean(center, caller, 'center');
  if (!isNdArray(S)) throw new TypeError(`${caller}: "S" must be an ndarray of shape [...channels, bins, frames], got ${show(S)}`);
  const frames = S.shape.at(-1) ?? 0;
  if (frames === 0) throw new ParameterError(caller, 'S', `must have at least one frame, got shape [${S.shape.join(', ')}]`);
  const samples = nFft + hopLength * (frames - 1) - (center ? 2 * Math.floor(nFft / 2) : 0);
  return samples / sampleRate;
}
