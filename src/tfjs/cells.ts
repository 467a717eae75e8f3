/**
 * One step of a recurrent layer as a function of tensors.
 * @module
 */
import { customGrad, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { ParameterError } from '../core/errors.js';
import { type CellActivation } from '../nn/cell-activations.js';
import { type RecurrentKind } from '../nn/recurrent-options.js';
import { type Engine, recurrentFunction } from './recurrent-function.js';
import { isTensor, readFloats } from './tensors.js';

/** Options of {@link simpleRnnCell}. */
export interface SimpleRnnCellFunctionOptions {
  /** Activation of the output. @defaultValue `'tanh'` */
  activation?: CellActivation | undefined;
  /** Our kernels, or operations of TensorFlow.js one by one. @defaultValue `null`: as for {@link lstm} */
  engine?: Engine | null | undefined;
}

/** Options of {@link lstmCell}. */
export interface LstmCellFunctionOptions extends SimpleRnnCellFunctionOptions {
  /** Activation of the gates. @defaultValue `'sigmoid'` */
  recurrentActivation?: CellActivation | undefined;
}

/** Options of {@link gruCell}. */
export interface GruCellFunctionOptions extends LstmCellFunctionOptions {
  /** Whether the state is reset behind its weights. @defaultValue `true` */
  resetAfter?: boolean | undefined;
}

function step(kind: RecurrentKind, x: Tensor, states: readonly Tensor[], weights: readonly Tensor[], options: object): Tensor[] {
  const caller = `${kind}Cell`;
  if (!isTensor(x)) readFloats(x, caller, 'x'); // says what it is
  if (x.shape.length !== 2) throw new ParameterError(caller, 'x', `must have the shape [batch, inputs], got [${x.shape.join(', ')}]`);
  const [batch, inputs] = x.shape as [number, number];
  const frame = customGrad(() => ({ value: reshape(x, [batch, 1, inputs]), gradFunc: (dy) => reshape(dy, [batch, inputs]) }))(x);
  const [y, ...next] = recurrentFunction({ caller, kind, mergeMode: undefined }, frame, weights, {
    ...options,
    initialStates: states,
    returnState: true,
  });
  frame.dispose();
  if (y !== next[0]) y!.dispose(); // h again
  return next;
}

/**
 * One step of an LSTM on tensors, differentiable with respect to all of them.
 *
 * @param x - A frame of each item, `[batch, inputs]`.
 * @param states - h and c, `[batch, units]` each; an empty list for zeros.
 * @param weights - As {@link lstm} takes them.
 * @param options - {@link LstmCellFunctionOptions}.
 * @returns The next h, which is the output, and c.
 * @throws `ParameterError` if an option is unknown, shapes do not fit or a value is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { lstmCell } from '@audiolab/dsp/tfjs';
 * const [h, c] = lstmCell(tf.ones([1, 1]), [tf.zeros([1, 1]), tf.fill([1, 1], 0.5)], [tf.fill([1, 4], 0.5), tf.fill([1, 4], 0.25)]);
 * h.dataSync(); // [0.333795]
 * c.dataSync(); // [0.598879]
 * ```
 * @see `lstmCell` of `@audiolab/dsp/nn`.
 */
export function lstmCell(
  x: Tensor,
  states: readonly Tensor[],
  weights: readonly Tensor[],
  options: LstmCellFunctionOptions = {},
): Tensor[] {
  return step('lstm', x, states, weights, options);
}

/**
 * One step of a GRU on tensors, differentiable with respect to all of them.
 *
 * @param x - A frame of each item, `[batch, inputs]`.
 * @param states - h, `[batch, units]`; an empty list for zeros.
 * @param weights - As {@link gru} takes them.
 * @param options - {@link GruCellFunctionOptions}.
 * @returns The next h, which is the output.
 * @throws `ParameterError` if an option is unknown, shapes do not fit or a value is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { gruCell } from '@audiolab/dsp/tfjs';
 * const [h] = gruCell(tf.ones([1, 2]), [tf.zeros([1, 4])], [tf.fill([2, 12], 0.1), tf.fill([4, 12], 0.1)]);
 * h.shape; // [1, 4]
 * ```
 * @see `gruCell` of `@audiolab/dsp/nn`.
 */
export function gruCell(x: Tensor, states: readonly Tensor[], weights: readonly Tensor[], options: GruCellFunctionOptions = {}): Tensor[] {
  return step('gru', x, states, weights, options);
}

/**
 * One step of a plain recurrent layer on tensors, differentiable with respect to all of them.
 *
 * @param x - A frame of each item, `[batch, inputs]`.
 * @param states - h, `[batch, units]`; an empty list for zeros.
 * @param weights - As {@link simpleRnn} takes them.
 * @param options - {@link SimpleRnnCellFunctionOptions}.
 * @returns The next h, which is the output.
 * @throws `ParameterError` if an option is unknown, shapes do not fit or a value is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { simpleRnnCell } from '@audiolab/dsp/tfjs';
 * const [h] = simpleRnnCell(tf.ones([1, 2]), [tf.ones([1, 1])], [tf.fill([2, 1], 0.1), tf.fill([1, 1], 0.5)]);
 * h.dataSync(); // [0.604368]
 * ```
 * @see `simpleRnnCell` of `@audiolab/dsp/nn`.
 */
export function simpleRnnCell(
  x: Tensor,
  states: readonly Tensor[],
  weights: readonly Tensor[],
  options: SimpleRnnCellFunctionOptions = {},
): Tensor[] {
  return step('simpleRnn', x, states, weights, options);
}
