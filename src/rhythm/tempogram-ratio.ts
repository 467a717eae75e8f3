/**
 * The tempogram at multiples of the tempo.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectFiniteFeatures, readFeatures } from '../core/features.js';
import { nd, type NdArray, timeMajor } from '../core/nd.js';
import { expectFinite, expectInteger, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { isList } from '../core/table.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { type Aggregate, readAggregate } from './aggregate.js';
import { ENVELOPE_DEFAULTS, type EnvelopeOptions, hearEnvelopes, readEnvelopes } from './envelope.js';
import { TEMPOGRAM_DEFAULTS, type TempogramSettings } from './local-autocorrelation.js';
import { likelyLag } from './tempo-kernel.js';
import { checkTempoChoice, lagBonus, TEMPO_CHOICE, type TempoChoice, type TempoChoiceSettings } from './tempo-options.js';
import { type TempogramFromEnvelopeOptions, tempogramOf } from './tempogram.js';

/** Options of {@link tempogramRatioFromTempogram}. */
export interface TempogramRatioFromTempogramOptions extends EnvelopeOptions, Omit<TempoChoice, 'compat'> {
  /** The tempo, beats per minute, > 0: one number, or one for each frame. @defaultValue `null`: the likeliest lag of each frame */
  bpm?: number | ArrayLike<number> | null | undefined;
  /** Multiples of the tempo, each > 0. @defaultValue `[4, 8/3, 3, 2, 4/3, 3/2, 1, 2/3, 3/4, 1/2, 1/3, 3/8, 1/4]` */
  factors?: ArrayLike<number> | undefined;
  /** The value at multiples that no lag reaches. @defaultValue `0` */
  fillValue?: number | undefined;
  /** What makes one number of all frames; `null`: nothing. @defaultValue `null` */
  aggregate?: Aggregate | null | undefined;
}

/** Options of {@link tempogramRatioFromEnvelope}. */
export interface TempogramRatioFromEnvelopeOptions extends TempogramRatioFromTempogramOptions, TempogramFromEnvelopeOptions {}

/** Options of {@link tempogramRatio}. */
export interface TempogramRatioOptions extends TempogramRatioFromEnvelopeOptions {
  /** `'librosa'`: the loudest of all channels decides where levels are cut off. `null`: that of each channel. @defaultValue `null` */
  compat?: 'librosa' | null | undefined;
}

/** Sixteenth, dotted sixteenth, eighth triplet, eighth, dotted eighth, quarter triplet, quarter, dotted quarter, half triplet, half, dotted half,
 * whole triplet and whole notes, if the tempo is that of quarters. */
const NOTES: readonly number[] = [4, 8 / 3, 3, 2, 4 / 3, 3 / 2, 1, 2 / 3, 3 / 4, 1 / 2, 1 / 3, 3 / 8, 1 / 4];

interface Settings extends TempoChoiceSettings {
  sampleRate: number | null;
  hopLength: number;
  bpm: number | ArrayLike<number> | null;
  factors: ArrayLike<number>;
  fillValue: number;
  aggregate: Aggregate | null;
}

const DEFAULTS: Settings = {
  ...ENVELOPE_DEFAULTS,
  ...TEMPO_CHOICE,
  bpm: null,
  factors: NOTES,
  fillValue: 0,
  aggregate: null,
};
const OF_ENVELOPE: Settings & TempogramSettings = { ...DEFAULTS, ...TEMPOGRAM_DEFAULTS };

/**
 * Spectral rhythm patterns: the tempogram of a signal at 13 multiples of its tempo (or others), which tell a waltz from a march whatever
 * their tempo. Between lags the tempogram is interpolated along a line over the tempo.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link TempogramRatioOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, factors, frames]`, or `[...channels, factors]` with `aggregate`. Precision as `y`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = clicks({ times: [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4], sampleRate: 22050 });
 * const ratios = tempogramRatio(y, { sampleRate: 22050, bpm: 120, aggregate: 'mean' });
 * ratios.shape; // [13]
 * ratios.get(6) > 10 * ratios.get(3); // true
 * ```
 * @see librosa 0.11 `feature.tempogram_ratio`, which takes the number of channels for that of lags where there is more than one channel;
 * G. Peeters, Rhythm classification using spectral rhythm patterns, ISMIR 2005; M. Prockup et al., Modeling musical rhythm at scale with
 * the music genome project, WASPAA 2015.
 */
