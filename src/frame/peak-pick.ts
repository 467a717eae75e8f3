/**
 * Picking peaks by a maximum, a mean and a pause.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { widen } from '../core/types.js';
import { markLines, readStrided, resolveAxis } from './lines.js';
import { indicesOf, markPeaks, type PeakRule } from './peak-kernel.js';

/** Options of {@link peakPick}. The first six must be given. */
export interface PeakPickOptions {
  /** Values before n among which `x[n]` must be the largest, >= 0. */
  preMax: number;
  /** Values from n on among which `x[n]` must be the largest, >= 1: 1 looks at `x[n]` alone. */
  postMax: number;
  /** Values before n that enter the mean, >= 0. */
  preAvg: number;
  /** Values from n on that enter the mean, >= 1. */
  postAvg: number;
  /** How far `x[n]` must stand above the mean, >= 0. */
  delta: number;
  /** Values that are passed over behind a peak, >= 0. */
  wait: number;
  /** `true`: the places of the peaks; `false`: 1 or 0 for each value. @defaultValue `true` */
  sparse?: boolean | undefined;
  /** The axis along which peaks are picked; -1 is the last. @defaultValue `-1` */
  axis?: number | undefined;
}

type Rule = { [K in keyof PeakRule]: number | undefined };

/** Refuses what is no rule: `caller` is who was asked. */
export function checkPeakRule(rule: Rule, caller: string): asserts rule is PeakRule {
  for (const name of ['preMax', 'postMax', 'preAvg', 'postAvg', 'wait'] as const) {
    if (rule[name] === undefined) throw new ParameterError(caller, name, 'must be given');
    expectInteger(rule[name], caller, name, name.startsWith('post') ? 1 : 0);
  }
  if (rule.delta === undefined) throw new ParameterError(caller, 'delta', 'must be given');
  expectFinite(rule.delta, caller, 'delta', 0);
}

/**
 * Picks peaks: `x[n]` is one if it is the largest of `x[n - preMax ... n + postMax - 1]`, at least `delta` above the mean of
 * `x[n - preAvg ... n + postAvg - 1]`, and more than `wait` values behind the peak before. Windows end where the values end.
 *
 * @param x - Values, shape `[n]`, or of any shape if `sparse` is `false`.
 * @param options - See {@link PeakPickOptions}.
 * @returns The places of the peaks in ascending order, or with `sparse: false` a Uint8Array (an ndarray over one) of the shape of `x`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, `x` is empty, a value is NaN or infinite, or `x` has
 * more than one axis and `sparse` is `true`.
 * @example
 * ```ts
 * const x = Float64Array.of(0, 1, 0, 0, 3, 2, 0, 1, 0);
 * peakPick(x, { preMax: 1, postMax: 2, preAvg: 2, postAvg: 3, delta: 0.5, wait: 0 }); // [1, 4]
 * peakPick(x, { preMax: 1, postMax: 2, preAvg: 2, postAvg: 3, delta: 0, wait: 3, sparse: false }); // [0, 1, 0, 0, 0, 0, 0, 1, 0]
 * ```
 * @see librosa 0.11 `util.peak_pick` (which rounds `delta` to single precision); Böck, Krebs and Schedl, Evaluating the online capabilities
 * of onset detection methods, ISMIR 2012. It looks `max(postMax, postAvg) - 1` values ahead.
 */
export function peakPick(x: SignalInput, options: PeakPickOptions & { sparse: false }): Uint8Array | NdArray<Uint8Array>;
export function peakPick(x: SignalInput, options: PeakPickOptions & { sparse?: true | undefined }): Int32Array;
export function peakPick(x: SignalInput, options: PeakPickOptions): Int32Array | Uint8Array | NdArray<Uint8Array>;
export function peakPick(x: SignalInput, options: PeakPickOptions): Int32Array | Uint8Array | NdArray<Uint8Array> {
  const caller = 'peakPick';
  const none = undefined as number | undefined;
  const defaults = { preMax: none, postMax: none, preAvg: none, postAvg: none, delta: none, wait: none, sparse: true, axis: -1 };
  const { sparse, axis, ...rule } = readOptions(caller, options, defaults);
  checkPeakRule(rule, caller);
  expectBoolean(sparse, caller, 'sparse');
  const input = readStrided(x, caller, 'x');
  if (sparse && input.shape.length > 1) {
    throw new ParameterError(caller, 'sparse', `must be false for more than one axis, got shape [${input.shape.join(', ')}]`);
  }
  if (sparse) {
    const line = widen(readSignal(x, caller, 'x').channels[0]!);
    resolveAxis(axis, 1, caller);
    expectAllFinite(line, caller, 'x');
    const marks = new Uint8Array(line.length);
    markPeaks(line, marks, rule);
    return indicesOf(marks);
  }
  const along = resolveAxis(axis, input.shape.length, caller);
  return markLines(input, along, (line, out) => {
    expectAllFinite(line, caller, 'x');
    markPeaks(line, out, rule);
  });
}
