/**
 * How much the period of a voice varies from one to the next.
 * @module
 */
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { newPeriodMeasures } from './new-periods.js';
import { findPeriods, makePeriods, type Periods } from './periods.js';
import { pitchOf } from './subharmonic-pitch.js';
import { type VoicedKernel, voicedValues } from './voiced-input.js';
import { HOP, LONG, readVoice, samplesOf, type VoiceOptions } from './voice-input.js';

/** Neighbours that differ by more than that part of the mean are not the same voice. */
const LARGEST_STEP = 0.1;

/** Mean difference of neighbouring periods over the mean period; 0 for fewer than two. */
export function jitterOf({ count, length }: Periods): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += length[i]!;
  const mean = total / count;
  let change = 0;
  let pairs = 0;
  for (let i = 1; i < count; i++) {
    const step = Math.abs(length[i]! - length[i - 1]!);
    if (step > LARGEST_STEP * mean) continue;
    change += step;
    pairs++;
  }
  return pairs > 0 ? change / pairs / mean : 0;
}

/** Plans a measure of the periods of a frame. */
export function periodKernel(sampleRate: number, measure: (periods: Periods) => number): VoicedKernel {
  const frameLength = samplesOf(LONG, sampleRate);
  const hopLength = samplesOf(HOP, sampleRate);
  const periods = makePeriods(frameLength);
  return (x, t, f0) => {
    findPeriods(periods, x, t * hopLength, t * hopLength + frameLength, sampleRate / f0);
    return measure(periods);
  };
}

/**
 * Local jitter of frames of 60 ms, 10 ms apart: the mean difference of the lengths of neighbouring periods, divided by the mean length.
 * A healthy sustained vowel has less than 0.01.
 *
 * @param y - Signal of one channel, shape `[samples]`.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Values >= 0, one a frame, `1 + floor((samples - 60 ms) / 10 ms)` of them, not smoothed; 0 where unvoiced. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 60 ms.
 * @example
 * ```ts
 * import { jitterLocal } from '@audiolab/dsp/voice';
 * const y = new Float64Array(8000); // pulses 98 and 102 samples apart in turn: 4 / 100
 * for (let n = 0, i = 0; n < 8000; n += i++ % 2 ? 98 : 102) y.set([0.3, 1, 0.3], n);
 * jitterLocal(y, { sampleRate: 16000 })[20]; // 0.04
 * ```
 * @see Eyben et al., "GeMAPS", 2016. openSMILE looks at the periods that are new since the frame before, as
 * `compat: true` does; the guide has the agreement.
 */
export function jitterLocal<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): T {
  const { x, like, sampleRate, compat } = readVoice(y, options, 'jitterLocal', LONG);
  const { f0 } = pitchOf(x, sampleRate, compat);
  return roundLike(like, compat ? newPeriodMeasures(x, f0, sampleRate).jitter : voicedValues(x, f0, periodKernel(sampleRate, jitterOf)));
}
