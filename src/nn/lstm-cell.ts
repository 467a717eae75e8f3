/**
 * One step of an LSTM.
 * @module
 */
import { readOptions } from '../core/options.js';
import { type CellActivation } from './cell-activations.js';
import { type CellInput, type CellResult, type CellWeights, runCell } from './recurrent-cell.js';

/** Weights of `lstmCell`; gates lie in the order i, f, c, o. */
export interface LstmCellWeights extends CellWeights {
  /** `[3, units]`: what gates i, f, o see of c. @defaultValue nothing */
  peepholeKernel?: CellInput | undefined;
  /** `[units, outputs]`. @defaultValue none: as many outputs as units */
  projectionKernel?: CellInput | undefined;
}

/** Options of `lstmCell`. */
export interface LstmCellOptions {
  /** Activation of candidate and output. @defaultValue `'tanh'` */
  activation?: CellActivation | undefined;
  /** Activation of the gates. @defaultValue `'sigmoid'` */
  recurrentActivation?: CellActivation | undefined;
}

/**
 * One step of an LSTM: gates `i, f, o = sigmoid(x W + h U + b)`, candidate `g = tanh(x W + h U + b)`, `c' = f c + i g`, `h' = o tanh(c')`.
 *
 * @param x - A frame, `[inputs]`, or several, `[batch, inputs]`.
 * @param states - `[h, c]`, of shape `[units]` or `[batch, units]`.
 * @param weights - kernel `[inputs, 4 units]`, recurrentKernel `[units, 4 units]`, bias `[4 units]`.
 * @param options - The activations.
 * @returns `output`, which is h', and `states` `[h', c']`; nothing is changed in place.
 * @throws `ParameterError` if shapes do not fit or a value is not finite.
 * @example
 * ```ts
 * const weights = { kernel: new Float64Array(4).fill(0.5), recurrentKernel: new Float64Array(4).fill(0.25) };
 * const { output, states } = lstmCell(Float64Array.of(1), [Float64Array.of(0), Float64Array.of(0.5)], weights);
 * states[1]; // [0.598879]
 * output; // [0.333795]
 * ```
 * @see Keras `LSTMCell`. Hochreiter and Schmidhuber 1997; Gers et al. 2000.
 */
export function lstmCell<T extends CellInput>(
  x: T,
  states: readonly CellInput[],
  weights: LstmCellWeights,
  options?: LstmCellOptions,
): CellResult<T> {
  const caller = 'lstmCell';
  return runCell({ caller, cell: 'lstm', ...readOptions(caller, options, DEFAULTS) }, x, states, { ...weights });
}

const DEFAULTS = { activation: 'tanh' as CellActivation, recurrentActivation: 'sigmoid' as CellActivation };
