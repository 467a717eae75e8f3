/**
 * Activations as layers of their own.
 * @module
 */
import { expectFinite, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { type Tensor } from '../core/tensor.js';
import { ParameterError } from '../core/errors.js';
import { type FloatArray } from '../core/types.js';
import { activate } from './activation-functions.js';
import { ACTIVATION_NAMES, type ActivationName, needsInput } from './activation-names.js';
import { activationSlopes } from './activation-slopes.js';
import { type FinishedLayer } from './finish-layer.js';
import { makeLayer, type NamedOptions, oneToOne } from './make-layer.js';

/** Options of {@link activation}. */
export interface ActivationOptions extends NamedOptions {
  /** Its name. */
  activation: ActivationName;
}

/** Options of {@link relu}. */
export interface ReluOptions extends NamedOptions {
  /** The largest output, > 0, or `null` for none. @defaultValue `null` */
  maxValue?: number | null | undefined;
  /** Slope below the threshold, >= 0. @defaultValue `0` */
  negativeSlope?: number | undefined;
  /** Where the output begins, >= 0. @defaultValue `0` */
  threshold?: number | undefined;
}

/** Options of {@link leakyRelu}. */
export interface LeakyReluOptions extends NamedOptions {
  /** Slope below 0, >= 0. @defaultValue `0.3` */
  negativeSlope?: number | undefined;
}

/** Options of {@link elu}. */
export interface EluOptions extends NamedOptions {
  /** What it falls to: -alpha. Finite. @defaultValue `1` */
  alpha?: number | undefined;
}

/** A layer of a function of every value: `change` writes its results over them, `slopes` multiplies gradients by its slopes. */
function each(
  kind: string,
  name: string,
  config: Record<string, unknown>,
  change: (y: FloatArray, width: number) => void,
  slopes: (g: FloatArray, y: FloatArray, x: FloatArray, width: number) => void,
): FinishedLayer {
  return makeLayer({
    kind,
    name,
    config,
    outputShape: ([shape]) => shape!,
    run([x], pass, _, mask) {
      const y: Tensor = { data: x!.data.slice(), shape: x!.shape };
      const width = x!.shape.at(-1)!;
      change(y.data, width);
      return oneToOne(y, mask, pass, (dy) => {
        const g = dy.data.slice();
        slopes(g, y.data, x!.data, width);
        return { data: g, shape: x!.shape };
      });
    },
  });
}

/**
 * An activation by its name.
 *
 * @param options - The activation.
 * @returns A layer that keeps the shape.
 * @throws `ParameterError` for an unknown option or activation.
 * @example
 * ```ts
 * activation({ activation: 'relu' }).call(tensor(Float32Array.of(-1, 2), [1, 2])).data; // [0, 2]
 * ```
 * @see `keras.layers.Activation`
 */
export function activation(options: ActivationOptions): FinishedLayer {
  const caller = 'activation';
  const { activation: kind, name } = readOptions(caller, options, { name: '', activation: '' as ActivationName });
  expectOneOf(kind, caller, 'activation', ACTIVATION_NAMES);
  return each(
    caller,
    name,
    { activation: kind },
    (y, width) => activate(kind, y, width),
    (g, y, x, width) => activationSlopes(kind, g, y, needsInput(kind) ? x : undefined, width),
  );
}

/**
 * `max(x, 0)`, with a largest value, a slope below and a threshold if wanted.
 *
 * @param options - Largest value, slope, threshold.
 * @returns A layer that keeps the shape.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * relu({ maxValue: 6 }).call(tensor(Float32Array.of(-1, 2, 9), [1, 3])).data; // [0, 2, 6]
 * ```
 * @see `keras.layers.ReLU`
 */
export function relu(options?: ReluOptions): FinishedLayer {
  const caller = 'relu';
  const read = readOptions(caller, options, { name: '', maxValue: null as number | null, negativeSlope: 0, threshold: 0 });
  const { maxValue, negativeSlope, threshold, name } = read;
  if (maxValue !== null) expectPositive(maxValue, caller, 'maxValue');
  expectFinite(negativeSlope, caller, 'negativeSlope', 0);
  expectFinite(threshold, caller, 'threshold', 0);
  const most = maxValue ?? Infinity;
  return each(
    caller,
    name,
    { maxValue, negativeSlope, threshold },
    (y) => {
      for (let i = 0; i < y.length; i++) {
        const v = y[i]!;
        y[i] = v >= most ? most : v >= threshold ? v : negativeSlope ? negativeSlope * (v - threshold) : 0;
      }
    },
    (g, _, x) => {
      for (let i = 0; i < g.length; i++) g[i]! *= x[i]! >= most ? 0 : x[i]! > threshold ? 1 : negativeSlope;
    },
  );
}

/**
 * `x` above 0, and a part of it below.
 *
 * @param options - The slope below.
 * @returns A layer that keeps the shape.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * leakyRelu({ negativeSlope: 0.5 }).call(tensor(Float32Array.of(-1, 2), [1, 2])).data; // [-0.5, 2]
 * ```
 * @see `keras.layers.LeakyReLU`: the default slope is 0.3; PyTorch's is 0.01.
 */
export function leakyRelu(options?: LeakyReluOptions): FinishedLayer {
  const caller = 'leakyRelu';
  const { negativeSlope, name } = readOptions(caller, options, { name: '', negativeSlope: 0.3 });
  expectFinite(negativeSlope, caller, 'negativeSlope', 0);
  return each(
    caller,
    name,
    { negativeSlope },
    (y) => {
      for (let i = 0; i < y.length; i++) if (y[i]! < 0) y[i]! *= negativeSlope;
    },
    (g, _, x) => {
      for (let i = 0; i < g.length; i++) if (!(x[i]! > 0)) g[i]! *= negativeSlope;
    },
  );
}

/**
 * `x` above 0, and `alpha (e^x - 1)` below.
 *
 * @param options - alpha.
 * @returns A layer that keeps the shape.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * elu().call(tensor(Float64Array.of(-1, 2), [1, 2])).data; // [-0.632, 2]
 * ```
 * @see `keras.layers.ELU`
 */
export function elu(options?: EluOptions): FinishedLayer {
  const caller = 'elu';
  const { alpha, name } = readOptions(caller, options, { name: '', alpha: 1 });
  expectFinite(alpha, caller, 'alpha');
  return each(
    caller,
    name,
    { alpha },
    (y) => {
      activate('elu', y, 1);
      if (alpha !== 1) for (let i = 0; i < y.length; i++) if (y[i]! < 0) y[i]! *= alpha;
    },
    (g, y, x) => {
      for (let i = 0; i < g.length; i++) if (x[i]! < 0) g[i]! *= y[i]! + alpha;
    },
  );
}

/**
 * Shares that add up to 1 along the last axis.
 *
 * @param options - Only a name, and the axis, which must be the last.
 * @returns A layer that keeps the shape.
 * @throws `ParameterError` for an unknown option or another axis.
 * @example
 * ```ts
 * softmax().call(tensor(Float64Array.of(0, 0), [1, 2])).data; // [0.5, 0.5]
 * ```
 * @see `keras.layers.Softmax`
 */
export function softmax(options?: NamedOptions & { axis?: -1 | undefined }): FinishedLayer {
  const caller = 'softmax';
  const { axis, name } = readOptions(caller, options, { name: '', axis: -1 as const });
  if (axis !== -1) throw new ParameterError(caller, 'axis', `must be -1, the last axis, got ${String(axis)}`);
  return each(
    caller,
    name,
    { axis },
    (y, width) => activate('softmax', y, width),
    (g, y, _, width) => activationSlopes('softmax', g, y, undefined, width),
  );
}
