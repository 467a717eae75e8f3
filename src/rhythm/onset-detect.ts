/**
 * Detecting onsets.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray, widen } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { indicesOf, markPeaks, type PeakRule } from '../frame/peak-kernel.js';
import { checkPeakRule } from '../frame/peak-pick.js';
import { readAggregate } from './aggregate.js';
import { attackNear, type Sight } from './attack.js';
import { ENVELOPE_DEFAULTS, type EnvelopeOptions, type Envelopes, hearEnvelopes, hearWithEnds, readEnvelopes } from './envelope.js';
import { backtrack } from './onset-backtrack.js';
import { ascending, asMarks, type Events, type EventUnits, inUnits, UNITS } from './units.js';

/** Options of {@link onsetDetectFromEnvelope}. */
export interface OnsetDetectFromEnvelopeOptions extends EnvelopeOptions {
  /** Whether each onset is moved back to the minimum of the energy before it; see {@link onsetBacktrack}. @defaultValue `false` */
  backtrack?: boolean | undefined;
  /** The energy for `backtrack`, one value for each frame. @defaultValue `null`: the onset strength */
  energy?: FloatArray | null | undefined;
  /** What onsets are given in. @defaultValue `'frames'` */
  units?: EventUnits | undefined;
  /** Whether the strength of each channel is brought to [0, 1] first. @defaultValue `true` */
  normalize?: boolean | undefined;
  /** `true`: the onsets; `false`: 1 or 0 for each frame. More than one channel needs `false`. @defaultValue `true` */
  sparse?: boolean | undefined;
  /** Frames before an onset among which it must be the strongest, >= 0; see {@link peakPick}. @defaultValue those in 30 ms */
  preMax?: number | null | undefined;
  /** Frames from an onset on among which it must be the strongest, >= 1. @defaultValue `1` */
  postMax?: number | null | undefined;
  /** Frames before an onset that enter the mean, >= 0. @defaultValue those in 100 ms */
  preAvg?: number | null | undefined;
  /** Frames from an onset on that enter the mean, >= 1. @defaultValue those in 100 ms, and 1 */
  postAvg?: number | null | undefined;
  /** How far an onset must stand above the mean, >= 0. @defaultValue `0.07` */
  delta?: number | null | undefined;
  /** Frames that are passed over behind an onset, >= 0. @defaultValue those in 30 ms */
  wait?: number | null | undefined;
}

/** Options of {@link onsetDetect}. */
export interface OnsetDetectOptions extends OnsetDetectFromEnvelopeOptions {
  /**
   * `'librosa'`: the frames that librosa finds, 14 ms late on the average, none of them at the very beginning; and the loudest of all channels
   * decides where levels are cut off. `null`: each onset is found again in the samples. @defaultValue `null`
   */
  compat?: 'librosa' | null | undefined;
}

const none = null as number | null;
const DEFAULTS = {
  ...ENVELOPE_DEFAULTS,
  backtrack: false,
  energy: null as FloatArray | null,
  units: 'frames' as EventUnits,
  normalize: true,
  sparse: true,
  preMax: none,
  postMax: none,
  preAvg: none,
  postAvg: none,
  delta: none,
  wait: none,
};
type Settings = typeof DEFAULTS;

/**
 * Detects onsets: peaks of the onset strength. Each is then found again in the samples about the peak, at the place that best splits them
 * into a quiet and a loud part, so that times are exact to a millisecond where attacks are sharp. A sound that is there from the first sample on
 * begins there.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link OnsetDetectOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Onsets in ascending order, as frames or samples (Int32Array) or seconds (Float64Array); with `sparse: false` a Uint8Array (or
 * an ndarray over one) `[...channels, frames]`. Silence has none. `backtrack` gives whole frames.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or there is more than one channel and
 * `sparse` is `true`.
 * @example
 * ```ts
 * const y = clicks({ times: [0, 0.31, 0.75], sampleRate: 22050, length: 30000 });
 * onsetDetect(y, { sampleRate: 22050 }); // [0, 13, 32]
 * onsetDetect(y, { sampleRate: 22050, units: 'time' }).map((t) => Math.round(1000 * t)); // [0, 310, 750]
 * onsetDetect(y, { sampleRate: 22050, compat: 'librosa' }); // [14, 33]
 * ```
 * @see librosa 0.11 `onset.onset_detect` (`compat: 'librosa'`); Böck, Krebs and Schedl, Evaluating the online capabilities of onset detection
 * methods, ISMIR 2012. Levels are cut off by the loudest point of the whole signal, and the strength normalised by its largest value: no stream.
 */
