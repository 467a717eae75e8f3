/**
 * Looking at bytes: what counts as a file in memory, and four-letter names in it.
 * @module
 */
import { show } from '../core/errors.js';

/** A file in memory. A Node `Buffer` is a `Uint8Array` too. */
export type Bytes = Uint8Array | ArrayBuffer;

/** The bytes as a `Uint8Array` over the same memory. Refuses anything else, and detached buffers, with a TypeError. */
export function asBytes(bytes: unknown, caller: string): Uint8Array {
  const tag = Object.prototype.toString.call(bytes).slice(8, -1);
  if (tag === 'ArrayBuffer' || tag === 'SharedArrayBuffer') return attached(bytes as ArrayBuffer, 0, undefined, caller);
  if (ArrayBuffer.isView(bytes) && tag === 'Uint8Array') {
    const { buffer, byteOffset, byteLength } = bytes;
    return attached(buffer as ArrayBuffer, byteOffset, byteLength, caller);
  }
  throw new TypeError(`${caller}: "bytes" must be a Uint8Array or an ArrayBuffer, got ${show(bytes)}`);
}

/** Only a detached buffer refuses a new view. */
function attached(buffer: ArrayBuffer, offset: number, length: number | undefined, caller: string): Uint8Array {
  try {
    return new Uint8Array(buffer, offset, length);
  } catch {
    throw new TypeError(`${caller}: "bytes" has a detached buffer (it was transferred elsewhere)`);
  }
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** `length` bytes from `at` as Latin-1 text; shorter at the end of the file. */
export function textAt(bytes: Uint8Array, at: number, length: number): string {
  let text = '';
  const end = Math.min(at + length, bytes.length);
  for (let i = at; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}

/** Text of unknown origin in a message: what is not printable ASCII becomes a dot. */
export const printable = (text: string): string => JSON.stringify(text.replace(/[^\x20-\x7e]/g, '.'));

/** Writes ASCII text. */
export function putText(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}
