/**
 * Sun and NeXT audio files (.au, .snd): six words, then samples.
 * @module
 */
import { DecodeError } from '../core/errors.js';
import { type SampleEncoding, type SampleLayout } from './audio-format.js';
import { textAt, viewOf } from './bytes.js';
import { type DecodeSettings } from './decode-options.js';
import { plainLayout } from './sample-layout.js';

const ENCODINGS: Record<number, readonly [SampleEncoding, number]> = {
  1: ['mulaw', 1],
  2: ['pcm', 1],
  3: ['pcm', 2],
  4: ['pcm', 3],
  5: ['pcm', 4],
  6: ['float', 4],
  7: ['float', 8],
  27: ['alaw', 1],
};

export function readAu(bytes: Uint8Array, caller: string, settings: DecodeSettings): SampleLayout {
  if (bytes.length < 24)
    throw new DecodeError('truncated', bytes.length, `${caller}: the file ends after ${bytes.length} bytes, inside the AU header`);
  const littleEndian = textAt(bytes, 0, 4) === 'dns.';
  const view = viewOf(bytes);
  const word = (index: number): number => view.getUint32(4 * index, littleEndian);
  const known = ENCODINGS[word(3)];
  if (!known) throw new DecodeError('unsupported-format', 12, `${caller}: the AU encoding ${word(3)} is not supported`);
  const [encoding, sampleBytes] = known;
  return plainLayout(
    bytes,
    {
      container: 'AU',
      encoding,
      channels: word(5),
      sampleRate: word(4),
      bits: 8 * sampleBytes,
      sampleBytes,
      littleEndian,
      unsigned8: false,
      start: Math.max(24, word(1)),
      declared: word(2) === 0xffffffff ? Infinity : word(2),
      at: 12,
    },
    caller,
    settings,
  );
}
