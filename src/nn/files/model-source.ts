/**
 * What models are loaded from: a file in memory, or several by their names.
 * @module
 */
import { DecodeError, show } from '../../core/errors.js';
import { expectInteger, readOptions } from '../../core/options.js';
import { asBytes, type Bytes } from '../../io/bytes.js';
import { type LayerMaker } from '../model-from-config.js';
import { type Hdf5Group, type Hdf5Package, isHdf5, openHdf5 } from './hdf5.js';
import { type JsonObject, readJsonObject } from './json.js';
import { isSafetensors } from './read-safetensors.js';
import { isZip } from './unzip.js';

/** Files by their names: `{ 'model.json': ..., 'group1-shard1of1.bin': ... }`. */
export type ModelFiles = Readonly<Record<string, Bytes>>;

/** Options of {@link loadWeights}. */
export interface LoadWeightsOptions {
  /** The package `jsfive`, where HDF5 files cannot find it by themselves (bundlers). @defaultValue what `import('jsfive')` gives */
  hdf5?: Hdf5Package | undefined;
  /** Refuse archives that unpack to more bytes than this, an integer >= 1. @defaultValue `2 ** 30` */
  maxBytes?: number | undefined;
}

/** Options of {@link loadModel}. */
export interface LoadModelOptions extends LoadWeightsOptions {
  /** Precision of the weights. @defaultValue that of the file */
  dtype?: 'float32' | 'float64' | undefined;
  /** Functions that make layers of your own, by their kinds, or by their class names in files of Keras. @defaultValue none */
  custom?: Readonly<Record<string, LayerMaker>> | undefined;
}

/** The options in force. */
export interface LoadSettings {
  hdf5: Hdf5Package | undefined;
  maxBytes: number;
  dtype: 'float32' | 'float64' | undefined;
  custom: Readonly<Record<string, LayerMaker>>;
}

const DEFAULTS: LoadSettings = { hdf5: undefined, maxBytes: 2 ** 30, dtype: undefined, custom: {} };

/** Checks the options. */
export function readLoadSettings(options: LoadModelOptions | undefined, caller: string): LoadSettings {
  const settings = readOptions<LoadSettings>(caller, options as Partial<LoadSettings> | undefined, DEFAULTS);
  expectInteger(settings.maxBytes, caller, 'maxBytes', 1);
  return settings;
}

/** A file, told by its content. */
export type Found =
  | { kind: 'safetensors' | 'zip'; bytes: Uint8Array }
  | { kind: 'hdf5'; root: Hdf5Group }
  | { kind: 'json'; json: JsonObject; files: ReadonlyMap<string, Uint8Array> };

/** Looks at what was given. */
export async function findSource(source: Bytes | ModelFiles, settings: LoadSettings, caller: string): Promise<Found> {
  const files = readFiles(source, caller);
  const list = [...files];
  const json = list.find(([name, bytes]) => name.endsWith('.json') || isJson(bytes));
  const bytes = (json ?? (list.length === 1 ? list[0] : undefined))?.[1];
  if (!bytes) throw new DecodeError('unsupported-format', 0, `${caller}: of several files one must be a .json, got ${list.length} others`);
  if (bytes.length === 0) throw new DecodeError('truncated', 0, `${caller}: the file is empty`);
  if (json) return { kind: 'json', json: readJsonObject(bytes, caller), files };
  if (isSafetensors(bytes)) return { kind: 'safetensors', bytes };
  if (isHdf5(bytes)) return { kind: 'hdf5', root: await openHdf5(bytes, settings.hdf5, caller) };
  if (isZip(bytes)) return { kind: 'zip', bytes };
  const known = '.keras, .h5, .safetensors and model.json';
  throw new DecodeError('unsupported-format', 0, `${caller}: this is no model file that is known (${known})`);
}

/** Bytes alone get an empty name. */
function readFiles(source: Bytes | ModelFiles, caller: string): ReadonlyMap<string, Uint8Array> {
  const isFile = ArrayBuffer.isView(source) || /ArrayBuffer$/.test(Object.prototype.toString.call(source).slice(8, -1));
  if (isFile) return new Map([['', asBytes(source, caller)]]);
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    throw new TypeError(`${caller}: "source" must be the bytes of a file, or an object of files, got ${show(source)}`);
  }
  return new Map(Object.entries(source as ModelFiles).map(([name, bytes]) => [name, asBytes(bytes, caller)]));
}

/** JSON begins with a brace; so does no other format here. */
function isJson(bytes: Uint8Array): boolean {
  let i = 0;
  while (i < bytes.length && [0x20, 0x0a, 0x0d, 0x09].includes(bytes[i]!)) i++;
  return bytes[i] === 0x7b;
}
