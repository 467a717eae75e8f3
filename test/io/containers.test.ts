import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isNdArray, toRowMajor } from '../../src/core/view.js';
import { DecodeError, type DecodedAudio, decodeAudio, type Bytes, type DecodeOptions } from '../../src/index.js';
import { GOLDENS } from '../support/golden.js';

const flat = (audio: DecodedAudio): number[] => Array.from(isNdArray(audio.samples) ? toRowMajor(audio.samples) : audio.samples);
const good = (name: string): Uint8Array => readFileSync(`${GOLDENS}wav/good/${name}`);
const text = (s: string): number[] => Array.from(s, (c) => c.charCodeAt(0));
const u16 = (n: number): number[] => [(n >> 8) & 255, n & 255];
const u32 = (n: number): number[] => [...u16(Math.floor(n / 65536)), ...u16(n % 65536)];
const wide = { dtype: 'float64' } as const;

/** An AIFF or AIFC file of one channel at 8000 Hz: the 80-bit number is 2^12 * 1.953125. */
function aiff(bits: number, frames: number, samples: number[], coding?: string, channels = 1): Uint8Array {
  const rate = [0x40, 0x0b, 0xfa, 0, 0, 0, 0, 0, 0, 0];
  const comm = [...u16(channels), ...u32(frames), ...u16(bits), ...rate, ...(coding ? [...text(coding), 0, 0] : [])];
  const body = [
    ...text(coding ? 'AIFC' : 'AIFF'),
    ...text('NAME'),
    ...u32(3),
    ...text('odd'),
    0,
    ...text('COMM'),
    ...u32(comm.length),
    ...comm,
    ...text('SSND'),
    ...u32(samples.length + 8),
    ...u32(0),
    ...u32(0),
    ...samples,
  ];
  return Uint8Array.from([...text('FORM'), ...u32(body.length), ...body]);
}

const au = (encoding: number, samples: number[], size = samples.length, channels = 1): Uint8Array =>
  Uint8Array.from([...text('.snd'), ...u32(24), ...u32(size), ...u32(encoding), ...u32(8000), ...u32(channels), ...samples]);

function caf(flags: number, packet: number, bits: number, samples: number[], size = samples.length + 4, coding = 'lpcm'): Uint8Array {
  const rate = [0x40, 0xbf, 0x40, 0, 0, 0, 0, 0]; // 8000 as a double
  const desc = [...rate, ...text(coding), ...u32(flags), ...u32(packet), ...u32(1), ...u32(1), ...u32(bits)];
  const data = [...(size < 0 ? u32(0xffffffff) : u32(0)), ...u32(size < 0 ? 0xffffffff : size), ...u32(0), ...samples];
  return Uint8Array.from([...text('caff'), 0, 1, 0, 0, ...text('desc'), ...u32(0), ...u32(32), ...desc, ...text('data'), ...data]);
}

const FLOAT_HALF = [0x3f, 0, 0, 0];
const DOUBLE_HALF = [0x3f, 0xe0, 0, 0, 0, 0, 0, 0];

