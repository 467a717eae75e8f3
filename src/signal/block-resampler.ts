/**
 * Filters on blocks over a stream, on the grid on which they cut a whole signal.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { type BlockFilter } from './block-filter.js';

/** A filter that is fed piece by piece. */
export interface BlockResampler {
  /** Samples that go in after the place of an output before it comes out, at most. */
  readonly delay: number;
  /** The most outputs that `n` samples can yield. */
  outputLength(n: number): number;
  /** Takes samples, or so many zeros; writes whole blocks and returns how many outputs they hold. */
  push(out: FloatArray, x: FloatArray | number): number;
  reset(): void;
}

/** Builds it, to compute in the precision of `like`. Filters keep nothing between calls, so that any number of streams share them. */
export function createBlockResampler<T extends FloatArray>(filter: BlockFilter<T>, like: T, caller: string): BlockResampler {
  const { size, step, stepOut, before, late } = filter;
  const samples = arrayLike(like, size);
  let held = before;
  let early = late;
  return {
    delay: size - before - 1 + Math.ceil((late * step) / stepOut),
    outputLength: (n) => stepOut * Math.ceil(n / step),
    push(out, x) {
      const length = typeof x === 'number' ? x : x.length;
      let written = 0;
      for (let n = 0; n < length;) {
        const count = Math.min(length - n, size - held);
        if (typeof x === 'number') samples.fill(0, held, held + count);
        else samples.set(count === length ? x : x.subarray(n, n + count), held);
        n += count;
        held += count;
        if (held < size) break;
        const results = filter.run(samples);
        if (!results) {
          const precision = like.BYTES_PER_ELEMENT === 4 ? 'single' : 'double';
          throw new ParameterError(caller, 'x', `must stay within ${precision} precision when filtered: reset, and take blocks: false`);
        }
        out.set(early > 0 ? results.subarray(early) : results, written);
        written += stepOut - early;
        early = 0;
        samples.copyWithin(0, step);
        held -= step;
      }
      return written;
    },
    reset() {
      held = before;
      early = late;
      samples.fill(0, 0, before);
    },
  };
}
