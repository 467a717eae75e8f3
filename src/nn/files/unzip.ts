/**
 * Files out of a zip archive, as `.keras` models are: by its directory, with the platform's own inflate.
 * @module
 */
import { DecodeError } from '../../core/errors.js';
import { printable, viewOf } from '../../io/bytes.js';
import { decodeUtf8 } from './json.js';

/** A file in an archive. */
interface Entry {
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its own header is. */
  readonly at: number;
}

/** An archive whose directory was read. */
export interface Archive {
  readonly names: readonly string[];
  /** Unpacks one file; undefined where there is none of this name. */
  read(name: string): Promise<Uint8Array | undefined>;
}

const MOST_ENTRIES = 10_000;
/** No deflated byte stands for more: 258 for two bits, and a little. */
const MOST_RATIO = 1032;

/** Whether the bytes begin as an archive does. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

/** Reads the directory of an archive. Files of more than `maxBytes` in all are refused before anything is unpacked. */
export function openZip(bytes: Uint8Array, maxBytes: number, caller: string): Archive {
  const view = viewOf(bytes);
  const fail = (code: string, at: number, message: string): never => {
    throw new DecodeError(code, at, `${caller}: ${message}`);
  };
  let end = bytes.length - 22;
  const last = Math.max(0, end - 0xffff); // a comment may follow
  while (end >= last && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < last) return fail('truncated', bytes.length, 'the archive has no directory at its end');
  const count = view.getUint16(end + 10, true);
  const begin = view.getUint32(end + 16, true);
  if (view.getUint16(end + 4, true) !== 0 || count === 0xffff || begin === 0xffffffff) {
    fail('unsupported-format', end, 'archives in parts or of more than 4 GB are not supported');
  }
  if (count > MOST_ENTRIES) fail('too-large', end, `the archive claims ${count} files, more than the ${MOST_ENTRIES} that are allowed`);
  const entries = new Map<string, Entry>();
  let at = begin;
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return fail('bad-archive', at, `entry ${i} of the directory is damaged`);
    const length = view.getUint16(at + 28, true);
    const next = at + 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return fail('bad-archive', at, `entry ${i} of the directory goes beyond its end`);
    const name = decodeUtf8(bytes.subarray(at + 46, at + 46 + length), caller, at + 46);
    const [crc, packed, size] = [view.getUint32(at + 16, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const what = printable(name.slice(0, 80));
    if (entries.has(name)) fail('bad-archive', at, `${what} is there twice`);
    if (size > MOST_RATIO * packed + 64) fail('too-large', at, `${what} claims to unpack ${packed} bytes to ${size}`);
    total += size;
    if (total > maxBytes) fail('too-large', at, `the archive unpacks to more than the ${maxBytes} bytes that are allowed`);
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      flags: view.getUint16(at + 8, true),
      crc,
      packed,
      size,
      at: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return {
    names: [...entries.keys()],
    async read(name) {
      const entry = entries.get(name);
      if (!entry) return undefined;
      const what = printable(name.slice(0, 80));
      const { method, flags, crc, packed, size, at: header } = entry;
      if (flags & 1) fail('unsupported-format', header, `${what} is encrypted`);
      if (header + 30 > bytes.length || view.getUint32(header, true) !== 0x04034b50) fail('bad-archive', header, `${what} has no header`);
      const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
      if (start + packed > bytes.length) fail('truncated', start, `${what} claims ${packed} bytes, and ${bytes.length - start} are left`);
      const body = bytes.subarray(start, start + packed);
      let file: Uint8Array;
      if (method === 8) file = await inflate(body, size, () => fail('bad-archive', start, `${what} does not unpack to ${size} bytes`));
      else if (method !== 0)
        return fail('unsupported-format', header, `${what} is packed by method ${method}, and only deflate is supported`);
      else if (packed !== size) return fail('bad-archive', start, `${what} is not packed, yet claims two sizes, ${packed} and ${size}`);
      else file = body;
      if (checksum(file) !== crc) fail('bad-archive', start, `${what} is damaged: its checksum differs`);
      return file;
    },
  };
}

/** Unpacks into just the memory that was promised. */
async function inflate(body: Uint8Array, size: number, fail: () => never): Promise<Uint8Array> {
  const file = new Uint8Array(size);
  let length = 0;
  let fits = true;
  try {
    const stream = new Blob([body.slice()]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (length + value.length > size) {
        fits = false;
        await reader.cancel();
        break;
      }
      file.set(value, length);
      length += value.length;
    }
  } catch {
    return fail();
  }
  return fits && length === size ? file : fail();
}

/** CRC-32 of IEEE 802.3. */
function checksum(bytes: Uint8Array): number {
  const table = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    let c = i;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    table[i] = c;
  }
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ table[(crc ^ bytes[i]!) & 255]!;
  return (crc ^ 0xffffffff) >>> 0;
}
