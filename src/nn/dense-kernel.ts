/**
 * The kernel of a dense layer. Float32Array weights run in single precision, Float64Array in double.
 * @module
 */
import { expectInteger, expectOneOf } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { type Activation, ACTIVATIONS } from '../simd/blocks.js';
import { copyRows } from './copy-rows.js';
import { ROOM } from './tiles.js';
import { expectLength, expectWeights } from './weights.js';
import { createWindows } from './window-engine.js';

/** Weights of a dense layer, as in Keras. */
export interface DenseWeights {
  /** Values of a row, >= 1. */
  inputs: number;
  /** Values of an output, >= 1. */
  units: number;
  /** [inputs, units]. */
  kernel: FloatArray;
  /** [units]. @defaultValue zeros */
  bias?: FloatArray | undefined;
  /** @defaultValue `'linear'` */
  activation?: Activation | undefined;
}

/** activation(x W + b) of any number of rows. Values are not looked at: NaN in a row is NaN in its output. */
export interface DenseKernel {
  /** What computes. */
  readonly engine: 'simd' | 'js';
  /** `x` of shape [rows, inputs] to `out` of shape [rows, units]. */
  run(out: FloatArray, x: FloatArray, rows: number): void;
}

/** Builds the kernel. */
export function createDenseKernel(weights: DenseWeights): DenseKernel {
  const caller = 'createDenseKernel';
  const { inputs, units, kernel, bias, activation = 'linear' } = weights;
  expectInteger(inputs, caller, 'inputs', 1);
  expectInteger(units, caller, 'units', 1);
  expectOneOf(activation, caller, 'activation', ACTIVATIONS);
  expectWeights(kernel, caller, 'kernel', [inputs, units]);
  if (bias) expectWeights(bias, caller, 'bias', [units]);
  const engine = createWindows({ depth: inputs, columns: units, weights: kernel, bias, activation });
  const { stride } = engine;
  const most = Math.max(4, Math.floor(ROOM / (inputs + stride)));
  return {
    engine: engine.name,
    run(out, x, rows) {
      expectInteger(rows, caller, 'rows', 1);
      expectLength(x, caller, 'x', [rows, inputs]);
      expectLength(out, caller, 'out', [rows, units]);
      const chunk = Math.min(rows, most);
      engine.prepare(chunk * inputs, chunk * stride, [0], inputs);
      for (let done = 0; done < rows; done += chunk) {
        const n = Math.min(chunk, rows - done);
        copyRows(engine.x, 0, inputs, x, done * inputs, inputs, n, inputs);
        engine.run(1, n, 0, inputs);
        copyRows(out, done * units, units, engine.y, 0, stride, n, units);
      }
    },
  };
}
