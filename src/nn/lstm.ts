/**
 * Long short-term memory.
 * @module
 */
import { type FinishedLayer } from './finish-layer.js';
import { LSTM } from './lstm-family.js';
import { createRecurrentLayer, type RecurrentLayer } from './recurrent-layer.js';
import { type LstmOptions } from './recurrent-options.js';

/**
 * An LSTM layer: gates `i, f, o = sigmoid(x W + h U + b)`, candidate `g = tanh(x W + h U + b)`, `c = f c + i g`, `h = o tanh(c)`.
 *
 * @param options - `units` and what else Keras' layer takes; peepholes and projection beside it.
 * @returns A layer that takes `[batch, time, inputs]` (and states to start from, h and c, `[batch, units]` each) and gives
 * `[batch, units]`, or `[batch, time, units]` with `returnSequences`; weights are kernel `[inputs, 4 units]`, recurrentKernel
 * `[units, 4 units]` and bias `[4 units]` with gates in the order i, f, c, o. Then peepholeKernel `[3, units]` (i, f, o) and
 * projectionKernel `[units, projection]`, where asked for.
 * @throws `ParameterError` if an option is unknown or out of range.
 * @example
 * ```ts
 * const layer = lstm({ units: 64 });
 * layer.call(tensor(new Float32Array(100 * 40), [1, 100, 40])).shape; // [1, 64]
 * layer.countParams(); // 26880
 * layer.step(new Float32Array(40)).length; // 64
 * ```
 * @see Keras `LSTM`: same arguments, same weights, same numbers. Hochreiter and Schmidhuber 1997; Gers et al. 2000 (forget gate).
 */
export function lstm(options: LstmOptions): FinishedLayer<RecurrentLayer> {
  return createRecurrentLayer(LSTM, options);
}
