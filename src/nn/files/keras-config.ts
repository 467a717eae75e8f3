/**
 * Keras' description of a model to ours.
 * @module
 */
import { DecodeError, show } from '../../core/errors.js';
import { printable } from '../../io/bytes.js';
import { isObject, type JsonObject } from './json.js';
import { readKerasLayer } from './keras-layers.js';

/** What is known while reading. */
export interface KerasReader {
  readonly caller: string;
  /** Of Keras: 2 or 3. */
  readonly version: number;
  /** Layers of one's own by their class names. */
  readonly custom: Readonly<Record<string, unknown>>;
}

/** More layers than any network has; each costs a step of recursion. */
const MOST_LAYERS = 2000;

const bad = ({ caller }: KerasReader, message: string): never => {
  throw new DecodeError('bad-config', 0, `${caller}: ${message}`);
};

/** The first precision that is named: that of the model. */
export function kerasDtype(config: JsonObject): 'float32' | 'float64' {
  const name = (dtype: unknown): unknown => (isObject(dtype) && isObject(dtype['config']) ? dtype['config']['name'] : dtype);
  const layers: readonly unknown[] = Array.isArray(config['layers']) ? (config['layers'] as unknown[]) : [];
  const inner = layers
    .filter((layer) => isObject(layer) && layer['class_name'] !== 'InputLayer')
    .map((layer) => (layer as JsonObject)['config']);
  const dtypes = [config, ...inner].map((one) => (isObject(one) ? name(one['dtype']) : undefined));
  return dtypes.find((dtype) => typeof dtype === 'string') === 'float64' ? 'float64' : 'float32';
}

/** A layer, or a model inside another. */
function readLayer(reader: KerasReader, layer: unknown): JsonObject {
  if (!isObject(layer)) return bad(reader, `a layer must be an object, got ${show(layer)}`);
  const { class_name: className, config } = layer;
  if (typeof className !== 'string' || !isObject(config)) return bad(reader, 'a layer must have a "class_name" and a "config"');
  if (isModel(className)) return readKerasModel(reader, layer);
  const name = config['name'] ?? layer['name'] ?? '';
  if (typeof name !== 'string') return bad(reader, `the name of a layer must be a text, got ${show(name)}`);
  const place = { caller: reader.caller, version: reader.version, layer: name || className };
  return { ...readKerasLayer(className, config, place, (inner) => readLayer(reader, inner), reader.custom), name };
}

const isModel = (className: unknown): boolean => className === 'Sequential' || className === 'Functional' || className === 'Model';

/** A model: `{ class_name, config }`. */
export function readKerasModel(reader: KerasReader, model: JsonObject): JsonObject {
  const { class_name: className, config } = model;
  if (!isModel(className)) {
    return bad(reader, `the model is of the class ${printable(String(className).slice(0, 80))}; Sequential and Functional are supported`);
  }
  const inside: JsonObject = Array.isArray(config)
    ? { layers: config as unknown[] }
    : isObject(config)
      ? config
      : bad(reader, 'the model has no "config"');
  const { layers, name } = inside;
  if (!Array.isArray(layers)) return bad(reader, 'the model has no "layers"');
  if (layers.length > MOST_LAYERS)
    return bad(reader, `the model has ${layers.length} layers, more than the ${MOST_LAYERS} that are allowed`);
  const common = {
    dtype: kerasDtype(inside),
    ...(typeof name === 'string' ? { name } : {}),
    ...(inside['trainable'] === false ? { trainable: false } : {}),
  };
  if (className === 'Sequential') {
    const first: unknown = layers[0];
    const isInput = isObject(first) && first['class_name'] === 'InputLayer';
    const shape = inputShape(first) ?? batchless(inside['build_input_shape']) ?? buildShape(first);
    const rest = isInput ? layers.slice(1) : layers;
    return { kind: 'sequential', ...common, inputShape: shape ?? null, layers: rest.map((layer) => readLayer(reader, layer)) };
  }
  return { kind: 'model', ...common, ...readGraph(reader, inside, layers) };
}

/** A shape without its batch. */
const batchless = (shape: unknown): unknown[] | undefined =>
  Array.isArray(shape) && shape.length ? (shape.slice(1) as unknown[]) : undefined;

function inputShape(layer: unknown): unknown[] | undefined {
  const config = isObject(layer) && isObject(layer['config']) ? layer['config'] : {};
  return batchless(config['batch_shape'] ?? config['batch_input_shape']);
}

function buildShape(layer: unknown): unknown[] | undefined {
  const built = isObject(layer) && isObject(layer['build_config']) ? layer['build_config'] : {};
  return batchless(built['input_shape']);
}

type Place = readonly [layer: string, call: number, output: number];

