import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { isNdArray, toRowMajor } from '../../src/core/view.js';
import {
  type AudioDecoder,
  DecodeError,
  type DecodedAudio,
  decodeAudio,
  decodeWav,
  encodeNpy,
  encodeWav,
  registerDecoder,
} from '../../src/index.js';
import { sniff } from '../../src/io/sniff.js';
import { GOLDENS } from '../support/golden.js';
import { thrown } from './thrown.js';

const flat = (audio: DecodedAudio): number[] => Array.from(isNdArray(audio.samples) ? toRowMajor(audio.samples) : audio.samples);
const good = (name: string): Uint8Array => readFileSync(`${GOLDENS}wav/good/${name}`);
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const refusal = async (bytes: Uint8Array, options?: object): Promise<DecodeError> => {
  const error = await decodeAudio(bytes, options).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(DecodeError);
  return error as DecodeError;
};

const registered: (() => void)[] = [];
const register = (decoder: AudioDecoder): void => void registered.push(registerDecoder(decoder));
afterEach(() => {
  for (const undo of registered.splice(0)) undo();
});

describe('decodeAudio', () => {
  test('reads WAV exactly as decodeWav does', async () => {
    const file = encodeWav(Float32Array.of(0.5, -0.25), { sampleRate: 8000 });
    expect(await decodeAudio(file)).toEqual(decodeWav(file));
    expect(await decodeAudio(file, { dtype: 'float64', offset: 1 / 8000 })).toEqual(
      decodeWav(file, { dtype: 'float64', offset: 1 / 8000 }),
    );
  });

  test.each([
    [
      'flac_s16_mono.flac',
      'decodeAudio: this is FLAC, and no decoder for it is registered; run "npm install @audio/decode-flac", then once in your program: ' +
        "registerDecoder({ name: 'flac', extensions: ['flac'], decode: (await import('@audio/decode-flac')).default })",
    ],
    [
      'aac_mono.m4a',
      "decodeAudio: this is MP4 or M4A, and no decoder for it is registered; pass one to registerDecoder({ name, extensions: ['m4a'], decode }), or convert the file to WAV",
    ],
  ])('%s: says what to install and what to write', async (name, message) => {
    const error = await refusal(good(name));
    expect([error.code, error.message]).toEqual(['no-decoder', message]);
  });

  test.each([
    [ascii('hello world'), 'unknown-format', 'decodeAudio: no known audio format starts with "hello wo"'],
    [new Uint8Array(0), 'truncated', 'decodeAudio: the file is empty'],
    [encodeNpy(Float32Array.of(1)), 'unknown-format', 'decodeAudio: this is NumPy .npy, not audio; read it with decodeNpy'],
    [ascii('MThd\0\0\0\x06'), 'unknown-format', 'decodeAudio: this is MIDI (notes, not samples), not audio'],
    [ascii('RIFF\0\0\0\0WEBPVP8 '), 'unknown-format', 'decodeAudio: this is WebP (a picture), not audio'],
  ])('refuses case %#', async (bytes, code, message) => {
    const error = await refusal(bytes);
    expect([error.code, error.message]).toEqual([code, message]);
  });

  test('rejects, never throws, on wrong arguments', async () => {
    await expect(decodeAudio('x' as never)).rejects.toThrow('decodeAudio: "bytes" must be a Uint8Array or an ArrayBuffer, got "x"');
    await expect(decodeAudio(good('one_sample.wav'), { dype: 'float32' } as never)).rejects.toThrow(
      'decodeAudio: "dype" is not an option; did you mean "dtype"?',
    );
  });
});

describe('sniff', () => {
  test.each([
    ['vorbis_mono.ogg', 'Ogg Vorbis'],
    ['opus_mono.opus', 'Ogg Opus'],
    ['flac_s24.flac', 'FLAC'],
    ['mp3_cbr_mono.mp3', 'MP3'],
    ['mp3_no_tag.mp3', 'MP3'],
    ['aac_mono.m4a', 'MP4 or M4A'],
    ['rf64.wav', 'WAV'],
    ['rifx.wav', 'WAV'],
    ['au_s16.au', 'AU'],
    ['aiff_s16.aiff', 'AIFF'],
    ['caf_s16.caf', 'CAF'],
  ])('%s is %s', (name, format) => expect(sniff(good(name))?.name).toBe(format));

  test.each<[number[], string | undefined]>([
    [[0xff, 0xfb, 0x90, 0x00], 'MP3'],
    [[0xff, 0xf1, 0x50, 0x80], 'AAC'],
    [[0xff, 0xfe, 0x41, 0x00], undefined], // a UTF-16 byte order mark: it would be layer 1
    [[0xff, 0xff, 0xff, 0xff], undefined],
    [[0xff], undefined],
    [[], undefined],
  ])('%j is %s', (bytes, format) => expect(sniff(Uint8Array.from(bytes))?.name).toBe(format));

  test('behind an ID3 tag, whose size has 7 bits a byte, may lie FLAC', () => {
    const tag = new Uint8Array(10 + 300);
    tag.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 2, 44]); // 2 * 128 + 44 = 300
    expect(sniff(Uint8Array.from([...tag, ...ascii('fLaC')]))?.name).toBe('FLAC');
    expect(sniff(tag)?.name).toBe('MP3');
  });
});

