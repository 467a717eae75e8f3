/**
 * From one loss an item to one number.
 * @module
 */
import { expectOneOf } from '../core/options.js';
import { readWeights, type Reduction } from './inputs.js';

export const REDUCTIONS: readonly Reduction[] = ['mean', 'sum', 'weightedMean', 'none'];

/** Options of every loss that is a weighted sum over items. */
export interface ReductionOptions {
  /**
   * `'mean'` divides the sum by the number of items (Keras), `'weightedMean'` by the sum of their weights (PyTorch with class weights),
   * `'sum'` and `'none'` not at all. @defaultValue `'mean'`
   */
  reduction?: Reduction | undefined;
  /** Weight of each item, >= 0. @defaultValue `null` (1 each) */
  sampleWeights?: ArrayLike<number> | null | undefined;
}

export interface ReductionSettings {
  reduction: Reduction;
  sampleWeights: ArrayLike<number> | null;
}

export const REDUCTION_DEFAULTS: ReductionSettings = { reduction: 'mean', sampleWeights: null };

/** Checks the options of {@link ReductionOptions}; `weights` is what each item counts. */
export function readReduction(settings: ReductionSettings, items: number, caller: string): Float64Array {
  expectOneOf(settings.reduction, caller, 'reduction', REDUCTIONS);
  if (settings.sampleWeights === null) return new Float64Array(items).fill(1);
  return readWeights(settings.sampleWeights, items, caller, 'sampleWeights');
}

/**
 * What each item's loss and gradient are multiplied by; nothing but zeros where all weights are zero. `shares` are the weights that
 * `'weightedMean'` divides by, `count` the number that `'mean'` divides by.
 */
export function factorsOf(
  reduction: Reduction,
  weights: Float64Array,
  shares: Float64Array = weights,
  count: number = weights.length,
): Float64Array {
  let divisor = 1;
  if (reduction === 'mean') divisor = count;
  else if (reduction === 'weightedMean') divisor = shares.reduce((sum, w) => sum + w, 0);
  return divisor === 0 ? new Float64Array(weights.length) : weights.map((w) => w / divisor);
}

/** The sum of the losses times their factors. */
export function total(losses: Float64Array, factors: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < losses.length; i++) sum += losses[i]! * factors[i]!;
  return sum;
}
