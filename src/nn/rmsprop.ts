/**
 * Steps divided by the running length of their gradients.
 * @module
 */
import { expectBoolean, expectFinite, expectPositive, readOptions } from '../core/options.js';
import { makeOptimizer, type Optimizer, OPTIMIZER_DEFAULTS, type OptimizerOptions, readPreset } from './optimizer.js';

/** Options of {@link rmsprop}. */
export interface RmspropOptions extends OptimizerOptions {
  /** Length of a step: a number >= 0, or a schedule. @defaultValue `0.001`; `0.01` for the preset `'torch'` */
  learningRate?: OptimizerOptions['learningRate'];
  /** How much of the running mean stays at each step, in [0, 1). @defaultValue `0.9`; `0.99` for the preset `'torch'` */
  rho?: number | undefined;
  /** How much of the last step goes on, in [0, 1). @defaultValue `0` */
  momentum?: number | undefined;
  /** > 0, against division by zero: added under the root in Keras, to the root in PyTorch. @defaultValue `1e-7`; `1e-8` for `'torch'` */
  epsilon?: number | undefined;
  /** Divides by the running deviation instead of the running length. @defaultValue `false` */
  centered?: boolean | undefined;
}

/**
 * RMSprop: each weight's step is divided by the root of a running mean of its squared gradients.
 *
 * @param options - Learning rate, rho, momentum, decay, clipping.
 * @returns An optimiser.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = dense({ units: 1, useBias: false });
 * layer.call(tensor(Float64Array.of(1), [1, 1]));
 * layer.setWeights([tensor(Float64Array.of(3), [1, 1])]);
 * layer.parameters[0]!.gradient[0] = 2;
 * rmsprop({ learningRate: 0.1 }).step(layer.parameters);
 * layer.getWeights()[0]!.data; // [2.683772]
 * ```
 * @see `keras.optimizers.RMSprop`; with `preset: 'torch'`, `torch.optim.RMSprop`. Tieleman and Hinton 2012; Graves 2013 for `centered`.
 */
export function rmsprop(options?: RmspropOptions): Optimizer {
  const caller = 'rmsprop';
  const torch = readPreset(caller, options) === 'torch';
  const settings = readOptions(caller, options, {
    ...OPTIMIZER_DEFAULTS,
    learningRate: (torch ? 0.01 : 0.001) as (typeof OPTIMIZER_DEFAULTS)['learningRate'],
    rho: torch ? 0.99 : 0.9,
    momentum: 0,
    epsilon: torch ? 1e-8 : 1e-7,
    centered: false,
  });
  const { rho, momentum, epsilon, centered } = settings;
  expectFinite(rho, caller, 'rho', 0, 1 - 2 ** -52);
  expectFinite(momentum, caller, 'momentum', 0, 1 - 2 ** -52);
  expectPositive(epsilon, caller, 'epsilon');
  expectBoolean(centered, caller, 'centered');
  return makeOptimizer({
    kind: caller,
    settings,
    slots: 1 + Number(centered) + Number(momentum > 0),
    update(value, gradient, slots, rate) {
      const squares = slots[0]!;
      const means = centered ? slots[1]! : undefined;
      const moving = momentum > 0 ? slots[centered ? 2 : 1]! : undefined;
      for (let i = 0; i < value.length; i++) {
        const g = gradient[i]!;
        let v = rho * squares[i]! + (1 - rho) * g * g;
        squares[i] = v;
        if (means) {
          const mean = rho * means[i]! + (1 - rho) * g;
          means[i] = mean;
          v = Math.max(0, v - mean * mean); // a variance: below 0 by rounding alone
        }
        const step = torch ? g / (Math.sqrt(v) + epsilon) : (rate * g) / Math.sqrt(v + epsilon);
        if (!moving) {
          value[i]! -= torch ? rate * step : step;
          continue;
        }
        const m = momentum * moving[i]! + step;
        moving[i] = m;
        value[i]! -= torch ? rate * m : m;
      }
    },
  });
}
