/**
 * What pre-emphasis and de-emphasis share: options, channels and state.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { allFinite, expectAllFinite, refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray, isDouble } from '../core/types.js';

/** Options of `preemphasis` and `deemphasis`. */
export interface EmphasisOptions {
  /** Coefficient of the sample before, in [0, 1]. @defaultValue `0.97` */
  coef?: number | undefined;
  /**
   * State of the filter at the start, one number for all channels or one for each. `null`: such that the original goes on
   * backwards in a straight line through its first two samples, of which there must be two. @defaultValue `null`
   */
  zi?: number | ArrayLike<number> | null | undefined;
  /** Whether to return the state at the end too: the `zi` for what follows. @defaultValue `false` */
  returnZf?: boolean | undefined;
}

/** A signal that is not one typed array. */
export type EmphasisInput<T extends FloatArray> = NdArray<T> | AudioSignal<T> | AudioBufferLike;

/** A result with the state at the end. */
export interface Emphasized<R> {
  /** The filtered signal. */
  y: R;
  /** The state at the end, one number per channel. */
  zf: Float64Array;
}

const DEFAULTS = { coef: 0.97, zi: null as number | ArrayLike<number> | null, returnZf: false };

/** Runs `filter`, which returns the state at its end, over each channel; `start` is the state where `zi` is `null`, and `filterFinite` gives NaN for results that are not finite. */
export function emphasize<T extends FloatArray>(
  y: SignalInput<T>,
  options: EmphasisOptions | undefined,
  caller: string,
  start: (x: FloatArray, coef: number) => number,
  filter: (out: FloatArray, x: FloatArray, coef: number, state: number) => number,
  filterFinite: (out: Float64Array, x: Float64Array, coef: number, state: number) => number,
): T | NdArray<T> | Emphasized<T | NdArray<T>> {
  const { coef, zi, returnZf } = readOptions(caller, options, DEFAULTS);
  expectFinite(coef, caller, 'coef', 0, 1);
  expectBoolean(returnZf, caller, 'returnZf');
  const { lead, length, channels } = readSignal(y, caller);
  if (zi === null && length < 2) {
    throw new ParameterError(caller, 'y', `must have at least 2 samples for its first slope, got ${length}; or give zi`);
  }
  const initial = zi === null ? null : statesOf(zi, channels.length, caller);
  const out = arrayLike(channels[0]!, channels.length * length);
  const zf = new Float64Array(channels.length);
  let finite = true;
  for (const [c, x] of channels.entries()) {
    const state = initial ? initial[c]! : start(x, coef);
    const to = out.subarray(c * length, (c + 1) * length);
    if (isDouble(x) && isDouble(to)) {
      zf[c] = filterFinite(to, x, coef, state);
      finite &&= !Number.isNaN(zf[c]!);
    } else {
      zf[c] = filter(to, x, coef, state);
      finite &&= allFinite(to);
    }
  }
  if (!finite) refuseNonFinite(out, channels, caller, 'y');
  const result = lead.length === 0 ? out : nd(out, [...lead, length]);
  return returnZf ? { y: result, zf } : result;
}

/** One state per channel. */
function statesOf(zi: number | ArrayLike<number>, channels: number, caller: string): ArrayLike<number> {
  const states: unknown = typeof zi === 'number' ? new Array<number>(channels).fill(zi) : zi;
  if (!(Array.isArray(states) || ArrayBuffer.isView(states))) {
    throw new TypeError(`${caller}: "zi" must be null, a number or a list of numbers, got ${show(states)}`);
  }
  const list = Array.from(states as unknown as ArrayLike<number>);
  if (list.length !== channels) throw new ParameterError(caller, 'zi', `must have one number per channel, ${channels}, got ${list.length}`);
  for (const state of list) expectFinite(state, caller, 'zi');
  return list;
}

/** Options of the plans `createPreemphasis` and `createDeemphasis`. */
export interface EmphasisPlanOptions {
  /** Coefficient of the sample before, in [0, 1]. @defaultValue `0.97` */
  coef?: number | undefined;
  /** State at the start; 0 is silence before. @defaultValue `0` */
  zi?: number | undefined;
}

/** A running emphasis filter of one channel. */
export interface EmphasisPlan {
  /** The options in force, defaults filled in. */
  readonly options: Readonly<Required<EmphasisPlanOptions>>;
  /** Filters `x` into `out` (at least as long) and keeps the state for the next call. Allocates nothing. `out === x` is allowed. */
  processInto(out: FloatArray, x: FloatArray): void;
  /** Goes back to the state at the start. */
  reset(): void;
}

/** Builds a plan around a filter. */
export function createEmphasis(
  options: EmphasisPlanOptions | undefined,
  caller: string,
  filter: (out: FloatArray, x: FloatArray, coef: number, state: number) => number,
): EmphasisPlan {
  const { coef, zi } = readOptions(caller, options, { coef: 0.97, zi: 0 });
  expectFinite(coef, caller, 'coef', 0, 1);
  expectFinite(zi, caller, 'zi');
  const run = `${caller}().processInto`;
  let state = zi;
  return {
    options: Object.freeze({ coef, zi }),
    processInto(out, x) {
      if (out.length < x.length) {
        throw new ParameterError(run, 'out', `must hold at least ${x.length} samples, got ${out.length}`);
      }
      expectAllFinite(x, run, 'x');
      state = filter(out, x, coef, state);
    },
    reset() {
      state = zi;
    },
  };
}
