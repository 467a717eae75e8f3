/**
 * The triplet loss of the triplets that a batch holds.
 * @module
 */
import { expectOneOf } from '../core/options.js';
import { type NdArray } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';
import { backDistances, backFromUnit, distanceMatrix, expectDistances, pointsOf } from './distance.js';
import { finiteLoss, giveLike, type Loss, readGroups, readMatrix } from './inputs.js';
import { type Batch, mineAll, mineHard, mineSemiHard } from './triplet-mining.js';
import {
  checkTriplets,
  FACENET,
  METRIC_LEARNING,
  readPreset,
  reduceBy,
  TORCH,
  TRIPLET_DEFAULTS,
  type TripletLossOptions,
  type TripletSettings,
} from './triplet-options.js';

/**
 * Which triplets of a batch count. `'all'`: every one. `'hard'`: for each anchor its farthest positive and its nearest negative.
 * `'semiHard'`: for each anchor and positive the nearest negative that is farther than the positive, or the farthest one if there is none.
 */
export type TripletMining = 'all' | 'hard' | 'semiHard';

/** Options of {@link batchTripletLoss}. */
export interface BatchTripletLossOptions extends TripletLossOptions {
  /** @defaultValue `'all'` */
  mining?: TripletMining | undefined;
  /**
   * What an anchor without a positive, or without a negative, adds: nothing, or (`'count'`) what tensorflow-addons makes of it: the
   * missing positive, and with semi-hard mining the missing negative, is at distance 0, with hard mining the missing negative is the
   * farthest positive. @defaultValue `'skip'`
   */
  missing?: 'skip' | 'count' | undefined;
}

/** What {@link batchTripletLoss} gives back; `losses` are in order of anchor, positive and negative. */
export interface BatchTripletLoss<X extends NdArray<FloatArray>> extends Loss<X> {
  /** Triplets that count: what `'mean'` divides by. */
  readonly triplets: number;
  /** Those with a loss > 0: what `'nonzero'` divides by. */
  readonly active: number;
}

interface Settings extends TripletSettings {
  mining: TripletMining;
  missing: 'skip' | 'count';
}

const BASE: Settings = { ...TRIPLET_DEFAULTS, reduction: 'nonzero', mining: 'all', missing: 'skip' };
const PRESETS: Readonly<Record<string, Partial<Settings>>> = {
  facenet: { ...FACENET, mining: 'semiHard' },
  'tensorflow-addons': { mining: 'semiHard', missing: 'count', reduction: 'mean' },
  'pytorch-metric-learning': METRIC_LEARNING,
  torch: TORCH,
};

/**
 * Triplet loss over the triplets of a batch: max(d(a, p) - d(a, n) + margin, 0), where a and p have the same label and n has another.
 * A batch without triplets has loss 0 and a gradient of zeros, and so have embeddings that coincide.
 *
 * @param embeddings - Shape `[items, dims]`.
 * @param labels - One integer an item; items with the same one belong together.
 * @param options - {@link BatchTripletLossOptions}.
 * @returns `loss`, `gradient` with respect to the embeddings, and how many `triplets` there were and how many `active` ones.
 * @throws `ParameterError` if the labels do not fit, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const x = tensor(Float64Array.of(0, 0, 1, 0, 0, 1.5, 3, 3), [4, 2]);
 * const { loss, triplets, active } = batchTripletLoss(x, [0, 0, 1, 1], { mining: 'all' });
 * loss; // 1.1604441
 * [triplets, active]; // [8, 6]
 * batchTripletLoss(x, [0, 0, 1, 1], { mining: 'hard' }).loss; // 1.0749693
 * const two = tensor(Float64Array.of(0, 1, 1, 0), [2, 2]);
 * batchTripletLoss(two, [0, 0], { preset: 'tensorflow-addons' }).loss; // 2.4142136
 * batchTripletLoss(two, [0, 0]).loss; // 0
 * ```
 * @see tensorflow-addons 0.23 `triplet_semihard_loss` and `triplet_hard_loss`, pytorch-metric-learning 2.8 `TripletMarginLoss`; Hermans et
 * al., arXiv:1703.07737.
 */
export function batchTripletLoss<T extends FloatArray>(
  embeddings: NdArray<T>,
  labels: ArrayLike<number>,
  options: BatchTripletLossOptions = {},
): BatchTripletLoss<NdArray<T>> {
  const caller = 'batchTripletLoss';
  const settings = readPreset(caller, options, BASE, PRESETS);
  const margin = checkTriplets(settings, caller);
  const { distance, mining, missing, soft, swap, eps, reduction } = settings;
  expectOneOf(mining, caller, 'mining', ['all', 'hard', 'semiHard'] as const);
  expectOneOf(missing, caller, 'missing', ['skip', 'count'] as const);
  const { x, items, width } = readMatrix(embeddings, caller, 'embeddings');
  const groups = readGroups(labels, items, caller);
  const points = pointsOf(x, items, width, settings.normalize || distance === 'cosine');
  const matrix = distanceMatrix(distance, points, eps);
  expectDistances(matrix, caller);
  const batch: Batch = { matrix, groups, items, margin, soft, swap, count: missing === 'count', keep: reduction === 'none' };
  const mined = mining === 'all' ? mineAll(batch) : mining === 'hard' ? mineHard(batch) : mineSemiHard(batch);
  const factor = reduceBy(reduction, mined.triplets, mined.active);
  const { weights } = mined;
  for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! * factor;
  const gradient = backFromUnit(backDistances(distance, points, eps, matrix, weights), points);
  const result = {
    loss: finiteLoss(mined.sum * factor, caller, 'embeddings'),
    gradient: giveLike<NdArray<FloatArray>>(embeddings, gradient, [items, width], caller, 'embeddings') as NdArray<T>,
    triplets: mined.triplets,
    active: mined.active,
  };
  return reduction === 'none' ? { ...result, losses: Float64Array.from(mined.losses) } : result;
}
