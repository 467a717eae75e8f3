/**
 * Cutting silence off the ends of a signal.
 * @module
 */
import { type NdArray, nd } from '../core/nd.js';
import { type AudioBufferLike, type AudioSignal, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { type SilenceOptions, soundingSpans } from './sounding-spans.js';

/** What {@link trim} returns. */
export interface Trimmed<Y> {
  /** What is left of the signal. */
  readonly y: Y;
  /** Where it lay: its first sample and the one behind its last. */
  readonly index: [number, number];
}

/**
 * Cuts silence off both ends: what lies before the first and behind the last frame that is less than `topDb` below the loudest one.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link SilenceOptions}.
 * @returns `{ y, index }`: a copy of the samples `index[0] ... index[1] - 1` of all channels. Since the reference is the loudest frame, a
 * signal that is silent throughout is left as it is; with a number as `ref` nothing may be left of it.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = new Float64Array(16000);
 * y.set(tone(440, { sampleRate: 8000, duration: 1 }), 4000);
 * const { y: sound, index } = trim(y);
 * index; // [3072, 13312]
 * sound.length; // 10240
 * ```
 * @see librosa 0.11 `effects.trim`.
 */
export function trim<T extends FloatArray>(y: T, options?: SilenceOptions): Trimmed<T>;
export function trim<T extends FloatArray>(
  y: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  options?: SilenceOptions,
): Trimmed<T | NdArray<T>>;
export function trim<T extends FloatArray>(y: SignalInput<T>, options?: SilenceOptions): Trimmed<T | NdArray<T>> {
  const spans = soundingSpans(y, options, 'trim');
  const begin = spans[0] ?? 0;
  const end = spans.at(-1) ?? 0;
  const { channels, lead } = readSignal(y, 'trim');
  const out = arrayLike(channels[0]!, channels.length * (end - begin));
  for (const [c, x] of channels.entries()) out.set(x.subarray(begin, end), c * (end - begin));
  return { y: lead.length === 0 ? out : nd(out, [...lead, end - begin]), index: [begin, end] };
}