export function tempogramRatio<T extends FloatArray>(y: SignalInput<T>, options?: TempogramRatioOptions): NdArray<T> {
  const caller = 'tempogramRatio';
  const o = readOptions(caller, options, OF_ENVELOPE);
  checkTempoChoice(o, caller);
  const heard = hearEnvelopes(y, o, readAggregate('mean', caller), caller, o.compat === 'librosa');
  return ratiosOf(tempogramOf(heard, o, caller), o, heard.sampleRate, caller);
}

/**
 * The tempogram of a given onset envelope at multiples of its tempo.
 *
 * @param onsetEnvelope - Onset strength, shape `[...channels, frames]`.
 * @param options - {@link TempogramRatioFromEnvelopeOptions}; `sampleRate` must be given.
 * @returns Shape `[...channels, factors, frames]`, or `[...channels, factors]` with `aggregate`. Precision as the envelope.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is not finite.
 * @example
 * ```ts
 * const envelope = Float64Array.from({ length: 400 }, (_, t) => (t % 20 === 0 ? 1 : 0)); // 50 ms a frame: 60 a minute
 * const ratios = tempogramRatioFromEnvelope(envelope, { sampleRate: 8000, hopLength: 400, factors: [1, 2], aggregate: 'median' });
 * ratios.get(0) > 0.9 && ratios.get(1) < 0.01; // true
 * ```
 * @see librosa 0.11 `feature.tempogram_ratio(onset_envelope=)`.
 */
export function tempogramRatioFromEnvelope<T extends FloatArray>(
  onsetEnvelope: SignalInput<T>,
  options?: TempogramRatioFromEnvelopeOptions,
): NdArray<T> {
  const caller = 'tempogramRatioFromEnvelope';
  const { compat, ...defaults } = OF_ENVELOPE;
  const o = { ...readOptions(caller, options, defaults), compat };
  checkTempoChoice(o, caller);
  return ratiosOf(tempogramOf(readEnvelopes(onsetEnvelope, caller), o, caller), o, o.sampleRate, caller);
}

/**
 * A given tempogram at multiples of its tempo.
 *
 * @param tg - Tempogram, shape `[...channels, lags, frames]`.
 * @param options - {@link TempogramRatioFromTempogramOptions}; `sampleRate` must be given.
 * @returns Shape `[...channels, factors, frames]`, or `[...channels, factors]` with `aggregate`. Precision as the tempogram.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is not finite.
 * @example
 * ```ts
 * const tg = { data: Float64Array.of(1, 0.1, 0.8, 0.3, 0.6), shape: [5, 1], stride: [1, 5], offset: 0 } as NdArray<Float64Array>;
 * const ratios = tempogramRatioFromTempogram(tg, { sampleRate: 8, hopLength: 4, bpm: 60, factors: [2, 1, 0.5] }); // half a second a frame
 * ratios.data; // [0.1, 0.8, 0.6]
 * ```
 * @see librosa 0.11 `feature.tempogram_ratio(tg=)`.
 */
export function tempogramRatioFromTempogram<T extends FloatArray>(
  tg: NdArray<T>,
  options?: TempogramRatioFromTempogramOptions,
): NdArray<T> {
  const caller = 'tempogramRatioFromTempogram';
  const { compat, ...defaults } = DEFAULTS;
  const o = { ...readOptions(caller, options, defaults), compat };
  checkTempoChoice(o, caller);
  return ratiosOf(tg, o, o.sampleRate, caller);
}

