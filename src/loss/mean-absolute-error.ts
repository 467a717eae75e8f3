/**
 * Absolute differences.
 * @module
 */
import { readOptions } from '../core/options.js';
import { elementwise, ELEMENTWISE_DEFAULTS, type ElementwiseOptions } from './elementwise.js';
import { type Loss, type Targets, type Values } from './inputs.js';

/**
 * Mean absolute error: |x - y|. The gradient of an exact hit is 0.
 *
 * @param predictions - Any shape.
 * @param targets - The same shape.
 * @param options - {@link ElementwiseOptions}.
 * @returns `loss`, `gradient` with respect to the predictions, and `losses` where nothing is reduced.
 * @throws `ParameterError` if shapes differ, a value is not finite, or an option is unknown.
 * @example
 * ```ts
 * const { loss, gradient } = meanAbsoluteError(Float64Array.of(1, 3), [0, 1]);
 * loss; // 1.5
 * gradient; // [0.5, 0.5]
 * ```
 * @see Keras 3 `losses.MeanAbsoluteError`, PyTorch `L1Loss`.
 */
export function meanAbsoluteError<X extends Values>(predictions: X, targets: Targets, options: ElementwiseOptions = {}): Loss<X> {
  const settings = readOptions('meanAbsoluteError', options, ELEMENTWISE_DEFAULTS);
  return elementwise(predictions, targets, settings, 'meanAbsoluteError', magnitudes);
}

function magnitudes(x: Float64Array, y: Float64Array, value: Float64Array, slope: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - y[i]!;
    value[i] = Math.abs(d);
    slope[i] = d > 0 ? 1 : d < 0 ? -1 : 0;
  }
}