export function onsetDetect(y: SignalInput, options: OnsetDetectOptions & { units: 'time'; sparse?: true | undefined }): Float64Array;
export function onsetDetect(
  y: SignalInput,
  options?: OnsetDetectOptions & { units?: 'frames' | 'samples' | undefined; sparse?: true | undefined },
): Int32Array;
export function onsetDetect(y: SignalInput, options: OnsetDetectOptions & { sparse: false }): Uint8Array | NdArray<Uint8Array>;
export function onsetDetect(y: SignalInput, options?: OnsetDetectOptions): Events;
export function onsetDetect(y: SignalInput, options?: OnsetDetectOptions): Events {
  const caller = 'onsetDetect';
  const o = readOptions(caller, options, { ...DEFAULTS, compat: null as 'librosa' | null });
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
  checkDetection(o, caller);
  const mean = readAggregate('mean', caller);
  if (o.compat === 'librosa') {
    const heard = hearEnvelopes(y, o, mean, caller, true);
    const rule = ruleOf(o, heard.sampleRate, caller);
    return eventsOf(heard, o, heard.sampleRate, caller, (envelope) => pick(envelope, rule, o, caller).map((t) => t * o.hopLength));
  }
  const heard = hearWithEnds(y, o, mean, caller);
  const { sampleRate, frames, signal, sight } = heard;
  const rule = ruleOf(o, sampleRate, caller);
  return eventsOf(heard, o, sampleRate, caller, (envelope, c) => {
    const peaks = pick(envelope, rule, o, caller);
    if (o.backtrack) return peaks.filter((t) => t < frames).map((t) => t * o.hopLength);
    return exactOnsets(peaks, frames, widen(signal.channels[c]!), sight, o.hopLength);
  });
}

/**
 * Detects onsets in a given onset envelope: its peaks, in whole frames.
 *
 * @param onsetEnvelope - Onset strength, shape `[...channels, frames]`.
 * @param options - {@link OnsetDetectFromEnvelopeOptions}; `sampleRate` must be given.
 * @returns As {@link onsetDetect}.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, a value is not finite, or there is more than one channel and
 * `sparse` is `true`.
 * @example
 * ```ts
 * const envelope = Float64Array.of(0, 0, 5, 1, 0, 0, 0, 0, 4, 0);
 * onsetDetectFromEnvelope(envelope, { sampleRate: 22050 }); // [2, 8]
 * onsetDetectFromEnvelope(envelope, { sampleRate: 22050, units: 'samples' }); // [1024, 4096]
 * ```
 * @see librosa 0.11 `onset.onset_detect(onset_envelope=)`: the same frames.
 */
export function onsetDetectFromEnvelope(
  onsetEnvelope: SignalInput,
  options: OnsetDetectFromEnvelopeOptions & { units: 'time'; sparse?: true | undefined },
): Float64Array;
export function onsetDetectFromEnvelope(
  onsetEnvelope: SignalInput,
  options: OnsetDetectFromEnvelopeOptions & { units?: 'frames' | 'samples' | undefined; sparse?: true | undefined },
): Int32Array;
export function onsetDetectFromEnvelope(
  onsetEnvelope: SignalInput,
  options: OnsetDetectFromEnvelopeOptions & { sparse: false },
): Uint8Array | NdArray<Uint8Array>;
export function onsetDetectFromEnvelope(onsetEnvelope: SignalInput, options?: OnsetDetectFromEnvelopeOptions): Events;
export function onsetDetectFromEnvelope(onsetEnvelope: SignalInput, options?: OnsetDetectFromEnvelopeOptions): Events {
  const caller = 'onsetDetectFromEnvelope';
  const o = readOptions(caller, options, DEFAULTS);
  checkDetection(o, caller);
  const { sampleRate } = o;
  expectSampleRate(sampleRate, caller);
  const rule = ruleOf(o, sampleRate, caller);
  const input = readEnvelopes(onsetEnvelope, caller);
  return eventsOf(input, o, sampleRate, caller, (envelope) => pick(envelope, rule, o, caller).map((t) => t * o.hopLength));
}

