/**
 * Losses that are sums over the elements.
 * @module
 */
import { expectOneOf } from '../core/options.js';
import { type Loss, readRows, readTargets, type Rows, type Targets, type Values } from './inputs.js';
import { factorsOf, readReduction, REDUCTION_DEFAULTS, type ReductionOptions, type ReductionSettings } from './reduce.js';
import { finish } from './softmax.js';

/** Options of the losses that are sums over elements. An item is one row along the last axis; with one axis, one value. */
export interface ElementwiseOptions extends ReductionOptions {
  /**
   * How the elements of one item come together: `'mean'` as in Keras; `'sum'`, with `reduction: 'sum'`, is PyTorch's sum over all elements.
   * @defaultValue `'mean'`
   */
  perItem?: 'mean' | 'sum' | undefined;
}

export interface ElementwiseSettings extends ReductionSettings {
  perItem: 'mean' | 'sum';
}

export const ELEMENTWISE_DEFAULTS: ElementwiseSettings = { ...REDUCTION_DEFAULTS, perItem: 'mean' };

/** Writes each element's loss into `value` and its derivative by the prediction into `slope`. */
export type ElementKernel = (x: Float64Array, y: Float64Array, value: Float64Array, slope: Float64Array) => void;

/** Reads both sides, runs the kernel, reduces. */
export function elementwise<X extends Values>(
  predictions: X,
  targets: Targets,
  settings: ElementwiseSettings,
  caller: string,
  kernel: ElementKernel,
): Loss<X> {
  const rows = readRows(predictions, caller, 'predictions');
  return elementwiseRows(predictions, rows, readTargets(targets, rows, caller, 'targets'), settings, caller, kernel);
}

/** The same for what has been read already. */
export function elementwiseRows<X extends Values>(
  predictions: X,
  rows: Rows,
  y: Float64Array,
  settings: ElementwiseSettings,
  caller: string,
  kernel: ElementKernel,
): Loss<X> {
  const { x, items, width } = rows;
  expectOneOf(settings.perItem, caller, 'perItem', ['mean', 'sum'] as const);
  const factors = factorsOf(settings.reduction, readReduction(settings, items, caller));
  const share = settings.perItem === 'mean' ? 1 / width : 1;
  const value = new Float64Array(x.length);
  const slope = new Float64Array(x.length);
  kernel(x, y, value, slope);
  const losses = new Float64Array(items);
  for (let i = 0, at = 0; i < items; i++) {
    const factor = factors[i]! * share;
    let sum = 0;
    for (const end = at + width; at < end; at++) {
      sum += value[at]!;
      slope[at] = slope[at]! * factor;
    }
    losses[i] = sum * share;
  }
  return finish(predictions, rows, losses, slope, factors, settings.reduction, caller, 'predictions');
}
