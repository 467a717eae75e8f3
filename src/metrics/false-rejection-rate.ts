/**
 * How much a detector misses when it may be wrong only so often.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type Label, type LabelList } from '../core/labels.js';
import { expectFinite, expectPositive, readOptions } from '../core/options.js';
import { type PositiveOptions, readThresholds } from './threshold-counts.js';

/** Options of {@link falseRejectionRate}. Give either `falseAlarmRate`, or `falseAlarmsPerHour` and `hours`. */
export interface FalseRejectionRateOptions extends PositiveOptions {
  /** The highest share of the negatives that may be accepted, in [0, 1]. @defaultValue `0.01` */
  falseAlarmRate?: number | null | undefined;
  /** The highest number of false alarms in an hour, >= 0, as keyword spotters are compared. @defaultValue `null` */
  falseAlarmsPerHour?: number | null | undefined;
  /** How many hours of audio the negatives stand for, > 0. @defaultValue `null` */
  hours?: number | null | undefined;
}

/** What {@link falseRejectionRate} returns. */
export interface FalseRejectionRate {
  /** Share of the positives that are rejected, in [0, 1]. */
  readonly falseRejectionRate: number;
  /** Share of the negatives that are accepted: at most what was allowed. */
  readonly falseAlarmRate: number;
  /** The threshold: what scores at or above it is accepted. Infinity where every finite one lets too much through. */
  readonly threshold: number;
}

const DEFAULTS = {
  posLabel: null as Label | null,
  falseAlarmRate: null as number | null,
  falseAlarmsPerHour: null as number | null,
  hours: null as number | null,
};

/**
 * The rate of false rejections at the lowest threshold that keeps to a rate of false alarms. Nothing is interpolated: the threshold is one
 * of the scores, and gives these very rates.
 *
 * @param yTrue - Which items are positive: labels, or booleans.
 * @param yScore - The score of each item, higher for positives.
 * @param options - {@link FalseRejectionRateOptions}.
 * @returns {@link FalseRejectionRate}.
 * @throws {@link ParameterError} if the lists differ in length, a score is not finite, there is one class only, or a rate is out of range.
 * @example
 * ```ts
 * const found = falseRejectionRate([0, 0, 0, 0, 1, 1, 1], [0.1, 0.2, 0.3, 0.6, 0.4, 0.7, 0.9], { falseAlarmRate: 0.1 });
 * found.falseRejectionRate; // 0.333
 * found.threshold; // 0.7
 * ```
 * @see {@link detCurve} for all thresholds at once; Arik et al., Convolutional recurrent neural networks for small-footprint keyword
 * spotting, 2017, for rates per hour.
 */
export function falseRejectionRate(yTrue: LabelList, yScore: ArrayLike<number>, options?: FalseRejectionRateOptions): FalseRejectionRate {
  const caller = 'falseRejectionRate';
  const o = readOptions(caller, options, DEFAULTS);
  const { fps, tps, thresholds, positives, negatives } = readThresholds(yTrue, yScore, o.posLabel, caller, 'both');
  const allowed = allowedAlarms(o, negatives, caller);
  let last = -1;
  while (last + 1 < fps.length && fps[last + 1]! <= allowed) last++;
  return {
    falseRejectionRate: last < 0 ? 1 : (positives - tps[last]!) / positives,
    falseAlarmRate: last < 0 ? 0 : fps[last]! / negatives,
    threshold: last < 0 ? Infinity : thresholds[last]!,
  };
}

/** How many false alarms there may be. */
function allowedAlarms(o: typeof DEFAULTS, negatives: number, caller: string): number {
  if (o.falseAlarmsPerHour === null) {
    if (o.hours !== null) throw new ParameterError(caller, 'hours', 'needs "falseAlarmsPerHour"');
    const rate = o.falseAlarmRate ?? 0.01;
    expectFinite(rate, caller, 'falseAlarmRate', 0, 1);
    return rate * negatives * (1 + 1e-12); // 0.29 * 100 is 28.999999999999996
  }
  if (o.falseAlarmRate !== null) throw new ParameterError(caller, 'falseAlarmRate', 'cannot stand beside "falseAlarmsPerHour"');
  expectFinite(o.falseAlarmsPerHour, caller, 'falseAlarmsPerHour', 0);
  if (o.hours === null) throw new ParameterError(caller, 'hours', 'must say how much audio the negatives stand for');
  expectPositive(o.hours, caller, 'hours');
  return o.falseAlarmsPerHour * o.hours * (1 + 1e-12);
}
