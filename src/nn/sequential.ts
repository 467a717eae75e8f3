/**
 * One layer after the other.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import { apply, expectPlan, type Graph, graphOf, input, isLayer } from './graph.js';
import { type Layer, type Shape } from './layer.js';
import { checkModelOptions, layerConfig, makeModel, type Model, MODEL_DEFAULTS, type ModelOptions } from './model-core.js';

/** Options of {@link sequential}. */
export interface SequentialOptions extends ModelOptions {
  /** Shape of the input, the batch not counted; `null` is a length that may differ. @defaultValue that of the first call */
  inputShape?: Shape | undefined;
}

/**
 * A network in which every layer reads what the one before it gives.
 *
 * @param layers - At least one layer, each with one input and one output.
 * @param options - Shape of the input, precision, seed of the weights.
 * @returns The model. Its weights are made when first needed.
 * @throws `ParameterError` for layers that do not fit each other.
 * @example
 * ```ts
 * const net = sequential([dense({ units: 8, activation: 'relu' }), dense({ units: 3 })], { inputShape: [4] });
 * net.countParams().total; // 67
 * net.predict(tensor(new Float32Array(8), [2, 4])).shape; // [2, 3]
 * ```
 * @see `keras.Sequential`
 */
export function sequential(layers: readonly Layer[], options?: SequentialOptions): Model {
  const caller = 'sequential';
  const read = readOptions(caller, options, { ...MODEL_DEFAULTS, inputShape: undefined as Shape | undefined });
  checkModelOptions(read, caller);
  if (!Array.isArray(layers)) throw new TypeError(`${caller}: "layers" must be an array of layers, got ${show(layers)}`);
  if (!layers.length) throw new ParameterError(caller, 'layers', 'must be at least one layer');
  const list = [...(layers as readonly Layer[])];
  for (const layer of list)
    if (!isLayer(layer)) throw new TypeError(`${caller}: "layers" must be an array of layers, got ${show(layer)} among them`);
  if (new Set(list).size < list.length)
    throw new ParameterError(caller, 'layers', 'must be different layers: weights are shared with "model"');
  const chain = (shape: Shape): Graph => {
    const first = input(shape);
    const last = list.reduce((node, layer) => apply(layer, node), first);
    return graphOf([first], [last], caller);
  };
  if (read.inputShape) expectPlan(read.inputShape, caller, 'inputShape');
  let graph = read.inputShape && chain(read.inputShape);
  const { dtype, seed, name } = read;
  return makeModel({
    kind: caller,
    name,
    dtype,
    seed,
    layers: list,
    graph: () => graph,
    graphFor(inputs) {
      if (inputs.length !== 1) throw new ParameterError(caller, 'x', `must be one input, got ${inputs.length}`);
      return (graph ??= chain(inputs[0]!));
    },
    config: () => ({ layers: list.map(layerConfig), inputShape: graph ? [...graph.inputs[0]!.shape] : null, dtype, seed }),
  });
}
