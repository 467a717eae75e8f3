/**
 * Settings of Keras layers in our words: names folded, initializers, regularizers, constraints and activations by our names.
 * @module
 */
import { DecodeError, show } from '../../core/errors.js';
import { printable } from '../../io/bytes.js';
import { isObject, type JsonObject } from './json.js';

/** Where a setting stands, for messages. */
export interface Place {
  readonly caller: string;
  readonly layer: string;
  /** Of Keras, that wrote it: 3 has another `hard_sigmoid` than those before. */
  readonly version: number;
}

/** Refuses a setting by name. */
export function refuse({ caller, layer }: Place, setting: string, rule: string): never {
  throw new DecodeError(
    'unsupported-setting',
    0,
    `${caller}: the setting "${setting}" of the layer ${printable(layer.slice(0, 80))} ${rule}`,
  );
}

/** `kernel_size` -> `kernelSize`. */
export const foldName = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `RandomNormal` and `random_normal` -> `randomNormal`; `LecunNormal` and `lecun_normal` alike. */
const foldClass = (name: string): string => foldName(name).replace(/^[A-Z]/, (letter) => letter.toLowerCase());

/** A class with settings: `'glorot_uniform'`, or `{ class_name, config }`. */
function readClass(value: unknown, place: Place, setting: string): { name: string; config: JsonObject } {
  if (typeof value === 'string') return { name: foldClass(value), config: {} };
  if (isObject(value) && typeof value['class_name'] === 'string') {
    const config = value['config'] ?? {};
    if (isObject(config)) return { name: foldClass(value['class_name']), config };
  }
  return refuse(place, setting, `must be a name or a class, got ${show(value)}`);
}

/** Settings that carry no meaning here: streams of random numbers, axes that default to all. */
const IDLE: Readonly<Record<string, (value: unknown) => boolean>> = {
  seed: () => true,
  dtype: () => true,
  input_axes: (value) => value === null,
  output_axes: (value) => value === null,
};

function fold(config: JsonObject, place: Place, setting: string): Record<string, unknown> {
  const folded: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    if (Object.hasOwn(IDLE, key)) {
      if (!IDLE[key]!(value)) refuse(place, `${setting}.${key}`, `must be null, got ${show(value)}`);
    } else folded[foldName(key)] = value;
  }
  return folded;
}

/** An initializer. The weights come from the file; it is kept for those who train anew. */
export function readKerasInitializer(value: unknown, place: Place, setting: string): unknown {
  if (value === null) return 'zeros';
  const { name, config } = readClass(value, place, setting);
  const own: Record<string, unknown> = { name, ...fold(config, place, setting) };
  const words: Readonly<Record<string, string>> = { normal: 'truncatedNormal' }; // what Keras calls it for the sake of old files
  for (const key of ['mode', 'distribution']) {
    if (typeof own[key] === 'string') own[key] = words[foldName(own[key])] ?? foldName(own[key]);
  }
  if (name === 'identityInitializer') own['name'] = 'identity';
  return own;
}

/** A regularizer. */
export function readKerasRegularizer(value: unknown, place: Place, setting: string): unknown {
  if (value === null) return null;
  const { name, config } = readClass(value, place, setting);
  if (!['l1', 'l2', 'l1L2', 'l1l2'].includes(name)) refuse(place, setting, `is of the class "${name}", which is not supported`);
  const { l1 = 0, l2 = 0, ...rest } = fold(config, place, setting);
  for (const key of Object.keys(rest)) refuse(place, `${setting}.${key}`, 'is not known');
  if (typeof value === 'string') return name === 'l1L2' ? 'l1l2' : name;
  return { l1, l2 };
}

/** A constraint. */
export function readKerasConstraint(value: unknown, place: Place, setting: string): unknown {
  if (value === null) return null;
  const { name, config } = readClass(value, place, setting);
  return { name, ...fold(config, place, setting) };
}

/** An activation. */
export function readKerasActivation(value: unknown, place: Place, setting: string): unknown {
  if (value === null) return 'linear';
  const { name, config } = readClass(value, place, setting);
  for (const key of Object.keys(config)) if (key !== 'name' && key !== 'dtype') refuse(place, `${setting}.${key}`, 'is not known');
  if (name === 'hardSigmoid' && place.version < 3) return 'hardSigmoidKeras2';
  return name;
}

/** A setting that is a number for one axis, and in files a list of one. */
export const single = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? (value as unknown[])[0] : value);
