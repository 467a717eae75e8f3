/**
 * How well a melody was found.
 * @module
 */
import { expectSameLength } from '../core/labels.js';
import { expectPositive, readOptions } from '../core/options.js';
import { readNumbers } from '../core/table.js';
import { alignMelodies, MELODY_DEFAULTS, type MelodyFrames, type MelodyToCentVoicingOptions, readVoicing } from './melody-series.js';

/** Options of the measures of pitch. */
export interface PitchAccuracyOptions {
  /** How far a pitch may be off, cents, > 0 (the bound itself is wrong). @defaultValue `50` */
  centTolerance?: number | undefined;
}

/**
 * Voicing recall: the share of the reference's voiced frames that the estimate says are voiced.
 *
 * @param refVoicing - Voicing of the reference's frames, in [0, 1].
 * @param estVoicing - Voicing of the estimate's frames, in [0, 1].
 * @returns A number in [0, 1]; 1 where nothing is voiced, 0 for empty lists.
 * @throws {@link ParameterError} if the lengths differ or a value is not in [0, 1].
 * @example
 * ```ts
 * voicingRecall([1, 1, 1, 0], [1, 0, 1, 1]); // 0.667
 * ```
 * @see mir_eval 0.8 `melody.voicing_recall`; R. Bittner and J. Bosch, "Generalized metrics for single-f0 estimation evaluation", 2019.
 */
export function voicingRecall(refVoicing: ArrayLike<number>, estVoicing: ArrayLike<number>): number {
  return meanWhere(...readPair(refVoicing, estVoicing, 'voicingRecall'), (v) => v > 0, 1);
}

/**
 * Voicing false alarm: the share of the reference's unvoiced frames that the estimate says are voiced.
 *
 * @param refVoicing - Voicing of the reference's frames, in [0, 1].
 * @param estVoicing - Voicing of the estimate's frames, in [0, 1].
 * @returns A number in [0, 1]; 0 where all is voiced, and for empty lists.
 * @throws {@link ParameterError} if the lengths differ or a value is not in [0, 1].
 * @example
 * ```ts
 * voicingFalseAlarm([1, 1, 0, 0], [1, 0, 1, 0]); // 0.5
 * ```
 * @see mir_eval 0.8 `melody.voicing_false_alarm`: same numbers.
 */
export function voicingFalseAlarm(refVoicing: ArrayLike<number>, estVoicing: ArrayLike<number>): number {
  return meanWhere(...readPair(refVoicing, estVoicing, 'voicingFalseAlarm'), (v) => v === 0, 0);
}

/**
 * Raw pitch accuracy: the share of the voiced frames whose pitch is right, whatever the estimate says of their voicing.
 *
 * @param frames - Both melodies on one grid, as {@link melodyToCentVoicing} returns them.
 * @param options - {@link PitchAccuracyOptions}.
 * @returns A number in [0, 1]; 0 where nothing is voiced.
 * @throws {@link ParameterError} if lengths differ, a value is out of range, or an option is unknown or out of range.
 * @example
 * ```ts
 * const times = [0, 0.1, 0.2, 0.3];
 * rawPitchAccuracy(melodyToCentVoicing(times, [440, 440, 440, 0], times, [441, -220, 880, 300])); // 0.333
 * ```
 * @see mir_eval 0.8 `melody.raw_pitch_accuracy`: same numbers. J. Salamon et al., "Melody extraction from polyphonic music signals", 2014.
 */
export function rawPitchAccuracy(frames: MelodyFrames, options?: PitchAccuracyOptions): number {
  const [f, tolerance] = readFrames(frames, options, 'rawPitchAccuracy');
  return rewardOf(f, (error) => error < tolerance);
}

/**
 * Raw chroma accuracy: as {@link rawPitchAccuracy}, with errors of whole octaves forgiven.
 *
 * @param frames - Both melodies on one grid, as {@link melodyToCentVoicing} returns them.
 * @param options - {@link PitchAccuracyOptions}.
 * @returns A number in [0, 1]; 0 where nothing is voiced.
 * @throws {@link ParameterError} if lengths differ, a value is out of range, or an option is unknown or out of range.
 * @example
 * ```ts
 * const times = [0, 0.1, 0.2, 0.3];
 * rawChromaAccuracy(melodyToCentVoicing(times, [440, 440, 440, 0], times, [441, -220, 880, 300])); // 1
 * ```
 * @see mir_eval 0.8 `melody.raw_chroma_accuracy`: same numbers.
 */
export function rawChromaAccuracy(frames: MelodyFrames, options?: PitchAccuracyOptions): number {
  const [f, tolerance] = readFrames(frames, options, 'rawChromaAccuracy');
  return rewardOf(f, (error) => Math.abs(error - 1200 * Math.floor(error / 1200 + 0.5)) < tolerance);
}

/**
 * Overall accuracy: the share of all frames that are right, voiced ones by their pitch, unvoiced ones as such.
 *
 * @param frames - Both melodies on one grid, as {@link melodyToCentVoicing} returns them.
 * @param options - {@link PitchAccuracyOptions}.
 * @returns A number in [0, 1]; 0 for no frames.
 * @throws {@link ParameterError} if lengths differ, a value is out of range, or an option is unknown or out of range.
 * @example
 * ```ts
 * const times = [0, 0.1, 0.2, 0.3];
 * overallAccuracy(melodyToCentVoicing(times, [440, 440, 440, 0], times, [441, -440, 880, 0])); // 0.5
 * ```
 * @see mir_eval 0.8 `melody.overall_accuracy`: same numbers.
 */