describe('AIFF, AU and CAF', () => {
  test.each<[string, Uint8Array, number[], string]>([
    ['AIFF 8 bits, signed', aiff(8, 2, [0x40, 0xc0]), [0.5, -0.5], 'AIFF pcm 8'],
    ['AIFF 12 bits in 2 bytes', aiff(12, 1, [0x40, 0]), [0.5], 'AIFF pcm 12'],
    ['AIFF 24 bits', aiff(24, 1, [0xc0, 0, 0]), [-0.5], 'AIFF pcm 24'],
    ['AIFC twos', aiff(16, 1, [0x40, 0], 'twos'), [0.5], 'AIFF pcm 16'],
    ['AIFC sowt, little-endian', aiff(16, 1, [0, 0x40], 'sowt'), [0.5], 'AIFF pcm 16'],
    ['AIFC raw, unsigned', aiff(8, 2, [0xc0, 0x40], 'raw '), [0.5, -0.5], 'AIFF pcm 8'],
    ['AIFC fl32', aiff(32, 1, FLOAT_HALF, 'fl32'), [0.5], 'AIFF float 32'],
    ['AIFC FL64', aiff(64, 1, DOUBLE_HALF, 'FL64'), [0.5], 'AIFF float 64'],
    ['AIFC alaw', aiff(16, 1, [0xd5], 'alaw'), [8 / 32768], 'AIFF alaw 8'],
    ['AIFC ulaw', aiff(16, 1, [0x80], 'ulaw'), [32124 / 32768], 'AIFF mulaw 8'],
    ['AU mu-law', au(1, [0x80]), [32124 / 32768], 'AU mulaw 8'],
    ['AU 8 bits', au(2, [0x40]), [0.5], 'AU pcm 8'],
    ['AU 24 bits', au(4, [0x40, 0, 0]), [0.5], 'AU pcm 24'],
    ['AU 32 bits', au(5, [0xc0, 0, 0, 0]), [-0.5], 'AU pcm 32'],
    ['AU float', au(6, FLOAT_HALF), [0.5], 'AU float 32'],
    ['AU double', au(7, DOUBLE_HALF), [0.5], 'AU float 64'],
    ['AU A-law', au(27, [0xd5]), [8 / 32768], 'AU alaw 8'],
    ['CAF big-endian', caf(0, 2, 16, [0x40, 0]), [0.5], 'CAF pcm 16'],
    ['CAF little-endian', caf(2, 2, 16, [0, 0x40]), [0.5], 'CAF pcm 16'],
    ['CAF 24 bits in 4 bytes', caf(0, 4, 24, [0x40, 0, 0, 0]), [0.5], 'CAF pcm 24'],
    ['CAF float', caf(1, 4, 32, FLOAT_HALF), [0.5], 'CAF float 32'],
    ['CAF ulaw', caf(0, 1, 8, [0x80], 5, 'ulaw'), [32124 / 32768], 'CAF mulaw 8'],
  ])('%s', async (_, bytes, expected, format) => {
    const audio = await decodeAudio(bytes, wide);
    const { container, encoding, bits } = audio.format;
    expect([flat(audio), audio.sampleRate, `${container} ${encoding} ${bits}`]).toEqual([expected, 8000, format]);
    expect([audio.truncated, audio.warnings]).toEqual([false, []]);
  });

  test.each<[string, Uint8Array, number, string]>([
    ['AU whose size was never filled in', au(3, [0x40, 0, 0x40, 0], 0xffffffff), 2, 'streamed-size'],
    ['AU shorter than it says', au(3, [0x40, 0], 400), 1, 'truncated'],
    ['AU with half a sample', au(3, [0x40, 0, 1], 3), 1, 'incomplete-frame'],
    ['CAF whose size was never filled in', caf(0, 2, 16, [0x40, 0, 0x40, 0], -1), 2, 'streamed-size'],
    ['AIFF shorter than it says', aiff(16, 3, [0x40, 0, 0x40, 0, 0, 0]).subarray(0, -3), 1, 'truncated incomplete-frame'],
  ])('%s: what is there', async (_, bytes, frames, code) => {
    const audio = await decodeAudio(bytes, wide);
    expect(audio.frames).toBe(frames);
    expect(audio.warnings.map((w) => w.code).join(' ')).toBe(code);
    expect(audio.truncated).toBe(true);
  });

  test.each<[string, Uint8Array, string, DecodeOptions?]>([
    ['AU encoding 23', au(23, [1]), 'unsupported-format'],
    ['AU of no channels', au(3, [1, 2], 2, 0), 'bad-fmt'],
    ['AU of many channels', au(3, [1, 2], 2, 5000), 'too-many-channels'],
    ['AU without samples', au(3, [], 8), 'truncated'],
    ['AU cut in the header', au(3, []).subarray(0, 20), 'truncated'],
    ['AIFC compression', aiff(16, 1, [1, 2], 'ima4'), 'unsupported-format'],
    ['AIFF of 0 bits', aiff(0, 1, [1, 2]), 'bad-fmt'],
    ['AIFF of no channels', aiff(16, 1, [1, 2], undefined, 0), 'bad-fmt'],
    ['AIFF without SSND', good('aiff_s16.aiff').subarray(0, 40), 'no-data'],
    ['AIFF cut in COMM', good('aiff_s16.aiff').subarray(0, 30), 'truncated'],
    ['AIFF of many chunks', aiff(16, 1, [1, 2]), 'too-many-chunks', { maxChunks: 1 }],
    ['CAF coding', caf(0, 2, 16, [1, 2], 6, 'aac '), 'unsupported-format'],
    ['CAF coding that every object has', caf(0, 2, 16, [1, 2], 6, 'toString'.slice(0, 4)), 'unsupported-format'],
    ['CAF packet of 9 bytes', caf(0, 9, 16, [1, 2]), 'bad-fmt'],
    ['CAF without samples', caf(0, 2, 16, [], 400), 'truncated'],
  ])('refuses %s', async (_, bytes: Bytes, code, options) => {
    const error = await decodeAudio(bytes, options).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DecodeError);
    expect((error as DecodeError).code).toBe(code);
  });
});
