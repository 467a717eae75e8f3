/**
 * Arrays as files hold them.
 * @module
 */

/** The element types of safetensors files that are read and written. */
export type StoredDtype = 'F64' | 'F32' | 'F16' | 'BF16' | 'I64' | 'I32' | 'I16' | 'I8' | 'U64' | 'U32' | 'U16' | 'U8' | 'BOOL';

/** What stands for each: 16-bit floats become a Float32Array, booleans a Uint8Array of 0 and 1. */
export type StoredData =
  | Float64Array
  | Float32Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** An array in a file: its values row by row, the length of each axis, and the type it has there. */
export interface StoredTensor {
  /** The values, the last axis first. */
  readonly data: StoredData;
  /** Length of each axis; empty for a single number. */
  readonly shape: readonly number[];
  /** Element type in the file. */
  readonly dtype: StoredDtype;
}

type Maker = new (buffer: ArrayBufferLike, at: number, length: number) => StoredData;

/** Bytes of an element, and the array that holds them as they are. */
export const STORED: Readonly<Record<StoredDtype, readonly [bytes: number, Maker]>> = {
  F64: [8, Float64Array],
  I64: [8, BigInt64Array],
  U64: [8, BigUint64Array],
  F32: [4, Float32Array],
  I32: [4, Int32Array],
  U32: [4, Uint32Array],
  F16: [2, Uint16Array],
  BF16: [2, Uint16Array],
  I16: [2, Int16Array],
  U16: [2, Uint16Array],
  I8: [1, Int8Array],
  U8: [1, Uint8Array],
  BOOL: [1, Uint8Array],
};
