/**
 * Writing PNG files with nothing but the platform's own deflate. The same code runs in Node and in browsers.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectInteger } from '../core/options.js';
import { type Image } from './image.js';

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const COLOUR_TYPES: Record<number, number> = { 1: 0, 3: 2, 4: 6 }; // by bytes a pixel: grey, RGB, RGB with alpha
const INDEXED = 3;
const MOST = 0x7fffffff; // a side of a PNG

/**
 * Turns a picture into the bytes of a PNG file. RGB pictures of at most 256 colours, such as heat maps, become indexed ones, a third the size.
 *
 * @param image - Pixels with 1 (grey), 3 (RGB) or 4 (RGB and alpha) bytes each, and the picture's size.
 * @returns The file's bytes.
 * @throws {@link ParameterError} if the number of bytes does not fit the size.
 * @example
 * ```ts
 * const png = await encodePng({ pixels: Uint8Array.of(255, 0, 0, 0, 0, 255), width: 2, height: 1 }); // a red and a blue pixel
 * String.fromCharCode(...png.subarray(1, 4)); // 'PNG'
 * ```
 * @see W3C, Portable Network Graphics (PNG) Specification (Third Edition), chapters 5, 7, 9 and 11.
 */
export async function encodePng(image: Image): Promise<Uint8Array> {
  const { pixels, width, height } = image;
  if (!(pixels instanceof Uint8Array)) throw new TypeError('encodePng: "image.pixels" must be a Uint8Array');
  expectInteger(width, 'encodePng', 'image.width', 1, MOST);
  expectInteger(height, 'encodePng', 'image.height', 1, MOST);
  const depth = pixels.length / (width * height);
  const direct = COLOUR_TYPES[depth];
  if (direct === undefined) {
    throw new ParameterError(
      'encodePng',
      'image.pixels',
      `must hold 1, 3 or 4 bytes for each of ${width} x ${height} pixels, got ${pixels.length}`,
    );
  }
  const indexed = depth === 3 ? toIndexed(pixels) : undefined;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 8; // bits a sample
  header[9] = indexed ? INDEXED : direct; // then compression 0, filter method 0, no interlacing
  const rows = withFilterBytes(indexed?.indices ?? pixels, height);
  const parts = [Uint8Array.from(SIGNATURE), chunk('IHDR', header)];
  if (indexed) parts.push(chunk('PLTE', indexed.palette));
  parts.push(chunk('IDAT', await zlib(rows)), chunk('IEND', new Uint8Array(0)));
  return concatenate(parts);
}

/** The picture's colours in order of appearance and each pixel's place among them, or nothing if there are more than 256. */
function toIndexed(rgb: Uint8Array): { indices: Uint8Array; palette: Uint8Array } | undefined {
  const known = new Map<number, number>();
  const indices = new Uint8Array(rgb.length / 3);
  for (let i = 0; i < indices.length; i++) {
    const colour = (rgb[3 * i]! << 16) | (rgb[3 * i + 1]! << 8) | rgb[3 * i + 2]!;
    let index = known.get(colour);
    if (index === undefined) {
      if (known.size === 256) return undefined;
      index = known.size;
      known.set(colour, index);
    }
    indices[i] = index;
  }
  return { indices, palette: Uint8Array.from([...known.keys()].flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255])) };
}

/** Each row begins with its filter's number: 0, the bytes as they are. */
function withFilterBytes(bytes: Uint8Array, height: number): Uint8Array<ArrayBuffer> {
  const stride = bytes.length / height;
  const rows = new Uint8Array(height * (stride + 1));
  for (let y = 0; y < height; y++) rows.set(bytes.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  return rows;
}

/** What the platform calls 'deflate' is the zlib format (RFC 1950), which is what PNG wants. */
async function zlib(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Length, name, data, and the checksum of name and data. */
function chunk(name: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) out[4 + i] = name.charCodeAt(i);
  out.set(data, 8);
  view.setUint32(data.length + 8, crc32(out.subarray(4, data.length + 8)));
  return out;
}

/** CRC-32 of ISO 3309, four bits at a time. */
function crc32(bytes: Uint8Array): number {
  const table = Uint32Array.from({ length: 16 }, (_, i) => {
    let c = i;
    for (let bit = 0; bit < 4; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    return c;
  });
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    crc ^= bytes[i]!;
    crc = (crc >>> 4) ^ table[crc & 15]!;
    crc = (crc >>> 4) ^ table[crc & 15]!;
  }
  return ~crc >>> 0;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
