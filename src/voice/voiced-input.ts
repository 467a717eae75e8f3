/**
 * Frames of 60 ms with a fundamental: what jitter, shimmer and harmonics are measured on.
 * @module
 */
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { pitchOf } from './subharmonic-pitch.js';
import { LONG, readVoice, type VoiceOptions } from './voice-input.js';

/** One number of a frame that begins at sample `from`, whose fundamental is `f0` Hz. */
export type VoicedKernel = (x: Float64Array, t: number, f0: number) => number;

/** One number of each voiced frame of 60 ms, 0 for the others. */
export function mapVoiced<T extends FloatArray>(
  y: SignalInput<T>,
  options: VoiceOptions | undefined,
  caller: string,
  plan: (sampleRate: number, compat: boolean) => VoicedKernel,
): T {
  const { x, like, sampleRate, compat } = readVoice(y, options, caller, LONG);
  return roundLike(like, voicedValues(x, pitchOf(x, sampleRate, compat).f0, plan(sampleRate, compat)));
}

/** The same with the fundamentals at hand. */
export const voicedValues = (x: Float64Array, f0: Float64Array, kernel: VoicedKernel): Float64Array =>
  f0.map((f, t) => (f > 0 ? kernel(x, t, f) : 0));
