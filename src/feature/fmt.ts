/**
 * The fast Mellin transform.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { exp, log } from '../core/math.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { type ForwardKernel, planForward } from '../fft/real-forward.js';
import {
  expectKind,
  type Interpolation,
  type InterpolationKind,
  planInterpolation,
  type Readings,
  readInto,
} from '../signal/interpolation.js';

/** Options of {@link fmt}. */
export interface FmtOptions {
  /** First time that is sampled, in samples, > 0. @defaultValue `0.5` */
  tMin?: number | undefined;
  /** Samples on the logarithmic axis, >= 3; `null`: as many as keep all samples of `y` apart. @defaultValue `null` */
  nFmt?: number | null | undefined;
  /** How values between samples are read. @defaultValue `'cubic'` */
  kind?: InterpolationKind | undefined;
  /** Weight of times t: `t^beta`. 0.5 is the scale transform, 0 and 1 the Mellin transforms that keep time and amplitude. @defaultValue `0.5` */
  beta?: number | undefined;
  /** How many times finer than needed the logarithmic axis is, >= 1. @defaultValue `1` */
  overSample?: number | undefined;
}

const DEFAULTS = { tMin: 0.5, nFmt: null as number | null, kind: 'cubic' as InterpolationKind, beta: 0.5, overSample: 1 };
type Settings = typeof DEFAULTS;

/**
 * Fast Mellin transform: its magnitude does not change when the signal is stretched in time and keeps its energy. Of an onset autocorrelation it is a rhythm
 * descriptor that knows no tempo.
 *
 * @param y - Signal, shape `[...channels, samples]`, at least 3 samples; 4 for `cubic`.
 * @param options - {@link FmtOptions}.
 * @returns Complex scales, shape `[...channels, 1 + floor(nFmt / 2), 2]`, with
 * `nFmt = ceil(overSample ln((samples - 1) / tMin) / ln((samples - 1) / (samples - 2)))` unless it is given.
 * @throws {@link ParameterError} if an option is unknown or out of range, the signal is too short, or a sample is not finite.
 * @example
 * ```ts
 * const decay = (length: number) => Float64Array.from({ length }, (_, n) => Math.exp((-8 * n) / length) / Math.sqrt(length));
 * const level = (x: NdArray<Float64Array>) => Math.hypot(x.get(1, 0), x.get(1, 1));
 * const [short, long] = [fmt(decay(100), { nFmt: 64 }), fmt(decay(200), { nFmt: 64, tMin: 1 })];
 * short.shape; // [33, 2]
 * Math.abs(level(short) / level(long) - 1) < 0.02; // true
 * ```
 * @see librosa 0.11 `fmt`: same numbers within 1e-12 of the peak. A. De Sena and D. Rocchesso, "A fast Mellin and scale transform", EURASIP
 * J. Adv. Signal Processing 2007.
 */
export function fmt<T extends FloatArray>(y: SignalInput<T>, options?: FmtOptions): NdArray<T> {
  const caller = 'fmt';
  const o = readOptions(caller, options, DEFAULTS);
  expectPositive(o.tMin, caller, 'tMin');
  expectKind(o.kind, caller);
  expectFinite(o.beta, caller, 'beta');
  expectFinite(o.overSample, caller, 'overSample', 1);
  if (o.nFmt !== null) expectInteger(o.nFmt, caller, 'nFmt', 3);
  const { lead, channels, length } = readSignal(y, caller);
  if (length < 3) throw new ParameterError(caller, 'y', `must have 3 samples, got ${length}`);
  channels.forEach((channel) => expectAllFinite(channel, caller, 'y'));
  const { weights, plan, readings, fft, scratch } = planFor({ ...o, length });
  const count = weights.length;
  const [values, read] = [new Float64Array(length), new Float64Array(count)];
  const bins = (count >> 1) + 1;
  const out = new Float64Array(channels.length * 2 * bins);
  const row = new Float64Array(2 * bins);
  channels.forEach((channel, c) => {
    plan.prepare(values, widen(channel), 0);
    readInto(read, 0, readings, values, 0);
    for (let i = 0; i < count; i++) read[i]! *= weights[i]!;
    fft.forward(row, read, scratch);
    out.set(row, c * row.length);
  });
  expectAllFinite(out, caller, 'y');
  return nd(roundLike(channels[0]!, out), [...lead, bins, 2]);
}

interface Plan {
  /** Of each place, its own length and the number of places included. */
  readonly weights: Float64Array;
  readonly plan: Interpolation;
  readonly readings: Readings;
  readonly fft: ForwardKernel;
  readonly scratch: Float64Array;
}

/** Signals of one length, such as autocorrelations of one window, share a plan. */
const planFor: (o: Settings & { length: number }) => Plan = /* @__PURE__ */ memoize(
  2,
  (o: Settings & { length: number }) => keyOfSettings(o),
  (o) => {
    const places = logarithmicPlaces(o.length, o, 'fmt');
    const weights = places.map((t) => (exp(o.beta * log(t)) * Math.sqrt(o.length)) / places.length);
    const points = Float64Array.from({ length: o.length }, (_, i) => i * (1 / o.length));
    const plan = planInterpolation(points, o.kind, 'fmt', 'y');
    const fft = planForward(places.length);
    return { weights, plan, readings: plan.readingsAt(places), fft, scratch: new Float64Array(fft.scratchLength) };
  },
);

/** Times in shares of the signal that lie evenly on a logarithmic axis, none before `tMin` or behind the last sample. */
function logarithmicPlaces(
  n: number,
  { tMin, nFmt, overSample }: { tMin: number; nFmt: number | null; overSample: number },
  caller: string,
): Float64Array {
  const step = nFmt === null ? log(n - 1) - log(n - 2) : (log(nFmt - 1) - log(nFmt - 2)) / overSample;
  const count = nFmt ?? Math.ceil((overSample * (log(n - 1) - log(tMin))) / step);
  if (!(count >= 1)) throw new ParameterError(caller, 'tMin', `must lie before the last sample, ${n - 1}, got ${tMin}`);
  const first = (log(tMin) - log(n)) / step;
  const spare = Math.ceil(overSample);
  const last = (n - 1) * (1 / n);
  const places = Float64Array.from({ length: count }, (_, i) => {
    const t = exp((first - (i * first) / (count + spare)) * step);
    return Math.min(last, Math.max(tMin / n, t));
  });
  const twice = places.findIndex((t, i) => i > 0 && t === places[i - 1]);
  if (twice >= 0)
    throw new ParameterError(caller, 'nFmt', `must leave different times, got ${places[twice]! * n} samples twice; take a larger one`);
  return places;
}
