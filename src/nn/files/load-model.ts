/**
 * Models out of files, whoever wrote them.
 * @module
 */
import { DecodeError } from '../../core/errors.js';
import { type Bytes } from '../../io/bytes.js';
import { type Model } from '../model-core.js';
import { modelFromConfig } from '../model-from-config.js';
import { type Assignment, assignWeights, expectModel, type FileArray, makeRoom, numbersIn, pair } from './fill-weights.js';
import { type Hdf5Group, openHdf5 } from './hdf5.js';
import { isObject, type JsonObject, parseJson, readJsonObject } from './json.js';
import { readKerasModel } from './keras-config.js';
import { type KerasWeights, readKerasWeights } from './keras-weights.js';
import {
  findSource,
  type Found,
  type LoadModelOptions,
  type LoadSettings,
  type LoadWeightsOptions,
  type ModelFiles,
  readLoadSettings,
} from './model-source.js';
import { parseSafetensors } from './read-safetensors.js';
import { readSaved } from './save-model.js';
import { isTfjs, readTfjsWeights, tfjsTopology } from './tfjs-model.js';
import { type Archive, openZip } from './unzip.js';

/** What a file says: the layers, where it does, and the weights, where it has any. */
interface Content {
  config?: JsonObject;
  weights?: KerasWeights;
}

/**
 * Loads a model with its layers and its weights, told by content: files of `saveModel`, Keras 3 `.keras`, Keras 2 and 3 `.h5`, TensorFlow.js
 * `model.json` (also quantised). A Keras architecture in JSON goes together with its `.weights.h5` as two files. HDF5 needs the package
 * `jsfive`.
 *
 * @param source - The bytes of the file, or several files by their names: `{ 'model.json': ..., 'group1-shard1of1.bin': ... }`.
 * @returns The model. It gives the numbers of the program that wrote it: to 1e-6 with float32, to 1e-9 with float64.
 * @throws `DecodeError` for damaged files (`code`, `offset`), with `code` `'unsupported-layer'` and `'unsupported-setting'` for what this
 * library does not have, by name, with `'no-hdf5'` if `jsfive` is not installed; `ParameterError` for options.
 * @example
 * ```ts
 * const net = sequential([dense({ units: 1, kernelInitializer: 'ones' })], { inputShape: [2] });
 * const same = await loadModel(saveModel(net));
 * same.predict(tensor(Float32Array.of(1, 2), [1, 2])).data; // [3]
 * ```
 * @see Keras `load_model`, `tf.loadLayersModel`; {@link saveModel}, {@link loadWeights}.
 */
export async function loadModel(source: Bytes | ModelFiles, options?: LoadModelOptions): Promise<Model> {
  const caller = 'loadModel';
  const settings = readLoadSettings(options, caller);
  const { config, weights } = await readContent(await findSource(source, settings, caller), settings, caller);
  if (!config) {
    const cure = 'make the model and use "loadWeights" (or "setTorchWeights" for a state dict)';
    throw new DecodeError('no-config', 0, `${caller}: the file has weights alone and does not describe the layers: ${cure}`);
  }
  if (!weights) throw new DecodeError('missing-weights', 0, `${caller}: the file describes layers, and has no weights`);
  const model = makeModel(settings.dtype ? { ...config, dtype: settings.dtype } : config, settings, caller);
  fill(model, weights, caller);
  return model;
}

/**
 * Loads the weights of a file into a model that has the same layers: files that `loadModel` reads, and `.weights.h5`.
 *
 * @param model - Its weights are replaced, or stay as they are if something does not fit.
 * @param source - As in `loadModel`.
 * @throws `DecodeError` as `loadModel`, and with `code` `'bad-shape'` or `'missing-weights'` where model and file do not fit.
 * @example
 * ```ts
 * const make = (seed: number) => sequential([dense({ units: 1 })], { inputShape: [2], seed });
 * const net = make(1);
 * await loadWeights(net, saveModel(make(2)));
 * net.getWeights()[0]!.data[0] === make(2).getWeights()[0]!.data[0]; // true
 * ```
 * @see Keras `Model.load_weights`: layers of equal names where all have them, or else in order.
 */
export async function loadWeights(model: Model, source: Bytes | ModelFiles, options?: LoadWeightsOptions): Promise<void> {
  const caller = 'loadWeights';
  expectModel(model, caller);
  const settings = readLoadSettings(options, caller);
  const { weights } = await readContent(await findSource(source, settings, caller), settings, caller, true);
  if (!weights) throw new DecodeError('missing-weights', 0, `${caller}: the file has no weights`);
  fill(model, weights, caller);
}

function fill(model: Model, { arrays, assign }: KerasWeights, caller: string): void {
  makeRoom(model, numbersIn(arrays), caller);
  assignWeights(model.layers, assign(model), caller);
}

/** Layers, calls, inputs and outputs: more than any network has. */
const MOST_PARTS = 20_000;

function sizeOfConfig(config: unknown): number {
  if (!isObject(config)) return 1;
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
  const { layers, calls, inputs, outputs, layer } = config;
  const inner = list(layers).reduce((sum: number, one) => sum + sizeOfConfig(one), layer === undefined ? 1 : 1 + sizeOfConfig(layer));
  const reads = list(calls).reduce((sum: number, call) => sum + 1 + (isObject(call) ? list(call['inputs']).length : 0), 0);
  return inner + reads + list(inputs).length + list(outputs).length;
}

