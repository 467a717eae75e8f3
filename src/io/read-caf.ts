/**
 * Uncompressed Core Audio Format files (Apple, 2005).
 * @module
 */
import { DecodeError } from '../core/errors.js';
import { type SampleEncoding, type SampleLayout } from './audio-format.js';
import { findBigChunks } from './big-chunks.js';
import { printable, textAt, viewOf } from './bytes.js';
import { type DecodeSettings } from './decode-options.js';
import { plainLayout } from './sample-layout.js';

export function readCaf(bytes: Uint8Array, caller: string, settings: DecodeSettings): SampleLayout {
  const { head, samples } = findBigChunks(bytes, 8, { head: 'desc', samples: 'data' }, 8, caller, settings.maxChunks);
  if (head.size < 32) throw new DecodeError('bad-fmt', head.start, `${caller}: the "desc" chunk has ${head.size} bytes where 32 are due`);
  const view = viewOf(bytes);
  const id = textAt(bytes, head.start + 8, 4);
  const flags = view.getUint32(head.start + 12); // 1: float, 2: little-endian
  const encodings: Record<string, SampleEncoding> = { lpcm: flags & 1 ? 'float' : 'pcm', alaw: 'alaw', ulaw: 'mulaw' };
  const encoding = Object.hasOwn(encodings, id) ? encodings[id] : undefined;
  if (!encoding) throw new DecodeError('unsupported-format', head.start + 8, `${caller}: the CAF coding ${printable(id)} is not supported`);
  const channels = view.getUint32(head.start + 24);
  const bits = view.getUint32(head.start + 28);
  const packet = view.getUint32(head.start + 16);
  return plainLayout(
    bytes,
    {
      container: 'CAF',
      encoding,
      channels,
      sampleRate: view.getFloat64(head.start),
      bits,
      sampleBytes: channels > 0 && packet > 0 ? packet / channels : Math.ceil(bits / 8),
      littleEndian: (flags & 2) !== 0,
      unsigned8: false,
      start: samples.start + 4, // behind the edit count
      declared: samples.size - 4 < 0 ? 0 : samples.size - 4,
      at: head.start,
    },
    caller,
    settings,
  );
}
