/**
 * Networks with several inputs or outputs, branches and shared layers.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import { type GraphNode, graphOf, isNode } from './graph.js';
import { checkModelOptions, layerConfig, makeModel, type Model, MODEL_DEFAULTS, type ModelOptions } from './model-core.js';

/** Options of {@link model}. */
export interface GraphModelOptions extends ModelOptions {
  /** What the network reads, made by `input`. */
  inputs: GraphNode | readonly GraphNode[];
  /** What it gives, made by `apply`. */
  outputs: GraphNode | readonly GraphNode[];
}

/**
 * The network between inputs and outputs.
 *
 * @param options - Inputs, outputs, precision, seed of the weights.
 * @returns The model. Its weights are made when first needed.
 * @throws `ParameterError` for outputs that depend on inputs that are not named, and for inputs that nothing reads.
 * @example
 * ```ts
 * const [audio, video] = [input([8]), input([5])];
 * const both = apply(concatenate(), [apply(dense({ units: 3 }), audio), video]);
 * const net = model({ inputs: [audio, video], outputs: apply(dense({ units: 1 }), both) });
 * net.countParams().total; // 36
 * ```
 * @see `keras.Model` with `inputs` and `outputs`
 */
export function model(options: GraphModelOptions): Model {
  const caller = 'model';
  const read = readOptions(caller, options, {
    ...MODEL_DEFAULTS,
    inputs: [] as GraphNode | readonly GraphNode[],
    outputs: [] as GraphNode | readonly GraphNode[],
  });
  checkModelOptions(read, caller);
  const list = (name: 'inputs' | 'outputs'): readonly GraphNode[] => {
    const nodes = (Array.isArray(read[name]) ? read[name] : [read[name]]) as readonly GraphNode[];
    for (const node of nodes)
      if (!isNode(node)) throw new TypeError(`${caller}: "${name}" must be made by "input" and "apply", got ${show(node)}`);
    if (!nodes.length) throw new ParameterError(caller, name, 'must be at least one');
    if (new Set(nodes).size < nodes.length) throw new ParameterError(caller, name, 'must be different values');
    return nodes;
  };
  const graph = graphOf(list('inputs'), list('outputs'), caller);
  const bad = graph.inputs.find((node) => node.call);
  if (bad) throw new ParameterError(caller, 'inputs', 'must be made by "input", got what a layer gives');
  const { dtype, seed, name } = read;
  const place = (node: GraphNode): [number, number] =>
    node.call ? [graph.calls.indexOf(node.call), node.output] : [-1, graph.inputs.indexOf(node)];
  return makeModel({
    kind: caller,
    name,
    dtype,
    seed,
    layers: graph.layers,
    graph: () => graph,
    graphFor(inputs) {
      if (inputs.length !== graph.inputs.length)
        throw new ParameterError(caller, 'x', `must be ${graph.inputs.length} inputs, got ${inputs.length}`);
      return graph;
    },
    // a value is [call, output of the call], or [-1, input]
    config: () => ({
      inputs: graph.inputs.map((node) => ({ name: node.name, shape: [...node.shape] })),
      layers: graph.layers.map(layerConfig),
      calls: graph.calls.map(({ layer, inputs }) => ({ layer: graph.layers.indexOf(layer), inputs: inputs.map(place) })),
      outputs: graph.outputs.map(place),
      dtype,
      seed,
    }),
  });
}
