/**
 * Which layer of a functional model of Keras reads what.
 * @module
 */
import { DecodeError } from '../../core/errors.js';
import { printable } from '../../io/bytes.js';
import { isObject, type JsonObject } from './json.js';
import { createMasks } from './keras-masks.js';

/** What is known while reading. */
export interface KerasReader {
  readonly caller: string;
  /** Of Keras: 2 or 3. */
  readonly version: number;
  /** Layers of one's own by their class names. */
  readonly custom: Readonly<Record<string, unknown>>;
}

/** Refuses a config that contradicts itself. */
export const bad = ({ caller }: KerasReader, message: string): never => {
  throw new DecodeError('bad-config', 0, `${caller}: ${message}`);
};

/** A shape without its batch. */
export const batchless = (shape: unknown): unknown[] | undefined =>
  Array.isArray(shape) && shape.length ? (shape.slice(1) as unknown[]) : undefined;

export function inputShape(layer: unknown): unknown[] | undefined {
  const config = isObject(layer) && isObject(layer['config']) ? layer['config'] : {};
  return batchless(config['batch_shape'] ?? config['batch_input_shape']);
}

/** More than any network has. */
const MOST_CALLS = 10_000;

/** A call whose inputs are not all there yet. */
interface Waiting {
  readonly layer: number;
  readonly key: string;
  readonly call: KerasCall;
  missing: number;
}

/** A call of a layer: what it reads, and its mask where the file names one (`explicit`: Keras 3). */
export interface KerasCall {
  readonly from: readonly Place[];
  readonly mask: Place | undefined;
  readonly explicit: boolean;
}

/** A value: the output of a call of a layer. */
export type Place = readonly [layer: string, call: number, output: number];

/** The calls of a functional model, in an order in which each finds its inputs. */
export function readGraph(
  reader: KerasReader,
  config: JsonObject,
  layers: readonly unknown[],
  readLayer: (layer: unknown) => JsonObject,
): JsonObject {
  const inputs = readPlaces(reader, config['input_layers']);
  const outputs = readPlaces(reader, config['output_layers']);
  const made: JsonObject[] = [];
  const pending: Omit<Waiting, 'missing'>[] = [];
  const masks = createMasks(reader.caller);
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
    if (masks.readOperation(layer, name, nodes)) continue;
    nodes.forEach((node, i) => pending.push({ layer: made.length, key: JSON.stringify([name, i]), call: readNode(reader, name, node) }));
    if (pending.length > MOST_CALLS) return bad(reader, `the model has more than the ${MOST_CALLS} calls that are allowed`);
    made.push({ ...readLayer(layer), name });
  }
  inputs.forEach(([name], i) => known.set(JSON.stringify([name, 0]), -1 - i));
  const callOf = ([name, call]: Place): string => JSON.stringify([name, call]);
  const ours = (place: Place): [number, number] | undefined => {
    const found = known.get(callOf(place));
    return found === undefined ? undefined : found < 0 ? [-1, -1 - found] : [found, place[2]];
  };
  const calls: { layer: number; inputs: [number, number][] }[] = [];
  // first the calls whose inputs are there, then those that waited for them alone
  const waiting = new Map<string, Waiting[]>();
  const ready: Waiting[] = [];
  for (const one of pending) {
    const open = new Set(one.call.from.map(callOf).filter((from) => !known.has(from)));
    const entry: Waiting = { ...one, missing: open.size };
    if (!open.size) ready.push(entry);
    for (const from of open) {
      const list = waiting.get(from);
      if (list) list.push(entry);
      else waiting.set(from, [entry]);
    }
  }
  for (const { layer, key, call } of ready) {
    known.set(key, calls.length);
    calls.push({ layer, inputs: call.from.map((place) => ours(place)!) });
    masks.check(made[layer]!, key, call);
    for (const next of waiting.get(key) ?? []) if (--next.missing === 0) ready.push(next);
  }
  const stuck = pending.find(({ key }) => !known.has(key));
  if (stuck) return bad(reader, `the layer ${printable(String(made[stuck.layer]!['name']))} reads what is not there, or itself`);
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
function readNode(reader: KerasReader, name: string, node: unknown): KerasCall {
  if (isObject(node)) {
    const { args, kwargs } = node;
    if (!Array.isArray(args) || !isObject(kwargs)) return bad(reader, `a call of ${printable(name)} must have "args" and "kwargs"`);
    const from = args.flatMap((arg) => readTensors(reader, name, arg));
    let mask: Place | undefined;
    for (const [key, value] of Object.entries(kwargs)) {
      if (value === null || (key === 'training' && value === false)) continue;
      if (key === 'initial_state') from.push(...readTensors(reader, name, value));
      else if (key === 'mask') [mask] = readTensors(reader, name, value);
      else refuseArgument(reader, name, key);
    }
    return { from, mask, explicit: true };
  }
  // one value is [name, call, output, arguments]; older files wrap a list around even one
  const list: unknown[] = Array.isArray(node) ? (typeof node[0] === 'string' ? [node] : (node as unknown[])) : [];
  const from = list.map((value) => {
    const kwargs: unknown = Array.isArray(value) ? value[3] : undefined;
    if (isObject(kwargs)) {
      for (const [key, given] of Object.entries(kwargs)) {
        if (given !== null && !(key === 'training' && given === false)) refuseArgument(reader, name, key);
      }
    }
    return readPlace(reader, value);
  });
  return { from, mask: undefined, explicit: false };
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
