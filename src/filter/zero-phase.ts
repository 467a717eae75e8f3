/**
 * Filtering forwards and backwards, which delays nothing.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, expectOneOf } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { type FilterKernel, refuseOverflow } from './filter-runner.js';

/** How a signal goes on beyond its ends; see {@link FiltfiltOptions}. */
export type FiltfiltPadType = 'odd' | 'even' | 'constant' | null;

/** Options of {@link filtfilt} and {@link sosfiltfilt}. */
export interface FiltfiltOptions {
  /**
   * How the signal goes on beyond its ends while it is filtered: `odd`, turned about its end point; `even`, mirrored; `constant`, its last
   * value; `null`, not at all. @defaultValue `'odd'`
   */
  padtype?: FiltfiltPadType | undefined;
  /** Samples to go on for, an integer in [0, samples - 1). `null`: three times the taps of the filter. @defaultValue `null` */
  padlen?: number | null | undefined;
}

/** The defaults of {@link FiltfiltOptions}. */
export const FILTFILT_DEFAULTS = { padtype: 'odd' as FiltfiltPadType, padlen: null as number | null };

/** A kernel with its states after an endless 1, and how far scipy pads by default. */
export interface ZeroPhaseFilter {
  readonly kernel: FilterKernel;
  readonly steady: Float64Array;
  readonly padlen: number;
}

/** Filters each channel of `x` forwards, then backwards; both times as if the first value had lasted for ever. */
export function zeroPhase<T extends FloatArray>(
  x: SignalInput<T>,
  { kernel, steady, padlen: usual }: ZeroPhaseFilter,
  { padtype, padlen }: typeof FILTFILT_DEFAULTS,
  caller: string,
): T | NdArray<T> {
  expectOneOf(padtype, caller, 'padtype', ['odd', 'even', 'constant', null]);
  if (padlen !== null) expectInteger(padlen, caller, 'padlen', 0);
  const { lead, length, channels } = readSignal(x, caller, 'x');
  const edge = padtype === null ? 0 : (padlen ?? usual);
  if (length <= edge) {
    throw new ParameterError(caller, 'x', `must have more samples than the padding, ${edge}, got ${length}; or give a smaller padlen`);
  }
  const out = arrayLike(channels[0]!, channels.length * length);
  const long = new Float64Array(length + 2 * edge);
  const states = new Float64Array(kernel.stateLength);
  const pass = (): void => {
    states.fill(0);
    steady.forEach((v, k) => (states[k] = v * long[0]!));
    kernel.run(long, long.length, states);
    long.reverse();
  };
  for (const [c, samples] of channels.entries()) {
    long.set(samples, edge);
    goOn(long, edge, padtype);
    pass();
    pass();
    out.set(long.subarray(edge, edge + length), c * length);
  }
  refuseOverflow(out, channels, caller, 'x');
  return lead.length === 0 ? out : nd(out, [...lead, length]);
}

/** Fills the `edge` samples at both ends. */
function goOn(long: Float64Array, edge: number, padtype: FiltfiltPadType): void {
  const last = long.length - 1;
  const [first, final] = [long[edge]!, long[last - edge]!];
  for (let k = 1; k <= edge; k++) {
    const before = padtype === 'constant' ? first : long[edge + k]!;
    const after = padtype === 'constant' ? final : long[last - edge - k]!;
    long[edge - k] = padtype === 'odd' ? 2 * first - before : before;
    long[last - edge + k] = padtype === 'odd' ? 2 * final - after : after;
  }
}
