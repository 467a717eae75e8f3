/**
 * From arrays of a file to the weights of a model. Nothing is changed before everything fits.
 * @module
 */
import { DecodeError, ParameterError, show } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { sizeOf } from '../../core/view.js';
import { printable } from '../../io/bytes.js';
import { type Layer, type Parameter } from '../layer.js';
import { type Model } from '../model-core.js';

/** An array of a file, in any order and of any type that numbers come in. */
export interface FileArray {
  readonly name: string;
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** Which weight gets which array. */
export type Assignment = readonly (readonly [parameter: Parameter, array: FileArray])[];

/** Layers inside a layer that is a model. */
export const layersOf = (layer: Layer): readonly Layer[] => ('predictAll' in layer ? (layer as Model).layers : []);

/** Refuses what is no model with known input shapes. */
export function expectModel(model: unknown, caller: string): asserts model is Model {
  if (typeof model !== 'object' || model === null || !('predictAll' in model)) {
    throw new TypeError(`${caller}: "model" must be made by "sequential" or "model", got ${show(model)}`);
  }
  if (!(model as Model).inputShapes) {
    throw new ParameterError(caller, 'model', 'must know the shape of its input: give it "inputShape", or call it once');
  }
}

/**
 * Makes room for so many numbers, which are in the file, in a model that may come from the same file: never more than is there.
 * The weights it makes are zeros.
 */
export function makeRoom(model: Model, numbers: number, caller: string): void {
  if (model.layers.every((layer) => layer.weightShapes)) {
    const wanted = model.weightShapes!(model.inputShapes!).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    if (wanted !== numbers) {
      throw new DecodeError('bad-shape', 0, `${caller}: the model has ${wanted} weights, and the file ${numbers}`);
    }
  }
  model.build(model.inputShapes!, { dtype: model.dtype, random: createRandom(0), blank: true });
}

/** Sets weights; refuses shapes that do not fit, weights that get nothing, and values that are not finite. */
export function assignWeights(layers: readonly Layer[], assignment: Assignment, caller: string): void {
  const fail = (code: string, message: string): never => {
    throw new DecodeError(code, 0, `${caller}: ${message}`);
  };
  const given = new Set(assignment.map(([parameter]) => parameter));
  for (const layer of layers) {
    const without = layer.parameters.find((parameter) => !given.has(parameter));
    if (without) fail('missing-weights', `the file has nothing for ${printable(`${layer.name}.${without.name}`)}`);
  }
  if (given.size !== assignment.length) fail('bad-shape', 'the file has two arrays for one weight');
  for (const [{ name, shape }, array] of assignment) {
    const what = printable(array.name);
    if (shape.length !== array.shape.length || shape.some((n, d) => n !== array.shape[d])) {
      fail('bad-shape', `${what} must have the shape [${shape.join(', ')}] of ${name}, got [${array.shape.join(', ')}]`);
    }
    for (let i = 0; i < array.data.length; i++) {
      if (!Number.isFinite(array.data[i])) fail('not-finite', `${what} holds ${array.data[i]} at index ${i}`);
    }
  }
  for (const [parameter, { data }] of assignment) {
    parameter.value.set(data);
    parameter.version++;
  }
}

/** Pairs the weights of some layers with arrays, in order. */
export function pair(parameters: readonly Parameter[], arrays: readonly FileArray[], what: string, caller: string): Assignment {
  if (parameters.length !== arrays.length) {
    const message = `${printable(what)} has ${parameters.length} weights, and the file ${arrays.length} arrays for it`;
    throw new DecodeError('bad-shape', 0, `${caller}: ${message}`);
  }
  return parameters.map((parameter, i) => [parameter, arrays[i]!]);
}

/** Numbers in all arrays. */
export const numbersIn = (arrays: readonly FileArray[]): number => arrays.reduce((sum, { data }) => sum + data.length, 0);
