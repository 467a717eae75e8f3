/**
 * Every output sees every input.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { type Tensor, zeros } from '../core/tensor.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { activate } from './activation-functions.js';
import { type ActivationName, kernelOf, needsInput } from './activation-names.js';
import { activationSlopes } from './activation-slopes.js';
import { type FinishedLayer } from './finish-layer.js';
import { KERNEL_DEFAULTS, type KernelOptions, readBias } from './kernel-options.js';
import { type Parameter } from './layer.js';
import { known, makeLayer, oneToOne } from './make-layer.js';
import { multiplyMatrices } from './matrix-product.js';
import { ParameterError } from '../core/errors.js';
import { readRules } from './weight-rules.js';

/** Options of {@link dense}. */
export interface DenseOptions extends KernelOptions {
  /** Values of an output, >= 1. */
  units: number;
}

/**
 * A dense layer: `activation(x W + b)` along the last axis.
 *
 * @param options - Units, activation, bias and how weights are made and kept.
 * @returns A layer from `[batch, ..., inputs]` to `[batch, ..., units]`, with the weights `kernel` `[inputs, units]` and `bias` `[units]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = dense({ units: 2, kernelInitializer: 'ones' });
 * layer.call(tensor(Float32Array.of(1, 2, 3), [1, 3])).data; // [6, 6]
 * ```
 * @see `keras.layers.Dense`: same weights, same defaults.
 */
export function dense(options: DenseOptions): FinishedLayer {
  const caller = 'dense';
  const read = readOptions(caller, options, { ...KERNEL_DEFAULTS, units: 0 });
  const { units, name } = read;
  expectInteger(units, caller, 'units', 1);
  const kernel = readRules(read, caller, 'kernel');
  const bias = readBias(read, caller);
  return makeLayer({
    kind: caller,
    name,
    config: { units, ...bias.config, ...kernel.config },
    outputShape: ([shape]) => {
      if (!shape?.length) throw new ParameterError(caller, 'x', 'must have the shape [batch, ..., inputs], got [batch]');
      known(shape.at(-1), caller, 'inputs');
      return [...shape.slice(0, -1), units];
    },
    weights: ([shape]) => [{ name: 'kernel', shape: [shape!.at(-1)!, units], ...kernel.settings }, ...bias.plan(units)],
    run([x], pass, layer, mask) {
      const [w, b] = layer.parameters as [Parameter, Parameter?];
      const inputs = x!.shape.at(-1)!;
      const rows = x!.data.length / inputs;
      const y = zeros(x!.data, [...x!.shape.slice(0, -1), units]);
      multiplyMatrices({
        m: rows,
        n: units,
        k: inputs,
        a: x!.data,
        aRow: inputs,
        aCol: 1,
        b: w.value,
        bRow: units,
        bCol: 1,
        c: y.data,
        start: b?.value,
        activation: kernelOf(bias.activation),
      });
      const z = finishActivation(bias.activation, y, pass.gradients);
      return oneToOne(y, mask, pass, (dy, wanted) => {
        const g = dy.data.slice();
        activationSlopes(bias.activation, g, y.data, z, units);
        if (layer.trainable) {
          if (b) addRows(b.gradient, g);
          multiplyMatrices({
            m: inputs,
            n: units,
            k: rows,
            a: x!.data,
            aRow: 1,
            aCol: inputs,
            b: g,
            bRow: units,
            bCol: 1,
            c: w.gradient,
            start: 'add',
          });
        }
        if (!wanted) return undefined;
        const dx = arrayLike(x!.data, x!.data.length);
        multiplyMatrices({ m: rows, n: inputs, k: units, a: g, aRow: units, aCol: 1, b: w.value, bRow: 1, bCol: units, c: dx });
        return { data: dx, shape: x!.shape };
      });
    },
  });
}

/** Applies what the kernels did not; gives back what went in where the slope needs it. */
export function finishActivation(activation: ActivationName, y: Tensor, gradients: boolean): FloatArray | undefined {
  if (kernelOf(activation) === activation) return undefined;
  const kept = gradients && needsInput(activation) ? y.data.slice() : undefined;
  activate(activation, y.data, y.shape.at(-1)!);
  return kept as FloatArray | undefined;
}

/** Adds all rows of `x` to `sum`, in double. */
export function addRows(sum: FloatArray, x: FloatArray): void {
  const total = new Float64Array(sum);
  for (let at = 0; at < x.length; at += total.length) for (let c = 0; c < total.length; c++) total[c]! += x[at + c]!;
  sum.set(total);
}