/** A config of unknown origin: what our layers refuse is the fault of the file. */
function makeModel(config: JsonObject, { custom }: LoadSettings, caller: string): Model {
  if (sizeOfConfig(config) > MOST_PARTS) throw new DecodeError('too-large', 0, `${caller}: the model has more than ${MOST_PARTS} parts`);
  try {
    const model = modelFromConfig(config, custom);
    expectModel(model, caller);
    return model;
  } catch (error) {
    if (error instanceof DecodeError || !(error instanceof Error)) throw error;
    const code = / is not an option/.test(error.message) ? 'unsupported-setting' : 'bad-config';
    throw Object.assign(new DecodeError(code, 0, `${caller}: ${error.message}`), { cause: error });
  }
}

async function readContent(found: Found, settings: LoadSettings, caller: string, weightsOnly = false): Promise<Content> {
  switch (found.kind) {
    case 'safetensors': {
      const saved = readSaved(parseSafetensors(found.bytes, caller), caller);
      if (!saved) return {};
      const { config, arrays } = saved;
      return { config, weights: inOrder(arrays, caller) };
    }
    case 'hdf5':
      return readH5(found.root, settings, caller, weightsOnly);
    case 'zip':
      return readKeras(openZip(found.bytes, settings.maxBytes, caller), settings, caller, weightsOnly);
    case 'json':
      return readJson(found, settings, caller, weightsOnly);
  }
}

const inOrder = (arrays: readonly FileArray[], caller: string): KerasWeights => ({
  arrays,
  assign: (model): Assignment => pair(model.parameters, arrays, model.name, caller),
});

/** The major version of Keras in a text like `3.15.1`. */
const majorOf = (version: unknown): number => (typeof version === 'string' && version.startsWith('3') ? 3 : 2);

function kerasConfig(model: JsonObject, version: number, { custom }: LoadSettings, caller: string): JsonObject {
  return readKerasModel({ caller, version, custom }, model);
}

const namesIn = (config: JsonObject | undefined): string[] | undefined =>
  config && (config['layers'] as JsonObject[]).map(({ name }) => String(name));

function readH5(root: Hdf5Group, settings: LoadSettings, caller: string, weightsOnly: boolean): Content {
  const text = weightsOnly ? undefined : root.text('model_config');
  if (text === undefined) return { weights: readKerasWeights(root, caller) };
  const json = parseJson(text, caller);
  if (!isObject(json)) throw new DecodeError('bad-json', 0, `${caller}: the "model_config" is not an object`);
  return { config: kerasConfig(json, majorOf(root.text('keras_version')), settings, caller), weights: readKerasWeights(root, caller) };
}

async function readKeras(archive: Archive, settings: LoadSettings, caller: string, weightsOnly: boolean): Promise<Content> {
  const { names } = archive;
  if (!names.includes('config.json') || !names.includes('model.weights.h5')) {
    const torch = names.some((name) => name.endsWith('data.pkl'));
    const cure = torch
      ? 'this is a PyTorch file of pickled objects, which can run any code: save the state dict with safetensors.torch.save_file'
      : 'a .keras archive holds config.json and model.weights.h5, and this one does not';
    throw new DecodeError('unsupported-format', 0, `${caller}: ${cure}`);
  }
  const metadata = readJsonObject((await archive.read('metadata.json')) ?? new Uint8Array([0x7b, 0x7d]), caller);
  const version = metadata['keras_version'];
  const json = readJsonObject((await archive.read('config.json'))!, caller);
  const config = weightsOnly ? undefined : kerasConfig(json, majorOf(version), settings, caller);
  const root = await openHdf5((await archive.read('model.weights.h5'))!, settings.hdf5, caller);
  const weights = readKerasWeights(root, caller, namesIn(config));
  return config ? { config, weights } : { weights };
}

async function readJson(
  { json, files }: Extract<Found, { kind: 'json' }>,
  settings: LoadSettings,
  caller: string,
  weightsOnly: boolean,
): Promise<Content> {
  if (isTfjs(json)) {
    const { model, version } = tfjsTopology(json, caller);
    const config = weightsOnly ? undefined : kerasConfig(model, version, settings, caller);
    const read = (path: string): Uint8Array => {
      const bytes = files.get(path);
      if (bytes) return bytes;
      throw new DecodeError('missing-file', 0, `${caller}: the weights are in ${JSON.stringify(path)}, which was not given`);
    };
    const weights = readTfjsWeights(json, read, caller);
    return config ? { config, weights } : { weights };
  }
  if (!('class_name' in json)) throw new DecodeError('unsupported-format', 0, `${caller}: this JSON describes no model that is known`);
  const config = kerasConfig(
    json,
    json['module'] === 'keras' || String(json['module']).startsWith('keras.') ? 3 : majorOf(json['keras_version']),
    settings,
    caller,
  );
  const [other] = [...files.values()].filter((bytes) => bytes[0] === 0x89);
  return other ? { config, weights: readKerasWeights(await openHdf5(other, settings.hdf5, caller), caller, namesIn(config)) } : { config };
}
