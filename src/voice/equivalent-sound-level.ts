/**
 * The level of a whole recording.
 * @module
 */
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { POWER_FLOOR, TO_DB } from './alpha-ratio.js';
import { frameCount, HOP, readVoice, samplesOf, SHORT, type VoiceOptions } from './voice-input.js';

/** Mean power of the 20 ms frames, dB. */
export function levelOfFrames(x: Float64Array, sampleRate: number): number {
  const frames = frameCount(x.length, SHORT, sampleRate);
  const frameLength = samplesOf(SHORT, sampleRate);
  const hopLength = samplesOf(HOP, sampleRate);
  let sum = 0;
  for (let t = 0; t < frames; t++) for (let n = t * hopLength; n < t * hopLength + frameLength; n++) sum += x[n]! * x[n]!;
  return TO_DB * Math.log(Math.max(POWER_FLOOR, sum / (frames * frameLength)));
}

/**
 * Equivalent sound level: the mean power of frames of 20 ms, 10 ms apart, dB relative to a constant of 1.
 *
 * @param y - Signal of one channel, shape `[samples]`, full scale at 1.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns dB, at least -140.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 20 ms.
 * @example
 * ```ts
 * import { equivalentSoundLevel } from '@audiolab/dsp/voice';
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 400 * n) / 16000));
 * equivalentSoundLevel(y, { sampleRate: 16000 }); // -3.01
 * ```
 * @see eGeMAPSv02's `equivalentSoundLevel_dBp`.
 */
export function equivalentSoundLevel(y: SignalInput<FloatArray>, options?: VoiceOptions): number {
  const { x, sampleRate } = readVoice(y, options, 'equivalentSoundLevel', SHORT);
  return levelOfFrames(x, sampleRate);
}
