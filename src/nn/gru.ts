/**
 * Gated recurrent units.
 * @module
 */
import { type FinishedLayer } from './finish-layer.js';
import { GRU } from './gru-family.js';
import { createRecurrentLayer, type RecurrentLayer } from './recurrent-layer.js';
import { type GruOptions } from './recurrent-options.js';

/**
 * A GRU layer: gates `z, r = sigmoid(x W + h U + b)`, candidate `n`, `h = z h + (1 - z) n`. With `resetAfter`
 * `n = tanh(x W + b + r (h U + b'))`, else `n = tanh(x W + (r h) U + b)`.
 *
 * @param options - `units` and what else Keras' layer takes.
 * @returns A layer that takes `[batch, time, inputs]` (and a state to start from, `[batch, units]`) and gives `[batch, units]`, or
 * `[batch, time, units]` with `returnSequences`; weights are kernel `[inputs, 3 units]`, recurrentKernel `[units, 3 units]` and bias
 * `[2, 3 units]`, or `[3 units]` without `resetAfter`, with gates in the order z, r, h.
 * @throws `ParameterError` if an option is unknown or out of range.
 * @example
 * ```ts
 * const layer = gru({ units: 8, returnState: true });
 * const [y, state] = layer.callAll(tensor(new Float32Array(2 * 5 * 4), [2, 5, 4]));
 * y.shape; // [2, 8]
 * state.shape; // [2, 8]
 * layer.countParams(); // 336
 * ```
 * @see Keras `GRU`: same arguments, same weights, same numbers. Cho et al. 2014.
 */
export function gru(options: GruOptions): FinishedLayer<RecurrentLayer> {
  return createRecurrentLayer(GRU, options);
}
