/**
 * Writing safetensors.
 * @module
 */
import { ParameterError, show, tagOf } from '../../core/errors.js';
import { isNdArray, type NdArray, type NdData, toRowMajor } from '../../core/nd.js';
import { expectOneOf, readOptions } from '../../core/options.js';
import { viewOf } from '../../io/bytes.js';
import { toBfloat16, toHalf } from './half.js';
import { isCounts, product } from './read-safetensors.js';
import { STORED, type StoredData, type StoredDtype, type StoredTensor } from './stored-tensor.js';

/** An array to write, as `readSafetensors` gives it. */
export interface StorableTensor {
  /** The values, the last axis first. */
  readonly data: StoredData;
  /** Length of each axis. */
  readonly shape: readonly number[];
  /** Element type in the file; a Float32Array may become `'F16'` or `'BF16'`, a Uint8Array `'BOOL'`. @defaultValue that of `data` */
  readonly dtype?: StoredDtype | undefined;
}

/** What can be written: an ndarray, a typed array (one axis), or values with a shape. */
export type Storable = StoredData | NdArray<NdData> | StorableTensor;

/** Options of {@link writeSafetensors}. */
export interface WriteSafetensorsOptions {
  /** Texts by their names. @defaultValue none */
  metadata?: Readonly<Record<string, string>> | undefined;
}

const CALLER = 'writeSafetensors';

const OF: Readonly<Record<string, StoredDtype>> = {
  Float64Array: 'F64',
  Float32Array: 'F32',
  BigInt64Array: 'I64',
  BigUint64Array: 'U64',
  Int32Array: 'I32',
  Uint32Array: 'U32',
  Int16Array: 'I16',
  Uint16Array: 'U16',
  Int8Array: 'I8',
  Uint8Array: 'U8',
};

/** Types that may be written from another array: the array that must be there. */
const ALSO: Readonly<Record<string, string>> = { F16: 'Float32Array', BF16: 'Float32Array', BOOL: 'Uint8Array' };

/**
 * Writes arrays as a safetensors file: the same arrays give the same bytes, laid out as the format's own library does, the widest types
 * first.
 *
 * @param tensors - The arrays by their names.
 * @returns The bytes of the file.
 * @throws `ParameterError` for shapes that do not fit and types that cannot be written; TypeError for what is no array.
 * @example
 * ```ts
 * const file = writeSafetensors({ bias: Float32Array.of(1, 2) });
 * readSafetensors(file).tensors['bias']!.data; // [1, 2]
 * ```
 * @see {@link readSafetensors}
 */
export function writeSafetensors(tensors: Readonly<Record<string, Storable>>, options?: WriteSafetensorsOptions): Uint8Array {
  const { metadata } = readOptions(CALLER, options, { metadata: {} as Readonly<Record<string, string>> });
  if (typeof tensors !== 'object' || tensors === null || Array.isArray(tensors)) {
    throw new TypeError(`${CALLER}: "tensors" must be an object of arrays, got ${show(tensors)}`);
  }
  const head: Record<string, unknown> = {};
  const texts = Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, text] of texts) {
    if (key === '__proto__' || typeof text !== 'string')
      throw new TypeError(`${CALLER}: "metadata.${key}" must be a text, got ${show(text)}`);
  }
  if (texts.length) head['__metadata__'] = Object.fromEntries(texts);
  const list = Object.entries(tensors).map(([name, value]) => ({ name, ...read(name, value) }));
  list.sort(
    (a, b) => STORED[b.dtype][0] - STORED[a.dtype][0] || ORDER.indexOf(b.dtype) - ORDER.indexOf(a.dtype) || (a.name < b.name ? -1 : 1),
  );
  let end = 0;
  for (const { name, shape, dtype } of list) {
    const from = end;
    end += product(shape) * STORED[dtype][0];
    head[name] = { dtype, shape, data_offsets: [from, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(head));
  const length = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + length + end);
  const view = viewOf(file);
  view.setBigUint64(0, BigInt(length), true);
  file.fill(0x20, 8, 8 + length);
  file.set(text, 8);
  let at = 8 + length;
  for (const { data, dtype } of list) at = put(file, view, at, data, dtype);
  return file;
}

/** From the narrowest to the widest, as the format's library orders its types. */
const ORDER: readonly StoredDtype[] = ['BOOL', 'U8', 'I8', 'I16', 'U16', 'F16', 'BF16', 'I32', 'U32', 'F32', 'F64', 'I64', 'U64'];

function read(name: string, value: Storable): StoredTensor {
  if (name === '__metadata__' || name === '__proto__') throw new ParameterError(CALLER, name, 'must not be the name of an array');
  let found: StorableTensor;
  if (ArrayBuffer.isView(value)) found = { data: value as StoredData, shape: [(value as StoredData).length] };
  else if (isNdArray(value)) found = { data: toRowMajor(value), shape: [...value.shape] };
  else found = value as StorableTensor;
  const tag = typeof found === 'object' && found !== null ? tagOf(found.data) : '';
  if (!Object.hasOwn(OF, tag)) {
    throw new TypeError(`${CALLER}: "${name}" must be an ndarray, a typed array or { data, shape, dtype }, got ${show(value)}`);
  }
  const { data, shape, dtype = OF[tag]! } = found;
  expectOneOf(dtype, CALLER, `${name}.dtype`, ORDER);
  if (dtype !== OF[tag] && ALSO[dtype] !== tag) throw new ParameterError(CALLER, `${name}.dtype`, `cannot be ${dtype} for a ${tag}`);
  if (!isCounts(shape) || product(shape) !== data.length) {
    throw new ParameterError(CALLER, `${name}.shape`, `must hold the ${data.length} values, got [${String(shape)}]`);
  }
  return { data, shape, dtype };
}

function put(file: Uint8Array, view: DataView, at: number, data: StoredData, dtype: StoredDtype): number {
  if (dtype === 'F16' || dtype === 'BF16') {
    const convert = dtype === 'F16' ? toHalf : toBfloat16;
    for (let i = 0; i < data.length; i++) view.setUint16(at + 2 * i, convert(data[i] as number), true);
    return at + 2 * data.length;
  }
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
  return at + data.byteLength;
}
