/**
 * Resampling a stream.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { type BlockResampler, createBlockResampler } from './block-resampler.js';
import { laneBlocks, type LaneResampler } from './lane-resample.js';
import { createPolyphase, lookAheadOf, type PolyphaseBank } from './polyphase.js';
import { bankOf, blocksFor, checkResample, lanesFor, RESAMPLE_DEFAULTS, type ResampleOptions } from './resample.js';
import { type Ratio, resampledLength } from './resample-rates.js';
import { type SpectralResampler } from './spectral-resample.js';

/**
 * A running resampler of one channel. Whatever the chunks, all outputs together have the same bits. With `blocks` they are those of `resample`
 * of a signal as precise as `out`. Without, they are those of a Float64Array, rounded to the precision of `out`; but of type `sinc`, which
 * `resample` computes in another order, they differ from them by less than 1e-7 of the peak.
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
export interface CreateResamplerOptions extends ResampleOptions {
  /**
   * Waits for whole blocks (`delay` is a fraction of a second), as `resample` does: the same bits and many times the speed, for files rather
   * than for live input. The first `out` decides on the precision until `reset` or `flushInto`. Single precision is within 1e-6 of `resample`
   * only, where SIMD runs and the ratio has prime factors above 7. No effect for other types than `sinc`, which have no blocks, and for rates
   * hundreds of times lower. @defaultValue `false`
   */
  blocks?: boolean | undefined;
}

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
  const settings = readOptions('createResampler', options, { ...RESAMPLE_DEFAULTS, blocks: false });
  expectBoolean(settings.blocks, 'createResampler', 'blocks');
  const ratio = checkResample(settings, undefined, 'createResampler');
  const { up, down } = ratio;
  if (settings.resType === 'fft' || settings.resType === 'scipy') {
    throw new ParameterError('createResampler', 'resType', `"${settings.resType}" needs the whole signal; use resample`);
  }
  const gain = settings.scale ? Math.sqrt(down / up) : 1;
  const blocks = settings.blocks ? blocksFor(settings, ratio) : undefined;
  return blocks ? byBlocks(blocks, lanesFor(settings, ratio), ratio, gain) : bySamples(bankOf(settings, ratio), ratio, gain);
}

/** In the precision of the first `out`; SIMD computes single precision where it runs. */
function byBlocks(double: SpectralResampler, lanes: LaneResampler | undefined, ratio: Ratio, gain: number): Resampler {
  const { processInto: process, flushInto: flush } = CALLERS;
  const inDouble = double.stream(process);
  const inSingle = lanes ? createBlockResampler(laneBlocks(lanes), new Float32Array(0), process) : inDouble;
  const delay = Math.max(inDouble.delay, inSingle.delay);
  const outputLength = (n: number): number => Math.max(inDouble.outputLength(n), inSingle.outputLength(n));
  let bytes = 0;
  let taken = 0;
  let given = 0;
  const choose = (out: FloatArray, n: number, caller: string): BlockResampler => {
    expectRoom(out, outputLength(n), caller);
    if (bytes !== 0 && bytes !== out.BYTES_PER_ELEMENT) {
      const [had, got] = bytes === 4 ? [32, 64] : [64, 32];
      throw new ParameterError(caller, 'out', `must stay a Float${had}Array until reset with blocks: true, got Float${got}Array`);
    }
    return out.BYTES_PER_ELEMENT === 4 ? inSingle : inDouble;
  };
  const reset = (): void => {
    inDouble.reset();
    inSingle.reset();
    bytes = 0;
    taken = 0;
    given = 0;
  };
  return {
    delay,
    outputLength,
    processInto(out, x) {
      const blocks = choose(out, x.length, process);
      expectAllFinite(x, process, 'x');
      bytes = out.BYTES_PER_ELEMENT;
      const count = blocks.push(out, x);
      taken += x.length;
      given += count;
      return amplify(out, count, gain);
    },
    flushInto(out) {
      const blocks = choose(out, delay, flush);
      const rest = resampledLength(taken, ratio) - given;
      if (rest > 0) blocks.push(out, blocks.delay);
      reset();
      return amplify(out, Math.max(0, rest), gain);
    },
    reset,
  };
}

const CALLERS = { processInto: 'createResampler().processInto', flushInto: 'createResampler().flushInto' };

function expectRoom(out: FloatArray, needed: number, caller: string): void {
  if (out.length < needed) throw new ParameterError(caller, 'out', `must hold at least ${needed} samples, got ${out.length}`);
}

function amplify(out: FloatArray, count: number, gain: number): number {
  if (gain !== 1) for (let m = 0; m < count; m++) out[m] = out[m]! * gain;
  return count;
}

function bySamples(bank: PolyphaseBank, ratio: Ratio, gain: number): Resampler {
  const { up, down } = ratio;
  const runner = createPolyphase(bank);
  const delay = lookAheadOf(bank);
  const outputLength = (n: number): number => Math.ceil((n + 1) * (up / down)) + 1;
  let taken = 0;
  let given = 0;
  const reset = (): void => {
    runner.reset();
    taken = 0;
    given = 0;
  };
  return {
    delay,
    outputLength,
    processInto(out, x) {
      expectRoom(out, outputLength(x.length), CALLERS.processInto);
      expectAllFinite(x, CALLERS.processInto, 'x');
      taken += x.length;
      const count = runner.push(x, 0, x.length, out, 0);
      given += count;
      return amplify(out, count, gain);
    },
    flushInto(out) {
      expectRoom(out, outputLength(delay), CALLERS.flushInto);
      const rest = resampledLength(taken, ratio) - given;
      const ready = Math.min(rest, runner.push(null, 0, delay + Math.ceil(down / up), out, 0));
      reset();
      return amplify(out, ready, gain);
    },
    reset,
  };
}
