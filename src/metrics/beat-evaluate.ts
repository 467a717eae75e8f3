/**
 * All measures of beats at once.
 * @module
 */
import { expectFinite, readOptions } from '../core/options.js';
import {
  beatCemgil,
  type BeatCemgilOptions,
  beatFMeasure,
  type BeatFMeasureOptions,
  beatGoto,
  type BeatGotoOptions,
  beatPScore,
  type BeatPScoreOptions,
  readBeats,
} from './beat.js';
import { beatContinuity, type BeatContinuityOptions, beatInformationGain, type BeatInformationGainOptions } from './beat-continuity.js';

/** Options of {@link beatEvaluate}. */
export interface BeatEvaluateOptions
  extends BeatFMeasureOptions, BeatCemgilOptions, BeatGotoOptions, BeatPScoreOptions, BeatContinuityOptions, BeatInformationGainOptions {
  /** Beats before this time do not count, seconds. @defaultValue `5` */
  minBeatTime?: number | undefined;
}

/** What {@link beatEvaluate} returns. */
export interface BeatScores {
  /** {@link beatFMeasure}. */
  readonly fMeasure: number;
  /** {@link beatCemgil}. */
  readonly cemgil: number;
  /** {@link beatCemgil}, the best metrical level. */
  readonly cemgilBestMetricLevel: number;
  /** {@link beatGoto}. */
  readonly goto: number;
  /** {@link beatPScore}. */
  readonly pScore: number;
  /** {@link beatContinuity}, CMLc. */
  readonly correctMetricLevelContinuous: number;
  /** {@link beatContinuity}, CMLt. */
  readonly correctMetricLevelTotal: number;
  /** {@link beatContinuity}, AMLc. */
  readonly anyMetricLevelContinuous: number;
  /** {@link beatContinuity}, AMLt. */
  readonly anyMetricLevelTotal: number;
  /** {@link beatInformationGain}. */
  readonly informationGain: number;
}

/**
 * All measures of beats, without those of the first seconds, which even listeners need to find the beat.
 *
 * @param referenceBeats - True beats, seconds, rising.
 * @param estimatedBeats - Found beats, seconds, rising.
 * @param options - {@link BeatEvaluateOptions}.
 * @returns {@link BeatScores}.
 * @throws {@link ParameterError} if times fall, are not finite or beyond 30000 s, or an option is unknown or out of range.
 * @example
 * ```ts
 * const beats = Array.from({ length: 30 }, (_, i) => i / 2);
 * const { fMeasure, cemgil, anyMetricLevelTotal } = beatEvaluate(beats, beats.map((t) => t + 0.03));
 * fMeasure; // 1
 * cemgil; // 0.755
 * anyMetricLevelTotal; // 1
 * ```
 * @see mir_eval 0.8 `beat.evaluate`: same numbers.
 */
export function beatEvaluate(
  referenceBeats: ArrayLike<number>,
  estimatedBeats: ArrayLike<number>,
  options?: BeatEvaluateOptions,
): BeatScores {
  const caller = 'beatEvaluate';
  const { minBeatTime, fMeasureThreshold, cemgilSigma, gotoThreshold, gotoMu, gotoSigma, pScoreThreshold, bins, ...continuity } =
    readOptions(caller, options, {
      minBeatTime: 5,
      fMeasureThreshold: 0.07,
      cemgilSigma: 0.04,
      gotoThreshold: 0.35,
      gotoMu: 0.2,
      gotoSigma: 0.2,
      pScoreThreshold: 0.2,
      continuityPhaseThreshold: 0.175,
      continuityPeriodThreshold: 0.175,
      bins: 41,
    });
  expectFinite(minBeatTime, caller, 'minBeatTime');
  const [reference, estimate] = readBeats(referenceBeats, estimatedBeats, caller).map((beats) => beats.filter((t) => t >= minBeatTime)) as [
    Float64Array,
    Float64Array,
  ];
  const cemgil = beatCemgil(reference, estimate, { cemgilSigma });
  const continuous = beatContinuity(reference, estimate, continuity);
  return {
    fMeasure: beatFMeasure(reference, estimate, { fMeasureThreshold }),
    cemgil: cemgil.cemgil,
    cemgilBestMetricLevel: cemgil.best,
    goto: beatGoto(reference, estimate, { gotoThreshold, gotoMu, gotoSigma }),
    pScore: beatPScore(reference, estimate, { pScoreThreshold }),
    correctMetricLevelContinuous: continuous.cmlc,
    correctMetricLevelTotal: continuous.cmlt,
    anyMetricLevelContinuous: continuous.amlc,
    anyMetricLevelTotal: continuous.amlt,
    informationGain: beatInformationGain(reference, estimate, { bins }),
  };
}
