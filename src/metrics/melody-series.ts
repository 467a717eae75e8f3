/**
 * Melodies of two sources on one grid of time.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { log2 } from '../core/math.js';
import { expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { expectSameLength } from '../core/labels.js';
import { readNumbers } from '../core/table.js';
import { roundTo } from './annotations.js';

/** How a melody between two of its frames is read: a straight line, the nearer frame, or the frame before. */
export type MelodyInterpolation = 'linear' | 'nearest' | 'zero';

/** Options of {@link melodyToCentVoicing}. */
export interface MelodyToCentVoicingOptions {
  /** Voicing of the estimate's frames, in [0, 1]; without it a frame is voiced where its frequency is > 0. @defaultValue `null` */
  estVoicing?: ArrayLike<number> | null | undefined;
  /** Reward of the reference's frames, in [0, 1]; without it 1 where the frequency is > 0. @defaultValue `null` */
  refReward?: ArrayLike<number> | null | undefined;
  /** Frequency of 0 cents, Hz, > 0. @defaultValue `10` */
  baseFrequency?: number | undefined;
  /** Seconds from one frame of the common grid to the next; `null`: the times of the reference. @defaultValue `null` */
  hop?: number | null | undefined;
  /** How the melodies are read between their frames. @defaultValue `'linear'` */
  kind?: MelodyInterpolation | undefined;
}

/** Two melodies frame by frame, what the measures of melodies take. */
export interface MelodyFrames {
  /** Voicing (or reward) of the reference, in [0, 1]. */
  readonly refVoicing: Float64Array;
  /** Pitch of the reference, cents; 0 where there is none. */
  readonly refCent: Float64Array;
  /** Voicing of the estimate, in [0, 1]. */
  readonly estVoicing: Float64Array;
  /** Pitch of the estimate, cents; 0 where there is none. */
  readonly estCent: Float64Array;
}

/** The defaults of {@link melodyToCentVoicing}. */
export const MELODY_DEFAULTS = {
  estVoicing: null as ArrayLike<number> | null,
  refReward: null as ArrayLike<number> | null,
  baseFrequency: 10,
  hop: null as number | null,
  kind: 'linear' as MelodyInterpolation,
};

/**
 * Brings a true and a found melody to one grid of time, in cents. A frequency < 0 is the pitch of a frame said to be unvoiced, 0 is none.
 *
 * @param refTime - Times of the reference, seconds, rising.
 * @param refFreq - Its frequencies, Hz.
 * @param estTime - Times of the estimate, seconds, rising.
 * @param estFreq - Its frequencies, Hz.
 * @param options - {@link MelodyToCentVoicingOptions}.
 * @returns {@link MelodyFrames}, all of the reference's length.
 * @throws {@link ParameterError} if lengths differ, times do not rise, values are not finite, or an option is unknown or out of range.
 * @example
 * ```ts
 * const { refCent, estVoicing } = melodyToCentVoicing([0, 0.1], [440, 0], [0, 0.1], [442, -220]);
 * refCent; // [6551.318, 0]
 * estVoicing; // [1, 0]
 * ```
 * @see mir_eval 0.8 `melody.to_cent_voicing`: same numbers. Silence must be frames of 0 Hz, not missing frames: between frames the pitch is
 * interpolated.
 */
export function melodyToCentVoicing(
  refTime: ArrayLike<number>,
  refFreq: ArrayLike<number>,
  estTime: ArrayLike<number>,
  estFreq: ArrayLike<number>,
  options?: MelodyToCentVoicingOptions,
): MelodyFrames {
  const caller = 'melodyToCentVoicing';
  return alignMelodies(refTime, refFreq, estTime, estFreq, readOptions(caller, options, MELODY_DEFAULTS), caller);
}

/** The same with options read. */
export function alignMelodies(
  refTime: ArrayLike<number>,
  refFreq: ArrayLike<number>,
  estTime: ArrayLike<number>,
  estFreq: ArrayLike<number>,
  o: typeof MELODY_DEFAULTS,
  caller: string,
): MelodyFrames {
  expectPositive(o.baseFrequency, caller, 'baseFrequency');
  if (o.hop !== null) expectPositive(o.hop, caller, 'hop');
  expectOneOf(o.kind, caller, 'kind', ['linear', 'nearest', 'zero']);
  const reference = readSeries(refTime, refFreq, o.refReward, o.baseFrequency, caller, ['refTime', 'refFreq', 'refReward']);
  const estimate = readSeries(estTime, estFreq, o.estVoicing, o.baseFrequency, caller, ['estTime', 'estFreq', 'estVoicing']);
  const ref = o.hop === null ? reference : resampleSeries(reference, gridOf(o.hop, reference.times), o.kind);
  const est = resampleSeries(estimate, o.hop === null ? reference.times : gridOf(o.hop, estimate.times), o.kind);
  const count = ref.cents.length;
  const fit = (x: Float64Array): Float64Array => {
    const out = new Float64Array(count);
    out.set(x.subarray(0, count));
    return out;
  };
  return { refVoicing: ref.voicing, refCent: ref.cents, estVoicing: fit(est.voicing), estCent: fit(est.cents) };
}

