/**
 * One step of a simple recurrent network.
 * @module
 */
import { readOptions } from '../core/options.js';
import { type CellActivation } from './cell-activations.js';
import { type CellInput, type CellResult, type CellWeights, runCell } from './recurrent-cell.js';

/** Options of `simpleRnnCell`. */
export interface SimpleRnnCellOptions {
  /** Activation of the output. @defaultValue `'tanh'` */
  activation?: CellActivation | undefined;
}

/**
 * One step of a simple recurrent network: `h' = tanh(x W + h U + b)`.
 *
 * @param x - A frame, `[inputs]`, or several, `[batch, inputs]`.
 * @param states - `[h]`, of shape `[units]` or `[batch, units]`.
 * @param weights - kernel `[inputs, units]`, recurrentKernel `[units, units]`, bias `[units]`.
 * @param options - The activation.
 * @returns `output` and `states`, of the shape of h; nothing is changed in place.
 * @throws `ParameterError` if shapes do not fit or a value is not finite.
 * @example
 * ```ts
 * const weights = { kernel: Float64Array.of(1), recurrentKernel: Float64Array.of(0.5) };
 * simpleRnnCell(Float64Array.of(0.3), [Float64Array.of(0.2)], weights).output; // [0.379949]
 * ```
 * @see Keras `SimpleRNNCell`.
 */
export function simpleRnnCell<T extends CellInput>(
  x: T,
  states: readonly CellInput[],
  weights: CellWeights,
  options?: SimpleRnnCellOptions,
): CellResult<T> {
  const caller = 'simpleRnnCell';
  const { activation } = readOptions(caller, options, DEFAULTS);
  return runCell({ caller, cell: 'simple', activation, recurrentActivation: 'linear' }, x, states, { ...weights });
}

const DEFAULTS = { activation: 'tanh' as CellActivation };
