/**
 * What `lfilter` and `sosfilt` share: channels, states in and out, and the plan.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { allFinite, expectAllFinite } from '../core/finite.js';
import { isNdArray, nd, type NdArray } from '../core/nd.js';
import { expectBoolean } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, readSignal, type SignalInput } from '../core/signal.js';
import { readNumbers, readTable, type TableLike } from '../core/table.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { sizeOf, toRowMajor } from '../core/view.js';
import { blockwise, type FilterKernel, refuseOverflow } from './filter-runner.js';

/** A signal that is not one typed array. */
export type FilterInput<T extends FloatArray> = NdArray<T> | AudioSignal<T> | AudioBufferLike;

/** States of a filter: a list of numbers, rows of them, or an ndarray. */
export type FilterState = ArrayLike<number> | TableLike;

/** Options of {@link lfilter} and {@link sosfilt}. */
export interface FilterOptions {
  /**
   * States at the start, for all channels (`[order]`; sections: `[sections, 2]`) or with the leading axes of the signal before. `null`:
   * zeros, silence before. @defaultValue `null`
   */
  zi?: FilterState | null | undefined;
  /** Whether to return the states at the end too: the `zi` for what follows. @defaultValue `false` */
  returnZf?: boolean | undefined;
}

/** A filtered signal with the states at the end. */
export interface Filtered<R> {
  /** The filtered signal. */
  y: R;
  /** The states at the end, shape `[...channels, order]`; sections: `[...channels, sections, 2]`. */
  zf: NdArray<Float64Array>;
}

/** The defaults of {@link FilterOptions}. */
export const FILTER_DEFAULTS = { zi: null as FilterState | null, returnZf: false };

/** A kernel, how many numbers of its states a user sees, and in which shape. */
export interface FilterDesign {
  readonly kernel: FilterKernel;
  readonly stateShape: readonly number[];
}

/** States for `channels` channels, one after the other, each `kernel.stateLength` long. */
function readStates(zi: FilterState | null, lead: readonly number[], { kernel, stateShape }: FilterDesign, caller: string): Float64Array {
  const channels = sizeOf(lead);
  const each = sizeOf(stateShape);
  const states = new Float64Array(channels * kernel.stateLength);
  if (zi === null) return states;
  const { shape, data } = listOf(zi, stateShape.length === 1, caller);
  const shared = shape.join() === stateShape.join();
  if (!shared && shape.join() !== [...lead, ...stateShape].join()) {
    const whole = lead.length ? ` or [${[...lead, ...stateShape].join(', ')}]` : '';
    throw new ParameterError(caller, 'zi', `must have the shape [${stateShape.join(', ')}]${whole}, got [${shape.join(', ')}]`);
  }
  for (let c = 0; c < channels; c++) {
    for (let k = 0; k < each; k++) states[c * kernel.stateLength + k] = data[shared ? k : c * each + k]!;
  }
  return states;
}

function listOf(zi: FilterState, flat: boolean, caller: string): { shape: readonly number[]; data: Float64Array } {
  if (isNdArray(zi)) {
    const data = Float64Array.from(toRowMajor(zi));
    expectAllFinite(data, caller, 'zi');
    return { shape: zi.shape, data };
  }
  if (flat) {
    const data = readNumbers(zi as ArrayLike<number>, caller, 'zi');
    return { shape: [data.length], data };
  }
  const { data, rows, columns } = readTable(zi as TableLike, caller, 'zi');
  return { shape: [rows, columns], data };
}

/** Filters each channel of a signal. */
export function runFilter<T extends FloatArray>(
  x: SignalInput<T>,
  design: FilterDesign,
  { zi, returnZf }: typeof FILTER_DEFAULTS,
  caller: string,
  name = 'x',
): T | NdArray<T> | Filtered<T | NdArray<T>> {
  expectBoolean(returnZf, caller, 'returnZf');
  const { lead, length, channels } = readSignal(x, caller, name);
  const states = readStates(zi, lead, design, caller);
  const { kernel, stateShape } = design;
  const each = sizeOf(stateShape);
  const out = arrayLike(channels[0]!, channels.length * length);
  const zf = new Float64Array(channels.length * each);
  const filter = blockwise(kernel);
  for (const [c, samples] of channels.entries()) {
    const z = states.subarray(c * kernel.stateLength, (c + 1) * kernel.stateLength);
    filter(out.subarray(c * length, (c + 1) * length), samples, z);
    zf.set(z.subarray(0, each), c * each);
  }
  refuseOverflow(out, channels, caller, name);
  const y = lead.length === 0 ? out : nd(out, [...lead, length]);
  return returnZf ? { y, zf: nd(zf, [...lead, ...stateShape]) } : y;
}

/** A running filter of one channel. */
export interface FilterPlan {
  /** Filters `x` into `out` (at least as long) and keeps the states for the next call. Allocates nothing. `out === x` is allowed. */
  processInto(out: FloatArray, x: FloatArray): void;
  /** Goes back to the states at the start. */
  reset(): void;
}

/** Builds a plan around a kernel. */
export function createPlan(design: FilterDesign, zi: FilterState | null, caller: string): FilterPlan {
  const start = readStates(zi, [], design, caller);
  const states = start.slice();
  const filter = blockwise(design.kernel);
  const run = `${caller}().processInto`;
  return {
    processInto(out, x) {
      if (out.length < x.length) throw new ParameterError(run, 'out', `must hold at least ${x.length} samples, got ${out.length}`);
      expectAllFinite(x, run, 'x');
      filter(out, x, states);
      if (!allFinite(out, 0, x.length)) refuseOverflow(out, [x], run, 'x');
    },
    reset() {
      states.set(start);
    },
  };
}
