/**
 * The functionals of eGeMAPS and GeMAPS: one vector for a whole recording.
 * @module
 */
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { analyseVoice, NO_AMPLITUDE, type VoiceAnalysis } from './analyse-voice.js';
import { contourSlopes, turningPoints } from './contour-slopes.js';
import { meanAndDeviation, meanAndVariation, percentileOf } from './contour-statistics.js';
import { EGEMAPS_FUNCTIONALS, gemapsIndices, SPLIT } from './egemaps-names.js';
import { levelOfFrames } from './equivalent-sound-level.js';
import { smoothAll, smoothWithin } from './smooth.js';
import { HOP, LONG, readVoice, samplesOf, type VoiceOptions } from './voice-input.js';
import { segmentsOf } from './voiced-segments.js';

/** Functionals with their names. */
export interface VoiceFunctionals<T extends FloatArray = FloatArray> {
  /** What the values are, in openSMILE's words. */
  readonly names: readonly string[];
  /** One value a name. */
  readonly values: T;
}

/**
 * The 88 functionals of eGeMAPSv02: means and variations of the descriptors over voiced, unvoiced or all frames, percentiles and slopes of
 * pitch and loudness, lengths of voiced and unvoiced stretches, peaks of loudness per second, and the sound level.
 *
 * @param y - Signal of one channel, shape `[samples]`, full scale at 1.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns {@link VoiceFunctionals}: 88 values. What is taken over voiced frames is 0 where there are none. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 60 ms.
 * @example
 * ```ts
 * import { egemapsFunctionals } from '@audiolab/dsp/voice';
 * const sine = (f: number, n: number) => Math.sin((2 * Math.PI * f * n) / 16000);
 * const y = Float64Array.from({ length: 16000 }, (_, n) => 0.2 * sine(220, n) + 0.1 * sine(440, n) + 0.05 * sine(660, n));
 * const { names, values } = egemapsFunctionals(y, { sampleRate: 16000 });
 * values.length; // 88
 * names[0]; // 'F0semitoneFrom27.5Hz_sma3nz_amean'
 * values[0]; // 36.0
 * ```
 * @see F. Eyben et al., "The Geneva Minimalistic Acoustic Parameter Set (GeMAPS) for Voice Research and Affective Computing", IEEE Trans.
 * Affective Computing 7 (2016). Written from it and from openSMILE's results, never from its source.
 */
export function egemapsFunctionals<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): VoiceFunctionals<T> {
  return summarise(y, options, 'egemapsFunctionals', [...EGEMAPS_FUNCTIONALS.keys()]);
}

/**
 * The 62 functionals of GeMAPSv01b: those of {@link egemapsFunctionals} but flux, cepstra, two bandwidths and the sound level.
 *
 * @param y - Signal of one channel, shape `[samples]`, full scale at 1.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns {@link VoiceFunctionals}: 62 values. Precision as `y`.
 * @throws `ParameterError` as {@link egemapsFunctionals}.
 * @example
 * ```ts
 * import { gemapsFunctionals } from '@audiolab/dsp/voice';
 * gemapsFunctionals(new Float64Array(16000), { sampleRate: 16000 }).values.length; // 62
 * ```
 * @see {@link egemapsFunctionals}
 */
export function gemapsFunctionals<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): VoiceFunctionals<T> {
  return summarise(y, options, 'gemapsFunctionals', gemapsIndices(EGEMAPS_FUNCTIONALS));
}

function summarise<T extends FloatArray>(
  y: SignalInput<T>,
  options: VoiceOptions | undefined,
  caller: string,
  chosen: readonly number[],
): VoiceFunctionals<T> {
  const { x, like, sampleRate, compat } = readVoice(y, options, caller, LONG);
  const hop = samplesOf(HOP, sampleRate) / sampleRate;
  const all = functionalsOf(analyseVoice(x, sampleRate, compat), hop, compat);
  all.push(levelOfFrames(x, sampleRate));
  return {
    names: chosen.map((i) => EGEMAPS_FUNCTIONALS[i]!),
    values: roundLike(
      like,
      Float64Array.from(chosen, (i) => all[i]!),
    ),
  };
}

function functionalsOf({ long, short, voiced, decided }: VoiceAnalysis, hop: number, compat: boolean): number[] {
  // openSMILE's functionals miss the frames that its tracker, which runs along with the signal, had not decided on when that ended;
  // pitch, and what is split into voiced and unvoiced, is still smoothed with the one after.
  const frames = compat ? decided : voiced.length;
  const smooth = short.map(smoothAll);
  const loudness = smooth[0]!;
  const f0 = long[0]!;
  const split = short.slice(1, 1 + SPLIT.length);
  // a value of exactly 0, such as the flux of the first frame, is none to openSMILE
  const valued = (raw: Float64Array, t: number): boolean => !compat || raw[t] !== 0;
  const summary = (raw: Float64Array, counts: (t: number) => boolean): [number, number] => meanAndVariation(chosen(raw, frames, counts));
  return [
    ...contour(
      chosen(f0, frames, (t) => f0[t] !== 0),
      hop,
      compat,
    ),
    ...contour(loudness, hop, compat),
    ...smooth.slice(5).flatMap(meanAndVariation),
    ...long.slice(1).flatMap((raw) => summary(raw.subarray(0, frames), ofVoice(raw, voiced, compat))),
    ...split.flatMap((raw) => summary(raw, (t) => voiced[t]! && valued(raw, t))),
    ...split.slice(0, 5).map((raw) => summary(raw, (t) => voiced[t] === false && valued(raw, t))[0]),
    turningPoints(loudness, compat).filter((point) => point.peak).length / (loudness.length * hop),
    ...lengths(voiced.slice(0, frames), hop, compat),
  ];
}

/** Those of the first `frames` that count, smoothed among all that do. */
const chosen = (raw: Float64Array, frames: number, counts: (t: number) => boolean): Float64Array =>
  smoothWithin(raw, counts)
    .subarray(0, frames)
    .filter((_, t) => counts(t));

/** Of the voice: voiced frames that have a value. openSMILE takes the -201 dB of frames without a voice for amplitudes. */
function ofVoice(raw: Float64Array, voiced: readonly boolean[], compat: boolean): (t: number) => boolean {
  if (compat && raw.includes(NO_AMPLITUDE)) return (t) => raw[t] !== 0;
  return (t) => voiced[t]! && raw[t] !== NO_AMPLITUDE && raw[t] !== 0;
}

/** Mean, variation, percentiles 20, 50 and 80, the range from 20 to 80, and slopes. */
function contour(x: Float64Array, hop: number, compat: boolean): number[] {
  const sorted = x.slice().sort();
  const [low, middle, high] = [0.2, 0.5, 0.8].map((share) => percentileOf(sorted, share)) as [number, number, number];
  return [...meanAndVariation(x), low, middle, high, high - low, ...contourSlopes(x, hop, compat)];
}

/** Voiced stretches per second; mean and standard deviation of voiced and of unvoiced stretches, seconds. openSMILE's are a frame shorter. */
function lengths(voiced: readonly boolean[], hop: number, compat: boolean): number[] {
  const segments = segmentsOf(voiced);
  const seconds = (frames: number[]): number[] => (compat ? frames.map((n) => n - 1).filter((n) => n > 1) : frames).map((n) => n * hop);
  return [
    segments.voiced.length / (voiced.length * hop),
    ...meanAndDeviation(seconds(segments.voiced)),
    ...meanAndDeviation(seconds(segments.unvoiced)),
  ];
}