export function overallAccuracy(frames: MelodyFrames, options?: PitchAccuracyOptions): number {
  const [f, tolerance] = readFrames(frames, options, 'overallAccuracy');
  const { refVoicing, estVoicing, refCent, estCent } = f;
  const count = refVoicing.length;
  let [voiced, reward, right, silent] = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    if (refVoicing[i]! > 0) voiced++;
    else silent += 1 - estVoicing[i]!;
    reward += refVoicing[i]!;
    if (refCent[i] !== 0 && estCent[i] !== 0 && Math.abs(refCent[i]! - estCent[i]!) < tolerance) right += refVoicing[i]! * estVoicing[i]!;
  }
  return count === 0 ? 0 : ((reward > 0 ? voiced / reward : 0) * right + silent) / count;
}

/** Options of {@link melodyEvaluate}. */
export interface MelodyEvaluateOptions extends MelodyToCentVoicingOptions, PitchAccuracyOptions {}

/** What {@link melodyEvaluate} returns; each in [0, 1]. */
export interface MelodyScores {
  /** {@link voicingRecall}. */
  readonly voicingRecall: number;
  /** {@link voicingFalseAlarm}. */
  readonly voicingFalseAlarm: number;
  /** {@link rawPitchAccuracy}. */
  readonly rawPitchAccuracy: number;
  /** {@link rawChromaAccuracy}. */
  readonly rawChromaAccuracy: number;
  /** {@link overallAccuracy}. */
  readonly overallAccuracy: number;
}

/**
 * All measures of a melody at once. For a pitch tracker, too: f0 in Hz, 0 where unvoiced.
 *
 * @param refTime - Times of the reference, seconds, rising.
 * @param refFreq - Its frequencies, Hz; 0 for none, < 0 for the pitch of an unvoiced frame.
 * @param estTime - Times of the estimate, seconds, rising.
 * @param estFreq - Its frequencies, Hz.
 * @param options - {@link MelodyEvaluateOptions}.
 * @returns {@link MelodyScores}.
 * @throws {@link ParameterError} if lengths differ, times do not rise, values are not finite, or an option is unknown or out of range.
 * @example
 * ```ts
 * const times = [0, 0.1, 0.2, 0.3];
 * const scores = melodyEvaluate(times, [440, 440, 440, 0], times, [441, 220, 440, 300]);
 * scores.rawPitchAccuracy; // 0.667
 * scores.rawChromaAccuracy; // 1
 * scores.voicingFalseAlarm; // 1
 * ```
 * @see mir_eval 0.8 `melody.evaluate`: same numbers.
 */
export function melodyEvaluate(
  refTime: ArrayLike<number>,
  refFreq: ArrayLike<number>,
  estTime: ArrayLike<number>,
  estFreq: ArrayLike<number>,
  options?: MelodyEvaluateOptions,
): MelodyScores {
  const caller = 'melodyEvaluate';
  const { centTolerance, ...o } = readOptions(caller, options, { ...MELODY_DEFAULTS, centTolerance: 50 });
  expectPositive(centTolerance, caller, 'centTolerance');
  const frames = alignMelodies(refTime, refFreq, estTime, estFreq, o, caller);
  return {
    voicingRecall: voicingRecall(frames.refVoicing, frames.estVoicing),
    voicingFalseAlarm: voicingFalseAlarm(frames.refVoicing, frames.estVoicing),
    rawPitchAccuracy: rawPitchAccuracy(frames, { centTolerance }),
    rawChromaAccuracy: rawChromaAccuracy(frames, { centTolerance }),
    overallAccuracy: overallAccuracy(frames, { centTolerance }),
  };
}

function readPair(refVoicing: ArrayLike<number>, estVoicing: ArrayLike<number>, caller: string): [Float64Array, Float64Array] {
  const [ref, est] = [readVoicing(refVoicing, caller, 'refVoicing'), readVoicing(estVoicing, caller, 'estVoicing')];
  expectSameLength(ref.length, 'refVoicing', est.length, 'estVoicing', caller);
  return [ref, est];
}

/** Mean of the estimate's voicing over the frames of the reference that are asked for; `none` where there is no such frame. */
function meanWhere(ref: Float64Array, est: Float64Array, asked: (v: number) => boolean, none: number): number {
  let [sum, count] = [0, 0];
  ref.forEach((v, i) => {
    if (!asked(v)) return;
    count++;
    sum += est[i]!;
  });
  return ref.length === 0 ? 0 : count === 0 ? none : sum / count;
}

function readFrames(frames: MelodyFrames, options: PitchAccuracyOptions | undefined, caller: string): [MelodyFrames, number] {
  const o = readOptions(caller, options, { centTolerance: 50 });
  expectPositive(o.centTolerance, caller, 'centTolerance');
  const [refVoicing, estVoicing] = readPair(frames.refVoicing, frames.estVoicing, caller);
  const [refCent, estCent] = [readNumbers(frames.refCent, caller, 'refCent'), readNumbers(frames.estCent, caller, 'estCent')];
  expectSameLength(refVoicing.length, 'refVoicing', refCent.length, 'refCent', caller);
  expectSameLength(refVoicing.length, 'refVoicing', estCent.length, 'estCent', caller);
  return [{ refVoicing, estVoicing, refCent, estCent }, o.centTolerance];
}

/** Share of the reference's reward in frames whose error, in cents, is right. */
function rewardOf({ refVoicing, refCent, estCent }: MelodyFrames, isRight: (error: number) => boolean): number {
  let [sum, right] = [0, 0];
  refVoicing.forEach((reward, i) => {
    sum += reward;
    if (refCent[i] !== 0 && estCent[i] !== 0 && isRight(Math.abs(refCent[i]! - estCent[i]!))) right += reward;
  });
  return sum > 0 ? right / sum : 0;
}
