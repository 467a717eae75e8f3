/**
 * Many channels to one.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';

/**
 * Averages all channels into one.
 *
 * @param y - Signal of shape `[...channels, samples]`.
 * @returns New array of shape `[samples]`: the mean over all leading axes; a copy if there are none.
 * @throws {@link ParameterError} if `y` is empty or holds NaN or Infinity.
 * @example
 * ```ts
 * const left = Float32Array.of(0.5, 0.25);
 * const right = Float32Array.of(-0.5, 0.75);
 * toMono({ sampleRate: 8000, numberOfChannels: 2, length: 2, getChannelData: (c) => (c === 0 ? left : right) }); // [0, 0.5]
 * ```
 * @see librosa 0.11 `to_mono`.
 */
export function toMono<T extends FloatArray>(y: SignalInput<T>): T {
  const { channels, length } = readSignal(y, 'toMono');
  const sum = new Float64Array(length);
  for (const channel of channels) add(sum, channel);
  const out = arrayLike(channels[0]!, length);
  if (channels.length > 1) for (let n = 0; n < length; n++) sum[n]! /= channels.length;
  out.set(sum);
  refuseNonFinite(out, channels, 'toMono', 'y');
  return out;
}

/** Adds with one array type in the loop; float32 channels are widened in blocks. */
function add(sum: Float64Array, x: FloatArray): void {
  const wide = x instanceof Float64Array ? x : new Float64Array(x);
  for (let n = 0; n < sum.length; n++) sum[n]! += wide[n]!;
}
