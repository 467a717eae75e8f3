/**
 * Per-channel energy normalisation of frames that arrive in chunks.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { createPcenKernel, firstState, PCEN_DEFAULTS, type PcenKernelOptions, type PcenSettings, readPcen } from './pcen-kernel.js';

/** Options of {@link createPcen}. */
export interface PcenPlanOptions extends PcenKernelOptions {
  /** Values in a frame, >= 1. Must be given. */
  bins?: number | undefined;
}

/** A running per-channel energy normalisation. */
export interface Pcen {
  /** The options in force, `b` computed. */
  readonly options: Readonly<PcenSettings>;
  /** Values in a frame. */
  readonly bins: number;
  /** The state of each bin: `zi` before the next frame, `zf` behind the last. Write to it to go on from elsewhere. */
  readonly state: Float64Array;
  /**
   * Normalises frames that lie one after the other in `S`, as many as it holds, and keeps the state for the next call. `out` has the length of
   * `S` and may be `S`. Allocates nothing.
   */
  processInto(out: FloatArray, S: FloatArray): void;
  /** Forgets the past. */
  reset(): void;
}

/**
 * Builds a per-channel energy normalisation that is fed frame by frame; any chunks have the bits of {@link pcen} over all of them.
 *
 * @param options - {@link PcenPlanOptions}; `bins` must be given, and `sampleRate` or `b`.
 * @returns The plan, for one channel.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * const plan = createPcen({ bins: 1, b: 0.5, gain: 1, bias: 0, power: 1, eps: 1 });
 * const frames = Float64Array.of(1, 1, 4);
 * plan.processInto(frames, frames);
 * frames; // [0.5, 0.5, 1.1429]
 * plan.state; // [1.25]
 * ```
 * @see {@link pcen}
 */
export function createPcen(options: PcenPlanOptions): Pcen {
  const caller = 'createPcen';
  const o = readOptions(caller, options, { ...PCEN_DEFAULTS, bins: NaN });
  const { bins } = o;
  if (Number.isNaN(bins)) throw new ParameterError(caller, 'bins', 'must be given: how many values a frame has');
  expectInteger(bins, caller, 'bins', 1);
  const settings = readPcen(o, caller);
  const kernel = createPcenKernel(bins, settings);
  const row = new Float64Array(bins);
  return {
    options: Object.freeze(settings),
    bins,
    state: kernel.state,
    processInto(out, S) {
      expectFrames(S, 'S', bins);
      expectFrames(out, 'out', bins);
      if (out.length !== S.length) throw new ParameterError('Pcen.processInto', 'out', `must hold ${S.length} numbers, got ${out.length}`);
      expectMagnitudes(S);
      for (let from = 0; from < S.length; from += bins) {
        for (let k = 0; k < bins; k++) row[k] = S[from + k]!;
        kernel.frame(row, 0, row, row, 0);
        out.set(row, from);
      }
      if (!allFinite(out)) refuseNonFinite(out, [S], 'Pcen.processInto', 'S');
    },
    reset: () => void kernel.state.fill(firstState(settings.b)),
  };
}

function expectFrames(x: FloatArray, name: string, bins: number): void {
  if (!isFloatArray(x)) throw new TypeError(`Pcen.processInto: "${name}" must be a Float32Array or a Float64Array, got ${show(x)}`);
  if (x.length % bins > 0) throw new ParameterError('Pcen.processInto', name, `must hold whole frames of ${bins} values, got ${x.length}`);
}

function expectMagnitudes(S: FloatArray): void {
  if (!allFinite(S)) refuseNonFinite(S, [S], 'Pcen.processInto', 'S');
  for (let i = 0; i < S.length; i++) {
    if (S[i]! < 0) throw new ParameterError('Pcen.processInto', 'S', `must be >= 0, got ${S[i]} at index ${i}`);
  }
}
