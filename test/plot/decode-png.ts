import { crc32 as zlibCrc, inflateSync } from 'node:zlib';

export interface DecodedPng {
  width: number;
  height: number;
  /** 0 grey, 2 RGB, 3 indexed, 6 RGB with alpha. */
  colourType: number;
  /** Bytes of one pixel after looking up the palette: 1, 3 or 4. */
  depth: number;
  pixels: Uint8Array;
}

/** The polynomial division bit by bit, as the PNG specification's annex defines it (zlib's own where this Node has it). */
function crc32(bytes: Uint8Array): number {
  if (typeof zlibCrc === 'function') return zlibCrc(bytes);
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** A strict reader for what the library writes: 8 bits, no interlacing, filter 0. Knows nothing of the library's own code. */
export function decodePng(png: Uint8Array): DecodedPng {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') throw new Error('no PNG signature');
  const names: string[] = [];
  const chunks: Record<string, Buffer> = {};
  let at = 8;
  while (at < bytes.length) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length)) throw new Error(`checksum of ${name}`);
    names.push(name);
    chunks[name] = bytes.subarray(at + 8, at + 8 + length);
    at += 12 + length;
  }
  if (at !== bytes.length || names[0] !== 'IHDR' || names.at(-1) !== 'IEND') throw new Error(`chunks ${names.join(' ')}`);
  const header = chunks['IHDR']!;
  const [width, height, colourType] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9]!];
  if (header.length !== 13 || header[8] !== 8 || header[10] !== 0 || header[11] !== 0 || header[12] !== 0) throw new Error('header');
  const samples = { 0: 1, 2: 3, 3: 1, 6: 4 }[colourType]!;
  const stride = width * samples;
  const rows = inflateSync(chunks['IDAT']!);
  if (rows.length !== height * (stride + 1)) throw new Error(`${rows.length} bytes of rows`);
  const palette = chunks['PLTE'];
  if (colourType === 3 && (!palette || palette.length % 3 !== 0 || names.indexOf('PLTE') > names.indexOf('IDAT')))
    throw new Error('palette');
  const out: number[] = [];
  for (let y = 0; y < height; y++) {
    if (rows[y * (stride + 1)] !== 0) throw new Error('a filter that is not used');
    for (const value of rows.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1))) {
      if (!palette) out.push(value);
      else if (3 * value + 2 < palette.length) out.push(...palette.subarray(3 * value, 3 * value + 3));
      else throw new Error(`colour ${value} is not in the palette`);
    }
  }
  return { width, height, colourType, depth: palette ? 3 : samples, pixels: Uint8Array.from(out) };
}
