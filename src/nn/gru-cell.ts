/**
 * One step of a GRU.
 * @module
 */
import { expectBoolean, readOptions } from '../core/options.js';
import { type CellActivation } from './cell-activations.js';
import { type CellInput, type CellResult, type CellWeights, runCell } from './recurrent-cell.js';

/** Options of `gruCell`. */
export interface GruCellOptions {
  /** Activation of the candidate. @defaultValue `'tanh'` */
  activation?: CellActivation | undefined;
  /** Activation of the gates. @defaultValue `'sigmoid'` */
  recurrentActivation?: CellActivation | undefined;
  /** Where the reset gate multiplies: after the product with the recurrent weights, or before. @defaultValue `true` */
  resetAfter?: boolean | undefined;
}

/**
 * One step of a GRU: gates `z, r = sigmoid(x W + h U + b)`, candidate `n`, `h' = z h + (1 - z) n`. With `resetAfter`
 * `n = tanh(x W + b + r (h U + b'))`, else `n = tanh(x W + (r h) U + b)`.
 *
 * @param x - A frame, `[inputs]`, or several, `[batch, inputs]`.
 * @param states - `[h]`, of shape `[units]` or `[batch, units]`.
 * @param weights - kernel `[inputs, 3 units]`, recurrentKernel `[units, 3 units]`, bias `[2, 3 units]`, or `[3 units]` without `resetAfter`;
 * gates lie in the order z, r, h.
 * @param options - The activations, and where to reset.
 * @returns `output` and `states`, of the shape of h; nothing is changed in place.
 * @throws `ParameterError` if shapes do not fit or a value is not finite.
 * @example
 * ```ts
 * const weights = { kernel: new Float64Array(3).fill(0.5), recurrentKernel: new Float64Array(3).fill(0.25) };
 * gruCell(Float64Array.of(1), [Float64Array.of(0.2)], weights).output; // [0.304888]
 * ```
 * @see Keras `GRUCell`. Cho et al. 2014.
 */
export function gruCell<T extends CellInput>(
  x: T,
  states: readonly CellInput[],
  weights: CellWeights,
  options?: GruCellOptions,
): CellResult<T> {
  const caller = 'gruCell';
  const { resetAfter, ...activations } = readOptions(caller, options, DEFAULTS);
  expectBoolean(resetAfter, caller, 'resetAfter');
  return runCell({ caller, cell: resetAfter ? 'gru' : 'gruResetBefore', ...activations }, x, states, { ...weights });
}

const DEFAULTS = { activation: 'tanh' as CellActivation, recurrentActivation: 'sigmoid' as CellActivation, resetAfter: true };
