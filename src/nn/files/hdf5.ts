/**
 * HDF5 files through the package `jsfive`, which is brought in when the first such file is met.
 * @module
 */
import { DecodeError } from '../../core/errors.js';
import { printable, viewOf } from '../../io/bytes.js';
import { product } from './read-safetensors.js';
import { type FileArray } from './fill-weights.js';

/** What is used of the package `jsfive`: `import * as jsfive from 'jsfive'`. */
export interface Hdf5Package {
  /** The class that opens a file in memory: `new File(buffer, name)`. */
  readonly File: unknown;
}

/** Imports a package by name; a parameter for tests. */
export type PackageImporter = (name: string) => Promise<unknown>;

/** What `jsfive` gives: groups have `keys` and `get`, datasets a `dtype` and a `value`. */
interface Item {
  readonly attrs: Record<string, unknown>;
  readonly keys?: unknown;
  readonly dtype?: unknown;
  readonly shape?: unknown;
  readonly value?: unknown;
  get?(name: string): unknown;
}

/** A group of a file. */
export interface Hdf5Group {
  /** What is in it. */
  names(): string[];
  /** A text, or undefined. */
  text(attribute: string): string | undefined;
  /** A list of texts, which Keras cuts in pieces (`name0`, `name1`, ...) where it is long; or undefined. */
  texts(attribute: string): string[] | undefined;
  /** The group at a path, or undefined. */
  group(path: string): Hdf5Group | undefined;
  /** The array at a path, or undefined. */
  array(path: string): FileArray | undefined;
}

const NAME = 'jsfive';
// The name is a variable, so that no bundler tries to follow it
const importPackage: PackageImporter = (name) => import(/* @vite-ignore */ /* webpackIgnore: true */ name) as Promise<unknown>;

/** Whether the bytes begin as such a file does. */
export const isHdf5 = (bytes: Uint8Array): boolean => [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a].every((b, i) => bytes[i] === b);

/** Opens a file. */
export async function openHdf5(
  bytes: Uint8Array,
  hdf5: Hdf5Package | undefined,
  caller: string,
  load: PackageImporter = importPackage,
): Promise<Hdf5Group> {
  let found: unknown = hdf5;
  try {
    found ??= await load(NAME);
  } catch (error) {
    const cure = `run "npm install ${NAME}", or pass the package as the option "hdf5"`;
    throw Object.assign(new DecodeError('no-hdf5', 0, `${caller}: this is an HDF5 file, and the package ${NAME} is not there: ${cure}`), {
      cause: error,
    });
  }
  if (!isHdf5(bytes)) throw new DecodeError('bad-hdf5', 0, `${caller}: this is no HDF5 file: its first bytes are others`);
  const end = endOf(bytes);
  if (end > bytes.length) {
    throw new DecodeError(
      'truncated',
      bytes.length,
      `${caller}: the HDF5 file should have ${Number.isFinite(end) ? end : 'more'} bytes, and has ${bytes.length}`,
    );
  }
  const { File, default: inner } = found as Partial<Hdf5Package> & { default?: Partial<Hdf5Package> };
  const Maker = File ?? inner?.File;
  if (typeof Maker !== 'function') throw new TypeError(`${caller}: "hdf5" must be the package ${NAME}, which has a "File"`);
  const root = guard(
    caller,
    'the file',
    () => new (Maker as new (buffer: ArrayBuffer, name: string) => unknown)(bytes.slice().buffer, 'model.h5') as Item,
  );
  return wrap(root, '', { lookups: MOST_LOOKUPS, bytes: MOST_RATIO * bytes.length, arrays: new Map() }, caller);
}

/** What may still be read: links may go in circles, and one array may be linked from many places. */
interface Budget {
  lookups: number;
  bytes: number;
  /** Arrays that were read, by their paths. */
  readonly arrays: Map<string, FileArray>;
}

/** Ten for each layer of the largest model. */
const MOST_LOOKUPS = 100_000;
/** Compressed numbers may be more than the file; more than this they are not. */
const MOST_RATIO = 16;

/** Where the file says that it ends, by the version of its first block; 0 where it does not. */
function endOf(bytes: Uint8Array): number {
  const version = bytes[8] ?? 0;
  const at = version === 0 ? 40 : version === 1 ? 44 : 28;
  const wide = bytes[version < 2 ? 13 : 9] === 8; // bytes of an address
  return wide && at + 8 <= bytes.length ? Number(viewOf(bytes).getBigUint64(at, true)) : bytes.length < 48 ? Infinity : 0;
}

