/**
 * One step of a recurrent cell as a pure function, on the same engine as the layers.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectOneOf } from '../core/options.js';
import { expectShape, readTensor, type Tensor, toNd } from '../core/tensor.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { type Cell, gatesOf } from '../simd/recurrent-weights.js';
import { CELL_ACTIVATIONS, type CellActivation } from './cell-activations.js';
import { unpackGradients } from './recurrent-gradients.js';
import { weightsOf } from './recurrent-parameters.js';
import { runSequences } from './recurrent-sequences.js';
import { createJsTrainer } from './recurrent-trainer.js';

/** Values of one item, or `[batch, values]`. */
export type CellInput = FloatArray | NdArray<FloatArray>;

/** Weights of a cell, as the layers lay them out: ndarrays, or their values row by row. */
export interface CellWeights {
  /** `[inputs, gates x units]`. */
  kernel: CellInput;
  /** `[outputs, gates x units]`. */
  recurrentKernel: CellInput;
  /** `[gates x units]`; `[2, 3 units]` for a GRU with `resetAfter`. @defaultValue zeros */
  bias?: CellInput | undefined;
}

/** What a step gives: `output` is the first of the new `states`. Typed arrays for typed arrays, ndarrays for ndarrays. */
export interface CellResult<T extends CellInput = CellInput> {
  /** The new h. */
  output: T;
  /** The new states: h, and c of an LSTM. */
  states: T[];
  /**
   * From the gradients of the new states (`undefined` is zeros; that of the output belongs to the first) to those of the input, of the old
   * states and of the weights.
   */
  backward(gradients: readonly (CellInput | undefined)[]): CellGradients<T>;
}

/** Gradients of a step. */
export interface CellGradients<T extends CellInput = CellInput> {
  /** Of the frame. */
  x: T;
  /** Of the old states. */
  states: T[];
  /** Of each weight that was given, by its name. */
  weights: Record<string, NdArray<FloatArray>>;
}

/** Settings of a step. */
export interface CellSettings {
  caller: string;
  cell: Cell;
  activation: CellActivation;
  recurrentActivation: CellActivation;
}

/** Runs one step. `weights` are named as the parameters of the layers. */
export function runCell<T extends CellInput>(
  { caller, cell, activation, recurrentActivation }: CellSettings,
  x: T,
  states: readonly CellInput[],
  weights: Readonly<Record<string, CellInput | undefined>>,
): CellResult<T> {
  expectOneOf(activation, caller, 'activation', CELL_ACTIVATIONS);
  expectOneOf(recurrentActivation, caller, 'recurrentActivation', CELL_ACTIVATIONS);
  const count = cell === 'lstm' ? 2 : 1;
  if (!Array.isArray(states) || states.length !== count) {
    throw new ParameterError(caller, 'states', `must be ${count === 2 ? '[h, c]' : '[h]'}, got ${show(states)}`);
  }
  const input = read(x, caller, 'x');
  const [h, c] = states.map((state, s) => read(state, caller, s ? 'c' : 'h')) as [Tensor, Tensor?];
  const rank = input.shape.length;
  if (rank !== 1 && rank !== 2)
    throw new ParameterError(caller, 'x', `must have the shape [values] or [batch, values], got [${input.shape.join(', ')}]`);
  const lead = input.shape.slice(0, -1);
  const [batch = 1] = lead;
  const inputs = input.shape.at(-1)!;
  const outputs = h.shape.at(-1) ?? 0;
  const units = (c ?? h).shape.at(-1) ?? 0;
  expectShape(h.shape, [...lead, outputs], caller, 'h');
  if (c) expectShape(c.shape, [...lead, units], caller, 'c');
  if (batch < 1 || inputs < 1 || units < 1 || outputs < 1) throw new ParameterError(caller, 'x', 'and the states must not be empty');
  const width = gatesOf(cell) * units;
  const shapes: Record<string, number[]> = {
    kernel: [inputs, width],
    recurrentKernel: [outputs, width],
    bias: cell === 'gru' ? [2, width] : [width],
    peepholeKernel: [3, units],
    projectionKernel: [units, outputs],
  };
  const values: Record<string, FloatArray> = {};
  for (const [name, given] of Object.entries(weights)) {
    if (given === undefined) continue;
    if (!Object.hasOwn(shapes, name)) throw new ParameterError(caller, name, 'is not a weight of this cell');
    const { data, shape } = read(given, caller, name);
    const flat = shape.length === 1 && data.length === sizeOf(shapes[name]!); // a typed array has no shape of its own
    if (!flat) expectShape(shape, shapes[name]!, caller, name);
    values[name] = data;
  }
  for (const name of ['kernel', 'recurrentKernel']) {
    if (!values[name]) throw new ParameterError(caller, name, `must be given, of the shape [${shapes[name]!.join(', ')}]`);
  }
  const projected = values['projectionKernel'] !== undefined;
  if (!projected && outputs !== units) throw new ParameterError(caller, 'h', `must have ${units} values, as c has, got ${outputs}`);
  const peepholes = values['peepholeKernel'] !== undefined;
  const trainer = createJsTrainer({ cell, inputs, units, outputs, activation, recurrentActivation, peepholes, projected });
  trainer.load(weightsOf({ cell, units }, (name) => values[name]));
  const run = (gradients: boolean) =>
    runSequences(
      trainer,
      { units, outputs, states: count },
      {
        batch,
        time: 1,
        inputs,
        x: input.data,
        mask: undefined,
        states: [h.data, c?.data],
        goBackwards: false,
        sequences: false,
        zeros: false,
        dropInputs: undefined,
        drop: undefined,
        truncate: 0,
      },
      gradients,
      (length) => arrayLike(input.data, length),
    );
  const give = (data: FloatArray, n: number): T => (isTyped(x) ? data : toNd({ data, shape: [...lead, n] })) as T;
  const sizes = [outputs, units];
  const after = run(false).states;
  return {
    output: give(after[0]!, outputs),
    states: after.map((state, s) => give(s ? state : (state.slice() as FloatArray), sizes[s]!)),
    backward(gradients) {
      const d = gradients.slice(0, count).map((g, s) => {
        if (g === undefined) return undefined;
        const tensor = read(g, caller, 'gradients');
        expectShape(tensor.shape, [...lead, sizes[s]!], caller, 'gradients');
        return tensor.data;
      });
      const { dx, dStates } = run(true).backward(undefined, d, true);
      const sums = Object.fromEntries(Object.keys(values).map((name) => [name, arrayLike(input.data, sizeOf(shapes[name]!))]));
      unpackGradients(
        weightsOf({ cell, units }, (name) => sums[name]),
        trainer.gradients,
        trainer.layout,
        { inputs, units, outputs },
      );
      return {
        x: give(dx!, inputs),
        states: dStates.map((state, s) => give(state, sizes[s]!)),
        weights: Object.fromEntries(Object.entries(sums).map(([name, data]) => [name, toNd({ data, shape: shapes[name]! })])),
      };
    },
  };
}

const isTyped = (x: CellInput): boolean => ArrayBuffer.isView(x);

function read(x: CellInput, caller: string, name: string): Tensor {
  const tensor = readTensor(x as NdArray<FloatArray>, caller, name);
  expectAllFinite(tensor.data, caller, name);
  return tensor;
}
