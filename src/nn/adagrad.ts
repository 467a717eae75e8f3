/**
 * Steps divided by all gradients so far.
 * @module
 */
import { expectFinite, expectPositive, readOptions } from '../core/options.js';
import { makeOptimizer, type Optimizer, OPTIMIZER_DEFAULTS, type OptimizerOptions, readPreset } from './optimizer.js';

/** Options of {@link adagrad}. */
export interface AdagradOptions extends OptimizerOptions {
  /** Length of a step: a number >= 0, or a schedule. @defaultValue `0.001`; `0.01` for the preset `'torch'` */
  learningRate?: OptimizerOptions['learningRate'];
  /** What the sums of squares start from, >= 0. @defaultValue `0.1`; `0` for the preset `'torch'` */
  initialAccumulatorValue?: number | undefined;
  /** > 0, against division by zero: added under the root in Keras, to the root in PyTorch. @defaultValue `1e-7`; `1e-10` for `'torch'` */
  epsilon?: number | undefined;
}

/**
 * Adagrad: each weight's step is divided by the root of the sum of all its squared gradients.
 *
 * @param options - Learning rate, start of the sums, decay, clipping.
 * @returns An optimiser.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = dense({ units: 1, useBias: false });
 * layer.call(tensor(Float64Array.of(1), [1, 1]));
 * layer.setWeights([tensor(Float64Array.of(3), [1, 1])]);
 * layer.parameters[0]!.gradient[0] = 2;
 * adagrad({ learningRate: 0.1 }).step(layer.parameters);
 * layer.getWeights()[0]!.data; // [2.9012270]
 * ```
 * @see `keras.optimizers.Adagrad`; with `preset: 'torch'`, `torch.optim.Adagrad`. Duchi et al. 2011.
 */
export function adagrad(options?: AdagradOptions): Optimizer {
  const caller = 'adagrad';
  const torch = readPreset(caller, options) === 'torch';
  const settings = readOptions(caller, options, {
    ...OPTIMIZER_DEFAULTS,
    learningRate: (torch ? 0.01 : 0.001) as (typeof OPTIMIZER_DEFAULTS)['learningRate'],
    initialAccumulatorValue: torch ? 0 : 0.1,
    epsilon: torch ? 1e-10 : 1e-7,
  });
  const { initialAccumulatorValue, epsilon } = settings;
  expectFinite(initialAccumulatorValue, caller, 'initialAccumulatorValue', 0);
  expectPositive(epsilon, caller, 'epsilon');
  return makeOptimizer({
    kind: caller,
    settings,
    slots: 1,
    initial: initialAccumulatorValue,
    update(value, gradient, [sums], rate) {
      const s = sums!;
      for (let i = 0; i < value.length; i++) {
        const g = gradient[i]!;
        const sum = s[i]! + g * g;
        s[i] = sum;
        value[i]! -= (rate * g) / (torch ? Math.sqrt(sum) + epsilon : Math.sqrt(sum + epsilon));
      }
    },
  });
}
