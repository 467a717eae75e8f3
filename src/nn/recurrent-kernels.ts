/**
 * Kernels of the three recurrent layers. Weights lie as in Keras: `kernel` [inputs, gates x units], `recurrentKernel`
 * [units, gates x units], gates i, f, c, o (LSTM) and z, r, h (GRU). Float32Array weights run in single precision, Float64Array in double.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectInteger, expectOneOf } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { type Activation, ACTIVATIONS } from '../simd/blocks.js';
import { type Cell, gatesOf } from '../simd/recurrent-weights.js';
import { createRecurrentKernel, type RecurrentKernel } from './recurrent-kernel.js';
import { expectWeights } from './weights.js';

/** Size, weights and activation. */
export interface SimpleRnnWeights {
  /** Values of a frame, >= 1. */
  inputs: number;
  /** Values of an output, >= 1. */
  units: number;
  /** [inputs, gates x units]. */
  kernel: FloatArray;
  /** [units, gates x units]. */
  recurrentKernel: FloatArray;
  /** [gates x units]. @defaultValue zeros */
  bias?: FloatArray | undefined;
  /** Activation of the output. @defaultValue `'tanh'` */
  activation?: Activation | undefined;
}

/** Weights of an LSTM. */
export interface LstmWeights extends SimpleRnnWeights {
  /** Activation of the gates. @defaultValue `'sigmoid'` */
  recurrentActivation?: Activation | undefined;
}

/** Weights of a GRU. */
export interface GruWeights extends LstmWeights {
  /** Where the reset gate multiplies: `true` after the product with the recurrent weights, `false` before. @defaultValue `true` */
  resetAfter?: boolean | undefined;
  /** [2, 3 units] where the gate multiplies after the product: of the input side, then of the recurrent side; else [3 units]. */
  bias?: FloatArray | undefined;
}

/** h = tanh(W x + U h + b). */
export function createSimpleRnnKernel(weights: SimpleRnnWeights): RecurrentKernel {
  return create('createSimpleRnnKernel', 'simple', weights, weights.bias, undefined);
}

/** i, f, o = sigmoid(W x + U h + b), g = tanh(W x + U h + b), c = f c + i g, h = o tanh(c). */
export function createLstmKernel(weights: LstmWeights): RecurrentKernel {
  return create('createLstmKernel', 'lstm', weights, weights.bias, undefined);
}

/**
 * z, r = sigmoid(W x + U h + b), h = z h + (1 - z) n, where n = tanh(W x + b + r (U h + b')) or, with the gate before the product,
 * n = tanh(W x + U (r h) + b).
 */
export function createGruKernel(weights: GruWeights): RecurrentKernel {
  const caller = 'createGruKernel';
  const { resetAfter = true, bias, units } = weights;
  expectBoolean(resetAfter, caller, 'resetAfter');
  if (!resetAfter || !bias) return create(caller, resetAfter ? 'gru' : 'gruResetBefore', weights, bias, undefined);
  expectInteger(units, caller, 'units', 1);
  expectWeights(bias, caller, 'bias', [2, 3 * units]);
  return create(caller, 'gru', weights, bias.subarray(0, 3 * units), bias.subarray(3 * units));
}

function create(
  caller: string,
  cell: Cell,
  weights: LstmWeights,
  bias: FloatArray | undefined,
  recurrentBias: FloatArray | undefined,
): RecurrentKernel {
  const { inputs, units, kernel, recurrentKernel, activation = 'tanh', recurrentActivation = 'sigmoid' } = weights;
  expectInteger(inputs, caller, 'inputs', 1);
  expectInteger(units, caller, 'units', 1);
  expectOneOf(activation, caller, 'activation', ACTIVATIONS);
  expectOneOf(recurrentActivation, caller, 'recurrentActivation', ACTIVATIONS);
  const columns = gatesOf(cell) * units;
  expectWeights(kernel, caller, 'kernel', [inputs, columns]);
  expectWeights(recurrentKernel, caller, 'recurrentKernel', [units, columns]);
  if (bias) expectWeights(bias, caller, 'bias', [columns]);
  for (const [name, other] of Object.entries({ recurrentKernel, bias })) {
    if (other && other.BYTES_PER_ELEMENT !== kernel.BYTES_PER_ELEMENT) {
      throw new ParameterError(caller, name, 'must have the precision of "kernel"');
    }
  }
  return createRecurrentKernel(caller, {
    cell,
    inputs,
    units,
    activation,
    recurrentActivation,
    kernel,
    recurrent: recurrentKernel,
    bias,
    recurrentBias,
  });
}
