/**
 * Tracking beats.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd } from '../core/nd.js';
import { expectBoolean, expectInteger, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, widen } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { medianOf } from '../core/select.js';
import { exactBeats } from './exact-beats.js';
import { beatFrames, librosaBeats, periodOf } from './beat-kernel.js';
import { ENVELOPE_DEFAULTS, type EnvelopeOptions, hearEnvelopes, hearWithEnds, readEnvelopes } from './envelope.js';
import { planTempo, type Tempo, windowOf } from './tempo.js';
import { expectPrior, TEMPO_CHOICE, type TempoPrior } from './tempo-options.js';
import { readTempi } from './tempogram-ratio.js';
import { asMarks, type Events, type EventUnits, inUnits, UNITS } from './units.js';

/** Options of {@link beatTrack} and {@link beatTrackFromEnvelope}. */
export interface BeatTrackOptions extends EnvelopeOptions {
  /** The most probable tempo, beats per minute, > 0. @defaultValue `120` */
  startBpm?: number | undefined;
  /** How strictly beats keep to the tempo, > 0: a gap costs `tightness log(gap / period)^2`. @defaultValue `100` */
  tightness?: number | undefined;
  /** Whether weak beats at both ends are dropped. @defaultValue `true` */
  trim?: boolean | undefined;
  /** The tempo, beats per minute, > 0: one number, or one for each frame. @defaultValue `null`: that of {@link tempo} */
  bpm?: number | ArrayLike<number> | null | undefined;
  /** How probable tempi are, instead of `startBpm`. @defaultValue `null` */
  prior?: TempoPrior | null | undefined;
  /** What beats are given in. @defaultValue `'frames'` */
  units?: EventUnits | undefined;
  /** `true`: the beats; `false`: 1 or 0 for each frame. More than one channel needs `false`. @defaultValue `true` */
  sparse?: boolean | undefined;
  /**
   * `'librosa'`: the tempo and the frames that librosa finds, 20 ms late on the average, the first beats dropped; and the loudest of all
   * channels decides where levels are cut off. @defaultValue `null`
   */
  compat?: 'librosa' | null | undefined;
}

/** What {@link beatTrack} finds. */
export interface BeatTrack<E extends Events = Events> {
  /** Beats per minute: a number for one channel, an ndarray `[...channels]` for more; what was given as `bpm`, if it was. 0 without beats. */
  readonly tempo: Tempo;
  /** The beats in ascending order, or with `sparse: false` marks `[...channels, frames]`. */
  readonly beats: E;
}

/** A {@link BeatTrack} whose tempo was heard in one channel, or given as a number. */
export interface SteadyBeatTrack<E extends Events = Events> extends BeatTrack<E> {
  /** Beats per minute; 0 without beats. */
  readonly tempo: number;
}

const DEFAULTS = {
  ...ENVELOPE_DEFAULTS,
  startBpm: 120,
  tightness: 100,
  trim: true,
  bpm: null as number | ArrayLike<number> | null,
  prior: null as TempoPrior | null,
  units: 'frames' as EventUnits,
  sparse: true,
  compat: null as 'librosa' | null,
};
type Settings = typeof DEFAULTS;

/**
 * Tracks the beats of a signal: the chain of frames that gathers the most onset strength while its gaps keep to the tempo. Beats on sharp
 * onsets are then found again in the samples, as by {@link onsetDetect}; the others are moved as much as those in the mean.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link BeatTrackOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns `tempo`, beats per minute, and `beats`, as frames or samples (Int32Array) or seconds (Float64Array), or with `sparse: false` a
 * Uint8Array (an ndarray over one) `[...channels, frames]`. Silence has tempo 0 and no beats.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or there is more than one channel and
 * `sparse` is `true`.
 * @example
 * ```ts
 * const times = Array.from({ length: 20 }, (_, k) => k / 2);
 * const y = clicks({ times, sampleRate: 22050 });
 * const { tempo, beats } = beatTrack(y, { sampleRate: 22050, units: 'time' });
 * Math.round(tempo); // 120
 * beats.length; // 20
 * beats.slice(0, 3).map((t) => Math.round(1000 * t)); // [0, 500, 1000]
 * ```
 * @see librosa 0.11 `beat.beat_track` (`compat: 'librosa'`), whose smoothing leaves out frame 0, whose period is a whole number of frames, and
 * whose trim drops beats of the mean strength; D. P. W. Ellis, Beat tracking by dynamic programming, Journal of New Music Research 36 (2007).
 * It looks at the whole signal.
 */
export function beatTrack(
  y: FloatArray,
  options: BeatTrackOptions & { bpm?: number | null | undefined; units: 'time'; sparse?: true | undefined },
): SteadyBeatTrack<Float64Array>;
export function beatTrack(
  y: FloatArray,
  options?: BeatTrackOptions & { bpm?: number | null | undefined; units?: 'frames' | 'samples' | undefined; sparse?: true | undefined },
): SteadyBeatTrack<Int32Array>;
export function beatTrack(y: SignalInput, options?: BeatTrackOptions): BeatTrack;
export function beatTrack(y: SignalInput, options?: BeatTrackOptions): BeatTrack {
  const caller = 'beatTrack';
  const o = readOptions(caller, options, DEFAULTS);
  check(o, caller);
  if (o.compat === 'librosa') {
    const heard = hearEnvelopes(y, o, medianOf, caller, true);
    return track(heard, heard.each, o, heard.sampleRate, caller, (frames) => frames.map((t) => t * o.hopLength));
  }
  const heard = hearWithEnds(y, o, medianOf, caller);
  const { signal, sight, frames } = heard;
  return track(heard, heard.each, o, heard.sampleRate, caller, (beats, c) =>
    exactBeats(beats, heard.each[c]!, frames, widen(signal.channels[c]!), sight),
  );
}

