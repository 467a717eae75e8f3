/**
 * Pairs: close if they belong together, apart if not.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, expectOneOf } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { addDistanceGradient, backFromUnit, type Distance, distanceOf, DISTANCES, pointsOf } from './distance.js';
import { finiteLoss, giveLike, readLabels, readMatrix } from './inputs.js';
import { readPreset, type TripletReduction } from './triplet-options.js';

/** Options of {@link contrastiveLoss} and {@link batchContrastiveLoss}. The defaults are those without a preset. */
export interface ContrastiveLossOptions {
  /**
   * Sets all other options: the paper (half squares, summed), tensorflow-addons 0.23 (squares, mean), pytorch-metric-learning 2.8 (not
   * squared, unit vectors). What is given beside it stands. @defaultValue `null` (that of tensorflow-addons)
   */
  preset?: 'hadsell2006' | 'tensorflow-addons' | 'pytorch-metric-learning' | null | undefined;
  /** @defaultValue `'l2'` */
  distance?: Distance | undefined;
  /** Whether embeddings are divided by their length first. @defaultValue `false` */
  normalize?: boolean | undefined;
  /** Pairs that belong together cost nothing up to this distance, >= 0. @defaultValue `0` */
  positiveMargin?: number | undefined;
  /** Pairs that do not belong together cost nothing from this distance, >= 0. @defaultValue `1` */
  negativeMargin?: number | undefined;
  /** The power that the distances beyond the margins are raised to. @defaultValue `2` */
  power?: 1 | 2 | undefined;
  /** What everything is multiplied by: 1/2 in the paper. @defaultValue `1` */
  factor?: number | undefined;
  /** `'nonzero'` is the mean of the positive pairs' losses > 0 plus that of the negative pairs'. @defaultValue `'mean'` */
  reduction?: TripletReduction | undefined;
}

/** What {@link contrastiveLoss} gives back. */
export interface ContrastiveLoss<T extends FloatArray = FloatArray> {
  /** The loss. With `reduction: 'none'` the sum of `losses`. */
  readonly loss: number;
  /** d loss / d input, in the shape and precision of each input. */
  readonly gradients: {
    /** By the first of each pair. */
    readonly first: NdArray<T>;
    /** By the second of each pair. */
    readonly second: NdArray<T>;
  };
  /** The loss of each pair, with `reduction: 'none'`. */
  readonly losses?: Float64Array;
}

const DEFAULTS = {
  preset: null as 'hadsell2006' | 'tensorflow-addons' | 'pytorch-metric-learning' | null,
  distance: 'l2' as Distance,
  normalize: false,
  positiveMargin: 0,
  negativeMargin: 1,
  power: 2 as 1 | 2,
  factor: 1,
  reduction: 'mean' as TripletReduction,
};
export type ContrastiveSettings = typeof DEFAULTS;
const PRESETS: Readonly<Record<string, Partial<ContrastiveSettings>>> = {
  hadsell2006: { factor: 0.5, reduction: 'sum' },
  'tensorflow-addons': {},
  'pytorch-metric-learning': { normalize: true, power: 1, reduction: 'nonzero' },
};

/** Reads and checks the options. */
export function readContrastive(caller: string, options: ContrastiveLossOptions): ContrastiveSettings {
  const s = readPreset(caller, options, DEFAULTS, PRESETS);
  expectOneOf(s.distance, caller, 'distance', DISTANCES);
  expectBoolean(s.normalize, caller, 'normalize');
  expectFinite(s.positiveMargin, caller, 'positiveMargin', 0);
  expectFinite(s.negativeMargin, caller, 'negativeMargin', 0);
  expectOneOf(s.power, caller, 'power', [1, 2] as const);
  expectFinite(s.factor, caller, 'factor', 0);
  expectOneOf(s.reduction, caller, 'reduction', ['sum', 'mean', 'nonzero', 'none'] as const);
  return s;
}

