/**
 * AIFF and AIFF-C files (Apple, 1991).
 * @module
 */
import { DecodeError } from '../core/errors.js';
import { type SampleEncoding, type SampleLayout } from './audio-format.js';
import { findBigChunks } from './big-chunks.js';
import { printable, textAt, viewOf } from './bytes.js';
import { type DecodeSettings } from './decode-options.js';
import { plainLayout } from './sample-layout.js';

export function readAiff(bytes: Uint8Array, caller: string, settings: DecodeSettings): SampleLayout {
  const { head, samples } = findBigChunks(bytes, 12, { head: 'COMM', samples: 'SSND' }, 4, caller, settings.maxChunks);
  const compressed = textAt(bytes, 8, 4) === 'AIFC';
  const least = compressed ? 22 : 18;
  if (head.size < least) {
    throw new DecodeError('bad-fmt', head.start, `${caller}: the "COMM" chunk has ${head.size} bytes where at least ${least} are due`);
  }
  const view = viewOf(bytes);
  const channels = view.getUint16(head.start);
  const frames = view.getUint32(head.start + 2);
  const bits = view.getUint16(head.start + 6);
  const coding = compressed ? textAt(bytes, head.start + 18, 4) : 'NONE';
  const kind = codingOf(coding, bits);
  if (!kind)
    throw new DecodeError('unsupported-format', head.start + 18, `${caller}: the AIFF-C compression ${printable(coding)} is not supported`);
  const [encoding, sampleBytes, unsigned8] = kind;
  const skip = samples.start + 8 <= bytes.length ? view.getUint32(samples.start) : 0;
  return plainLayout(
    bytes,
    {
      container: 'AIFF',
      encoding,
      channels,
      sampleRate: extended(view, head.start + 8),
      bits: encoding === 'pcm' ? bits : 8 * sampleBytes,
      sampleBytes,
      littleEndian: coding === 'sowt',
      unsigned8,
      start: samples.start + 8 + skip,
      declared: Math.min(Math.max(0, samples.size - 8 - skip), frames * channels * sampleBytes),
      at: head.start,
    },
    caller,
    settings,
  );
}

function codingOf(coding: string, bits: number): readonly [SampleEncoding, number, boolean] | undefined {
  const whole = Math.ceil(bits / 8);
  switch (coding.toLowerCase()) {
    case 'none':
    case 'twos':
    case 'sowt':
    case 'in24':
    case 'in32':
      return ['pcm', whole, false];
    case 'raw ':
      return ['pcm', whole, true];
    case 'fl32':
      return ['float', 4, false];
    case 'fl64':
      return ['float', 8, false];
    case 'alaw':
      return ['alaw', 1, false];
    case 'ulaw':
      return ['mulaw', 1, false];
    default:
      return undefined;
  }
}

/** An 80-bit IEEE 754 extended number: sign, exponent of 15 bits, mantissa of 64 with its first bit written. */
function extended(view: DataView, at: number): number {
  const exponent = view.getUint16(at) - 16383 - 63; // a negative number, too, ends as an impossible rate
  return (view.getUint32(at + 2) * 4294967296 + view.getUint32(at + 6)) * 2 ** exponent;
}
