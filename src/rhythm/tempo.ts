/**
 * The tempo.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFiniteFeatures, readFeatures } from '../core/features.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, expectPositive, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, widen } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { type Aggregate, type Aggregator, readAggregate } from './aggregate.js';
import { ENVELOPE_DEFAULTS, type EnvelopeOptions, type Envelopes, hearEnvelopes, readEnvelopes } from './envelope.js';
import { planLocalAutocorrelation, TEMPOGRAM_DEFAULTS } from './local-autocorrelation.js';
import { beatLag, exactPeriod, likelyLag, parabolaLag } from './tempo-kernel.js';
import { checkTempoChoice, lagBonus, TEMPO_CHOICE, type TempoChoice, type TempoChoiceSettings } from './tempo-options.js';

/** Options of {@link tempoFromTempogram}. */
export interface TempoFromTempogramOptions extends EnvelopeOptions, TempoChoice {
  /** What becomes of the frames: their mean decides (or another aggregate), or with `null` each has its own tempo. @defaultValue `'mean'` */
  aggregate?: Aggregate | null | undefined;
}

/** Options of {@link tempo} and {@link tempoFromEnvelope}. */
export interface TempoOptions extends TempoFromTempogramOptions {
  /** Length of the window in which the envelope is compared with itself, seconds, > 0. @defaultValue `8` */
  acSize?: number | undefined;
}

/** {@link TempoFromTempogramOptions} with defaults filled in. */
export interface TempoSettings extends TempoChoiceSettings {
  sampleRate: number | null;
  hopLength: number;
  aggregate: Aggregate | null;
}

const DEFAULTS: TempoSettings = { ...ENVELOPE_DEFAULTS, ...TEMPO_CHOICE, aggregate: 'mean' };
const WITH_WINDOW = { ...DEFAULTS, acSize: 8 };

/** Beats per minute: one number for one channel; an array for more channels, or if each frame has its own. */
export type Tempo = number | Float64Array | NdArray<Float64Array>;

/**
 * Estimates the tempo of a signal: the lag at which the onset strength repeats itself best, weighed by how probable tempi are
 * (`log(1 + 1e6 r) - 1/2 (log2(bpm / startBpm) / stdBpm)^2`). Then twice that tempo is taken, up to 220, if the onsets repeat as strongly there;
 * and the lag is refined by parabolas through the peaks at its multiples.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link TempoOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Beats per minute: a number for one channel, an ndarray `[...channels]` for more, and with `aggregate: null` one number for each
 * frame, shape `[...channels, frames]`. 0 where nothing repeats, as in silence.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const times = Array.from({ length: 24 }, (_, k) => (k * 60) / 140);
 * const y = clicks({ times, sampleRate: 22050 });
 * const bpm = tempo(y, { sampleRate: 22050 }) as number;
 * Math.round(bpm); // 140
 * tempo(y, { sampleRate: 22050, compat: 'librosa' }).toFixed(1); // '143.6'
 * ```
 * @see librosa 0.11 `feature.tempo` (`compat: 'librosa'`), which knows only tempi of whole lags (steps of 5 % at 120) and answers 117.5 in
 * silence. It looks at the whole signal; frames of `aggregate: null` look `acSize / 2` seconds ahead.
 */
export function tempo(y: FloatArray, options?: TempoOptions & { aggregate?: Aggregate | undefined }): number;
export function tempo(y: SignalInput, options?: TempoOptions): Tempo;
export function tempo(y: SignalInput, options?: TempoOptions): Tempo {
  const caller = 'tempo';
  const o = readOptions(caller, options, WITH_WINDOW);
  checkTempoChoice(o, caller);
  const heard = hearEnvelopes(y, o, readAggregate('mean', caller), caller, o.compat === 'librosa');
  return tempiOf(heard, o, o.acSize, heard.sampleRate, caller);
}

/**
 * Estimates the tempo of a given onset envelope.
 *
 * @param onsetEnvelope - Onset strength, shape `[...channels, frames]`.
 * @param options - {@link TempoOptions}; `sampleRate` must be given.
 * @returns As {@link tempo}.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is not finite.
 * @example
 * ```ts
 * const envelope = Float64Array.from({ length: 400 }, (_, t) => (t % 20 === 0 ? 1 : 0)); // 50 ms a frame
 * Math.round(tempoFromEnvelope(envelope, { sampleRate: 8000, hopLength: 400 })); // 60
 * ```
 * @see librosa 0.11 `feature.tempo(onset_envelope=)`.
 */
export function tempoFromEnvelope(onsetEnvelope: FloatArray, options?: TempoOptions & { aggregate?: Aggregate | undefined }): number;
export function tempoFromEnvelope(onsetEnvelope: SignalInput, options?: TempoOptions): Tempo;
export function tempoFromEnvelope(onsetEnvelope: SignalInput, options?: TempoOptions): Tempo {
  const caller = 'tempoFromEnvelope';
  const o = readOptions(caller, options, WITH_WINDOW);
  checkTempoChoice(o, caller);
  const { sampleRate } = o;
  expectSampleRate(sampleRate, caller);
  expectInteger(o.hopLength, caller, 'hopLength', 1);
  return tempiOf(readEnvelopes(onsetEnvelope, caller), o, o.acSize, sampleRate, caller);
}

