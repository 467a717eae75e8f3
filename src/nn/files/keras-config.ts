/**
 * Keras' description of a model to ours.
 * @module
 */
import { show } from '../../core/errors.js';
import { printable } from '../../io/bytes.js';
import { isObject, type JsonObject } from './json.js';
import { bad, batchless, inputShape, type KerasReader, readGraph } from './keras-graph.js';
import { readKerasLayer } from './keras-layers.js';

/** More layers than any network has; each costs a step of recursion. */
const MOST_LAYERS = 2000;

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
  return { kind: 'model', ...common, ...readGraph(reader, inside, layers, (layer) => readLayer(reader, layer)) };
}

function buildShape(layer: unknown): unknown[] | undefined {
  const built = isObject(layer) && isObject(layer['build_config']) ? layer['build_config'] : {};
  return batchless(built['input_shape']);
}
