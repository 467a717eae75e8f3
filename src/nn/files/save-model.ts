/**
 * Models as files of our own: safetensors with the layers in the metadata.
 * @module
 */
import { DecodeError } from '../../core/errors.js';
import { type Layer, type Parameter } from '../layer.js';
import { type Model } from '../model-core.js';
import { expectModel, type FileArray, layersOf } from './fill-weights.js';
import { type JsonObject, isObject, parseJson } from './json.js';
import { type Safetensors } from './read-safetensors.js';
import { type Storable, writeSafetensors } from './write-safetensors.js';

/** What the metadata calls it. */
const FORMAT = 'audiolab-dsp';

/** Weights with names of their own: `lstm.kernel`, `bidirectional.backward.kernel`, `inner/dense.bias`. */
function named(layer: Layer, prefix: string): [string, Parameter][] {
  const inner = layersOf(layer);
  if (inner.length) return inner.flatMap((one) => named(one, `${prefix}${layer.name}/`));
  const path = prefix + layer.name;
  const both = layer as Layer & { forwardLayer?: Layer; backwardLayer?: Layer };
  if (both.forwardLayer && both.backwardLayer) {
    return (['forward', 'backward'] as const).flatMap((side) =>
      both[`${side}Layer`]!.parameters.map((parameter): [string, Parameter] => [`${path}.${side}.${parameter.name}`, parameter]),
    );
  }
  return layer.parameters.map((parameter) => [`${path}.${parameter.name}`, parameter]);
}

/**
 * Writes a model with its layers and its weights. `loadModel` gives the same model back, bit by bit; any reader of safetensors sees the
 * weights by their names (`lstm.kernel`, `lstm.recurrentKernel`, ...).
 *
 * @param model - Made by `sequential` or `model`. Optimisers are not part of it.
 * @returns The bytes of a safetensors file whose metadata describes the layers.
 * @throws `ParameterError` if the model does not know the shape of its input; TypeError for what is no model.
 * @example
 * ```ts
 * const net = sequential([lstm({ units: 4 }), dense({ units: 2 })], { inputShape: [null, 3], seed: 7 });
 * const file = saveModel(net);
 * Object.keys(readSafetensors(file).tensors).length; // 5
 * (await loadModel(file)).countParams().total; // 138
 * ```
 * @see {@link loadModel}
 */
export function saveModel(model: Model): Uint8Array {
  expectModel(model, 'saveModel');
  model.getWeights(); // makes them where they are not there yet
  const tensors: Record<string, Storable> = {};
  const names: string[] = [];
  for (const [name, { value, shape }] of model.layers.flatMap((layer) => named(layer, ''))) {
    let free = name;
    for (let i = 1; Object.hasOwn(tensors, free); i++) free = `${name}_${i}`; // layers of one's own may call two weights the same
    tensors[free] = { data: value, shape };
    names.push(free);
  }
  return writeSafetensors(tensors, {
    metadata: { format: FORMAT, version: '1', model: JSON.stringify(model.config), weights: JSON.stringify(names) },
  });
}

/** What such a file holds: the config, and the arrays in the order of the weights. */
export function readSaved({ metadata, tensors }: Safetensors, caller: string): { config: JsonObject; arrays: FileArray[] } | undefined {
  if (metadata['format'] !== FORMAT) return undefined;
  const fail = (code: string, message: string): never => {
    throw new DecodeError(code, 8, `${caller}: ${message}`);
  };
  if (metadata['version'] !== '1') fail('unsupported-format', `the file is of version ${metadata['version']}, and this library knows 1`);
  const config = parseJson(metadata['model'] ?? '', caller);
  const names = parseJson(metadata['weights'] ?? '', caller);
  if (!isObject(config) || !Array.isArray(names)) return fail('bad-header', 'the metadata "model" and "weights" are not as written');
  const arrays = names.map((name: unknown): FileArray => {
    const found = typeof name === 'string' && Object.hasOwn(tensors, name) ? tensors[name]! : undefined;
    if (!found) return fail('missing-weights', `the metadata names arrays that are not there`);
    if (!/^B?F\d\d$/.test(found.dtype)) return fail('unsupported-dtype', `weights must be floats, got ${found.dtype}`);
    return { name: name as string, shape: found.shape, data: found.data as Float32Array };
  });
  if (new Set(names).size !== Object.keys(tensors).length || names.length !== Object.keys(tensors).length) {
    fail('bad-header', 'the metadata must name every array once');
  }
  return { config, arrays };
}
