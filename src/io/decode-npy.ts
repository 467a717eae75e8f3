/**
 * NumPy files to arrays.
 * @module
 */
import { DecodeError } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';
import { rowMajor } from '../core/view.js';
import { asBytes, type Bytes, printable, viewOf } from './bytes.js';
import { readNpyHeader } from './npy-header.js';

/** The element stores of {@link decodeNpy}. */
export type NpyData = FloatArray | Int32Array | Uint8Array;

interface Kind {
  /** Bytes per element of the file. */
  readonly size: number;
  /** Numbers per element: 2 for complex ones. */
  readonly parts: 1 | 2;
  readonly make: (length: number) => NpyData;
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number;
}

const f4 = (view: DataView, at: number, le: boolean): number => view.getFloat32(at, le);
const f8 = (view: DataView, at: number, le: boolean): number => view.getFloat64(at, le);
const floats = (n: number): Float32Array => new Float32Array(n);
const doubles = (n: number): Float64Array => new Float64Array(n);
const integers = (n: number): Int32Array => new Int32Array(n);
const octets = (n: number): Uint8Array => new Uint8Array(n);

/** numpy's types without their byte order. 64-bit integers are checked for safety while reading. */
const KINDS: Record<string, Kind> = {
  f4: { size: 4, parts: 1, make: floats, read: f4 },
  f8: { size: 8, parts: 1, make: doubles, read: f8 },
  c8: { size: 8, parts: 2, make: floats, read: f4 },
  c16: { size: 16, parts: 2, make: doubles, read: f8 },
  b1: { size: 1, parts: 1, make: octets, read: (view, at) => view.getUint8(at) },
  u1: { size: 1, parts: 1, make: octets, read: (view, at) => view.getUint8(at) },
  i1: { size: 1, parts: 1, make: integers, read: (view, at) => view.getInt8(at) },
  i2: { size: 2, parts: 1, make: integers, read: (view, at, le) => view.getInt16(at, le) },
  u2: { size: 2, parts: 1, make: integers, read: (view, at, le) => view.getUint16(at, le) },
  i4: { size: 4, parts: 1, make: integers, read: (view, at, le) => view.getInt32(at, le) },
  u4: { size: 4, parts: 1, make: doubles, read: (view, at, le) => view.getUint32(at, le) },
  i8: { size: 8, parts: 1, make: doubles, read: (view, at, le) => Number(view.getBigInt64(at, le)) },
  u8: { size: 8, parts: 1, make: doubles, read: (view, at, le) => Number(view.getBigUint64(at, le)) },
};

/**
 * Reads a NumPy `.npy` file, versions 1 to 3, C or Fortran order, either byte order.
 *
 * float32 and float64 keep their precision; complex numbers become (re, im) pairs along one more axis of length 2; integers of up to
 * 32 bits become an Int32Array, `uint8` and `bool` a Uint8Array, larger integers a Float64Array.
 *
 * @param bytes - The whole file.
 * @returns The typed array itself for one axis of real numbers, otherwise an ndarray of the file's shape.
 * @throws {@link DecodeError} with `code` `'not-npy'`, `'truncated'`, `'bad-header'`, `'unsupported-format'` or `'unsafe-integer'`
 * (a 64-bit integer beyond 2^53), and the byte `offset`.
 * @example
 * ```ts
 * const file = encodeNpy(Float32Array.of(1, 2, 3));
 * decodeNpy(file); // [1, 2, 3]
 * ```
 * @see numpy.lib.format: the specification; checked against files that numpy 2.4 wrote.
 */
export function decodeNpy(bytes: Bytes): NpyData | NdArray<NpyData> {
  const caller = 'decodeNpy';
  const file = asBytes(bytes, caller);
  const { descr, fortranOrder, shape, start } = readNpyHeader(file, caller);
  const match = /^([<>|=])([a-z]\d{1,2})$/.exec(descr);
  const kind = match && Object.hasOwn(KINDS, match[2]!) ? KINDS[match[2]!]! : undefined;
  if (!kind) throw new DecodeError('unsupported-format', 10, `${caller}: elements of the type ${printable(descr)} are not supported`);
  const { size, parts, make, read } = kind;
  const left = file.length - start;
  let count = 1;
  for (const n of shape) count *= n; // exact up to 2^53, far beyond any file; larger products only grow, or are 0
  if (!(count * size <= left)) {
    throw new DecodeError(
      'truncated',
      start,
      `${caller}: shape [${shape.join(', ')}] of ${descr} needs ${count * size} bytes, and ${left} are left`,
    );
  }
  const littleEndian = match![1] !== '>';
  const view = viewOf(file);
  const numbers = count * parts;
  const width = size / parts;
  const data = make(numbers);
  for (let i = 0, at = start; i < numbers; i++, at += width) {
    const value = read(view, at, littleEndian);
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER && /[iu]8$/.test(descr)) {
      throw new DecodeError('unsafe-integer', at, `${caller}: element ${i} is beyond 2^53 and would lose digits`);
    }
    data[i] = value;
  }
  if (shape.length === 1 && parts === 1) return data;
  const stride = fortranOrder ? rowMajor([...shape].reverse()).reverse() : rowMajor(shape);
  return parts === 1 ? nd(data, shape, stride) : nd(data, [...shape, 2], [...stride.map((s) => 2 * s), 1]);
}
