/**
 * Features with their own past.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray, timeMajor } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { readSignal } from '../core/signal.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { isNdArray } from '../core/view.js';
import { LONG } from '../frame/line-blocks.js';
import { padLine } from '../frame/pad-line.js';
import { type Padding, PADDING, type PaddingOptions, readPadding } from '../frame/pad.js';

/** Options of {@link stackMemory}. */
export interface StackMemoryOptions extends Omit<PaddingOptions, 'axis'> {
  /** Copies to stack, the present one included, >= 1. @defaultValue `2` */
  nSteps?: number | undefined;
  /** Frames from one copy to the next, not 0: > 0 looks back, < 0 ahead. @defaultValue `1` */
  delay?: number | undefined;
}

const OUTSIDE = {
  mode: PADDING.mode,
  constantValues: PADDING.constantValues,
  endValues: PADDING.endValues,
  statLength: PADDING.statLength,
  reflectType: PADDING.reflectType,
};

/**
 * Short-term history embedding: stacks each frame on top of the frames `delay`, `2 delay`, ... before it.
 *
 * @param data - Features `[...channels, bins, frames]`, or one row as a typed array, which counts as `[1, frames]`.
 * @param options - {@link StackMemoryOptions}; `mode` and what belongs to it say what lies outside.
 * @returns Shape `[...channels, bins * nSteps, frames]`: rows `[n bins, (n + 1) bins)` hold the features `n delay` frames before.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * const stacked = stackMemory(Float64Array.of(1, 2, 3), { nSteps: 2 });
 * stacked.shape; // [2, 3]
 * stacked.get(1, 2); // 2
 * stacked.get(1, 0); // 0
 * ```
 * @see librosa 0.11 `feature.stack_memory`.
 */
export function stackMemory<T extends FloatArray>(data: T | NdArray<T>, options?: StackMemoryOptions): NdArray<T> {
  const o = readOptions('stackMemory', options, { nSteps: 2, delay: 1, ...OUTSIDE });
  const { nSteps, delay } = o;
  expectInteger(nSteps, 'stackMemory', 'nSteps', 1);
  expectInteger(delay, 'stackMemory', 'delay', -Number.MAX_SAFE_INTEGER);
  if (delay === 0) throw new ParameterError('stackMemory', 'delay', 'must not be 0: every copy would be the same');
  const padding = readPadding({ ...o, axis: -1 }, 'stackMemory');
  if (isNdArray(data) && data.shape.length > 1) {
    const S = readFeatures(data, 'stackMemory', 'data');
    const out = stack(widen(S.data), S.items, S.bins, S.frames, nSteps, delay, padding);
    refuseNonFiniteFeatures(silent(padding) ? S.data : out, S, 'stackMemory', 'data');
    return timeMajor(roundLike(S.data, out), S.lead, S.bins * nSteps, S.frames);
  }
  const { channels, length } = readSignal(data, 'stackMemory', 'data');
  const out = stack(widen(channels[0]!), 1, 1, length, nSteps, delay, padding);
  refuseNonFinite(out, channels, 'stackMemory', 'data');
  return nd(roundLike(channels[0]!, out), [nSteps, length], [1, nSteps]);
}

/** Whether nothing but zeros lies outside the signal. */
const silent = ({ mode, constantValues }: Padding): boolean => mode === 'constant' && constantValues[0] === 0 && constantValues[1] === 0;

function stack(
  x: Float64Array,
  items: number,
  bins: number,
  frames: number,
  nSteps: number,
  delay: number,
  padding: Padding,
): Float64Array {
  const out = new Float64Array(items * frames * bins * nSteps);
  const history = (nSteps - 1) * Math.abs(delay);
  const before = delay > 0 ? history : 0;
  const line = new Float64Array(frames);
  const padded = new Float64Array(history + frames);
  const rows = bins * nSteps;
  for (let item = 0; item < items; item++) {
    for (let t = 0; t < frames; t++) {
      const from = (item * frames + t) * bins;
      const frame = bins < LONG ? undefined : x.subarray(from, from + bins);
      for (let n = 0, later = t; n < nSteps; n++, later += delay) {
        if (later < 0 || later >= frames) break;
        const to = (item * frames + later) * rows + n * bins;
        if (frame) out.set(frame, to);
        else for (let b = 0; b < bins; b++) out[to + b] = x[from + b]!;
      }
    }
    if (history === 0 || silent(padding)) continue; // silence is there already
    // What lies outside the signal, by lines along time.
    for (let b = 0; b < bins; b++) {
      for (let t = 0; t < frames; t++) line[t] = x[(item * frames + t) * bins + b]!;
      padLine(padded, line, before, history - before, padding);
      for (let n = 1; n < nSteps; n++) {
        const [first, end] = delay > 0 ? [0, Math.min(frames, n * delay)] : [Math.max(0, frames + n * delay), frames];
        for (let t = first; t < end; t++) out[(item * frames + t) * rows + n * bins + b] = padded[before + t - n * delay]!;
      }
    }
  }
  return out;
}
