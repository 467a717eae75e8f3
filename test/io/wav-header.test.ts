import { describe, expect, test } from 'vitest';
import { DecodeError } from '../../src/index.js';
import { textAt } from '../../src/io/bytes.js';
import { decodeWav, infoWav } from '../../src/io/index.js';
import { wavHeader } from '../../src/io/wav-header.js';

const facts = { channels: 2, sampleRate: 48000, bitDepth: 16, channelMask: 3 } as const;

describe('wavHeader', () => {
  test('stays RIFF while the sizes fit into 32 bits', () => {
    const frames = Math.floor((0xffffffff - 36) / 4);
    const header = wavHeader({ ...facts, frames });
    expect(textAt(header, 0, 4)).toBe('RIFF');
    expect(new DataView(header.buffer).getUint32(4, true)).toBe(36 + 4 * frames);
  });

  test('becomes RF64 with one frame more', () => {
    const frames = Math.floor((0xffffffff - 36) / 4) + 1;
    const header = wavHeader({ ...facts, frames });
    const view = new DataView(header.buffer);
    expect([textAt(header, 0, 4), textAt(header, 8, 8), header.length]).toEqual(['RF64', 'WAVEds64', 80]);
    expect(view.getUint32(4, true)).toBe(0xffffffff);
    expect(view.getBigUint64(20, true)).toBe(BigInt(72 + 4 * frames)); // the file without its first 8 bytes
    expect(view.getBigUint64(28, true)).toBe(BigInt(4 * frames));
    expect(view.getBigUint64(36, true)).toBe(BigInt(frames));
    expect(view.getUint32(76, true)).toBe(0xffffffff);
  });

  test('the reader takes the sizes from ds64, and reads what is there', () => {
    const header = wavHeader({ ...facts, frames: 2 ** 33 });
    const file = new Uint8Array(header.length + 12);
    file.set(header);
    file.fill(0x40, header.length);
    const audio = decodeWav(file);
    expect([audio.frames, audio.truncated, audio.format.container]).toEqual([3, true, 'RF64']);
    expect(audio.warnings[0]!.message).toBe('the header promises 34359738368 bytes of samples, the file holds 12');
    expect(() => infoWav(header)).toThrow(DecodeError);
  });
});
