/**
 * Reading the `fmt ` chunk: which numbers may be believed, and which contradict each other.
 * @module
 */
import { DecodeError } from '../core/errors.js';
import { type SampleEncoding } from './audio-format.js';
import { viewOf } from './bytes.js';
import { type Report, type WavChunks } from './wav-chunks.js';

/** What the `fmt ` chunk says. */
export interface WavFormat {
  readonly encoding: SampleEncoding;
  readonly channels: number;
  readonly sampleRate: number;
  /** Valid bits per sample. */
  readonly bits: number;
  readonly sampleBytes: number;
  readonly frameBytes: number;
  /** Samples per channel in one ADPCM block; 0 otherwise. */
  readonly blockFrames: number;
}

const ENCODINGS: Record<number, SampleEncoding> = { 1: 'pcm', 2: 'ms-adpcm', 3: 'float', 6: 'alaw', 7: 'mulaw', 0x11: 'ima-adpcm' };

/** Tags of mmreg.h that turn up in the wild, to name them in a refusal. */
const NAMES: Record<number, string> = {
  0x31: 'GSM 6.10',
  0x40: 'G.721 ADPCM',
  0x50: 'MPEG layer 1 or 2',
  0x55: 'MP3',
  0x160: 'WMA',
  0x161: 'WMA',
  0xff: 'AAC',
  0x2000: 'AC-3',
  0x2001: 'DTS',
  0x566f: 'Vorbis',
  0xf1ac: 'FLAC',
};

/** Reads and checks the `fmt ` chunk. */
export function readWavFormat(bytes: Uint8Array, chunks: WavChunks, caller: string, maxChannels: number, report: Report): WavFormat {
  const { start, size } = chunks.fmt;
  const le = chunks.littleEndian;
  const view = viewOf(bytes);
  const fail = (at: number, message: string, code = 'bad-fmt'): DecodeError => new DecodeError(code, start + at, `${caller}: ${message}`);
  if (size < 16) throw fail(0, `the "fmt " chunk has ${size} bytes where at least 16 are due`);
  let tag = view.getUint16(start, le);
  const channels = view.getUint16(start + 2, le);
  const sampleRate = view.getUint32(start + 4, le);
  const blockAlign = view.getUint16(start + 12, le);
  const bits = view.getUint16(start + 14, le);
  let valid = bits;
  if (tag === 0xfffe) {
    if (size < 40) throw fail(0, `an extensible "fmt " chunk has 40 bytes, this one ${size}`);
    if (!isKnownGuid(view, start + 24, le))
      throw fail(24, 'the sub-format of the extensible "fmt " chunk is not a known one', 'unsupported-format');
    tag = view.getUint32(start + 24, le);
    valid = view.getUint16(start + 18, le) || bits;
  }
  const encoding = ENCODINGS[tag];
  if (encoding === undefined) {
    const hex = `0x${tag.toString(16).toUpperCase().padStart(4, '0')}`;
    throw fail(0, `the format tag ${hex}${NAMES[tag] ? ` (${NAMES[tag]})` : ''} is not supported`, 'unsupported-format');
  }
  if (channels === 0) throw fail(2, 'the number of channels is 0');
  if (channels > maxChannels) throw fail(2, `${channels} channels, and "maxChannels" allows ${maxChannels}`, 'too-many-channels');
  if (sampleRate === 0 || sampleRate > 0x7fffffff) throw fail(4, `a sample rate of ${sampleRate} Hz makes no sense`);
  const common = { encoding, channels, sampleRate };

  if (encoding === 'ima-adpcm' || encoding === 'ms-adpcm') {
    const head = (encoding === 'ima-adpcm' ? 4 : 7) * channels;
    if (bits !== 4) throw fail(14, `ADPCM of ${bits} bits is not supported, only 4`, 'unsupported-format');
    if (channels > 2) throw fail(2, `ADPCM of ${channels} channels is not supported, only 1 and 2`, 'unsupported-format');
    if (blockAlign <= head) throw fail(12, `an ADPCM block of ${blockAlign} bytes holds no samples`);
    const nibbles = ((blockAlign - head) * 2) / channels;
    const blockFrames = encoding === 'ima-adpcm' ? 1 + Math.floor(nibbles / 8) * 8 : 2 + Math.floor(nibbles);
    return { ...common, bits: 4, sampleBytes: 0, frameBytes: blockAlign, blockFrames };
  }

  if (encoding === 'float' && bits !== 32 && bits !== 64) throw fail(14, `floats of ${bits} bits are not defined for WAV`);
  if (bits === 0 || bits > 64) throw fail(14, `${bits} bits per sample are not possible, only 1 to 64`);
  if (encoding.endsWith('law') && bits !== 8) throw fail(14, `${encoding} has 8 bits per sample, this file says ${bits}`);
  if (valid > bits) {
    report('valid-bits', `${valid} valid bits do not fit into ${bits}: taken as ${bits}`);
    valid = bits;
  }
  const least = Math.ceil(bits / 8);
  let sampleBytes = least;
  if (blockAlign !== channels * least) {
    const slot = blockAlign / channels; // bytes per sample by the block align
    if (encoding === 'pcm' && Number.isInteger(slot) && slot > least && slot <= 8) {
      // Odd bit counts in a larger container are legal. Whole bytes are not, but for 24 in 4, which some writers leave behind.
      if (bits % 8 === 0 && !(bits === 24 && slot === 4)) {
        throw fail(12, `block align ${blockAlign} contradicts ${channels} channels of ${bits} bits`);
      }
      report('container', `${bits} bits in ${slot} bytes per sample: taken as the upper bits`);
      sampleBytes = slot;
    } else {
      report('block-align', `block align ${blockAlign} contradicts ${channels} channels of ${bits} bits: taken as ${channels * least}`);
    }
  }
  return { ...common, bits: valid, sampleBytes, frameBytes: channels * sampleBytes, blockFrames: 0 };
}

/** KSDATAFORMAT_SUBTYPE_* (tag + 0000-0010-8000-00AA00389B71), or its B-format sister (0721-11D3-8644-C8C1CA000000). */
function isKnownGuid(view: DataView, at: number, le: boolean): boolean {
  const middle = `${view.getUint16(at + 4, le).toString(16)}-${view.getUint16(at + 6, le).toString(16)}`;
  const tail = view.getUint32(at + 8).toString(16) + view.getUint32(at + 12).toString(16);
  return (middle === '0-10' && tail === '800000aa389b71') || (middle === '721-11d3' && tail === '8644c8c1ca000000');
}
