/**
 * Model files from disk.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DecodeError, show } from '../core/errors.js';
import { asBytes } from '../io/bytes.js';
import {
  type LoadModelOptions,
  type LoadWeightsOptions,
  loadModel as loadModelOf,
  loadWeights as loadWeightsOf,
  type ModelFiles,
  type Safetensors,
  saveModel as saveModelOf,
  type Storable,
  writeSafetensors,
  type WriteSafetensorsOptions,
} from '../nn/files/index.js';
import { isObject, readJsonObject } from '../nn/files/json.js';
import { parseSafetensors } from '../nn/files/read-safetensors.js';
import { tfjsPaths } from '../nn/files/tfjs-model.js';
import { type Model } from '../nn/model-core.js';
import { writeFileAtomic } from './write-file-atomic.js';

const readPath = (path: unknown, caller: string): string => {
  if (path instanceof URL) return fileURLToPath(path);
  if (typeof path !== 'string') throw new TypeError(`${caller}: "path" must be a path or a URL, got ${show(path)}`);
  return path;
};

/** The file, and for a `model.json` the files of weights beside it. */
async function readModelFiles(path: string, caller: string): Promise<Uint8Array | ModelFiles> {
  const bytes = asBytes(await readFile(path), caller);
  if (!path.toLowerCase().endsWith('.json')) return bytes;
  const json = readJsonObject(bytes, caller);
  const shards = isObject(json) && 'weightsManifest' in json ? [...new Set(tfjsPaths(json, caller))] : [];
  const files: Record<string, Uint8Array> = { 'model.json': bytes };
  for (const name of shards) files[name] = asBytes(await readFile(join(dirname(path), name)), caller);
  return files;
}

/** Puts the path into messages. */
async function naming<T>(path: string, caller: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const told = new DecodeError(error.code, error.offset, error.message.replace(`${caller}: `, `${caller}: ${path}: `));
    throw Object.assign(told, { cause: error });
  }
}

/**
 * Loads a model file with its layers and its weights: of `saveModel`, Keras 3 `.keras`, Keras 2 and 3 `.h5`, TensorFlow.js `model.json` with the
 * files beside it. Files of Keras need the package `jsfive`, which is found where it is installed.
 *
 * @param path - The file, as a path or a file: URL.
 * @returns The model, as `loadModel` of `@audiolab/dsp/nn` gives it, which takes bytes.
 * @throws `DecodeError` for files that are damaged or hold what is not supported; its message names the path. Errors of the file system.
 * @example
 * ```ts
 * import { loadModel, saveModel } from '@audiolab/dsp/node';
 * await saveModel('net.safetensors', sequential([lstm({ units: 4 }), dense({ units: 2 })], { inputShape: [null, 13] }));
 * const net = await loadModel('net.safetensors');
 * net.countParams().total; // 298
 * ```
 * @see Keras `load_model`, `tf.loadLayersModel`.
 */
export async function loadModel(path: string | URL, options?: LoadModelOptions): Promise<Model> {
  const caller = 'loadModel';
  const name = readPath(path, caller);
  return naming(name, caller, async () => loadModelOf(await readModelFiles(name, caller), options));
}

/**
 * Loads the weights of a model file, or of a `.weights.h5`, into a model that has the same layers.
 *
 * @param model - Its weights are replaced, or stay as they are if something does not fit.
 * @param path - The file, as a path or a file: URL.
 * @throws As {@link loadModel}.
 * @example
 * ```ts
 * import { loadWeights, saveModel } from '@audiolab/dsp/node';
 * const make = (seed: number) => sequential([dense({ units: 1 })], { inputShape: [2], seed });
 * await saveModel('best.safetensors', make(1));
 * const net = make(2);
 * await loadWeights(net, 'best.safetensors');
 * net.getWeights()[0]!.data[0] === make(1).getWeights()[0]!.data[0]; // true
 * ```
 * @see {@link loadModel}
 */
export async function loadWeights(model: Model, path: string | URL, options?: LoadWeightsOptions): Promise<void> {
  const caller = 'loadWeights';
  const name = readPath(path, caller);
  return naming(name, caller, async () => loadWeightsOf(model, await readModelFiles(name, caller), options));
}

/**
 * Saves a model with its layers and its weights, as safetensors. The file appears whole or not at all.
 *
 * @param path - Where to, as a path or a file: URL. The folder must exist.
 * @param model - Made by `sequential` or `model`.
 * @throws As `saveModel` of `@audiolab/dsp/nn`; errors of the file system.
 * @example
 * ```ts
 * import { loadModel, saveModel } from '@audiolab/dsp/node';
 * await saveModel('small.safetensors', sequential([dense({ units: 1 })], { inputShape: [2] }));
 * (await loadModel('small.safetensors')).layers.length; // 1
 * ```
 * @see {@link loadModel}
 */
export async function saveModel(path: string | URL, model: Model): Promise<void> {
  const name = readPath(path, 'saveModel');
  return writeFileAtomic(name, saveModelOf(model));
}

/**
 * Reads a safetensors file: a PyTorch state dict, or anybody's arrays.
 *
 * @param path - The file, as a path or a file: URL.
 * @returns The arrays and the metadata, as `readSafetensors` of `@audiolab/dsp/nn` gives them, which takes bytes.
 * @throws `DecodeError` for files that are damaged; its message names the path. Errors of the file system.
 * @example
 * ```ts
 * await saveSafetensors('fc.safetensors', { 'fc.bias': Float32Array.of(1, 2) });
 * const { tensors } = await loadSafetensors('fc.safetensors');
 * tensors['fc.bias']!.data; // [1, 2]
 * ```
 * @see {@link saveSafetensors}; `safetensors.torch.save_file`.
 */
export async function loadSafetensors(path: string | URL): Promise<Safetensors> {
  const caller = 'loadSafetensors';
  const name = readPath(path, caller);
  return naming(name, caller, async () => parseSafetensors(asBytes(await readFile(name), caller), caller));
}

/**
 * Writes arrays as a safetensors file, which appears whole or not at all.
 *
 * @param path - Where to, as a path or a file: URL. The folder must exist.
 * @param tensors - The arrays by their names.
 * @throws As `writeSafetensors` of `@audiolab/dsp/nn`; errors of the file system.
 * @example
 * ```ts
 * await saveSafetensors('mean.safetensors', { mean: Float64Array.of(0.5) }, { metadata: { rate: '16000' } });
 * (await loadSafetensors('mean.safetensors')).metadata['rate']; // '16000'
 * ```
 * @see {@link loadSafetensors}; `safetensors.torch.load_file`.
 */
export async function saveSafetensors(
  path: string | URL,
  tensors: Readonly<Record<string, Storable>>,
  options?: WriteSafetensorsOptions,
): Promise<void> {
  const name = readPath(path, 'saveSafetensors');
  return writeFileAtomic(name, writeSafetensors(tensors, options));
}