/**
 * Estimates the tempo of a given tempogram. Without the envelope a lag is refined by one parabola.
 *
 * @param tg - Tempogram, shape `[...channels, lags, frames]`.
 * @param options - {@link TempoFromTempogramOptions}; `sampleRate` must be given.
 * @returns As {@link tempo}.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is not finite.
 * @example
 * ```ts
 * const envelope = Float64Array.from({ length: 400 }, (_, t) => (t % 20 === 0 ? 1 : 0));
 * const T = tempogramFromEnvelope(envelope, { winLength: 160 });
 * Math.round(tempoFromTempogram(T, { sampleRate: 8000, hopLength: 400 }) as number); // 60
 * ```
 * @see librosa 0.11 `feature.tempo(tg=)`.
 */
export function tempoFromTempogram(tg: NdArray<FloatArray>, options?: TempoFromTempogramOptions): Tempo {
  const caller = 'tempoFromTempogram';
  const o = readOptions(caller, options, DEFAULTS);
  checkTempoChoice(o, caller);
  const { sampleRate } = o;
  expectSampleRate(sampleRate, caller);
  expectInteger(o.hopLength, caller, 'hopLength', 1);
  const T = readFeatures(tg, caller, 'tg');
  expectFiniteFeatures(T, caller, 'tg');
  const { lead, items, bins, frames } = T;
  if (bins < 2) throw new ParameterError(caller, 'tg', 'must have at least two lags, got 1');
  const data = widen(T.data);
  const choose = planChoice(bins, (60 * sampleRate) / o.hopLength, o, caller);
  const aggregate = o.aggregate === null ? null : readAggregate(o.aggregate, caller);
  const out = new Float64Array(aggregate ? items : items * frames);
  const row = (at: number): Float64Array => data.subarray(at * bins, (at + 1) * bins);
  for (let item = 0; item < items; item++) {
    const first = item * frames;
    if (!aggregate) for (let t = first; t < first + frames; t++) out[t] = choose(row(t));
    else out[item] = choose(aggregated(data.subarray(first * bins, (first + frames) * bins), bins, aggregate));
  }
  return shaped(out, lead, aggregate ? null : frames);
}

/** Each lag's values over the frames, made one number. */
function aggregated(data: Float64Array, bins: number, aggregate: Aggregator): Float64Array {
  const values = new Float64Array(data.length / bins);
  return Float64Array.from({ length: bins }, (_, lag) => {
    for (let t = 0; t < values.length; t++) values[t] = data[t * bins + lag]!;
    return aggregate(values);
  });
}

/** Turns lags into a tempo; the envelope they come from, if it is at hand, makes it exact. */
function planChoice(
  lags: number,
  bpmFrames: number,
  o: TempoChoiceSettings,
  caller: string,
): (r: Float64Array, envelope?: Float64Array) => number {
  const bonus = lagBonus(lags, bpmFrames, o, caller);
  const shortest = bpmFrames / Math.min(FASTEST, o.maxTempo ?? Infinity);
  return (r, envelope) => {
    if (o.compat === 'librosa') return bpmFrames / likelyLag(r, bonus);
    const likely = likelyLag(r, bonus);
    if (!(r[likely]! > 1e-9 * r[0]!) || likely >= (envelope?.length ?? Infinity)) return 0; // nothing comes again
    const lag = beatLag(r, likely, shortest);
    return bpmFrames / (envelope ? exactPeriod(envelope, lag) : parabolaLag(r, lag));
  };
}

/** Above this, twice a tempo is not considered, beats per minute. */
const FASTEST = 220;

function tempiOf(input: Envelopes, o: TempoSettings, acSize: number, sampleRate: number, caller: string): Tempo {
  const { lead, each, frames } = input;
  const winLength = windowOf(acSize, sampleRate, o.hopLength, caller);
  if (o.aggregate === null) {
    const out = new Float64Array(each.length * frames);
    const plan = planLocalAutocorrelation({ ...TEMPOGRAM_DEFAULTS, winLength }, caller);
    const choose = planChoice(winLength, (60 * sampleRate) / o.hopLength, o, caller);
    for (const [c, envelope] of each.entries()) plan.each(envelope, (lags, t) => (out[c * frames + t] = choose(lags)));
    return shaped(out, lead, frames);
  }
  const choose = planTempo(winLength, o, sampleRate, caller);
  return shaped(Float64Array.from(each, choose), lead, null);
}

/** Frames in `acSize` seconds. */
export function windowOf(acSize: number, sampleRate: number, hopLength: number, caller: string): number {
  expectPositive(acSize, caller, 'acSize');
  const winLength = Math.floor(Math.trunc(acSize * sampleRate) / hopLength);
  if (winLength < 2)
    throw new ParameterError(caller, 'acSize', `must be at least two frames, ${(2 * hopLength) / sampleRate} s, got ${acSize}`);
  return winLength;
}

/** One tempo of one envelope; of tempograms only what is needed is kept. */
export function planTempo(winLength: number, o: TempoSettings, sampleRate: number, caller: string): (envelope: Float64Array) => number {
  const plan = planLocalAutocorrelation({ ...TEMPOGRAM_DEFAULTS, winLength }, caller);
  const choose = planChoice(winLength, (60 * sampleRate) / o.hopLength, o, caller);
  const aggregate = readAggregate(o.aggregate, caller);
  return (envelope) => {
    if (o.aggregate !== 'mean') {
      const all = new Float64Array(envelope.length * winLength);
      plan.each(envelope, (lags, t) => all.set(lags, t * winLength));
      return choose(aggregated(all, winLength, aggregate), envelope);
    }
    return choose(plan.mean(envelope), envelope);
  };
}

function shaped(out: Float64Array, lead: readonly number[], frames: number | null): Tempo {
  if (lead.length === 0) return frames === null ? out[0]! : out;
  return nd(out, frames === null ? lead : [...lead, frames]);
}
