/**
 * Finding what lies between silences.
 * @module
 */
import { nd, type NdArray } from '../core/nd.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type SilenceOptions, soundingSpans } from './sounding-spans.js';

/**
 * Finds the parts of a signal that are not silent: runs of frames less than `topDb` below the loudest one.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link SilenceOptions}.
 * @returns Samples, shape `[parts, 2]`: the first of each part, and the one behind its last. No part at all (shape `[0, 2]`) only with a
 * number as `ref`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = new Float64Array(24000);
 * const beep = tone(440, { sampleRate: 8000, duration: 1 });
 * y.set(beep);
 * y.set(beep, 14000);
 * split(y).data; // [0, 9216, 13312, 23040]
 * ```
 * @see librosa 0.11 `effects.split`.
 */
export function split<T extends FloatArray>(y: SignalInput<T>, options?: SilenceOptions): NdArray<Int32Array> {
  const spans = soundingSpans(y, options, 'split');
  return nd(Int32Array.from(spans), [spans.length / 2, 2]);
}
