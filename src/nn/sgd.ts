/**
 * Gradient descent with momentum.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { makeOptimizer, type Optimizer, OPTIMIZER_DEFAULTS, type OptimizerOptions, readPreset } from './optimizer.js';

/** Options of {@link sgd}. */
export interface SgdOptions extends OptimizerOptions {
  /** Length of a step: a number >= 0, or a schedule. @defaultValue `0.01`; `0.001` for the preset `'torch'` */
  learningRate?: OptimizerOptions['learningRate'];
  /** How much of the last step goes on, in [0, 1). @defaultValue `0` */
  momentum?: number | undefined;
  /** Looks ahead along the momentum. Needs one. @defaultValue `false` */
  nesterov?: boolean | undefined;
}

/**
 * Gradient descent, plain or with momentum.
 *
 * Keras multiplies the gradient by the learning rate before it enters the momentum, PyTorch afterwards: the same for a constant rate.
 *
 * @param options - Learning rate, momentum, decay, clipping.
 * @returns An optimiser, for `fit`, or to take steps with by hand.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = dense({ units: 1, useBias: false });
 * layer.call(tensor(Float64Array.of(1), [1, 1]));
 * layer.setWeights([tensor(Float64Array.of(3), [1, 1])]);
 * layer.parameters[0]!.gradient[0] = 2;
 * sgd({ learningRate: 0.1 }).step(layer.parameters);
 * layer.getWeights()[0]!.data; // [2.8]
 * ```
 * @see `keras.optimizers.SGD`; with `preset: 'torch'`, `torch.optim.SGD`. Sutskever et al. 2013.
 */
export function sgd(options?: SgdOptions): Optimizer {
  const caller = 'sgd';
  const preset = readPreset(caller, options);
  const settings = readOptions(caller, options, {
    ...OPTIMIZER_DEFAULTS,
    learningRate: (preset === 'torch' ? 0.001 : 0.01) as (typeof OPTIMIZER_DEFAULTS)['learningRate'],
    momentum: 0,
    nesterov: false,
  });
  const { momentum, nesterov } = settings;
  expectFinite(momentum, caller, 'momentum', 0, 1 - 2 ** -52);
  expectBoolean(nesterov, caller, 'nesterov');
  if (nesterov && momentum === 0) throw new ParameterError(caller, 'nesterov', 'needs a momentum > 0');
  const update = momentum === 0 ? plain : preset === 'torch' ? torch(momentum, nesterov) : keras(momentum, nesterov);
  return makeOptimizer({ kind: caller, settings, slots: momentum === 0 ? 0 : 1, update });
}

function plain(value: FloatArray, gradient: FloatArray, _: readonly FloatArray[], rate: number): void {
  for (let i = 0; i < value.length; i++) value[i]! -= gradient[i]! * rate;
}

const keras =
  (momentum: number, nesterov: boolean) =>
  (value: FloatArray, gradient: FloatArray, [moving]: readonly FloatArray[], rate: number): void => {
    for (let i = 0; i < value.length; i++) {
      const step = gradient[i]! * rate;
      const m = moving![i]! * momentum - step;
      moving![i] = m;
      value[i]! += nesterov ? m * momentum - step : m;
    }
  };

const torch =
  (momentum: number, nesterov: boolean) =>
  (value: FloatArray, gradient: FloatArray, [moving]: readonly FloatArray[], rate: number): void => {
    for (let i = 0; i < value.length; i++) {
      const g = gradient[i]!;
      const m = moving![i]! * momentum + g;
      moving![i] = m;
      value[i]! -= rate * (nesterov ? g + momentum * m : m);
    }
  };
