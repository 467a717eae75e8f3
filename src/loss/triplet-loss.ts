/**
 * The triplet loss of given triplets.
 * @module
 */
import { sigmoid, softplus } from '../core/fast-math.js';
import { type NdArray } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';
import { addDistanceGradient, backFromUnit, distanceOf, pointsOf } from './distance.js';
import { finiteLoss, giveLike, readMatrix } from './inputs.js';
import {
  checkTriplets,
  FACENET,
  METRIC_LEARNING,
  readPreset,
  reduceBy,
  TORCH,
  TRIPLET_DEFAULTS,
  type TripletLossOptions,
} from './triplet-options.js';

/** What {@link tripletLoss} gives back. */
export interface TripletLoss<T extends FloatArray = FloatArray> {
  /** The loss. With `reduction: 'none'` the sum of `losses`. */
  readonly loss: number;
  /** d loss / d input, in the shape and precision of each input. */
  readonly gradients: {
    /** By the anchors. */
    readonly anchors: NdArray<T>;
    /** By the positives. */
    readonly positives: NdArray<T>;
    /** By the negatives. */
    readonly negatives: NdArray<T>;
  };
  /** The loss of each triplet, with `reduction: 'none'`. */
  readonly losses?: Float64Array;
  /** Triplets with a loss > 0. */
  readonly active: number;
}

const PRESETS = { facenet: FACENET, 'pytorch-metric-learning': METRIC_LEARNING, torch: TORCH };

/**
 * Triplet loss: max(d(a, p) - d(a, n) + margin, 0) for rows of anchors, of positives (the same class) and of negatives (another one).
 * Where two embeddings coincide, their distance and its gradient are 0.
 *
 * @param anchors - Shape `[triplets, dims]`.
 * @param positives - The same shape.
 * @param negatives - The same shape.
 * @param options - {@link TripletLossOptions}; presets: all but tensorflow-addons, which takes batches only.
 * @returns `loss`, `gradients` of all three, and how many triplets are `active`.
 * @throws `ParameterError` if shapes differ, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const a = tensor(Float64Array.of(0, 0), [1, 2]);
 * const p = tensor(Float64Array.of(3, 4), [1, 2]);
 * const n = tensor(Float64Array.of(0, 5.5), [1, 2]);
 * const { loss, gradients } = tripletLoss(a, p, n);
 * loss; // 0.5
 * gradients.positives.data; // [0.6, 0.8]
 * tripletLoss(a, p, n, { distance: 'squaredL2', margin: 6 }).loss; // 0.75
 * ```
 * @see PyTorch `TripletMarginLoss` (preset `'torch'`); Schroff et al., CVPR 2015, arXiv:1503.03832 (preset `'facenet'`).
 */
export function tripletLoss<T extends FloatArray>(
  anchors: NdArray<T>,
  positives: NdArray<T>,
  negatives: NdArray<T>,
  options: TripletLossOptions = {},
): TripletLoss<T> {
  const caller = 'tripletLoss';
  const settings = readPreset(caller, options, TRIPLET_DEFAULTS, PRESETS);
  const margin = checkTriplets(settings, caller);
  const { distance, soft, swap, eps, reduction } = settings;
  const first = readMatrix(anchors, caller, 'anchors');
  const { items, width } = first;
  const unit = settings.normalize || distance === 'cosine';
  const a = pointsOf(first.x, items, width, unit);
  const p = pointsOf(readMatrix(positives, caller, 'positives', items, width).x, items, width, unit);
  const n = pointsOf(readMatrix(negatives, caller, 'negatives', items, width).x, items, width, unit);
  const losses = new Float64Array(items);
  let active = 0;
  const values = new Float64Array(3 * items);
  for (let i = 0; i < items; i++) {
    const ap = distanceOf(distance, a, i, p, i, eps);
    const an = distanceOf(distance, a, i, n, i, eps);
    const pn = swap ? distanceOf(distance, p, i, n, i, eps) : Infinity;
    values[3 * i] = ap;
    values[3 * i + 1] = an;
    values[3 * i + 2] = pn;
    const v = ap - Math.min(an, pn) + margin;
    losses[i] = soft ? softplus(v) : Math.max(v, 0);
    if (losses[i]! > 0) active++;
  }
  const factor = reduceBy(reduction, items, active);
  const gradients = [0, 1, 2].map(() => new Float64Array(items * width)) as [Float64Array, Float64Array, Float64Array];
  let loss = 0;
  for (let i = 0; i < items; i++) {
    loss += losses[i]! * factor;
    const [ap, an, pn] = [values[3 * i]!, values[3 * i + 1]!, values[3 * i + 2]!];
    const slope = factor * (soft ? sigmoid(ap - Math.min(an, pn) + margin) : losses[i]! > 0 ? 1 : 0);
    addDistanceGradient(distance, a, i, p, i, eps, ap, slope, gradients[0], gradients[1]);
    if (an <= pn) addDistanceGradient(distance, a, i, n, i, eps, an, -slope, gradients[0], gradients[2]);
    else addDistanceGradient(distance, p, i, n, i, eps, pn, -slope, gradients[1], gradients[2]);
  }
  const give = (like: NdArray<T>, gradient: Float64Array, points: typeof a, name: string): NdArray<T> =>
    giveLike<NdArray<FloatArray>>(like, backFromUnit(gradient, points), [items, width], caller, name) as NdArray<T>;
  const result = {
    loss: finiteLoss(loss, caller, 'anchors'),
    gradients: {
      anchors: give(anchors, gradients[0], a, 'anchors'),
      positives: give(positives, gradients[1], p, 'positives'),
      negatives: give(negatives, gradients[2], n, 'negatives'),
    },
    active,
  };
  return reduction === 'none' ? { ...result, losses } : result;
}