describe('registerDecoder', () => {
  const flac = good('flac_s16_mono.flac');
  const channelData = [Float32Array.of(0, 0.25, 0.5), Float32Array.of(1, 2, 3)];

  test('by extension: the format is told by content; offset, duration and dtype apply', async () => {
    register({ name: 'mine', extensions: ['.FLAC'], decode: () => ({ channelData, sampleRate: 10 }) });
    const audio = await decodeAudio(flac, { offset: 0.1, duration: 0.1, dtype: 'float64' });
    expect([flat(audio), audio.channels, audio.frames, audio.sampleRate]).toEqual([[0.25, 2], 2, 1, 10]);
    expect(audio.format).toEqual({ container: 'FLAC', encoding: 'other', bits: 0 });
    expect(isNdArray(audio.samples) && audio.samples.data).toBeInstanceOf(Float64Array);
    expect((await refusal(good('mp3_no_tag.mp3'))).code).toBe('no-decoder');
  });

  test('the last one registered is asked first, before the built-in ones, and can be taken out', async () => {
    const file = encodeWav(Float32Array.of(0.5), { sampleRate: 8000 });
    register({ name: 'a', extensions: ['wav'], decode: () => ({ channelData: [Float32Array.of(1)], sampleRate: 1 }) });
    const undo = registerDecoder({
      name: 'b',
      extensions: ['x'],
      matches: () => true,
      decode: async () => ({ channelData: [Float32Array.of(2)], sampleRate: 1 }),
    });
    expect(flat(await decodeAudio(file))).toEqual([2]);
    undo();
    undo();
    expect(flat(await decodeAudio(file))).toEqual([1]);
  });

  test('an AudioBuffer will do; errors of the decoder become warnings', async () => {
    const buffer = { sampleRate: 8, numberOfChannels: 2, length: 3, getChannelData: (c: number) => channelData[c]! };
    register({ name: 'buffer', extensions: ['flac'], decode: () => buffer });
    expect(flat(await decodeAudio(flac))).toEqual([0, 0.25, 0.5, 1, 2, 3]);
    register({ name: 'noisy', extensions: ['flac'], decode: () => ({ channelData, sampleRate: 8, errors: [{ message: 'lost sync' }] }) });
    const { warnings } = await decodeAudio(flac);
    expect(warnings).toEqual([{ caller: 'decodeAudio', code: 'decoder', message: 'the decoder "noisy" says: lost sync' }]);
  });

  test('an MP3 of one channel stays one, though mpg123 returns it twice', async () => {
    const twice = [Float32Array.of(1, 2), Float32Array.of(1, 2)];
    register({ name: 'mp3', extensions: ['mp3'], decode: () => ({ channelData: twice, sampleRate: 8 }) });
    const channelsOf = async (name: string): Promise<number> => (await decodeAudio(good(name))).channels;
    expect([await channelsOf('mp3_no_tag.mp3'), await channelsOf('mp3_cbr_mono.mp3'), await channelsOf('mp3_vbr_stereo.mp3')]).toEqual([
      1, 1, 2,
    ]);
  });

  test('FLAC of a decoder that divides by 32767 is put right', async () => {
    register({
      name: 'loud',
      extensions: ['flac'],
      decode: () => ({ channelData: [Float32Array.of(16384 / 32767)], sampleRate: 8, bitDepth: 16 }),
    });
    expect(flat(await decodeAudio(flac))).toEqual([0.5]);
  });

  test.each<[() => unknown, string]>([
    [() => Promise.reject(new Error('no sync')), 'says: no sync'],
    [() => undefined, 'returned no object'],
    [() => ({ sampleRate: 8000 }), 'returned neither { channelData, sampleRate } nor an AudioBuffer'],
    [() => ({ channelData: [], sampleRate: 0 }), 'found no samples in these bytes'],
    [() => ({ channelData: [new Float32Array(0)], sampleRate: 8000 }), 'found no samples in these bytes'],
    [() => ({ channelData: [new Float32Array(1)], sampleRate: 0 }), 'returned a sample rate of 0 Hz'],
    [() => ({ channelData: [new Float32Array(1), new Float32Array(2)], sampleRate: 1 }), 'returned channels of different lengths'],
    [() => ({ channelData: [new Int16Array(1)], sampleRate: 1 }), 'must return "channelData" of Float32Arrays'],
  ])('a decoder that fails is named, case %#', async (decode, message) => {
    register({ name: 'bad', extensions: ['flac'], decode: decode as AudioDecoder['decode'] });
    const error = await refusal(flac);
    expect([error.code, error.message]).toEqual(['decoder-failed', `decodeAudio: the decoder "bad" ${message}`]);
  });

  test('limits hold for decoders, too', async () => {
    register({ name: 'two', extensions: ['flac'], decode: () => ({ channelData, sampleRate: 10 }) });
    expect((await refusal(flac, { maxChannels: 1 })).code).toBe('too-many-channels');
    expect((await refusal(flac, { maxFrames: 2 })).code).toBe('too-many-frames');
  });

  const decode = (): never => {
    throw new Error('never called');
  };
  test.each([
    [
      { name: 'x', extensions: ['x'], decode, match: decode },
      'registerDecoder: "match" is not a field of a decoder; did you mean "matches"?',
    ],
    [{ name: 1, extensions: ['x'], decode }, 'registerDecoder: "name" must be a string, got 1'],
    [{ name: 'x', extensions: 'flac', decode }, 'registerDecoder: "extensions" must be an array of strings, got "flac"'],
    [{ name: 'x', extensions: [], decode }, 'registerDecoder: "extensions" must not be empty; write for example [\'flac\']'],
    [{ name: 'x', extensions: ['x'], matches: 1, decode }, 'registerDecoder: "matches" must be a function, got 1'],
    [{ name: 'x', extensions: ['x'] }, 'registerDecoder: "decode" must be a function, got undefined'],
    [null, 'registerDecoder: must get an object, got null'],
  ])('refuses case %#', (decoder, message) => {
    expect(thrown(() => registerDecoder(decoder as never)).message).toBe(message);
  });
});
