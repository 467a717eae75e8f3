/**
 * How much the amplitude of a voice varies from one period to the next.
 * @module
 */
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { TO_DB } from './alpha-ratio.js';
import { periodKernel } from './jitter.js';
import { newPeriodMeasures } from './new-periods.js';
import { type Periods } from './periods.js';
import { pitchOf } from './subharmonic-pitch.js';
import { voicedValues } from './voiced-input.js';
import { LONG, readVoice, type VoiceOptions } from './voice-input.js';

/** Mean step of level from period to period, dB. */
export function shimmerOf({ count, amplitude }: Periods): number {
  let sum = 0;
  let steps = 0;
  for (let i = 1; i <= count; i++) {
    if (!(amplitude[i]! > 0 && amplitude[i - 1]! > 0)) continue;
    sum += Math.abs(2 * TO_DB * Math.log(amplitude[i]! / amplitude[i - 1]!));
    steps++;
  }
  return steps > 0 ? sum / steps : 0;
}

/**
 * Local shimmer of frames of 60 ms, 10 ms apart: the mean difference in level of neighbouring periods, dB, by their peak-to-peak amplitudes.
 *
 * @param y - Signal of one channel, shape `[samples]`.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns dB >= 0, one a frame, `1 + floor((samples - 60 ms) / 10 ms)` of them, not smoothed; 0 where unvoiced. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 60 ms.
 * @example
 * ```ts
 * import { shimmerLocalDb } from '@audiolab/dsp/voice';
 * const y = new Float64Array(8000); // pulses of height 1 and 0.9 in turn: 0.915 dB
 * for (let n = 50, i = 0; n < 8000; n += 100, i++) y[n] = i % 2 ? 0.9 : 1;
 * shimmerLocalDb(y, { sampleRate: 16000 })[20]; // 0.915
 * ```
 * @see Eyben et al., "GeMAPS", 2016. openSMILE looks at the periods that are new since the frame before, as
 * `compat: true` does, with the mean step of amplitude over the mean amplitude, plus one, as a level; the guide has the agreement.
 */
export function shimmerLocalDb<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): T {
  const { x, like, sampleRate, compat } = readVoice(y, options, 'shimmerLocalDb', LONG);
  const { f0 } = pitchOf(x, sampleRate, compat);
  return roundLike(like, compat ? newPeriodMeasures(x, f0, sampleRate).shimmer : voicedValues(x, f0, periodKernel(sampleRate, shimmerOf)));
}
