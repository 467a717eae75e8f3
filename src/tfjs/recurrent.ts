/**
 * Recurrent layers as functions of tensors.
 * @module
 */
import { type Tensor } from '@tensorflow/tfjs-core';
import { ParameterError } from '../core/errors.js';
import { expectOneOf } from '../core/options.js';
import { type CellActivation } from '../nn/cell-activations.js';
import { type MergeMode } from '../nn/merge-pair.js';
import { type RecurrentKind } from '../nn/recurrent-options.js';
import { type ApplyOptions } from './apply-layer.js';
import { type Engine, recurrentFunction } from './recurrent-function.js';

/** Options of {@link simpleRnn}: those of the layer that are not told by the weights. */
export interface SimpleRnnFunctionOptions extends ApplyOptions {
  /** Activation of the output. @defaultValue `'tanh'` */
  activation?: CellActivation | undefined;
  /** Outputs of all frames, not only of the one read last. @defaultValue `false` */
  returnSequences?: boolean | undefined;
  /** The states after the last frame beside the output. @defaultValue `false` */
  returnState?: boolean | undefined;
  /** Reads from the last frame to the first; outputs stay in that order. @defaultValue `false` */
  goBackwards?: boolean | undefined;
  /** `[time, batch, ...]` in and out. @defaultValue `false` */
  timeMajor?: boolean | undefined;
  /** Masked frames give zeros, not the output before them. @defaultValue `false` */
  zeroOutputForMask?: boolean | undefined;
  /** Share of the inputs that `training` drops, in [0, 1). @defaultValue `0` */
  dropout?: number | undefined;
  /** Share of the states that `training` drops, in [0, 1). @defaultValue `0` */
  recurrentDropout?: number | undefined;
  /** Frames after which gradients stop, >= 1; `null`: never. Not for the engine `'ops'`. @defaultValue `null` */
  truncate?: number | null | undefined;
  /** The states to start from, as `returnState` gives them. @defaultValue `null` (zeros) */
  initialStates?: readonly Tensor[] | null | undefined;
  /**
   * `'kernels'`: ours, one fused operation; the values must be read for it. `'ops'`: operations of TensorFlow.js one by one, with the
   * gradients that are registered there. @defaultValue `null`: kernels on the backends cpu, wasm and tensorflow, ops on the others
   */
  engine?: Engine | null | undefined;
}

/** Options of {@link lstm}. */
export interface LstmFunctionOptions extends SimpleRnnFunctionOptions {
  /** Activation of the gates. @defaultValue `'sigmoid'` */
  recurrentActivation?: CellActivation | undefined;
  /** Whether gates see the state c through weights `[3, units]`, which follow the bias. @defaultValue `false` */
  peepholes?: boolean | undefined;
}

/** Options of {@link gru}. */
export interface GruFunctionOptions extends SimpleRnnFunctionOptions {
  /** Activation of the gates. @defaultValue `'sigmoid'` */
  recurrentActivation?: CellActivation | undefined;
  /** Whether the state is reset behind its weights, as Keras and PyTorch do by default. @defaultValue `true` */
  resetAfter?: boolean | undefined;
}

/** Options of {@link bidirectional}: `cell`, and those of that cell. */
export interface BidirectionalFunctionOptions extends LstmFunctionOptions, GruFunctionOptions {
  /** What both directions are. @defaultValue `'lstm'` */
  cell?: 'simpleRnn' | 'lstm' | 'gru' | undefined;
  /** How the two outputs become one; `null` gives both. @defaultValue `'concat'` */
  mergeMode?: MergeMode | null | undefined;
}

function one(kind: RecurrentKind, x: Tensor, weights: readonly Tensor[], options: SimpleRnnFunctionOptions | undefined): Tensor | Tensor[] {
  const outputs = recurrentFunction({ caller: kind, kind, mergeMode: undefined }, x, weights, options);
  return options?.returnState ? outputs : outputs[0]!;
}

/**
 * An LSTM layer as a function of tensors, differentiable with respect to all of them. On the backends cpu and wasm it is one operation that
 * runs the kernels of `@audiolab/dsp/nn` forwards and backwards.
 *
 * @param x - `[batch, time, inputs]`.
 * @param weights - kernel `[inputs, 4 units]`, recurrentKernel `[units, 4 units]` and, if it has one, bias `[4 units]`, gates in the order
 * i, f, c, o, as Keras has them and {@link layerVariables} makes them; then peepholeKernel and projectionKernel where there are any.
 * @param options - {@link LstmFunctionOptions}.
 * @returns `[batch, units]`, or `[batch, time, units]` with `returnSequences`; with `returnState` a list of that, h and c.
 * @throws `ParameterError` if an option is unknown or out of range, shapes do not fit or a value is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { lstm } from '@audiolab/dsp/tfjs';
 * const weights = [tf.fill([40, 256], 0.01), tf.fill([64, 256], 0.01), tf.zeros([256])];
 * const y = lstm(tf.ones([2, 100, 40]), weights, { lengths: [100, 80] });
 * y.shape; // [2, 64]
 * ```
 * @see `lstm` of `@audiolab/dsp/nn`, Keras `LSTM`: same numbers.
 */
