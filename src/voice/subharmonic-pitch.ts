/**
 * The fundamental frequency of a voice by sub-harmonic summation.
 * @module
 */
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { planLong } from './frame-spectra.js';
import { CANDIDATES, findCandidates, makeCandidates } from './pitch-candidates.js';
import { planSubharmonicSpectrum } from './subharmonic-spectrum.js';
import { type PitchTrack, trackPitch } from './track-pitch.js';
import { LONG, readVoice, type VoiceOptions } from './voice-input.js';

/** What {@link subharmonicPitch} finds. */
export interface SubharmonicPitch<T extends FloatArray = FloatArray> {
  /** Fundamental frequency of each frame, Hz, in [55, 1000]; 0 where the frame is unvoiced. */
  readonly f0: T;
  /** How voiced each frame is, in [0, 1): 1 - mean / peak of the summed spectrum. Above 0.7 speaks for a voice. */
  readonly voicing: T;
}

/** Pitch of all frames of 60 ms. */
export function pitchOf(x: Float64Array, sampleRate: number, compat: boolean): PitchTrack & { voicing: Float64Array } {
  const spectra = planLong(sampleRate);
  const sums = planSubharmonicSpectrum(spectra, compat);
  const frames = spectra.frames(x.length);
  const candidates = makeCandidates(frames);
  for (let t = 0; t < frames; t++) findCandidates(candidates, t, sums.sum(spectra.power(x, t)), sums);
  const voicing = Float64Array.from({ length: frames }, (_, t) => (candidates.count[t]! > 0 ? candidates.voicing[t * CANDIDATES]! : 0));
  return { ...trackPitch(candidates), voicing };
}

/**
 * Fundamental frequency of frames of 60 ms, 10 ms apart, by sub-harmonic summation: the magnitude spectrum under a Gaussian window, its peaks
 * only, over the logarithm of frequency, is added to itself shifted by 2, 3, ... 15 harmonics, each 0.85 times as strong; up to six of its
 * peaks from 55 to 1000 Hz are candidates, and Viterbi's algorithm finds the likeliest way through those of all frames.
 *
 * @param y - Signal of one channel, shape `[samples]`.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns {@link SubharmonicPitch}: `f0` and `voicing`, one a frame, `1 + floor((samples - 60 ms) / 10 ms)` of them. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 60 ms.
 * @example
 * ```ts
 * import { subharmonicPitch } from '@audiolab/dsp/voice';
 * const sine = (f: number, n: number) => Math.sin((2 * Math.PI * f * n) / 16000);
 * const y = Float64Array.from({ length: 8000 }, (_, n) => sine(220, n) + 0.5 * sine(440, n) + 0.3 * sine(660, n));
 * const { f0 } = subharmonicPitch(y, { sampleRate: 16000 });
 * f0.length; // 45
 * Math.round(f0[20]); // 220
 * ```
 * @see D. J. Hermes, "Measurement of pitch by subharmonic summation", JASA 83 (1988); Eyben et al., "GeMAPS", 2016.
 */
export function subharmonicPitch<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): SubharmonicPitch<T> {
  const { x, like, sampleRate, compat } = readVoice(y, options, 'subharmonicPitch', LONG);
  const { f0, voicing } = pitchOf(x, sampleRate, compat);
  return { f0: roundLike(like, f0), voicing: roundLike(like, voicing) };
}
