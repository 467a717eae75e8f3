/**
 * The simple recurrent layer.
 * @module
 */
import { type FinishedLayer } from './finish-layer.js';
import { createRecurrentLayer, type RecurrentLayer } from './recurrent-layer.js';
import { type SimpleRnnOptions } from './recurrent-options.js';
import { SIMPLE_RNN } from './simple-rnn-family.js';

/**
 * A simple recurrent layer: `h = tanh(x W + h U + b)`.
 *
 * @param options - `units` and what else Keras' layer takes.
 * @returns A layer that takes `[batch, time, inputs]` (and a state to start from, `[batch, units]`) and gives `[batch, units]`, or
 * `[batch, time, units]` with `returnSequences`; weights are kernel `[inputs, units]`, recurrentKernel `[units, units]`, bias `[units]`.
 * @throws `ParameterError` if an option is unknown or out of range.
 * @example
 * ```ts
 * const layer = simpleRnn({ units: 3, returnSequences: true });
 * const y = layer.call(tensor(new Float32Array(2 * 5 * 4), [2, 5, 4]));
 * y.shape; // [2, 5, 3]
 * layer.countParams(); // 24
 * ```
 * @see Keras `SimpleRNN`: same arguments, same weights, same numbers.
 */
export function simpleRnn(options: SimpleRnnOptions): FinishedLayer<RecurrentLayer> {
  return createRecurrentLayer(SIMPLE_RNN, options);
}
