/**
 * Lengths that transform fast.
 * @module
 */
import { expectInteger } from '../core/options.js';

/**
 * The least length >= `target` that has a fast plan: a product of 2, 3, 5 and 7. Pad to it where the length is free.
 *
 * @param target - Least length, >= 1.
 * @returns The length. Real transforms are fastest when it is even.
 * @throws {@link ParameterError} if `target` is out of range.
 * @example
 * ```ts
 * nextFastLen(1009); // 1024
 * nextFastLen(1321); // 1323
 * ```
 * @see scipy 1.17 `fft.next_fast_len`, which also counts 11 as fast.
 */
export function nextFastLen(target: number): number {
  expectInteger(target, 'nextFastLen', 'target', 1);
  for (let n = target; ; n++) {
    let rest = n;
    for (const p of [2, 3, 5, 7]) while (rest % p === 0) rest /= p;
    if (rest === 1) return n;
  }
}
