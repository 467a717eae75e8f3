/**
 * Both kinds of error at every threshold.
 * @module
 */
import { type Label, type LabelList } from '../core/labels.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { changesAt, pick, type PositiveOptions, readThresholds, startWith } from './threshold-counts.js';

/** Options of {@link detCurve}. */
export interface DetCurveOptions extends PositiveOptions {
  /** Whether to leave out points between others of the same false negative rate. @defaultValue `false` */
  dropIntermediate?: boolean | undefined;
}

/** Points of a DET curve. */
export interface DetCurve {
  /** False positive rate (false alarms), falling. */
  readonly fpr: Float64Array;
  /** False negative rate (false rejections), rising. */
  readonly fnr: Float64Array;
  /** What scores at or above it is called positive; rising. The last is Infinity where no finite one is free of false positives. */
  readonly thresholds: Float64Array;
}

/**
 * Detection error trade-off: the rates of false alarms and false rejections at every threshold of a score, from the highest without false
 * rejections to the lowest without false alarms.
 *
 * @param yTrue - Which items are positive: labels, or booleans.
 * @param yScore - The score of each item, higher for positives.
 * @param options - {@link DetCurveOptions}.
 * @returns {@link DetCurve}.
 * @throws {@link ParameterError} if the lists differ in length, a score is not finite, there is one class only, or it is open which
 * label is positive.
 * @example
 * ```ts
 * const { fpr, fnr, thresholds } = detCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * fpr; // [0.5, 0.5, 0]
 * fnr; // [0, 0.5, 0.5]
 * thresholds; // [0.35, 0.4, 0.8]
 * ```
 * @see scikit-learn `metrics.det_curve`; Martin et al., The DET curve in assessment of detection task performance, 1997.
 */
export function detCurve(yTrue: LabelList, yScore: ArrayLike<number>, options?: DetCurveOptions): DetCurve {
  const caller = 'detCurve';
  const o = readOptions(caller, options, { posLabel: null as Label | null, dropIntermediate: false });
  expectBoolean(o.dropIntermediate, caller, 'dropIntermediate');
  const counts = readThresholds(yTrue, yScore, o.posLabel, caller, 'both');
  let [fps, tps, thresholds] = [startWith(0, counts.fps), startWith(0, counts.tps), startWith(Infinity, counts.thresholds)];
  if (o.dropIntermediate && fps.length > 2) {
    const corner = changesAt(tps);
    [fps, tps, thresholds] = [pick(fps, corner), pick(tps, corner), pick(thresholds, corner)];
  }
  const from = fps.lastIndexOf(0);
  const to = tps.indexOf(counts.positives) + 1;
  return {
    fpr: fps
      .slice(from, to)
      .reverse()
      .map((n) => n / counts.negatives),
    fnr: tps
      .slice(from, to)
      .reverse()
      .map((n) => (counts.positives - n) / counts.positives),
    thresholds: thresholds.slice(from, to).reverse(),
  };
}
