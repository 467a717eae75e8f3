/**
 * What both kinds of models share.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { createRandom, type Random } from '../core/random.js';
import { expectShape, readTensor, type Tensor, toNd } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { type LayerInput, precisionOf } from './finish-layer.js';
import { type Graph, type GraphNode, nameLayers } from './graph.js';
import { runGraph, shapesOf } from './graph-run.js';
import { type BuildSettings, type Layer, type Parameter, type Shape } from './layer.js';
import { floats } from './parameter.js';
import { fitInputs, items, PREDICT_DEFAULTS, type PredictOptions, readFrames, readInputs } from './model-inputs.js';
import { type ParameterCount, summaryOf } from './summary.js';

/** A network that runs. It is a layer, too, and can be part of another network. */
export interface Model extends Layer {
  /** In the order in which they run, each once. */
  readonly layers: readonly Layer[];
  /** Shapes of the inputs, the batch not counted; undefined while not known. */
  readonly inputShapes: readonly Shape[] | undefined;
  /** Precision of the weights. */
  readonly dtype: 'float32' | 'float64';
  /** The weights that a step of an optimiser changes: those of layers that are not frozen. */
  readonly trainableParameters: readonly Parameter[];
  /** Runs the network, batch after batch, and gives its only output. Several inputs go as an array. Refuses NaN. */
  predict(x: LayerInput | readonly LayerInput[], options?: PredictOptions): NdArray<FloatArray>;
  /** The same for any number of outputs. */
  predictAll(x: LayerInput | readonly LayerInput[], options?: PredictOptions): NdArray<FloatArray>[];
  /** Numbers that the weights are. Makes no weights. */
  countParams(): ParameterCount;
  /** The network as a table. Makes no weights. */
  summary(): string;
  /** The layer of this name. */
  getLayer(name: string): Layer;
  /** Copies of all weights, layer by layer. */
  getWeights(): NdArray<FloatArray>[];
  /** Takes weights in the order of `getWeights`. */
  setWeights(weights: readonly LayerInput[]): void;
}

/** What a model is made of. */
export interface ModelPlan {
  kind: string;
  name: string;
  dtype: 'float32' | 'float64';
  seed: number;
  layers: readonly Layer[];
  /** The network, or undefined while the inputs are not known. */
  graph(): Graph | undefined;
  /** The network for these inputs. */
  graphFor(inputs: readonly Shape[]): Graph;
  config(): Record<string, unknown>;
}

/** Options of every model. */
export interface ModelOptions {
  /** What it is called. @defaultValue its kind */
  name?: string | undefined;
  /** Precision of the weights. @defaultValue `'float32'` */
  dtype?: 'float32' | 'float64' | undefined;
  /** Seed of fresh weights: an integer >= 0. @defaultValue `0` */
  seed?: number | undefined;
}

/** Defaults of `ModelOptions`. */
export const MODEL_DEFAULTS = { name: '', dtype: 'float32' as 'float32' | 'float64', seed: 0 };

/** Checks them. */
export function checkModelOptions({ name, dtype, seed }: typeof MODEL_DEFAULTS, caller: string): void {
  if (typeof name !== 'string') throw new TypeError(`${caller}: "name" must be a string, got ${show(name)}`);
  expectOneOf(dtype, caller, 'dtype', ['float32', 'float64']);
  expectInteger(seed, caller, 'seed', 0);
}

/** A layer as plain data. */
export const layerConfig = (layer: Layer): Record<string, unknown> => ({
  ...layer.config,
  kind: layer.kind,
  name: layer.name,
  ...(layer.trainable ? {} : { trainable: false }),
});

