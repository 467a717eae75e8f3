/**
 * Decoder packages that are installed beside the library are found without registering them.
 * @module
 */
import { DecodeError } from '../core/errors.js';
import { type AudioDecoder, registerDecoder } from '../io/decoders.js';
import { type SniffedFormat } from '../io/sniff.js';

/** Imports a package by name; a parameter for tests. */
export type Importer = (pkg: string) => Promise<{ default?: unknown }>;

// The name is a variable, so that no bundler tries to follow it
const importPackage: Importer = (pkg) => import(/* @vite-ignore */ pkg) as Promise<{ default?: unknown }>;

/** Registers the package that decodes `format`, if it is installed. Only our own list of names is ever imported. */
export async function registerInstalled(format: SniffedFormat, load: Importer = importPackage): Promise<boolean> {
  const { pkg, extension } = format;
  let decode: unknown;
  try {
    decode = (await load(pkg)).default;
  } catch (error) {
    if (/Cannot find (package|module)|Failed to (load|resolve)/.test(String(error)) && String(error).includes(pkg)) return false;
    const told = new DecodeError('decoder-failed', 0, `load: the package ${pkg} is installed, but: ${String(error)}`);
    throw Object.assign(told, { cause: error });
  }
  if (typeof decode !== 'function')
    throw new DecodeError('decoder-failed', 0, `load: the package ${pkg} has no default export to decode with`);
  registerDecoder({ name: pkg, extensions: [extension], decode: decode as AudioDecoder['decode'] });
  return true;
}