/** The calls of a functional model, in an order in which each finds its inputs. */
function readGraph(reader: KerasReader, config: JsonObject, layers: readonly unknown[]): JsonObject {
  const inputs = readPlaces(reader, config['input_layers']);
  const outputs = readPlaces(reader, config['output_layers']);
  const made: JsonObject[] = [];
  const pending: { layer: number; key: string; from: Place[] }[] = [];
  const known = new Map<string, number>(); // `[layer, call]` -> our call
  const shapes = new Map<string, unknown>();
  for (const layer of layers) {
    const name = isObject(layer) ? (layer['name'] ?? (isObject(layer['config']) ? layer['config']['name'] : undefined)) : undefined;
    if (!isObject(layer) || typeof name !== 'string') return bad(reader, 'a layer of a functional model has no name');
    if (layer['class_name'] === 'InputLayer') {
      const shape = inputShape(layer) ?? bad(reader, `the input ${printable(name)} has no shape`);
      shapes.set(name, shape);
      continue;
    }
    const nodes = layer['inbound_nodes'];
    if (!Array.isArray(nodes)) return bad(reader, `the layer ${printable(name)} has no "inbound_nodes"`);
    nodes.forEach((node, i) => pending.push({ layer: made.length, key: JSON.stringify([name, i]), from: readNode(reader, name, node) }));
    made.push({ ...readLayer(reader, layer), name });
  }
  inputs.forEach(([name], i) => known.set(JSON.stringify([name, 0]), -1 - i));
  const ours = ([name, call, output]: Place): [number, number] | undefined => {
    const found = known.get(JSON.stringify([name, call]));
    return found === undefined ? undefined : found < 0 ? [-1, -1 - found] : [found, output];
  };
  const calls: { layer: number; inputs: [number, number][] }[] = [];
  for (let open = pending; open.length;) {
    const waiting = open.filter(({ layer, key, from }) => {
      const ready = from.map(ours);
      if (ready.includes(undefined)) return true;
      known.set(key, calls.length);
      calls.push({ layer, inputs: ready as [number, number][] });
      return false;
    });
    if (waiting.length === open.length) {
      const { name } = made[open[0]!.layer] as { name: string };
      return bad(reader, `the layer ${printable(name)} reads what is not there, or itself`);
    }
    open = waiting;
  }
  return {
    inputs: inputs.map(([name]) => ({ name, shape: shapes.get(name) ?? bad(reader, `the input ${printable(name)} is not there`) })),
    layers: made,
    calls,
    outputs: outputs.map((place) => ours(place) ?? bad(reader, `the output ${printable(place[0])} is not there`)),
  };
}

/** `['name', 0, 0]`, a list of such, or an object of them. */
function readPlaces(reader: KerasReader, value: unknown): Place[] {
  const list = isObject(value) ? Object.values(value) : value;
  if (!Array.isArray(list)) return bad(reader, 'a functional model must name its "input_layers" and "output_layers"');
  return typeof list[0] === 'string' ? [readPlace(reader, list)] : list.map((one) => readPlace(reader, one));
}

function readPlace(reader: KerasReader, value: unknown): Place {
  const [name, call, output] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof name !== 'string' || !Number.isSafeInteger(call) || !Number.isSafeInteger(output)) {
    return bad(reader, 'a value of a functional model must be [layer, call, output]');
  }
  return [name, call as number, output as number];
}

/** What a call reads: Keras 3 writes the arguments, Keras 2 a list of values, each perhaps with arguments. */
function readNode(reader: KerasReader, name: string, node: unknown): Place[] {
  if (isObject(node)) {
    const { args, kwargs } = node;
    if (!Array.isArray(args) || !isObject(kwargs)) return bad(reader, `a call of ${printable(name)} must have "args" and "kwargs"`);
    const places = args.flatMap((arg) => readTensors(reader, name, arg));
    for (const [key, value] of Object.entries(kwargs)) {
      if (key === 'initial_state' && value !== null) places.push(...readTensors(reader, name, value));
      else if (value !== null && !(key === 'training' && value === false)) refuseArgument(reader, name, key);
    }
    return places;
  }
  // one value is [name, call, output, arguments]; older files wrap a list around even one
  const list: unknown[] = Array.isArray(node) ? (typeof node[0] === 'string' ? [node] : (node as unknown[])) : [];
  return list.map((value) => {
    const kwargs: unknown = Array.isArray(value) ? value[3] : undefined;
    if (isObject(kwargs)) {
      for (const [key, given] of Object.entries(kwargs)) {
        if (given !== null && !(key === 'training' && given === false)) refuseArgument(reader, name, key);
      }
    }
    return readPlace(reader, value);
  });
}

function refuseArgument({ caller }: KerasReader, layer: string, argument: string): never {
  const what = `the layer ${printable(layer.slice(0, 80))} is called with ${printable(argument.slice(0, 80))}`;
  throw new DecodeError('unsupported-setting', 0, `${caller}: ${what}, which is not supported`);
}

function readTensors(reader: KerasReader, name: string, arg: unknown): Place[] {
  if (Array.isArray(arg)) return arg.flatMap((one) => readTensors(reader, name, one));
  if (!isObject(arg) || arg['class_name'] !== '__keras_tensor__' || !isObject(arg['config'])) {
    return bad(reader, `the layer ${printable(name)} is called with something that is no value of the network`);
  }
  return [readPlace(reader, arg['config']['keras_history'])];
}
