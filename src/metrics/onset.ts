/**
 * How well onsets were found.
 * @module
 */
import { expectFinite, readOptions } from '../core/options.js';
import { type DetectionScores, detectionScores, readEvents } from './annotations.js';
import { matchEvents } from './matching.js';

/** Options of {@link onsetFMeasure}. */
export interface OnsetFMeasureOptions {
  /** How far an onset may be off, seconds, >= 0. @defaultValue `0.05` */
  window?: number | undefined;
}

/**
 * Precision, recall and F-measure of onsets: as many pairs as possible of a true and a found onset within the window, each used once.
 *
 * @param referenceOnsets - True onsets, seconds, rising.
 * @param estimatedOnsets - Found onsets, seconds, rising.
 * @param options - {@link OnsetFMeasureOptions}.
 * @returns {@link DetectionScores}; all 0 where either list is empty.
 * @throws {@link ParameterError} if times fall, are not finite or beyond 30000 s, or an option is unknown or out of range.
 * @example
 * ```ts
 * const { fMeasure, precision, recall } = onsetFMeasure([0.5, 1, 1.5, 2], [0.52, 1.2, 1.49]);
 * fMeasure; // 0.571
 * precision; // 0.667
 * recall; // 0.5
 * ```
 * @see mir_eval 0.8 `onset.f_measure`: same numbers. S. Dixon, "Onset detection revisited", DAFx 2006.
 */
export function onsetFMeasure(
  referenceOnsets: ArrayLike<number>,
  estimatedOnsets: ArrayLike<number>,
  options?: OnsetFMeasureOptions,
): DetectionScores {
  const caller = 'onsetFMeasure';
  const o = readOptions(caller, options, { window: 0.05 });
  expectFinite(o.window, caller, 'window', 0);
  const reference = readEvents(referenceOnsets, caller, 'referenceOnsets');
  const estimate = readEvents(estimatedOnsets, caller, 'estimatedOnsets');
  return detectionScores(matchEvents(reference, estimate, o.window).length, estimate.length, reference.length);
}