function checkDetection(o: Settings, caller: string): void {
  expectInteger(o.hopLength, caller, 'hopLength', 1);
  for (const name of ['backtrack', 'normalize', 'sparse'] as const) expectBoolean(o[name], caller, name);
  expectOneOf(o.units, caller, 'units', UNITS);
  if (o.backtrack && !o.sparse) throw new ParameterError(caller, 'backtrack', 'must be false if sparse is false');
}

/** The rule of the peaks; what is not given is a time in whole frames. */
function ruleOf(o: Settings, sampleRate: number, caller: string): PeakRule {
  const framesIn = (seconds: number): number => Math.floor((seconds * sampleRate) / o.hopLength);
  const rule: PeakRule = {
    preMax: o.preMax ?? framesIn(0.03),
    postMax: o.postMax ?? 1,
    preAvg: o.preAvg ?? framesIn(0.1),
    postAvg: o.postAvg ?? framesIn(0.1) + 1,
    delta: o.delta ?? 0.07,
    wait: o.wait ?? framesIn(0.03),
  };
  checkPeakRule(rule, caller);
  return rule;
}

/** The frames of the peaks, moved back if that was asked for. */
function pick(envelope: Float64Array, rule: PeakRule, o: Settings, caller: string): Int32Array {
  const strength = o.normalize ? normalized(envelope) : envelope;
  if (strength.every((v) => v === 0)) return new Int32Array(0);
  const marks = new Uint8Array(strength.length);
  markPeaks(strength, marks, { ...rule, delta: Math.fround(rule.delta) }); // librosa's peak picking rounds it
  const peaks = indicesOf(marks);
  if (!o.backtrack) return peaks;
  if (o.energy === null) return backtrack(peaks, strength);
  const { channels } = readSignal(o.energy, caller, 'energy');
  expectAllFinite(channels[0]!, caller, 'energy');
  return backtrack(peaks, channels[0]!);
}

/** From 0 to 1; a constant becomes 0. */
function normalized(x: Float64Array): Float64Array {
  let least = Infinity;
  let most = -Infinity;
  for (let t = 0; t < x.length; t++) {
    least = Math.min(least, x[t]!);
    most = Math.max(most, x[t]!);
  }
  const range = most - least + 2 ** -1022;
  return x.map((v) => (v - least) / range);
}

/** Samples at which sounds begin. What shows only behind the last frame must get louder, for every end of a signal looks like an onset. */
function exactOnsets(peaks: Int32Array, frames: number, y: Float64Array, sight: Sight, hopLength: number): Int32Array {
  const found: number[] = [];
  for (const t of peaks) {
    const attack = attackNear(y, t, sight);
    if (t >= frames && !(attack && attack.rise > 4)) continue;
    const sample = attack ? attack.sample : Math.round((t - LATE) * hopLength);
    found.push(Math.max(0, Math.min(y.length - 1, sample)));
  }
  return ascending(found);
}

/** How late a peak of the strength is in the mean, in hops: what is left where nothing gets louder. */
const LATE = 0.6;

/** Finds the events of each channel, in samples, and gives them in the units asked for. */
function eventsOf(
  { lead, each, frames }: Envelopes,
  o: Settings,
  sampleRate: number,
  caller: string,
  find: (envelope: Float64Array, channel: number) => Int32Array,
): Events {
  if (o.sparse && lead.length > 0) {
    throw new ParameterError(caller, 'sparse', `must be false for more than one channel, got shape [${[...lead, frames].join(', ')}]`);
  }
  if (o.sparse) return inUnits(find(each[0]!, 0), o.units, o.hopLength, sampleRate);
  return asMarks(each.map(find), lead, frames, o.hopLength);
}