/**
 * Tracks the beats of a given onset envelope, in whole frames.
 *
 * @param onsetEnvelope - Onset strength, shape `[...channels, frames]`.
 * @param options - {@link BeatTrackOptions}; `sampleRate` must be given.
 * @returns As {@link beatTrack}.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, a value is not finite, or there is more than one channel and
 * `sparse` is `true`.
 * @example
 * ```ts
 * const envelope = Float64Array.from({ length: 200 }, (_, t) => (t % 20 === 5 ? 1 : 0)); // 50 ms a frame
 * beatTrackFromEnvelope(envelope, { sampleRate: 8000, hopLength: 400 }).beats; // [5, 25, 45, 65, 85, 105, 125, 145, 165, 185]
 * ```
 * @see librosa 0.11 `beat.beat_track(onset_envelope=)`.
 */
export function beatTrackFromEnvelope(
  onsetEnvelope: FloatArray,
  options: BeatTrackOptions & { bpm?: number | null | undefined; units: 'time'; sparse?: true | undefined },
): SteadyBeatTrack<Float64Array>;
export function beatTrackFromEnvelope(
  onsetEnvelope: FloatArray,
  options?: BeatTrackOptions & { bpm?: number | null | undefined; units?: 'frames' | 'samples' | undefined; sparse?: true | undefined },
): SteadyBeatTrack<Int32Array>;
export function beatTrackFromEnvelope(onsetEnvelope: SignalInput, options?: BeatTrackOptions): BeatTrack;
export function beatTrackFromEnvelope(onsetEnvelope: SignalInput, options?: BeatTrackOptions): BeatTrack {
  const caller = 'beatTrackFromEnvelope';
  const o = readOptions(caller, options, DEFAULTS);
  check(o, caller);
  const { sampleRate } = o;
  expectSampleRate(sampleRate, caller);
  const input = readEnvelopes(onsetEnvelope, caller);
  return track(input, input.each, o, sampleRate, caller, (frames) => frames.map((t) => t * o.hopLength));
}

function check(o: Settings, caller: string): void {
  expectInteger(o.hopLength, caller, 'hopLength', 1);
  expectPositive(o.startBpm, caller, 'startBpm');
  expectPositive(o.tightness, caller, 'tightness');
  expectBoolean(o.trim, caller, 'trim');
  expectBoolean(o.sparse, caller, 'sparse');
  expectPrior(o.prior, caller);
  expectOneOf(o.units, caller, 'units', UNITS);
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
}

/** Tracks each envelope; `place` turns frames into samples. */
function track(
  { lead, frames }: { lead: readonly number[]; frames: number },
  each: readonly Float64Array[],
  o: Settings,
  sampleRate: number,
  caller: string,
  place: (frames: Int32Array, channel: number) => Int32Array,
): BeatTrack {
  if (o.sparse && lead.length > 0) {
    throw new ParameterError(caller, 'sparse', `must be false for more than one channel, got shape [${[...lead, frames].join(', ')}]`);
  }
  const framesPerSecond = sampleRate / o.hopLength;
  const given = typeof o.bpm === 'number' ? readTempi(o.bpm, 1, caller) : readTempi(o.bpm, frames, caller);
  const settings = { ...TEMPO_CHOICE, ...o, aggregate: 'mean' as const };
  let hear: ((envelope: Float64Array) => number) | undefined;
  const tempi = new Float64Array(each.length);
  let silent = true;
  const events = each.map((envelope, c) => {
    if (envelope.every((v) => v === 0)) return new Int32Array(0);
    silent = false;
    if (!given) {
      hear ??= planTempo(windowOf(8, sampleRate, o.hopLength, caller), settings, sampleRate, caller);
      tempi[c] = hear(envelope);
    }
    const bpm = given ?? tempi.subarray(c, c + 1);
    if (bpm[0] === 0) return new Int32Array(0);
    const periods = periodsOf(bpm, envelope.length, framesPerSecond, o.compat === 'librosa', caller);
    const run = o.compat === 'librosa' ? librosaBeats : beatFrames;
    return place(run(envelope, periods, o.tightness, o.trim), c);
  });
  const beats = o.sparse ? inUnits(events[0]!, o.units, o.hopLength, sampleRate) : asMarks(events, lead, frames, o.hopLength);
  if (given && !silent) return { tempo: typeof o.bpm === 'number' ? o.bpm : given, beats };
  return { tempo: lead.length === 0 ? tempi[0]! : nd(tempi, lead), beats };
}

/** Frames between beats: one number, or one for each frame of an envelope that may be longer than what was given. */
function periodsOf(bpm: Float64Array, length: number, framesPerSecond: number, whole: boolean, caller: string): Float64Array {
  const periods = new Float64Array(bpm.length === 1 ? 1 : length);
  for (let t = 0; t < periods.length; t++) {
    const tempo = bpm[Math.min(t, bpm.length - 1)]!;
    periods[t] = whole ? periodOf(tempo, framesPerSecond) : (60 * framesPerSecond) / tempo;
    if (periods[t]! < 1) {
      throw new ParameterError(caller, 'bpm', `must be <= ${60 * framesPerSecond}, one beat a frame, got ${tempo}`);
    }
  }
  return periods;
}
