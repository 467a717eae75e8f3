/**
 * Telling file formats by their first bytes.
 * @module
 */
import { textAt } from './bytes.js';

/** A format and what it takes to read it. */
export interface SniffedFormat {
  /** Name for people, and `format.container` of what a registered decoder returns. */
  readonly name: string;
  /** Extension by which a registered decoder says that it reads the format; `''` if it is no audio. */
  readonly extension: string;
  /** A package that decodes it, tried on Node 20 with the one-liner of {@link registerDecoder}; `''` if none. */
  readonly pkg: string;
  /** Whether the first frame says that there is one channel. */
  readonly mono?: boolean;
}

const format = (name: string, extension: string, pkg = '', mono = false): SniffedFormat => ({ name, extension, pkg, mono });

/** The format of a file, or undefined for bytes of an unknown kind. */
export function sniff(bytes: Uint8Array): SniffedFormat | undefined {
  const head = textAt(bytes, 0, 12);
  const is = (text: string, at = 0): boolean => head.startsWith(text, at);
  if (/^(RIFF|RIFX|RF64|BW64)/.test(head)) {
    if (is('AVI ', 8)) return format('AVI', 'avi');
    if (is('WEBP', 8)) return format('WebP (a picture)', '');
    return format('WAV', 'wav');
  }
  if (is('FORM') && (is('AIFF', 8) || is('AIFC', 8))) return format('AIFF', 'aiff');
  if (is('.snd') || is('dns.')) return format('AU', 'au');
  if (is('caff')) return format('CAF', 'caf');
  if (is('fLaC')) return format('FLAC', 'flac', '@audio/decode-flac');
  if (is('OggS')) return sniffOgg(bytes);
  if (is('ID3')) return sniffBehindId3(bytes);
  if (is('ftyp', 4)) return format('MP4 or M4A', 'm4a');
  if (is('\x1aE\xdf\xa3')) return format('Matroska or WebM', 'webm');
  if (is('wvpk')) return format('WavPack', 'wv');
  if (is('MAC ')) return format("Monkey's Audio", 'ape');
  if (is('#!AMR')) return format('AMR', 'amr');
  if (is('riff.\x91\xcf\x11')) return format('Wave64', 'w64');
  if (is('0&\xb2u\x8ef\xcf\x11')) return format('WMA', 'wma');
  if (is('MThd')) return format('MIDI (notes, not samples)', '');
  if (is('\x93NUMPY')) return format('NumPy .npy', '');
  return sniffFrames(bytes);
}

/** The codec is named at the start of the first packet, behind the segment table of the first page. */
function sniffOgg(bytes: Uint8Array): SniffedFormat {
  const packet = textAt(bytes, 27 + (bytes[26] ?? 0), 8);
  if (packet.startsWith('\x01vorbis')) return format('Ogg Vorbis', 'ogg', '@audio/decode-vorbis');
  if (packet.startsWith('OpusHead')) return format('Ogg Opus', 'opus', '@audio/decode-opus');
  if (packet.startsWith('\x7fFLAC')) return format('Ogg FLAC', 'flac', '@audio/decode-flac');
  return format('Ogg', 'ogg', '@audio/decode-vorbis');
}

/** ID3 tags stand mostly before MP3, sometimes before FLAC or AAC. Their size has 7 bits a byte. */
function sniffBehindId3(bytes: Uint8Array): SniffedFormat {
  let size = 0;
  for (let i = 6; i < 10; i++) size = size * 128 + ((bytes[i] ?? 0) & 127);
  const behind = bytes.subarray(10 + size);
  if (textAt(behind, 0, 4) === 'fLaC') return format('FLAC', 'flac', '@audio/decode-flac');
  return sniffFrames(behind) ?? format('MP3', 'mp3', '@audio/decode-mp3');
}

/** MPEG audio (layers 3 and 2) and ADTS frames: 11 or 12 set bits, then fields of which some values are forbidden. */
function sniffFrames(bytes: Uint8Array): SniffedFormat | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  if (a !== 0xff) return undefined;
  if ((b & 0xf6) === 0xf0 && (c & 0x3c) >> 2 < 13) return format('AAC', 'aac');
  const version = (b >> 3) & 3;
  const layer = (b >> 1) & 3;
  const valid = (b & 0xe0) === 0xe0 && version !== 1 && (layer === 1 || layer === 2) && c >> 4 !== 15 && ((c >> 2) & 3) !== 3;
  return valid ? format('MP3', 'mp3', '@audio/decode-mp3', d >> 6 === 3) : undefined;
}
