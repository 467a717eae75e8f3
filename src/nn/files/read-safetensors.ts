/**
 * Reading safetensors: the length of a head, the head in JSON, and the values of all arrays.
 * @module
 */
import { DecodeError } from '../../core/errors.js';
import { asBytes, type Bytes, printable, viewOf } from '../../io/bytes.js';
import { fromBfloat16, fromHalf } from './half.js';
import { isObject, readJsonObject } from './json.js';
import { STORED, type StoredData, type StoredDtype, type StoredTensor } from './stored-tensor.js';

/** What a file holds. */
export interface Safetensors {
  /** The arrays by their names. */
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  /** Texts by their names. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The limit of the format. */
const LONGEST = 100_000_000;

/** Whether the bytes begin as such a file does. */
export function isSafetensors(bytes: Uint8Array): boolean {
  return bytes.length >= 10 && bytes[8] === 0x7b && viewOf(bytes).getBigUint64(0, true) <= LONGEST;
}

/**
 * Reads a safetensors file. Nothing is copied where values lie as arrays need them (files of this library and of the format's own one do):
 * the arrays then share the memory of `bytes`.
 *
 * @param bytes - The whole file.
 * @returns The arrays and the metadata. 16-bit floats become a Float32Array, 64-bit integers a BigInt64Array or BigUint64Array.
 * @throws `DecodeError` with `code` `'truncated'`, `'bad-header'`, `'bad-json'`, `'unsupported-dtype'`, `'bad-size'` (a shape that does not
 * fit its bytes), `'out-of-bounds'`, `'overlap'` or `'gap'` (bytes that no array has), and the `offset`.
 * @example
 * ```ts
 * const file = writeSafetensors({ kernel: tensor(Float32Array.of(1, 2, 3, 4), [2, 2]) }, { metadata: { epoch: '3' } });
 * const { tensors, metadata } = readSafetensors(file);
 * tensors['kernel']!.shape; // [2, 2]
 * metadata['epoch']; // '3'
 * ```
 * @see huggingface/safetensors: the format, whose rules about gaps and overlaps are held to.
 */
export function readSafetensors(bytes: Bytes): Safetensors {
  return parseSafetensors(asBytes(bytes, 'readSafetensors'), 'readSafetensors');
}

/** The same, in the name of another function. */
export function parseSafetensors(file: Uint8Array, caller: string): Safetensors {
  const fail = (code: string, at: number, message: string): never => {
    throw new DecodeError(code, at, `${caller}: ${message}`);
  };
  if (file.length < 8) fail('truncated', file.length, `the file ends after ${file.length} bytes, inside the length of its header`);
  const declared = viewOf(file).getBigUint64(0, true);
  if (declared > LONGEST) fail('bad-header', 0, `the header claims ${declared} bytes, more than the ${LONGEST} that are allowed`);
  const length = Number(declared);
  const start = 8 + length;
  if (start > file.length) fail('truncated', 0, `the header claims ${length} bytes, and ${file.length - 8} are left`);
  const left = file.length - start;
  const metadata: Record<string, string> = {};
  const tensors: Record<string, StoredTensor> = {};
  const places: { name: string; from: number; to: number }[] = [];
  for (const [name, entry] of Object.entries(readJsonObject(file.subarray(8, start), caller, 8))) {
    const what = printable(name.slice(0, 80));
    if (!isObject(entry)) return fail('bad-header', 8, `${what} is described by no object`);
    if (name === '__metadata__') {
      for (const [key, value] of Object.entries(entry)) {
        if (typeof value !== 'string') return fail('bad-header', 8, `the metadata ${printable(key.slice(0, 80))} is not a text`);
        metadata[key] = value;
      }
      continue;
    }
    const { dtype, shape, data_offsets: offsets } = entry;
    if (typeof dtype !== 'string' || !Object.hasOwn(STORED, dtype)) {
      return fail('unsupported-dtype', 8, `${what} has the type ${printable(String(dtype).slice(0, 20))}, which is not supported`);
    }
    if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) {
      return fail('bad-header', 8, `${what} must have a shape and two offsets, all of them integers >= 0`);
    }
    const [from, to] = offsets as [number, number];
    if (from > to || to > left) {
      return fail('out-of-bounds', start, `${what} claims the bytes ${from} to ${to} of ${left}`);
    }
    const [size, Maker] = STORED[dtype as StoredDtype];
    const count = product(shape);
    if (count * size !== to - from) {
      return fail('bad-size', start + from, `${what} of the shape [${shape.join(', ')}] needs ${count * size} bytes, and has ${to - from}`);
    }
    places.push({ name, from, to });
    tensors[name] = { data: view(file, start + from, dtype as StoredDtype, size, count, Maker), shape, dtype: dtype as StoredDtype };
  }
  places.sort((a, b) => a.from - b.from || a.to - b.to);
  let end = 0;
  for (const { name, from, to } of places) {
    if (from !== end) {
      return fail(
        from < end ? 'overlap' : 'gap',
        start + from,
        `${printable(name.slice(0, 80))} begins at byte ${from}, and the array before it ends at ${end}`,
      );
    }
    end = to;
  }
  if (end !== left) fail('gap', start + end, `${left - end} bytes at the end belong to no array`);
  return { tensors, metadata };
}

/** A list of integers >= 0, short as shapes are. */
export const isCounts = (x: unknown): x is number[] =>
  Array.isArray(x) && x.length <= 32 && x.every((n) => Number.isSafeInteger(n) && (n as number) >= 0);

/** Exact as far as it can be a number of bytes; beyond that it only grows, or is 0. */
export const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Values over the memory of the file, or a copy where they do not lie at a multiple of their size. */
function view(
  file: Uint8Array,
  at: number,
  dtype: StoredDtype,
  size: number,
  count: number,
  Maker: new (buffer: ArrayBufferLike, at: number, length: number) => StoredData,
): StoredData {
  const begin = file.byteOffset + at;
  const raw = begin % size === 0 ? new Maker(file.buffer, begin, count) : new Maker(file.slice(at, at + size * count).buffer, 0, count); // subarrays of larger files may begin anywhere
  if (dtype === 'F16') return Float32Array.from(raw as Uint16Array, fromHalf);
  if (dtype === 'BF16') return Float32Array.from(raw as Uint16Array, fromBfloat16);
  return raw;
}