/** A reader of damaged files throws all kinds of errors; we throw one. */
function guard<T>(caller: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeError) throw error;
    const reason = String(error instanceof Error ? error.message : error).slice(0, 100);
    throw Object.assign(new DecodeError('bad-hdf5', 0, `${caller}: ${what} cannot be read as HDF5: ${printable(reason)}`), {
      cause: error,
    });
  }
}

/** A text as it was before numpy filled it up. */
const clean = (text: unknown): string => String(text).replace(/\0+$/, '');

function wrap(item: Item, path: string, budget: Budget, caller: string): Hdf5Group {
  const within = (name: string): string => printable(`${path}/${name}`.slice(0, 200));
  /** Groups and arrays on the way to a path; undefined where it ends before. */
  const find = (name: string): Item | undefined => {
    if (--budget.lookups < 0) throw new DecodeError('too-large', 0, `${caller}: the HDF5 file has too many links`);
    let here: Item | undefined = item;
    for (const part of name.split('/').filter(Boolean)) {
      const parent: Item = here!;
      here = guard(caller, within(name), () => {
        if ('dtype' in parent || !Array.isArray(parent.keys) || !parent.keys.includes(part)) return undefined;
        const child = parent.get!(part);
        return typeof child === 'object' && child !== null ? (child as Item) : undefined;
      });
      if (!here) return undefined;
    }
    return here;
  };
  const attribute = (name: string): unknown =>
    guard(caller, `the attribute ${within(name)}`, () => (Object.hasOwn(item.attrs, name) ? item.attrs[name] : undefined));
  const text = (name: string): string | undefined => {
    const value = attribute(name);
    return typeof value === 'string' ? clean(value) : undefined;
  };
  const list = (name: string): string[] | undefined => {
    const value = attribute(name);
    if (Array.isArray(value)) return value.map(clean);
    return ArrayBuffer.isView(value) ? [] : undefined; // an empty list has no type
  };
  return {
    names: () => guard(caller, within(''), () => (Array.isArray(item.keys) ? item.keys.map(String) : [])),
    text,
    texts(name) {
      const whole = list(name);
      if (whole) return whole;
      const parts: string[] = [];
      for (let i = 0; ; i++) {
        const part = list(`${name}${i}`);
        if (!part) return i ? parts : undefined;
        for (const one of part) parts.push(one);
      }
    },
    group(name) {
      const found = find(name);
      return found && !isDataset(found) ? wrap(found, `${path}/${name}`, budget, caller) : undefined;
    },
    array(name) {
      const whole = `${path}/${name}`;
      const known = budget.arrays.get(whole);
      if (known) return known;
      const found = find(name);
      if (!found || !isDataset(found)) return undefined;
      const array = guard(caller, within(name), () => readArray(found, whole, budget, caller));
      budget.arrays.set(whole, array);
      return array;
    },
  };
}

const isDataset = (item: Item): boolean => 'dtype' in item && 'value' in item;

function readArray(item: Item, name: string, budget: Budget, caller: string): FileArray {
  const { shape, dtype } = item;
  const what = printable(name.slice(0, 200));
  const size = typeof dtype === 'string' ? Number(/^[<>|=]?f([248])$/.exec(dtype)?.[1]) : NaN;
  if (!size)
    throw new DecodeError('unsupported-dtype', 0, `${caller}: ${what} has the type ${printable(String(dtype))}, weights are floats`);
  if (!Array.isArray(shape) || shape.length > 32 || !shape.every((n) => Number.isSafeInteger(n) && (n as number) >= 0)) {
    throw new DecodeError('bad-hdf5', 0, `${caller}: ${what} has no shape`);
  }
  const count = product(shape as number[]);
  budget.bytes -= count * size;
  if (!(budget.bytes >= 0)) throw new DecodeError('too-large', 0, `${caller}: ${what} claims more bytes than the file can hold`);
  const data = item.value as ArrayLike<number>;
  if (typeof data !== 'object' || data === null || data.length !== count) {
    throw new DecodeError('bad-hdf5', 0, `${caller}: ${what} should hold ${count} values`);
  }
  return { name: name.replace(/^\//, ''), data, shape: shape as number[] };
}
