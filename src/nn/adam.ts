/**
 * Adam and its relative with weight decay.
 * @module
 */
import { expectBoolean, expectFinite, expectPositive, readOptions } from '../core/options.js';
import { integerPower, makeOptimizer, type Optimizer, OPTIMIZER_DEFAULTS, type OptimizerOptions, readPreset } from './optimizer.js';

/** Options of {@link adam} and {@link adamW}. */
export interface AdamOptions extends OptimizerOptions {
  /** Length of a step: a number >= 0, or a schedule. @defaultValue `0.001` */
  learningRate?: OptimizerOptions['learningRate'];
  /** How much of the running mean of gradients stays at each step, in [0, 1). @defaultValue `0.9` */
  beta1?: number | undefined;
  /** The same for that of their squares. @defaultValue `0.999` */
  beta2?: number | undefined;
  /** > 0, against division by zero. Added before the bias is corrected in Keras, afterwards in PyTorch. @defaultValue `1e-7`; `1e-8` for `'torch'` */
  epsilon?: number | undefined;
  /** Divides by the largest running square so far. @defaultValue `false` */
  amsgrad?: boolean | undefined;
}

/**
 * Adam: the running mean of the gradients, divided by the root of the running mean of their squares, both corrected for starting at 0.
 *
 * @param options - Learning rate, betas, decay, clipping.
 * @returns An optimiser.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = dense({ units: 1, useBias: false });
 * layer.call(tensor(Float64Array.of(1), [1, 1]));
 * layer.setWeights([tensor(Float64Array.of(3), [1, 1])]);
 * layer.parameters[0]!.gradient[0] = 2;
 * const optimizer = adam({ learningRate: 0.1 });
 * optimizer.step(layer.parameters);
 * layer.getWeights()[0]!.data; // [2.9000002]
 * ```
 * @see `keras.optimizers.Adam`; with `preset: 'torch'`, `torch.optim.Adam` (whose `weight_decay` is not decoupled, unlike ours).
 * Kingma and Ba 2015; Reddi et al. 2018 for `amsgrad`.
 */
export function adam(options?: AdamOptions): Optimizer {
  return create('adam', options, 0, 0);
}

/**
 * Adam with decoupled weight decay: {@link adam} whose weights shrink by the share `weightDecay` times the learning rate at each step.
 *
 * @param options - As for {@link adam}; `weightDecay` is 0.004, for the preset `'torch'` 0.01.
 * @returns An optimiser.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * adamW().config['weightDecay']; // 0.004
 * adamW({ weightDecay: 0.1, excludeFromWeightDecay: ['bias'] }).learningRate; // 0.001
 * ```
 * @see `keras.optimizers.AdamW`; with `preset: 'torch'`, `torch.optim.AdamW`. Loshchilov and Hutter 2019.
 */
export function adamW(options?: AdamOptions): Optimizer {
  return create('adamW', options, 0.004, 0.01);
}

function create(caller: string, options: AdamOptions | undefined, decay: number, torchDecay: number): Optimizer {
  const torch = readPreset(caller, options) === 'torch';
  const settings = readOptions(caller, options, {
    ...OPTIMIZER_DEFAULTS,
    weightDecay: torch ? torchDecay : decay,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: torch ? 1e-8 : 1e-7,
    amsgrad: false,
  });
  const { beta1, beta2, epsilon, amsgrad } = settings;
  expectFinite(beta1, caller, 'beta1', 0, 1 - 2 ** -52);
  expectFinite(beta2, caller, 'beta2', 0, 1 - 2 ** -52);
  expectPositive(epsilon, caller, 'epsilon');
  expectBoolean(amsgrad, caller, 'amsgrad');
  return makeOptimizer({
    kind: caller,
    settings,
    slots: amsgrad ? 3 : 2,
    update(value, gradient, [means, squares, largest], rate, step) {
      const root = Math.sqrt(1 - integerPower(beta2, step));
      const alpha = (rate * root) / (1 - integerPower(beta1, step));
      // m / (sqrt(v) / root + e) = root m / (sqrt(v) + root e)
      const small = torch ? epsilon * root : epsilon;
      const [a, b] = [1 - beta1, 1 - beta2];
      const [m, v] = [means!, squares!];
      for (let i = 0; i < value.length; i++) {
        const g = gradient[i]!;
        const mean = m[i]! + (g - m[i]!) * a;
        let square = v[i]! + (g * g - v[i]!) * b;
        m[i] = mean;
        v[i] = square;
        if (largest) {
          if (square > largest[i]!) largest[i] = square;
          square = largest[i]!;
        }
        value[i]! -= (mean * alpha) / (Math.sqrt(square) + small);
      }
    },
  });
}
