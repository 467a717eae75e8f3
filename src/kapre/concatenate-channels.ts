/**
 * Channels behind channels.
 * @module
 */
import { arrayLike, type FloatArray } from '../core/types.js';

/** `batch` x `channels` x `size` values of each part, as `batch` x (all channels) x `size`. */
export function concatenateChannels<T extends FloatArray>(parts: readonly T[], batch: number): T {
  const sizes = parts.map((x) => x.length / batch);
  const out = arrayLike(
    parts[0]!,
    parts.reduce((n, x) => n + x.length, 0),
  );
  let to = 0;
  for (let b = 0; b < batch; b++) {
    for (const [i, x] of parts.entries()) {
      const size = sizes[i]!;
      out.set(x.subarray(b * size, (b + 1) * size), to);
      to += size;
    }
  }
  return out;
}

/** Leading axes with another number of channels in the last; one channel without an axis gets one. */
export const withChannels = (lead: readonly number[], change: (channels: number) => number): number[] => [
  ...lead.slice(0, -1),
  change(lead.at(-1) ?? 1),
];
