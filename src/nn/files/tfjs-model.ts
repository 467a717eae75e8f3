/**
 * Models of TensorFlow.js: a `model.json` and files of weights beside it.
 * @module
 */
import { DecodeError } from '../../core/errors.js';
import { printable, viewOf } from '../../io/bytes.js';
import { type Layer } from '../layer.js';
import { type Model } from '../model-core.js';
import { type Assignment, type FileArray, layersOf, pair } from './fill-weights.js';
import { isObject, type JsonObject } from './json.js';
import { type KerasWeights } from './keras-weights.js';
import { isCounts, product } from './read-safetensors.js';

/** Whether this JSON is such a model. */
export const isTfjs = (json: JsonObject): boolean => 'modelTopology' in json || 'weightsManifest' in json;

/** The topology: `{ class_name, config }`, and the version of Keras. */
export function tfjsTopology(json: JsonObject, caller: string): { model: JsonObject; version: number } {
  const { format, modelTopology: topology } = json;
  if (format === 'graph-model' || (isObject(topology) && ('node' in topology || 'library' in topology))) {
    const why = 'its layers were turned into single operations, which cannot be put back together';
    throw new DecodeError(
      'unsupported-format',
      0,
      `${caller}: this is a TensorFlow.js graph model: ${why}; convert to "tfjs_layers_model" instead`,
    );
  }
  if (!isObject(topology)) throw new DecodeError('bad-config', 0, `${caller}: the model.json has no "modelTopology"`);
  const model = isObject(topology['model_config']) ? topology['model_config'] : topology;
  // layers models of TensorFlow.js itself are those of Keras 2
  const version = /^(\d+)\./.exec(typeof topology['keras_version'] === 'string' ? topology['keras_version'] : '')?.[1];
  return { model, version: version === '3' ? 3 : 2 };
}

/** Names of the files of weights. Only files beside the model are ever asked for. */
export function tfjsPaths(json: JsonObject, caller: string): string[] {
  const groups = json['weightsManifest'];
  if (!Array.isArray(groups)) throw new DecodeError('bad-config', 0, `${caller}: the model.json has no "weightsManifest"`);
  return (groups as unknown[]).flatMap((group) => {
    const paths = isObject(group) ? group['paths'] : undefined;
    if (!Array.isArray(paths)) throw new DecodeError('bad-config', 0, `${caller}: a group of weights names no "paths"`);
    return paths.map((path: unknown) => {
      if (typeof path !== 'string' || !/^[^/\\:]+$/.test(path) || path === '..' || path === '.') {
        throw new DecodeError(
          'bad-path',
          0,
          `${caller}: weights must be in files beside model.json, got ${printable(String(path).slice(0, 80))}`,
        );
      }
      return path;
    });
  });
}

/** Reads the weights out of their files. */
export function readTfjsWeights(json: JsonObject, read: (path: string) => Uint8Array, caller: string): KerasWeights {
  tfjsPaths(json, caller); // checks
  const arrays = (json['weightsManifest'] as JsonObject[]).flatMap((group) => {
    const parts = (group['paths'] as string[]).map(read);
    const bytes = parts.length === 1 ? parts[0]! : join(parts);
    const weights = group['weights'];
    if (!Array.isArray(weights)) throw new DecodeError('bad-config', 0, `${caller}: a group of weights has no "weights"`);
    let at = 0;
    const list = weights.map((spec: unknown) => {
      const found = readWeight(spec, bytes, at, caller);
      at = found.end;
      return found.array;
    });
    if (at !== bytes.length) {
      throw new DecodeError(
        'bad-size',
        at,
        `${caller}: the weights are ${at} bytes, and ${printable(String(group['paths']).slice(0, 80))} has ${bytes.length}`,
      );
    }
    return list;
  });
  return { arrays, assign: (model) => assign(model, arrays, caller) };
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function readWeight(spec: unknown, bytes: Uint8Array, at: number, caller: string): { array: FileArray; end: number } {
  const { name, shape, dtype, quantization } = isObject(spec) ? spec : ({} as JsonObject);
  const fail = (code: string, message: string): never => {
    throw new DecodeError(code, at, `${caller}: ${printable(String(name).slice(0, 80))} ${message}`);
  };
  if (typeof name !== 'string' || !isCounts(shape)) return fail('bad-config', 'must have a name and a shape');
  if (dtype !== 'float32') return fail('unsupported-dtype', `has the type ${printable(String(dtype).slice(0, 20))}, weights are float32`);
  const stored = isObject(quantization) ? quantization['dtype'] : 'float32';
  const size = stored === 'float32' ? 4 : stored === 'uint16' || stored === 'float16' ? 2 : stored === 'uint8' ? 1 : 0;
  if (!size || (stored === 'float16' && quantization)) {
    return fail('unsupported-dtype', `is quantised to ${printable(String(stored).slice(0, 20))}; uint8 and uint16 are supported`);
  }
  const count = product(shape);
  const end = at + count * size;
  if (end > bytes.length) return fail('truncated', `needs ${count * size} bytes, and ${bytes.length - at} are left`);
  const data = new Float32Array(count);
  const view = viewOf(bytes);
  if (!isObject(quantization)) for (let i = 0; i < count; i++) data[i] = view.getFloat32(at + 4 * i, true);
  else {
    const { scale, min } = quantization;
    if (!Number.isFinite(scale) || !Number.isFinite(min)) return fail('bad-config', 'is quantised without a "scale" and a "min"');
    for (let i = 0; i < count; i++) {
      const value = size === 2 ? view.getUint16(at + 2 * i, true) : view.getUint8(at + i);
      data[i] = value * (scale as number) + (min as number);
    }
  }
  return { array: { name, data, shape }, end };
}

/** More than any network has. */
const MOST_ARRAYS = 20_000;

/** Weights are called `layer/...`, in the order of each layer; that of the whole file is free. */
function assign(model: Model, arrays: readonly FileArray[], caller: string): Assignment {
  if (arrays.length > MOST_ARRAYS) throw new DecodeError('too-large', 0, `${caller}: there are ${arrays.length} arrays of weights`);
  const leaves = (layers: readonly Layer[]): Layer[] =>
    layers.flatMap((layer) => (layersOf(layer).length ? leaves(layersOf(layer)) : layer.parameters.length ? [layer] : []));
  const layers = leaves(model.layers);
  const of = new Map<Layer, FileArray[]>(layers.map((layer) => [layer, []]));
  for (const array of arrays) {
    const inside = (name: string): boolean => array.name.startsWith(`${name}/`) || array.name.includes(`/${name}/`);
    const [owner] = layers.filter(({ name }) => inside(name)).sort((a, b) => b.name.length - a.name.length);
    if (!owner) throw new DecodeError('bad-shape', 0, `${caller}: ${printable(array.name)} belongs to no layer of the model`);
    of.get(owner)!.push(array);
  }
  return layers.flatMap((layer) => pair(layer.parameters, of.get(layer)!, layer.name, caller));
}
