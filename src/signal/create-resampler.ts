/**
 * Resampling a stream.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { createPolyphase } from './polyphase.js';
import { bankOf, checkResample, RESAMPLE_DEFAULTS, type ResampleOptions } from './resample.js';
import { resampledLength } from './resample-rates.js';

/**
 * A running resampler of one channel. Whatever the chunks, all outputs together have the same bits: those of `resample` in TypeScript. It
 * computes in double precision always, and rounds to that of `out`; `resample` is within 1e-6 of that where SIMD computes single precision,
 * since it waits for whole blocks.
 */
export interface Resampler {
  /** Look-ahead, in input samples: an output appears once that many samples after its own time have gone in. */
  readonly delay: number;
  /** The most outputs that `n` samples can yield. */
  outputLength(n: number): number;
  /** Takes `x` and writes what is ready to `out`, which must hold `outputLength(x.length)`. Returns how many. Allocates nothing. */
  processInto(out: FloatArray, x: FloatArray): number;
  /** Writes the rest, as if silence followed, to `out`, which must hold `outputLength(delay)`; then forgets everything. */
  flushInto(out: FloatArray): number;
  /** Forgets the past. */
  reset(): void;
}

/** Options of {@link createResampler}: those of {@link ResampleOptions}; the types `fft` and `scipy` need the whole signal. */
export type CreateResamplerOptions = ResampleOptions;

/**
 * Builds a resampler that is fed chunk by chunk.
 *
 * @param options - See {@link ResampleOptions}; `origSr` and `targetSr` must be given.
 * @returns The resampler. Output m stands at the time m / targetSr; nothing is shifted, it only appears `delay` samples later.
 * @throws {@link ParameterError} if an option is unknown or out of range; the calls, if `out` is too short or a sample is not finite.
 * @example
 * ```ts
 * const resampler = createResampler({ origSr: 48000, targetSr: 16000 });
 * const out = new Float32Array(resampler.outputLength(4800));
 * resampler.processInto(out, new Float32Array(4800)); // 1499
 * resampler.delay; // 303
 * ```
 * @see {@link resample}.
 */
export function createResampler(options: CreateResamplerOptions): Resampler {
  const settings = readOptions('createResampler', options, RESAMPLE_DEFAULTS);
  const ratio = checkResample(settings, undefined, 'createResampler');
  const { up, down } = ratio;
  if (settings.resType === 'fft' || settings.resType === 'scipy') {
    throw new ParameterError('createResampler', 'resType', `"${settings.resType}" needs the whole signal; use resample`);
  }
  const bank = bankOf(settings, ratio);
  const runner = createPolyphase(bank);
  const delay = bank.taps - bank.before - 1;
  const gain = settings.scale ? Math.sqrt(down / up) : 1;
  const outputLength = (n: number): number => Math.ceil((n + 1) * (up / down)) + 1;
  let taken = 0;
  let given = 0;
  const expectRoom = (out: FloatArray, n: number, caller: string): void => {
    const needed = outputLength(n);
    if (out.length < needed) throw new ParameterError(caller, 'out', `must hold at least ${needed} samples, got ${out.length}`);
  };
  const amplify = (out: FloatArray, count: number): number => {
    if (gain !== 1) for (let m = 0; m < count; m++) out[m] = out[m]! * gain;
    given += count;
    return count;
  };
  const reset = (): void => {
    runner.reset();
    taken = 0;
    given = 0;
  };
  return {
    delay,
    outputLength,
    processInto(out, x) {
      expectRoom(out, x.length, 'createResampler().processInto');
      expectAllFinite(x, 'createResampler().processInto', 'x');
      taken += x.length;
      return amplify(out, runner.push(x, 0, x.length, out, 0));
    },
    flushInto(out) {
      expectRoom(out, delay, 'createResampler().flushInto');
      const rest = resampledLength(taken, ratio) - given;
      const ready = Math.min(rest, runner.push(null, 0, delay + Math.ceil(down / up), out, 0));
      amplify(out, ready);
      reset();
      return ready;
    },
    reset,
  };
}
