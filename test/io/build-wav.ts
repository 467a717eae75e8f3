/** WAV files by hand, independent of the library's writer. */

export function chunk(id: string, body: Uint8Array, littleEndian = true, padded = true): Uint8Array {
  const bytes = new Uint8Array(8 + body.length + (padded ? body.length % 2 : 0));
  bytes.set(new TextEncoder().encode(id));
  new DataView(bytes.buffer).setUint32(4, body.length, littleEndian);
  bytes.set(body, 8);
  return bytes;
}

export interface FmtFacts {
  tag?: number;
  channels?: number;
  sampleRate?: number;
  bits?: number;
  /** Bytes per sample. */
  bytes?: number;
  littleEndian?: boolean;
  extensible?: { validBits: number; tag: number; guid?: number[] };
}

export function fmt(facts: FmtFacts = {}): Uint8Array & { littleEndian: boolean } {
  const { tag = 1, channels = 1, sampleRate = 8000, bits = 16, bytes = Math.ceil(bits / 8), littleEndian: le = true, extensible } = facts;
  const body = new Uint8Array(extensible ? 40 : 16);
  const view = new DataView(body.buffer);
  view.setUint16(0, extensible ? 0xfffe : tag, le);
  view.setUint16(2, channels, le);
  view.setUint32(4, sampleRate, le);
  view.setUint32(8, sampleRate * channels * bytes, le);
  view.setUint16(12, channels * bytes, le);
  view.setUint16(14, bits, le);
  if (extensible) {
    const [second, third, fourth, fifth] = extensible.guid ?? [0, 0x10, 0x800000aa, 0x00389b71];
    view.setUint16(16, 22, le);
    view.setUint16(18, extensible.validBits, le);
    view.setUint32(24, extensible.tag, le);
    view.setUint16(28, second!, le);
    view.setUint16(30, third!, le);
    view.setUint32(32, fourth!);
    view.setUint32(36, fifth!);
  }
  return Object.assign(chunk('fmt ', body, le), { littleEndian: le });
}

/** The whole file; RIFX if the `fmt ` chunk was made big-endian. */
export function riff(...chunks: Uint8Array[]): Uint8Array {
  const le = !chunks.some((c) => (c as { littleEndian?: boolean }).littleEndian === false);
  const size = 4 + chunks.reduce((sum, c) => sum + c.length, 0);
  const bytes = new Uint8Array(8 + size);
  bytes.set(new TextEncoder().encode(le ? 'RIFF' : 'RIFX'));
  new DataView(bytes.buffer).setUint32(4, size, le);
  bytes.set(new TextEncoder().encode('WAVE'), 8);
  let at = 12;
  for (const c of chunks) {
    bytes.set(c, at);
    at += c.length;
  }
  return bytes;
}
