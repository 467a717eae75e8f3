/**
 * The resampling kernels over a stream: two of their blocks at a time, on the grid on which they cut a whole signal.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type FloatArray } from '../core/types.js';
import { type LaneResampler } from './lane-resample.js';

/** A filter that is fed piece by piece. */
export interface BlockResampler {
  /** Samples that go in after the place of an output before it comes out, at most. */
  readonly delay: number;
  /** The most outputs that `n` samples can yield. */
  outputLength(n: number): number;
  /** Takes samples, or so many zeros; writes whole blocks and returns how many outputs they hold. */
  push(out: Float32Array, x: FloatArray | number): number;
  reset(): void;
}

/** Builds it. The kernels keep nothing between calls, so that any number of streams share them. */
export function createBlockResampler({ filter, design }: LaneResampler, caller: string): BlockResampler {
  const { size, step, stepOut, before } = design;
  const samples = new Float32Array(size + step); // under two blocks
  const results = new Float32Array(2 * stepOut);
  let held = before;
  const outputLength = (n: number): number => 2 * stepOut * Math.ceil(n / (2 * step));
  return {
    delay: samples.length - before - 1,
    outputLength,
    push(out, x) {
      const length = typeof x === 'number' ? x : x.length;
      let written = 0;
      for (let n = 0; n < length;) {
        const count = Math.min(length - n, samples.length - held);
        if (typeof x === 'number') samples.fill(0, held, held + count);
        else for (let k = 0; k < count; k++) samples[held + k] = x[n + k]!;
        n += count;
        held += count;
        if (held < samples.length) break;
        if (!filter(results, samples, before)) {
          throw new ParameterError(caller, 'x', 'must stay within single precision when filtered: reset, and take blocks: false');
        }
        out.set(results, written);
        written += results.length;
        samples.copyWithin(0, 2 * step);
        held -= 2 * step;
      }
      return written;
    },
    reset() {
      held = before;
      samples.fill(0, 0, before);
    },
  };
}
