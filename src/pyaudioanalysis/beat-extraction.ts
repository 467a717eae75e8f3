/**
 * The beat rate, from the gaps between peaks of the short-term features.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFiniteFeatures, readFeatures } from '../core/features.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectPositive, readOptions } from '../core/options.js';
import { type FloatArray, widen } from '../core/types.js';
import { findPeaks } from './find-peaks.js';
import { roundHalfEven } from './round-half-even.js';

/** Options of {@link beatExtraction}. */
export interface BeatExtractionOptions {
  /** Seconds from one frame to the next, > 0, < 4. pyAudioAnalysis calls it `window_size`, and means the step. Must be given. */
  step: number;
  /** Whether a signal without a beat has 60 / step beats per minute, as in pyAudioAnalysis, instead of 0. @defaultValue `false` */
  compat?: boolean | undefined;
}

/** What {@link beatExtraction} returns. */
export interface Beat {
  /** Beats per minute; 0 if no feature has two peaks within two seconds. */
  readonly bpm: number;
  /** How many of the gaps are of this length, in [0, 1]. */
  readonly ratio: number;
}

/** zcr, energy, and centroid to mfcc_11. */
const SELECTED: readonly number[] = [0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
const LONGEST = 2; // seconds between beats

/**
 * Estimates the beat rate: in 18 of the features, peaks that stand out by twice the mean difference of neighbouring frames; the commonest
 * gap between neighbouring peaks is the beat.
 *
 * @param shortFeatures - What {@link featureExtraction} returns for one channel: shape `[34 or 68, frames]`.
 * @param options - {@link BeatExtractionOptions}.
 * @returns `bpm`, a multiple of nothing but `60 / (n step)` for whole n, and `ratio`, how sure it is.
 * @throws `ParameterError` if there are too few features, one is not finite, or `step` is missing or out of range.
 * @example
 * ```ts
 * import { beatExtraction, featureExtraction } from '@audiolab/dsp/pyaudioanalysis';
 *
 * const click = (n: number) => Math.exp(-(n % 4000) / 200) * Math.sin(n / 3); // every half second
 * const y = Float64Array.from({ length: 80000 }, (_, n) => click(n));
 * const { features } = featureExtraction(y, { sampleRate: 8000, window: 400, step: 400 });
 * beatExtraction(features, { step: 0.05 }).bpm; // 120
 * ```
 * @see pyAudioAnalysis 0.3.14 `MidTermFeatures.beat_extraction`: the same numbers with `compat: true`.
 */
export function beatExtraction(shortFeatures: NdArray<FloatArray>, options: BeatExtractionOptions): Beat {
  const caller = 'beatExtraction';
  const { step, compat } = readOptions(caller, options, { step: NaN, compat: false });
  if (Number.isNaN(step)) throw new ParameterError(caller, 'step', 'must be given in seconds');
  expectPositive(step, caller, 'step');
  expectBoolean(compat, caller, 'compat');
  const longest = roundHalfEven(LONGEST / step);
  if (longest < 1)
    throw new ParameterError(caller, 'step', `must be < ${2 * LONGEST}, for there to be a gap of ${LONGEST} seconds, got ${step}`);
  const input = readFeatures(shortFeatures, caller, 'shortFeatures');
  const { bins, frames, lead } = input;
  if (lead.length > 0)
    throw new ParameterError(caller, 'shortFeatures', `must be of one channel, got shape [${shortFeatures.shape.join(', ')}]`);
  if (bins < 19) throw new ParameterError(caller, 'shortFeatures', `must have at least 19 features, got ${bins}`);
  expectFiniteFeatures(input, caller, 'shortFeatures');
  const gaps = countGaps(widen(input.data), bins, frames, longest);
  let best = 0;
  let sum = 0;
  for (let i = 0; i < longest; i++) {
    sum += gaps[i]!;
    if (gaps[i]! > gaps[best]!) best = i;
  }
  if (compat) return { bpm: 60 / ((best + 1) * step), ratio: gaps[best]! / (sum + 1e-8) };
  return sum === 0 ? { bpm: 0, ratio: 0 } : { bpm: 60 / ((best + 1) * step), ratio: gaps[best]! / sum };
}

/** How often, per frame, neighbouring peaks are i + 1 frames apart. */
function countGaps(data: Float64Array, bins: number, frames: number, longest: number): Float64Array {
  const all = new Float64Array(longest);
  const line = new Float64Array(frames);
  for (const i of SELECTED) {
    for (let t = 0; t < frames; t++) line[t] = data[t * bins + i]!;
    const peaks = findPeaks(line, 2 * meanDifference(line) || 1e-16);
    const gaps = new Float64Array(longest);
    for (let p = 1; p < peaks.length; p++) {
      const gap = peaks[p]! - peaks[p - 1]!;
      if (gap <= longest) gaps[gap - 1]!++;
    }
    for (let g = 0; g < longest; g++) all[g]! += gaps[g]! / frames;
  }
  return all;
}

/** Of neighbouring numbers; NaN, which is no threshold, of fewer than two. */
function meanDifference(x: Float64Array): number {
  let sum = 0;
  for (let t = 1; t < x.length; t++) sum += Math.abs(x[t]! - x[t - 1]!);
  return sum / (x.length - 1);
}