export function lstm(x: Tensor, weights: readonly Tensor[], options: LstmFunctionOptions & { returnState: true }): Tensor[];
export function lstm(x: Tensor, weights: readonly Tensor[], options?: LstmFunctionOptions & { returnState?: false | undefined }): Tensor;
export function lstm(x: Tensor, weights: readonly Tensor[], options?: LstmFunctionOptions): Tensor | Tensor[] {
  return one('lstm', x, weights, options);
}

/**
 * A GRU layer as a function of tensors, differentiable with respect to all of them.
 *
 * @param x - `[batch, time, inputs]`.
 * @param weights - kernel `[inputs, 3 units]`, recurrentKernel `[units, 3 units]` and, if it has one, bias `[2, 3 units]`, or `[3 units]`
 * without `resetAfter`; gates in the order z, r, h.
 * @param options - {@link GruFunctionOptions}.
 * @returns `[batch, units]`, or `[batch, time, units]` with `returnSequences`; with `returnState` a list of that and h.
 * @throws `ParameterError` if an option is unknown or out of range, shapes do not fit or a value is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { gru } from '@audiolab/dsp/tfjs';
 * const weights = [tf.fill([40, 24], 0.01), tf.fill([8, 24], 0.01)];
 * gru(tf.ones([2, 100, 40]), weights, { returnSequences: true }).shape; // [2, 100, 8]
 * ```
 * @see `gru` of `@audiolab/dsp/nn`, Keras `GRU`: same numbers.
 */
export function gru(x: Tensor, weights: readonly Tensor[], options: GruFunctionOptions & { returnState: true }): Tensor[];
export function gru(x: Tensor, weights: readonly Tensor[], options?: GruFunctionOptions & { returnState?: false | undefined }): Tensor;
export function gru(x: Tensor, weights: readonly Tensor[], options?: GruFunctionOptions): Tensor | Tensor[] {
  return one('gru', x, weights, options);
}

/**
 * A plain recurrent layer as a function of tensors, differentiable with respect to all of them.
 *
 * @param x - `[batch, time, inputs]`.
 * @param weights - kernel `[inputs, units]`, recurrentKernel `[units, units]` and, if it has one, bias `[units]`.
 * @param options - {@link SimpleRnnFunctionOptions}.
 * @returns `[batch, units]`, or `[batch, time, units]` with `returnSequences`; with `returnState` a list of that and h.
 * @throws `ParameterError` if an option is unknown or out of range, shapes do not fit or a value is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { simpleRnn } from '@audiolab/dsp/tfjs';
 * simpleRnn(tf.ones([1, 3, 2]), [tf.fill([2, 1], 0.1), tf.fill([1, 1], 0.5)]).dataSync(); // [0.331983]
 * ```
 * @see `simpleRnn` of `@audiolab/dsp/nn`, Keras `SimpleRNN`: same numbers.
 */
export function simpleRnn(x: Tensor, weights: readonly Tensor[], options: SimpleRnnFunctionOptions & { returnState: true }): Tensor[];
export function simpleRnn(
  x: Tensor,
  weights: readonly Tensor[],
  options?: SimpleRnnFunctionOptions & { returnState?: false | undefined },
): Tensor;
export function simpleRnn(x: Tensor, weights: readonly Tensor[], options?: SimpleRnnFunctionOptions): Tensor | Tensor[] {
  return one('simpleRnn', x, weights, options);
}

/**
 * A recurrent layer in both directions as a function of tensors, differentiable with respect to all of them.
 *
 * @param x - `[batch, time, inputs]`.
 * @param weights - Those of the layer that reads forwards, then those of the one that reads backwards.
 * @param options - {@link BidirectionalFunctionOptions}. `initialStates` are those of both, in the same order.
 * @returns A list: the merged outputs (both with `mergeMode: null`), then, with `returnState`, the states of both.
 * @throws `ParameterError` if an option is unknown or out of range, shapes do not fit or a value is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { bidirectional } from '@audiolab/dsp/tfjs';
 * const weights = () => [tf.fill([40, 256], 0.01), tf.fill([64, 256], 0.01), tf.zeros([256])];
 * const [y] = bidirectional(tf.ones([2, 100, 40]), [...weights(), ...weights()], { cell: 'lstm', returnSequences: true });
 * y.shape; // [2, 100, 128]
 * ```
 * @see `bidirectional` of `@audiolab/dsp/nn`, Keras `Bidirectional`: same numbers.
 */
export function bidirectional(x: Tensor, weights: readonly Tensor[], options: BidirectionalFunctionOptions = {}): Tensor[] {
  const caller = 'bidirectional';
  const { cell = 'lstm', mergeMode = 'concat', ...rest } = options;
  expectOneOf(cell, caller, 'cell', ['simpleRnn', 'lstm', 'gru']);
  expectOneOf(mergeMode, caller, 'mergeMode', ['concat', 'sum', 'mul', 'ave', null]);
  if (rest.goBackwards) throw new ParameterError(caller, 'goBackwards', 'must be false: both directions are read');
  return recurrentFunction({ caller, kind: cell, mergeMode }, x, weights, rest);
}
