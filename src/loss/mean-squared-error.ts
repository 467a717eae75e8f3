/**
 * Squared differences.
 * @module
 */
import { readOptions } from '../core/options.js';
import { elementwise, ELEMENTWISE_DEFAULTS, type ElementwiseOptions } from './elementwise.js';
import { type Loss, type Targets, type Values } from './inputs.js';

/**
 * Mean squared error: (x - y)^2.
 *
 * @param predictions - Any shape.
 * @param targets - The same shape.
 * @param options - {@link ElementwiseOptions}.
 * @returns `loss`, `gradient` with respect to the predictions, and `losses` where nothing is reduced.
 * @throws `ParameterError` if shapes differ, a value is not finite, or an option is unknown.
 * @example
 * ```ts
 * const { loss, gradient } = meanSquaredError(Float64Array.of(1, 3), [0, 1]);
 * loss; // 2.5
 * gradient; // [1, 2]
 * ```
 * @see Keras 3 `losses.MeanSquaredError`, PyTorch `MSELoss`.
 */
export function meanSquaredError<X extends Values>(predictions: X, targets: Targets, options: ElementwiseOptions = {}): Loss<X> {
  const settings = readOptions('meanSquaredError', options, ELEMENTWISE_DEFAULTS);
  return elementwise(predictions, targets, settings, 'meanSquaredError', squares);
}

function squares(x: Float64Array, y: Float64Array, value: Float64Array, slope: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - y[i]!;
    value[i] = d * d;
    slope[i] = 2 * d;
  }
}
