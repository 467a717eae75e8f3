/**
 * Squares near the target, straight lines far from it.
 * @module
 */
import { expectPositive, readOptions } from '../core/options.js';
import { elementwise, ELEMENTWISE_DEFAULTS, type ElementwiseOptions } from './elementwise.js';
import { type Loss, type Targets, type Values } from './inputs.js';

/** Options of {@link huber}. */
export interface HuberOptions extends ElementwiseOptions {
  /** Where the square becomes a line, > 0. @defaultValue `1` */
  delta?: number | undefined;
}

/**
 * Huber loss: d^2 / 2 for differences |d| <= delta, delta (|d| - delta / 2) beyond. Divided by delta it is PyTorch's `SmoothL1Loss`.
 *
 * @param predictions - Any shape.
 * @param targets - The same shape.
 * @param options - {@link HuberOptions}.
 * @returns `loss`, `gradient` with respect to the predictions, and `losses` where nothing is reduced.
 * @throws `ParameterError` if shapes differ, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const { loss, gradient } = huber(Float64Array.of(0.5, 3), [0, 0]);
 * loss; // 1.3125
 * gradient; // [0.25, 0.5]
 * ```
 * @see Keras 3 `losses.Huber`, PyTorch `HuberLoss`; Huber, Ann. Math. Statist. 35, 73-101 (1964).
 */
export function huber<X extends Values>(predictions: X, targets: Targets, options: HuberOptions = {}): Loss<X> {
  const settings = readOptions('huber', options, { ...ELEMENTWISE_DEFAULTS, delta: 1 });
  const { delta } = settings;
  expectPositive(delta, 'huber', 'delta');
  return elementwise(predictions, targets, settings, 'huber', (x, y, value, slope) => {
    for (let i = 0; i < x.length; i++) {
      const d = x[i]! - y[i]!;
      const size = Math.abs(d);
      value[i] = size <= delta ? 0.5 * d * d : delta * (size - 0.5 * delta);
      slope[i] = size <= delta ? d : d > 0 ? delta : -delta;
    }
  });
}