function ratiosOf<T extends FloatArray>(tg: NdArray<T>, o: Settings, sampleRate: number | null, caller: string): NdArray<T> {
  expectSampleRate(sampleRate, caller);
  expectInteger(o.hopLength, caller, 'hopLength', 1);
  expectFinite(o.fillValue, caller, 'fillValue');
  const T = readFeatures(tg, caller, 'tg');
  expectFiniteFeatures(T, caller, 'tg');
  const { lead, items, bins, frames } = T;
  if (bins < 2) throw new ParameterError(caller, 'tg', 'must have at least two lags, got 1');
  const factors = readFactors(o.factors, caller);
  const aggregate = o.aggregate === null ? null : readAggregate(o.aggregate, caller);
  const bpmFrames = (60 * sampleRate) / o.hopLength;
  const bpm = readTempi(o.bpm, frames, caller);
  const bonus = bpm ? null : lagBonus(bins, bpmFrames, o, caller);
  const data = widen(T.data);
  const count = factors.length;
  const out = new Float64Array(items * frames * count);
  for (let at = 0; at < items * frames; at++) {
    const lags = data.subarray(at * bins, (at + 1) * bins);
    const beat = bpm ? bpm[at % frames]! : bpmFrames / likelyLag(lags, bonus!);
    for (let i = 0; i < count; i++) out[at * count + i] = valueAt(lags, bpmFrames, beat * factors[i]!, o.fillValue);
  }
  if (!aggregate) return timeMajor(roundLike(T.data, out), lead, count, frames);
  const values = new Float64Array(frames);
  const one = Float64Array.from({ length: items * count }, (_, i) => {
    const first = Math.floor(i / count) * frames * count + (i % count);
    for (let t = 0; t < frames; t++) values[t] = out[first + t * count]!;
    return aggregate(values);
  });
  return nd(roundLike(T.data, one), [...lead, count]);
}

/** The tempogram of one frame at a tempo, interpolated along a line over the tempi of the lags from 1 on. */
function valueAt(lags: Float64Array, bpmFrames: number, bpm: number, fill: number): number {
  const fastest = bpmFrames;
  const slowest = bpmFrames / (lags.length - 1);
  if (bpm > fastest || bpm < slowest) return fill;
  let lag = Math.min(lags.length - 1, Math.max(1, Math.floor(bpmFrames / bpm)));
  while (lag > 1 && bpmFrames / lag < bpm) lag--;
  while (lag < lags.length - 1 && bpmFrames / (lag + 1) >= bpm) lag++;
  if (lag === lags.length - 1) return lags[lag]!;
  const low = bpmFrames / (lag + 1);
  const high = bpmFrames / lag;
  return lags[lag + 1]! + ((bpm - low) * (lags[lag]! - lags[lag + 1]!)) / (high - low);
}

function readFactors(factors: ArrayLike<number>, caller: string): readonly number[] {
  if (!isList(factors) || factors.length === 0) throw new TypeError(`${caller}: "factors" must be a list of numbers, got ${show(factors)}`);
  return Array.from(factors, (factor, i) => {
    if (!(factor > 0 && factor < Infinity))
      throw new ParameterError(caller, 'factors', `must be finite and > 0, got ${factor} at index ${i}`);
    return factor;
  });
}

/** Tempi of the frames; null if there are none given. */
export function readTempi(bpm: number | ArrayLike<number> | null, frames: number, caller: string): Float64Array | null {
  if (bpm === null) return null;
  if (typeof bpm !== 'number' && !isList(bpm))
    throw new TypeError(`${caller}: "bpm" must be null, a number or a list of numbers, got ${show(bpm)}`);
  const tempi = typeof bpm === 'number' ? new Float64Array(frames).fill(bpm) : Float64Array.from(bpm);
  if (tempi.length !== frames)
    throw new ParameterError(caller, 'bpm', `must be one number or one for each of the ${frames} frames, got ${tempi.length}`);
  const bad = tempi.findIndex((v) => !(v > 0 && v < Infinity));
  if (bad >= 0) throw new ParameterError(caller, 'bpm', `must be finite and > 0, got ${tempi[bad]} at index ${bad}`);
  return tempi;
}