/** Makes the model. */
export function makeModel(plan: ModelPlan): Model {
  const { kind, dtype, seed } = plan;
  const caller = kind;
  let built = false;
  let trainable = true;
  nameLayers(plan.layers, caller);

  const known = (): Graph => {
    const graph = plan.graph();
    if (!graph) throw new ParameterError(caller, 'inputShape', 'must be given, or the model must be called first');
    return graph;
  };
  const shapesIn = (graph: Graph): Shape[] => graph.inputs.map(({ shape }) => shape);

  /** Every layer draws from a stream of its own, so that its weights do not depend on which layer is built first. */
  const buildAll = (graph: Graph, inputs: readonly Shape[], precision: 'float32' | 'float64', random: Random, blank = false): void => {
    const shapes = shapesOf(graph, inputs);
    const seeds = new Map(graph.layers.map((layer) => [layer, random.uint32()]));
    for (const { layer, inputs: from } of graph.calls) {
      const settings: BuildSettings = { dtype: precision, random: createRandom(seeds.get(layer)!), blank };
      layer.build(
        from.map((node) => shapes.get(node)!),
        settings,
      );
      if (precisionOf(layer, precision) !== precision) {
        throw new ParameterError(
          caller,
          'dtype',
          `is "${precision}", but the weights of "${layer.name}" are ${precisionOf(layer, precision)}`,
        );
      }
    }
    built = true;
  };
  const ensureBuilt = (): Graph => {
    const graph = known();
    if (!built) buildAll(graph, shapesIn(graph), dtype, createRandom(seed));
    return graph;
  };

  const count = (layer: Layer, inputs: readonly Shape[]): ParameterCount => {
    if ('predictAll' in layer && (layer as Model).inputShapes) return (layer as Model).countParams();
    const weights = layer.weightShapes?.(inputs) ?? layer.parameters;
    let [total, learns] = [0, 0];
    for (const { shape, trained } of weights) {
      total += sizeOf(shape);
      if (trained && layer.trainable) learns += sizeOf(shape);
    }
    return { total, trainable: learns, notTrainable: total - learns };
  };
  /** Counts the weights of any layer of the network, without making them where the layer tells their shapes. */
  const counter = (graph: Graph): ((layer: Layer) => ParameterCount) => {
    if (graph.layers.some((layer) => !layer.weightShapes && !layer.parameters.length)) ensureBuilt();
    return (layer) =>
      count(
        layer,
        graph.calls.find((call) => call.layer === layer)!.inputs.map(({ shape }) => shape),
      );
  };

  const model: Model = {
    kind,
    name: plan.name || kind,
    layers: plan.layers,
    dtype,
    get config() {
      return { kind, name: model.name, ...plan.config() };
    },
    get inputShapes() {
      const graph = plan.graph();
      return graph && shapesIn(graph);
    },
    get trainable() {
      return trainable;
    },
    set trainable(value) {
      trainable = value;
      for (const layer of plan.layers) layer.trainable = value;
    },
    get parameters() {
      if (plan.graph()) ensureBuilt();
      return plan.layers.flatMap((layer) => layer.parameters);
    },
    get trainableParameters() {
      ensureBuilt();
      return plan.layers.flatMap((layer) => {
        if ('predictAll' in layer) return (layer as Model).trainableParameters;
        return layer.trainable ? layer.parameters.filter(({ trained }) => trained) : [];
      });
    },
    outputShapes(inputs) {
      const graph = plan.graphFor(inputs);
      const shapes = shapesOf(graph, inputs);
      return graph.outputs.map((node) => shapes.get(node)!);
    },
    weightShapes(inputs) {
      const graph = plan.graphFor(inputs);
      const shapes = shapesOf(graph, inputs);
      return graph.layers.flatMap((layer) => {
        const { inputs: from } = graph.calls.find((call) => call.layer === layer)!;
        return layer.weightShapes?.(from.map((node) => shapes.get(node)!)) ?? layer.parameters;
      });
    },
    build(inputs, settings) {
      const graph = plan.graphFor(inputs);
      buildAll(graph, inputs, settings.dtype, settings.random, settings.blank);
    },
    forward(inputs, pass, mask) {
      if (!plan.graph()) plan.graphFor(inputs.map(({ shape }) => shape.slice(1)));
      const graph = ensureBuilt();
      if (inputs.length !== graph.inputs.length) {
        throw new ParameterError(caller, 'x', `must be ${graph.inputs.length} inputs, got ${inputs.length}`);
      }
      return runGraph(graph, inputs, pass, mask);
    },
    resetStates() {
      for (const layer of plan.layers) layer.resetStates?.();
    },
    predictAll(x, options) {
      const read = readOptions(caller, options, PREDICT_DEFAULTS);
      expectInteger(read.batchSize, caller, 'batchSize', 1);
      const given = readInputs(x, caller);
      const inputs = fitInputs(given, plan.graph() ?? plan.graphFor(given.map(({ shape }) => shape.slice(1))), caller, dtype);
      const graph = ensureBuilt();
      const frames = readFrames(read, inputs[0]!, caller);
      const batch = inputs[0]!.shape[0]!;
      const pass = { training: false, gradients: false, random: createRandom(seed) };
      let outputs: Tensor[] = [];
      for (let first = 0; first < batch; first += read.batchSize) {
        const end = Math.min(batch, first + read.batchSize);
        const part = inputs.map((tensor) => items(tensor, first, end));
        const mask = frames && frames.subarray((first * frames.length) / batch, (end * frames.length) / batch);
        const results = runGraph(graph, part, pass, mask).outputs;
        if (end - first === batch) return results.map(toNd);
        if (!first)
          outputs = results.map(({ shape }) => ({
            data: floats(dtype, batch * sizeOf(shape.slice(1))),
            shape: [batch, ...shape.slice(1)],
          }));
        results.forEach((tensor, i) => {
          const width = tensor.data.length / (end - first);
          expectShape(tensor.shape.slice(1), outputs[i]!.shape.slice(1), caller, 'output');
          outputs[i]!.data.set(tensor.data, first * width);
        });
      }
      return outputs.map(toNd);
    },
    predict(x, options) {
      const outputs = model.predictAll(x, options);
      if (outputs.length !== 1) throw new ParameterError(caller, 'x', `gives ${outputs.length} outputs here: use "predictAll"`);
      return outputs[0]!;
    },
    countParams() {
      const graph = known();
      const counts = graph.layers.map(counter(graph));
      const add = (key: keyof ParameterCount): number => counts.reduce((sum, one) => sum + one[key], 0);
      return { total: add('total'), trainable: add('trainable'), notTrainable: add('notTrainable') };
    },
    summary() {
      const graph = known();
      const shapes = graph.calls.map(({ outputs }) => outputs.map(({ shape }: GraphNode) => shape));
      return summaryOf(model.name, graph, shapes, counter(graph), dtype === 'float32' ? 4 : 8);
    },
    getLayer(name) {
      const layer = plan.layers.find((one) => one.name === name);
      if (!layer)
        throw new ParameterError(
          caller,
          'name',
          `must be one of ${plan.layers.map((one) => show(one.name)).join(', ')}, got ${show(name)}`,
        );
      return layer;
    },
    getWeights: () => {
      ensureBuilt();
      return model.parameters.map(({ value, shape }) => toNd({ data: value.slice() as FloatArray, shape }));
    },
    setWeights(weights) {
      ensureBuilt();
      if (!Array.isArray(weights)) throw new TypeError(`${caller}: "weights" must be an array of arrays, got ${show(weights)}`);
      const parameters = plan.layers.flatMap((layer) =>
        layer.parameters.map((parameter) => ({ parameter, name: `${layer.name}.${parameter.name}` })),
      );
      if (weights.length !== parameters.length) {
        throw new ParameterError(caller, 'weights', `must be ${parameters.length} arrays, got ${weights.length}`);
      }
      const read = parameters.map(({ parameter: { shape }, name }, i) => {
        const value = readTensor(weights[i] as NdArray<FloatArray>, caller, name);
        const flat = value.shape.length === 1 && value.data.length === sizeOf(shape);
        if (!flat) expectShape(value.shape, shape, caller, name);
        expectAllFinite(value.data, caller, name);
        return value;
      });
      parameters.forEach(({ parameter }, i) => {
        parameter.value.set(read[i]!.data);
        parameter.version++;
      });
    },
  };
  return model;
}
