/**
 * What the triplet losses can be told, and what the libraries tell theirs.
 * @module
 */
import { expectBoolean, expectFinite, expectOneOf, type Options, readOptions } from '../core/options.js';
import { type Distance, DISTANCES } from './distance.js';

/**
 * Whose triplet loss: that of the FaceNet paper, of tensorflow-addons 0.23, of pytorch-metric-learning 2.8, of `torch.nn`.
 */
export type TripletPreset = 'facenet' | 'tensorflow-addons' | 'pytorch-metric-learning' | 'torch';

/**
 * How the losses of the triplets become one number: `'nonzero'` is the mean of those > 0, `'none'` gives them one by one.
 */
export type TripletReduction = 'sum' | 'mean' | 'nonzero' | 'none';

/** Options of {@link tripletLoss}. The defaults are those without a preset. */
export interface TripletLossOptions {
  /** Sets all other options to those of a library; what is given beside it stands. @defaultValue `null` */
  preset?: TripletPreset | null | undefined;
  /** @defaultValue `'l2'` */
  distance?: Distance | undefined;
  /** Whether embeddings are divided by their length first. @defaultValue `false` */
  normalize?: boolean | undefined;
  /** How much farther the negative should be than the positive, >= 0. @defaultValue `1`; `0` with `soft` */
  margin?: number | null | undefined;
  /** log(1 + e^v) instead of max(v, 0), v = distance to the positive - distance to the negative + margin. @defaultValue `false` */
  soft?: boolean | undefined;
  /** Whether the negative's distance to the positive counts where it is the smaller one. @defaultValue `false` */
  swap?: boolean | undefined;
  /** Added to every difference before its length is taken, as PyTorch does. @defaultValue `0` */
  eps?: number | undefined;
  /** @defaultValue `'mean'`; `'nonzero'` for batches */
  reduction?: TripletReduction | undefined;
}

export interface TripletSettings {
  preset: TripletPreset | null;
  distance: Distance;
  normalize: boolean;
  margin: number | null;
  soft: boolean;
  swap: boolean;
  eps: number;
  reduction: TripletReduction;
}

export const TRIPLET_DEFAULTS: TripletSettings = {
  preset: null,
  distance: 'l2',
  normalize: false,
  margin: null,
  soft: false,
  swap: false,
  eps: 0,
  reduction: 'mean',
};

const MARGINS: Record<TripletPreset, number> = {
  facenet: 0.2,
  'tensorflow-addons': 1,
  'pytorch-metric-learning': 0.05,
  torch: 1,
};

export const FACENET: Partial<TripletSettings> = { distance: 'squaredL2', normalize: true, reduction: 'sum' };
export const METRIC_LEARNING: Partial<TripletSettings> = { normalize: true, reduction: 'nonzero' };
export const TORCH: Partial<TripletSettings> = { eps: 1e-6, reduction: 'mean' };

/** Reads options whose defaults depend on the preset. */
export function readPreset<D extends { preset: string | null }>(
  caller: string,
  options: Options<D> | undefined,
  base: D,
  presets: Readonly<Record<string, Partial<D>>>,
): D {
  const { preset } = readOptions(caller, options, base);
  if (preset === null) return readOptions(caller, options, base);
  expectOneOf(preset, caller, 'preset', [null, ...Object.keys(presets)]);
  return readOptions(caller, options, { ...base, ...presets[preset] });
}

/** Checks what all triplet losses share. Returns the margin in force. */
export function checkTriplets(s: TripletSettings, caller: string): number {
  expectOneOf(s.distance, caller, 'distance', DISTANCES);
  expectBoolean(s.normalize, caller, 'normalize');
  expectBoolean(s.soft, caller, 'soft');
  expectBoolean(s.swap, caller, 'swap');
  expectFinite(s.eps, caller, 'eps', 0);
  expectOneOf(s.reduction, caller, 'reduction', ['sum', 'mean', 'nonzero', 'none'] as const);
  if (s.margin !== null) {
    expectFinite(s.margin, caller, 'margin', 0);
    return s.margin;
  }
  // tensorflow-addons and Hermans et al. drop the margin with the soft one, pytorch-metric-learning keeps it
  if (s.soft && s.preset !== 'pytorch-metric-learning') return 0;
  return s.preset === null ? 1 : MARGINS[s.preset];
}

/** What the sum over triplets is multiplied by. */
export function reduceBy(reduction: TripletReduction, triplets: number, active: number): number {
  const count = reduction === 'mean' ? triplets : reduction === 'nonzero' ? active : 1;
  return count === 0 ? 0 : 1 / count;
}