/** From distances to losses, in `losses`, and their derivatives, in `slopes`, both already reduced. Returns the loss. */
export function pairLosses(
  s: ContrastiveSettings,
  distances: Float64Array,
  same: ArrayLike<number>,
  losses: Float64Array,
  slopes: Float64Array,
): number {
  const active = [0, 0];
  for (let i = 0; i < distances.length; i++) {
    const beyond = Math.max(same[i] ? distances[i]! - s.positiveMargin : s.negativeMargin - distances[i]!, 0);
    losses[i] = s.factor * (s.power === 1 ? beyond : beyond * beyond);
    if (!(beyond > 0)) continue;
    active[same[i]!]!++;
    slopes[i] = (same[i] ? 1 : -1) * s.factor * (s.power === 1 ? 1 : 2 * beyond);
  }
  let loss = 0;
  for (let i = 0; i < distances.length; i++) {
    const by = s.reduction === 'mean' ? 1 / distances.length : s.reduction === 'nonzero' ? 1 / Math.max(1, active[same[i]!]!) : 1;
    losses[i] = losses[i]! * by;
    slopes[i] = slopes[i]! * by;
    loss += losses[i]!;
  }
  return loss;
}

/**
 * Contrastive loss of pairs: d^2 where the two belong together, max(margin - d, 0)^2 where not, d their distance. Where two embeddings
 * coincide, there is no direction to push them, and the gradient is 0.
 *
 * @param first - Shape `[pairs, dims]`.
 * @param second - The same shape.
 * @param same - One number a pair: 1 if they belong together, 0 if not.
 * @param options - {@link ContrastiveLossOptions}.
 * @returns `loss` and `gradients` of both.
 * @throws `ParameterError` if shapes differ, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const a = tensor(Float64Array.of(0, 0, 0, 0), [2, 2]);
 * const b = tensor(Float64Array.of(3, 4, 0, 0.5), [2, 2]);
 * contrastiveLoss(a, b, [1, 0]).loss; // 12.625
 * contrastiveLoss(a, b, [1, 0], { preset: 'hadsell2006' }).loss; // 12.625
 * contrastiveLoss(a, b, [1, 0], { reduction: 'none' }).losses; // [25, 0.25]
 * ```
 * @see tensorflow-addons 0.23 `contrastive_loss` (on distances); Hadsell, Chopra and LeCun, CVPR 2006.
 */
export function contrastiveLoss<T extends FloatArray>(
  first: NdArray<T>,
  second: NdArray<T>,
  same: ArrayLike<number>,
  options: ContrastiveLossOptions = {},
): ContrastiveLoss<T> {
  const caller = 'contrastiveLoss';
  const s = readContrastive(caller, options);
  const { x, items, width } = readMatrix(first, caller, 'first');
  const unit = s.normalize || s.distance === 'cosine';
  const a = pointsOf(x, items, width, unit);
  const b = pointsOf(readMatrix(second, caller, 'second', items, width).x, items, width, unit);
  const together = readLabels(same, items, 2, caller, 'same');
  const distances = new Float64Array(items);
  for (let i = 0; i < items; i++) distances[i] = distanceOf(s.distance, a, i, b, i, 0);
  if (distances.some((d) => d === Infinity))
    throw new ParameterError(caller, 'first', 'is too large: the distances overflow; scale it down');
  const losses = new Float64Array(items);
  const slopes = new Float64Array(items);
  const loss = finiteLoss(pairLosses(s, distances, together, losses, slopes), caller, 'first');
  const toFirst = new Float64Array(x.length);
  const toSecond = new Float64Array(x.length);
  for (let i = 0; i < items; i++) addDistanceGradient(s.distance, a, i, b, i, 0, distances[i]!, slopes[i]!, toFirst, toSecond);
  const give = (like: NdArray<T>, values: Float64Array, points: typeof a, name: string): NdArray<T> =>
    giveLike<NdArray<FloatArray>>(like, backFromUnit(values, points), [items, width], caller, name) as NdArray<T>;
  const gradients = { first: give(first, toFirst, a, 'first'), second: give(second, toSecond, b, 'second') };
  return s.reduction === 'none' ? { loss, gradients, losses } : { loss, gradients };
}