interface Series {
  readonly times: Float64Array;
  readonly cents: Float64Array;
  readonly voicing: Float64Array;
}

function readSeries(
  time: ArrayLike<number>,
  freq: ArrayLike<number>,
  voicing: ArrayLike<number> | null,
  base: number,
  caller: string,
  [timeName, freqName, voicingName]: readonly [string, string, string],
): Series {
  let times = readNumbers(time, caller, timeName);
  let hertz = readNumbers(freq, caller, freqName);
  if (times.length === 0) throw new ParameterError(caller, timeName, 'must not be empty');
  expectSameLength(times.length, timeName, hertz.length, freqName, caller);
  if (times[0]! < 0) throw new ParameterError(caller, timeName, `must not be negative, got ${times[0]}`);
  for (let i = 1; i < times.length; i++)
    if (times[i]! <= times[i - 1]!)
      throw new ParameterError(caller, timeName, `must rise, got ${times[i]} after ${times[i - 1]} at index ${i}`);
  let given = voicing === null ? null : readVoicing(voicing, caller, voicingName);
  if (given) expectSameLength(times.length, timeName, given.length, voicingName, caller);
  if (times[0]! > 0) {
    times = join(Float64Array.of(0), times);
    hertz = join(hertz.slice(0, 1), hertz);
    given &&= join(given.slice(0, 1), given);
  }
  return {
    times,
    cents: hertz.map((f) => (f === 0 ? 0 : 1200 * log2(Math.abs(f) / base))),
    voicing: given ? given.map((v, i) => (hertz[i] === 0 ? 0 : v)) : hertz.map((f) => Number(f > 0)),
  };
}

/** Not by spreading them: a call takes some 100,000 arguments. */
function join(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Reads voicing; refuses what is not in [0, 1]. */
export function readVoicing(voicing: ArrayLike<number>, caller: string, name: string): Float64Array {
  const list = readNumbers(voicing, caller, name);
  const wrong = list.findIndex((v) => v < 0 || v > 1);
  if (wrong >= 0) throw new ParameterError(caller, name, `must be in [0, 1], got ${list[wrong]} at index ${wrong}`);
  return list;
}

/** Times from 0 to the last of `times`, rounded as mir_eval does, so that a last frame is not lost to the last bit. */
function gridOf(hop: number, times: Float64Array): Float64Array {
  const steps = Math.floor(roundTo(times.at(-1)!, 10) / hop);
  return Float64Array.from({ length: steps + 1 }, (_, i) => roundTo(i * ((hop * steps) / Math.max(1, steps)), 10));
}

function resampleSeries({ times, cents, voicing }: Series, grid: Float64Array, kind: MelodyInterpolation): Series {
  const same = times.length === grid.length && times.every((t, i) => Math.abs(t - grid[i]!) <= 1e-8 + 1e-5 * Math.abs(grid[i]!));
  if (same) return { times, cents, voicing };
  let [x, y, v]: [Float64Array, Float64Array, Float64Array] = [times.map((t) => roundTo(t, 10)), cents, voicing];
  const at = grid.map((t) => roundTo(t, 10));
  if (at.at(-1)! > x.at(-1)!) {
    [x, y, v] = [join(x, at.slice(-1)), join(y, new Float64Array(1)), join(v, new Float64Array(1))];
  }
  const binary = v.every((p) => p === 0 || p === 1);
  const readings = (values: Float64Array, how: MelodyInterpolation): Float64Array => at.map((t) => readAt(x, values, t, how));
  let pitch: Float64Array;
  if (kind === 'linear') {
    const held = y.slice(); // gaps hold the pitch before them, so that no line falls to 0
    for (let i = 1; i < held.length; i++) if (held[i] === 0) held[i] = held[i - 1]!;
    const mask = readings(y, 'zero');
    pitch = readings(held, 'linear').map((p, i) => (mask[i] === 0 ? 0 : p));
  } else pitch = readings(y, kind);
  return { times: at, cents: pitch, voicing: readings(v, kind === 'nearest' || (kind === 'linear' && !binary) ? kind : 'zero') };
}

/** The value of a series at time `t`, between its first and last time. */
function readAt(x: Float64Array, y: Float64Array, t: number, kind: MelodyInterpolation): number {
  let [low, high] = [0, x.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= t) low = middle;
    else high = middle;
  }
  if (kind === 'zero' || low === x.length - 1) return y[low]!;
  if (kind === 'nearest') return t <= x[low]! / 2 + x[low + 1]! / 2 ? y[low]! : y[low + 1]!;
  return ((y[low + 1]! - y[low]!) / (x[low + 1]! - x[low]!)) * (t - x[low]!) + y[low]!;
}
