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
import { GRU } from './gru-family.js';
import { LSTM } from './lstm-family.js';
import { type RecurrentFamily } from './recurrent-family.js';
import { createRecurrentKernel, type RecurrentKernel } from './recurrent-kernel.js';
import { SIMPLE_RNN } from './simple-rnn-family.js';
import { expectLength, expectWeights } from './weights.js';

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

/** A kernel that refuses what does not fit. */
export interface CheckedKernel extends RecurrentKernel {
  readonly inputs: number;
  readonly units: number;
  /** Arrays a state is made of: 2 (h, c) or 1 (h). */
  readonly states: 1 | 2;
}

/** h = tanh(W x + U h + b). */
export function createSimpleRnnKernel(weights: SimpleRnnWeights): CheckedKernel {
  return create('createSimpleRnnKernel', SIMPLE_RNN, 'simple', weights, weights.bias, undefined);
}

/** i, f, o = sigmoid(W x + U h + b), g = tanh(W x + U h + b), c = f c + i g, h = o tanh(c). */
export function createLstmKernel(weights: LstmWeights): CheckedKernel {
  return create('createLstmKernel', LSTM, 'lstm', weights, weights.bias, undefined);
}

/**
 * z, r = sigmoid(W x + U h + b), h = z h + (1 - z) n, where n = tanh(W x + b + r (U h + b')) or, with the gate before the product,
 * n = tanh(W x + U (r h) + b).
 */
export function createGruKernel(weights: GruWeights): CheckedKernel {
  const caller = 'createGruKernel';
  const { resetAfter = true, bias, units } = weights;
  expectBoolean(resetAfter, caller, 'resetAfter');
  if (!resetAfter || !bias) return create(caller, GRU, resetAfter ? 'gru' : 'gruResetBefore', weights, bias, undefined);
  expectInteger(units, caller, 'units', 1);
  expectWeights(bias, caller, 'bias', [2, 3 * units]);
  return create(caller, GRU, 'gru', weights, bias.subarray(0, 3 * units), bias.subarray(3 * units));
}

function create(
  caller: string,
  family: RecurrentFamily,
  cell: Cell,
  weights: LstmWeights,
  bias: FloatArray | undefined,
  recurrentBias: FloatArray | undefined,
): CheckedKernel {
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
  const kernels = createRecurrentKernel({
    family,
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
  return checked(kernels, caller, { inputs, units, states: cell === 'lstm' ? 2 : 1 });
}

/** The same kernel, which refuses what does not fit. */
function checked(
  kernels: RecurrentKernel,
  caller: string,
  { inputs, units, states }: Pick<CheckedKernel, 'inputs' | 'units' | 'states'>,
): CheckedKernel {
  const expectStates = (arrays: readonly FloatArray[], name: string, batch: number): void => {
    if (arrays.length !== states) {
      throw new ParameterError(caller, name, `must be ${states === 2 ? 'two arrays, h and c' : 'one array, h'}, got ${arrays.length}`);
    }
    arrays.forEach((array) => expectLength(array, caller, name, [batch, units]));
  };
  return {
    ...kernels,
    inputs,
    units,
    states,
    run(out, x, batch, time, options = {}) {
      const { sequences = true, initial, final, mask, drop } = options;
      expectInteger(batch, caller, 'batch', 1);
      expectInteger(time, caller, 'time', 1);
      expectLength(x, caller, 'x', [batch, time, inputs]);
      const least = batch * (sequences ? time : 1) * units;
      if (out.length < least) throw new ParameterError(caller, 'out', `must have at least ${least} values, got ${out.length}`);
      if (initial) expectStates(initial, 'initial', batch);
      if (final) expectStates(final, 'final', batch);
      if (drop) expectLength(drop, caller, 'drop', [batch, units]);
      if (mask && mask.length !== batch * time) {
        throw new ParameterError(caller, 'mask', `must have the shape [${batch}, ${time}]: ${batch * time} values, got ${mask.length}`);
      }
      kernels.run(out, x, batch, time, options);
    },
    step(out, frame) {
      if (frame.length !== inputs) expectLength(frame, caller, 'frame', [inputs]);
      if (out.length < units) expectLength(out, caller, 'out', [units]);
      kernels.step(out, frame);
    },
    reset(start) {
      if (start) expectStates(start, 'states', 1);
      kernels.reset(start);
    },
  };
}
