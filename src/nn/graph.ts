/**
 * Which layer reads what: a network as a list of calls.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type Layer, type Shape } from './layer.js';
import { type NamedOptions, showShape } from './make-layer.js';

/** A value in a network that does not run yet. */
export interface GraphNode {
  /** The batch not counted. */
  readonly shape: Shape;
  /** The call that gives it; undefined for an input. */
  readonly call: GraphCall | undefined;
  /** Which of the outputs of the call. */
  readonly output: number;
  /** Of an input. */
  readonly name: string;
}

/** A layer that reads some values. The same layer may be called more than once: its weights are shared. */
export interface GraphCall {
  /** Who reads. */
  readonly layer: Layer;
  /** What it reads. */
  readonly inputs: readonly GraphNode[];
  /** What it gives. */
  readonly outputs: readonly GraphNode[];
}

/** A network: calls in an order in which each finds its inputs. */
export interface Graph {
  readonly inputs: readonly GraphNode[];
  readonly outputs: readonly GraphNode[];
  readonly calls: readonly GraphCall[];
  /** Each once, in the order of their first calls. */
  readonly layers: readonly Layer[];
}

/** Refuses what is no shape. */
export function expectPlan(shape: unknown, caller: string, name: string): asserts shape is Shape {
  if (!Array.isArray(shape)) throw new TypeError(`${caller}: "${name}" must be an array of lengths, got ${show(shape)}`);
  for (const n of shape as unknown[]) if (n !== null) expectInteger(n, caller, name, 1);
}

/**
 * An input of a network.
 *
 * @param shape - Its shape, the batch not counted; `null` is a length that may differ from call to call.
 * @param options - Only a name.
 * @returns A value that layers can be applied to.
 * @throws `ParameterError` for lengths that are no integers >= 1.
 * @example
 * ```ts
 * const frames = input([null, 13]);
 * apply(lstm({ units: 4 }), frames).shape; // [4]
 * ```
 * @see `keras.Input`
 */
export function input(shape: Shape, options?: NamedOptions): GraphNode {
  const { name } = readOptions('input', options, { name: '' });
  expectPlan(shape, 'input', 'shape');
  return { shape: [...shape], call: undefined, output: 0, name };
}

/** Whether it is a layer. */
export const isLayer = (x: unknown): x is Layer => typeof x === 'object' && x !== null && typeof (x as Layer).forward === 'function';

function expectLayer(layer: unknown, caller: string): asserts layer is Layer {
  if (!isLayer(layer)) throw new TypeError(`${caller}: "layer" must be a layer, got ${show(layer)}`);
}

/** Whether it is a value of a network. */
export const isNode = (x: unknown): x is GraphNode => typeof x === 'object' && x !== null && 'call' in x && 'output' in x && 'shape' in x;

/**
 * Applies a layer to one or several values of a network.
 *
 * @param layer - The layer; applied more than once, its weights are shared.
 * @param x - What it reads.
 * @returns What it gives. A layer with several outputs needs `applyAll`.
 * @throws `ParameterError` if the layer cannot take these shapes, or gives several outputs.
 * @example
 * ```ts
 * const x = input([8]);
 * const sum = apply(add(), [apply(dense({ units: 3 }), x), apply(dense({ units: 3 }), x)]);
 * sum.shape; // [3]
 * ```
 * @see Keras' functional interface: `apply(layer, x)` is its `layer(x)`.
 */
export function apply(layer: Layer, x: GraphNode | readonly GraphNode[]): GraphNode {
  const outputs = applyAll(layer, x);
  if (outputs.length !== 1) throw new ParameterError('apply', 'layer', `gives ${outputs.length} outputs: use "applyAll"`);
  return outputs[0]!;
}

/**
 * Applies a layer that may give several outputs, such as an LSTM that gives its states.
 *
 * @param layer - The layer.
 * @param x - What it reads.
 * @returns Its outputs.
 * @throws `ParameterError` if the layer cannot take these shapes.
 * @example
 * ```ts
 * const [y, h, c] = applyAll(lstm({ units: 4, returnState: true }), input([null, 13]));
 * c!.shape; // [4]
 * ```
 */
export function applyAll(layer: Layer, x: GraphNode | readonly GraphNode[]): GraphNode[] {
  expectLayer(layer, 'apply');
  const inputs = (Array.isArray(x) ? x : [x]) as readonly GraphNode[];
  for (const node of inputs) if (!isNode(node)) throw new TypeError(`apply: "x" must be made by "input" or "apply", got ${show(node)}`);
  const outputs: GraphNode[] = [];
  const call: GraphCall = { layer, inputs, outputs };
  layer.outputShapes(inputs.map(({ shape }) => shape)).forEach((shape, output) => outputs.push({ shape, call, output, name: '' }));
  return outputs;
}

/** The network between inputs and outputs. Refuses outputs that depend on something else. */
export function graphOf(inputs: readonly GraphNode[], outputs: readonly GraphNode[], caller: string): Graph {
  const calls: GraphCall[] = [];
  const done = new Set<GraphCall>();
  const visit = (node: GraphNode): void => {
    if (inputs.includes(node)) return;
    if (!node.call)
      throw new ParameterError(caller, 'outputs', `depend on an input of the shape ${showShape(node.shape)} that is not among "inputs"`);
    if (done.has(node.call)) return;
    done.add(node.call);
    node.call.inputs.forEach(visit);
    calls.push(node.call);
  };
  outputs.forEach(visit);
  const unused = inputs.find((node) => !outputs.includes(node) && !calls.some((call) => call.inputs.includes(node)));
  if (unused) throw new ParameterError(caller, 'inputs', `must all be used, but one of the shape ${showShape(unused.shape)} is not`);
  return { inputs, outputs, calls, layers: [...new Set(calls.map(({ layer }) => layer))] };
}

/** Gives every layer a name that no other has; refuses one name given to two layers. */
export function nameLayers(layers: readonly Layer[], caller: string): void {
  const taken = new Set<string>();
  for (const { name } of layers) {
    if (name && taken.has(name)) throw new ParameterError(caller, 'layers', `must have names of their own, got "${name}" twice`);
    taken.add(name);
  }
  for (const layer of layers) {
    for (let i = 0; !layer.name; i++) {
      const name = i ? `${layer.kind}_${i}` : layer.kind;
      if (taken.has(name)) continue;
      layer.name = name;
      taken.add(name);
    }
  }
}
