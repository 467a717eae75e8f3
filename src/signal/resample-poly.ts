/**
 * Resampling with a FIR filter of one's own.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite, refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray, isFloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { readPadded } from '../frame/edge.js';
import { type WindowSpec } from '../window/window-spec.js';
import { bankOfFir, polyFilter } from './poly-bank.js';
import { resampledLength } from './resample-rates.js';
import { wholeFilter } from './whole-filter.js';

/** How {@link resamplePoly} continues a signal. */
export type ResamplePadType =
  'constant' | 'line' | 'smooth' | 'edge' | 'reflect' | 'symmetric' | 'wrap' | 'mean' | 'median' | 'maximum' | 'minimum';

/** Options of {@link resamplePoly}. */
export interface ResamplePolyOptions {
  /** Samples that come out for every `down` that go in, an integer >= 1. Must be given. */
  up?: number | undefined;
  /** Samples that go in for every `up` that come out, an integer >= 1. Must be given. */
  down?: number | undefined;
  /** The filter's window by name or parameters, or as a typed array the filter itself. @defaultValue `['kaiser', 5]` */
  window?: WindowSpec | undefined;
  /**
   * What the signal is beyond its ends: `constant` (`cval`), `line` (through the first and last sample), `smooth` (by the first and
   * last slope), `edge`, `reflect`, `symmetric`, `wrap`, or its `mean`, `median`, `maximum` or `minimum`. @defaultValue `'constant'`
   */
  padtype?: ResamplePadType | undefined;
  /** The value beyond the ends for `constant`. @defaultValue `0` */
  cval?: number | undefined;
}

const DEFAULTS = {
  up: NaN,
  down: NaN,
  window: ['kaiser', 5] as WindowSpec,
  padtype: 'constant' as ResamplePadType,
  cval: 0,
};

const TYPES: readonly ResamplePadType[] = [
  'constant',
  'line',
  'smooth',
  'edge',
  'reflect',
  'symmetric',
  'wrap',
  'mean',
  'median',
  'maximum',
  'minimum',
];

/**
 * Changes the sample rate by `up / down` with a FIR filter.
 *
 * @param x - Signal, shape `[...channels, samples]`.
 * @param options - See {@link ResamplePolyOptions}; `up` and `down` must be given.
 * @returns New array of the same type, shape `[...channels, ceil(samples up / down)]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * resamplePoly(new Float64Array(1000).fill(1), { up: 3, down: 5, padtype: 'edge' }).length; // 600
 * ```
 * @see scipy 1.17 `signal.resample_poly`.
 */
export function resamplePoly<T extends FloatArray>(x: T, options: ResamplePolyOptions): T;
export function resamplePoly<T extends FloatArray>(
  x: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  options: ResamplePolyOptions,
): T | NdArray<T>;
export function resamplePoly<T extends FloatArray>(x: SignalInput<T>, options: ResamplePolyOptions): T | NdArray<T> {
  const { up, down, window, padtype, cval } = readOptions('resamplePoly', options, DEFAULTS);
  expectInteger(up, 'resamplePoly', 'up', 1, 1e6);
  expectInteger(down, 'resamplePoly', 'down', 1, 1e6);
  expectOneOf(padtype, 'resamplePoly', 'padtype', TYPES);
  expectFinite(cval, 'resamplePoly', 'cval');
  if (isFloatArray(window)) {
    if (window.length === 0) throw new ParameterError('resamplePoly', 'window', `must not be empty, got ${show(window)} of length 0`);
    expectAllFinite(window, 'resamplePoly', 'window');
  }
  const { lead, length, channels } = readSignal(x, 'resamplePoly', 'x');
  const common = divisor(up, down);
  const ratio = { up: up / common, down: down / common };
  const samples = resampledLength(length, ratio);
  const result = arrayLike(channels[0]!, sizeOf(lead) * samples);
  if (ratio.up === ratio.down) for (const [c, y] of channels.entries()) result.set(y, c * samples);
  else {
    const own = isFloatArray(window);
    const h = own ? Float64Array.from(window, (v) => v * ratio.up) : polyFilter(ratio, window, 'resamplePoly');
    const bank = bankOfFir(h, (h.length - 1) >> 1, ratio);
    const filter = wholeFilter(bank, channels[0]!, samples);
    for (const [c, y] of channels.entries()) {
      const level = padtype in LEVELS ? LEVELS[padtype as keyof typeof LEVELS](Float64Array.from(y)) : 0;
      const source = level === 0 ? y : Float64Array.from(y, (v) => v - level);
      const head = new Float64Array(bank.before);
      const tail = new Float64Array(bank.taps + Math.ceil(down / up));
      extend(head, source, -bank.before, padtype, cval);
      extend(tail, source, length, padtype, cval);
      const out = result.subarray(c * samples, (c + 1) * samples);
      filter(out, source, head, tail);
      if (level !== 0) for (let m = 0; m < samples; m++) out[m] = out[m]! + level;
    }
  }
  refuseNonFinite(result, channels, 'resamplePoly', 'x');
  return lead.length === 0 ? result : nd(result, [...lead, samples]);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** Fills `out` with what lies at `start`, `start + 1`, ... outside the signal. */
function extend(out: Float64Array, y: FloatArray, start: number, padtype: ResamplePadType, cval: number): void {
  const last = y.length - 1;
  if (padtype === 'edge' || padtype === 'reflect' || padtype === 'symmetric' || padtype === 'wrap') readPadded(out, y, start, padtype);
  else if (padtype === 'line' || padtype === 'smooth') {
    const [from, near] = start < 0 ? [0, Math.min(1, last)] : [last, Math.max(0, last - 1)];
    const rise = padtype === 'line' ? y[last]! - y[0]! : (y[near]! - y[from]!) * (start < 0 ? 1 : -1);
    const slope = padtype === 'line' ? rise / Math.max(1, last) : rise;
    for (let k = 0; k < out.length; k++) out[k] = y[from]! + (start + k - from) * slope;
  } else if (padtype === 'constant') out.fill(cval);
}

const LEVELS = {
  mean: (y: Float64Array): number => y.reduce((a, b) => a + b) / y.length,
  median: (y: Float64Array): number => {
    const sorted = y.sort();
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle]! : 0.5 * (sorted[middle - 1]! + sorted[middle]!);
  },
  maximum: (y: Float64Array): number => y.reduce((a, b) => Math.max(a, b)),
  minimum: (y: Float64Array): number => y.reduce((a, b) => Math.min(a, b)),
};
