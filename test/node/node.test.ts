import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { isNdArray, toRowMajor } from '../../src/core/view.js';
import { DecodeError, decodeNpy, decodeWav, encodeWav, ParameterError, registerDecoder, toMono } from '../../src/index.js';
import { load, type LoadOptions, save, writeFileAtomic } from '../../src/node/index.js';
import { resample } from '../../src/signal/resample.js';
import { type SniffedFormat } from '../../src/io/sniff.js';
import { registerInstalled } from '../../src/node/installed-decoder.js';
import { GOLDENS } from '../support/golden.js';

let folder = '';
const at = (name: string): string => join(folder, name);
const stereo = nd(Float32Array.of(0.5, 0.25, 0, -0.5, 0.25, 0.5), [2, 3]);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'audiolab-node-'));
  await save(at('stereo.wav'), stereo, { sampleRate: 8000 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const fails = async (work: Promise<unknown>): Promise<Error & { code?: string }> => {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(Error);
  return error as Error;
};

describe('load', () => {
  test('mixes to one channel by default, and keeps the rate of the file', async () => {
    const audio = await load(at('stereo.wav'));
    expect(audio.samples).toEqual(Float32Array.of(0, 0.25, 0.25));
    expect([audio.sampleRate, audio.channels, audio.frames, audio.duration]).toEqual([8000, 1, 3, 3 / 8000]);
    expect(audio.format).toEqual({ container: 'RIFF', encoding: 'pcm', bits: 16 });
  });

  test('mono: false keeps the channels, dtype the precision; a URL will do', async () => {
    const { samples } = await load(pathToFileURL(at('stereo.wav')), { mono: false, dtype: 'float64' });
    if (!isNdArray(samples)) throw new Error('not an ndarray');
    expect([samples.shape, toRowMajor(samples)]).toEqual([[2, 3], Float64Array.of(0.5, 0.25, 0, -0.5, 0.25, 0.5)]);
  });

  test('offset and duration are seconds of the file, rounded down to samples', async () => {
    const audio = await load(at('stereo.wav'), { offset: 1.9 / 8000, duration: 1.9 / 8000 });
    expect(audio.samples).toEqual(Float32Array.of(0.25));
  });

  test('resamples what is already mixed, and tells the new rate and length', async () => {
    const y = nd(
      Float64Array.from({ length: 2 * 441 }, (_, n) => Math.sin(n * n) / 2),
      [2, 441],
    );
    await save(at('noise.wav'), y, { sampleRate: 44100, bitDepth: '64f' });
    const audio = await load(at('noise.wav'), { sampleRate: 16000, dtype: 'float64' });
    const mixed = { samples: toMono(y), sampleRate: 44100 };
    expect(audio.samples).toEqual(resample(mixed, { targetSr: 16000 }));
    expect([audio.sampleRate, audio.frames, audio.duration]).toEqual([16000, 160, 0.01]);
    const both = await load(at('noise.wav'), { sampleRate: 16000, mono: false, resType: 'fft' });
    expect([both.channels, both.frames, (both.samples as { shape: number[] }).shape]).toEqual([2, 160, [2, 160]]);
    expect((await load(at('noise.wav'), { sampleRate: 44100, mono: false, dtype: 'float64' })).samples).toMatchObject({ data: y.data });
  });

  test('a file without samples is no samples, in one channel or two', async () => {
    for (const name of ['empty_data', 'empty_data_stereo']) {
      const audio = await load(`${GOLDENS}wav/good/${name}.wav`);
      expect([audio.samples, audio.frames]).toEqual([new Float32Array(0), 0]);
    }
  });

  test('a damaged file tells what was wrong with it', async () => {
    const { truncated, warnings } = await load(`${GOLDENS}wav/bad/cut_data_84.wav`);
    expect(truncated).toBe(true);
    expect(warnings).toEqual([
      { caller: 'load', code: 'truncated', message: 'the header promises 80 bytes of samples, the file holds 40' },
    ]);
  });

  test('FLAC, Ogg and MP3 without a decoder: says which package to install', async () => {
    for (const [name, pkg] of [
      ['flac_s16_mono.flac', 'flac'],
      ['vorbis_mono.ogg', 'vorbis'],
      ['opus_mono.opus', 'opus'],
      ['mp3_cbr_mono.mp3', 'mp3'],
    ]) {
      const path = `${GOLDENS}wav/good/${name}`;
      const error = await fails(load(path));
      expect(error).toBeInstanceOf(DecodeError);
      expect(error.code).toBe('no-decoder');
      expect(error.message).toMatch(`load: ${path}: this is `);
      expect(error.message).toMatch(`, and no decoder for it is installed; run "npm install @audio/decode-${pkg}", and load will find it`);
    }
  });

  test('the format is told by content, not by name', async () => {
    writeFileSync(at('really-wav.mp3'), encodeWav(Float32Array.of(0.5), { sampleRate: 8000 }));
    expect((await load(at('really-wav.mp3'))).samples).toEqual(Float32Array.of(0.5));
    writeFileSync(at('text.wav'), 'no audio at all');
    const error = await fails(load(at('text.wav')));
    expect([error.code, error.message]).toEqual([
      'unknown-format',
      `load: ${at('text.wav')}: no known audio format starts with "no audio"`,
    ]);
  });

  test.each<[LoadOptions, string]>([
    [{ sampleRate: 0 }, 'load: "sampleRate" must be a finite number > 0, got 0'],
    [{ mono: 1 as never }, 'load: "mono" must be true or false, got 1'],
    [{ offset: 9 }, 'load: "offset" must be < the length of 0.000375 s, got 9'],
    [{ sr: 22050 } as never, 'load: "sr" is not an option'],
  ])('refuses %o', async (options, message) => expect((await fails(load(at('stereo.wav'), options))).message).toBe(message));

  test('refuses what is no path; a missing file keeps the code of the file system', async () => {
    expect((await fails(load(7 as never))).message).toBe('load: "path" must be a path or a URL, got 7');
    expect((await fails(load(at('missing.wav')))).code).toBe('ENOENT');
  });
});

describe('installed decoders', () => {
  const flac: SniffedFormat = { name: 'FLAC', extension: 'flac', pkg: '@audio/decode-flac' };
  const path = `${GOLDENS}wav/good/flac_s16_mono.flac`;

  test('a package that is there is used, one that a program registered comes first', async () => {
    const undo = registerDecoder({
      name: 'mine',
      extensions: ['flac'],
      decode: () => ({ channelData: [Float32Array.of(1)], sampleRate: 8 }),
    });
    expect((await load(path)).samples).toEqual(Float32Array.of(1));
    undo();
    expect((await fails(load(path))).code).toBe('no-decoder');
    const decode = () => ({ channelData: [Float32Array.of(2)], sampleRate: 8 });
    expect(await registerInstalled(flac, async () => ({ default: decode }))).toBe(true);
    expect((await load(path)).samples).toEqual(Float32Array.of(2));
  });

  test('one that is not there is no error, one that is broken is', async () => {
    expect(await registerInstalled({ ...flac, pkg: '@audio/decode-nothing' })).toBe(false);
    const broken = await fails(registerInstalled(flac, () => Promise.reject(new Error('bad wasm'))));
    expect(broken.message).toBe('load: the package @audio/decode-flac is installed, but: Error: bad wasm');
    const empty = await fails(registerInstalled(flac, async () => ({})));
    expect(empty.message).toBe('load: the package @audio/decode-flac has no default export to decode with');
  });
});

describe('save', () => {
  test('the extension chooses the format, and the options are those of the format', async () => {
    await save(at('a.WAV'), { samples: Float32Array.of(0.5), sampleRate: 8000 }, { bitDepth: 24 });
    expect(decodeWav(readFileSync(at('a.WAV'))).format.bits).toBe(24);
    await save(at('a.npy'), stereo, { dtype: 'float64' });
    expect(decodeNpy(readFileSync(at('a.npy')))).toMatchObject({ shape: [2, 3] });
    await save(at('b.npy'), { samples: Float32Array.of(0.5), sampleRate: 8000 });
    expect(decodeNpy(readFileSync(at('b.npy')))).toEqual(Float32Array.of(0.5));
  });

  test('what load returned can be saved', async () => {
    await save(at('again.wav'), await load(at('stereo.wav'), { mono: false }));
    expect(readFileSync(at('again.wav'))).toEqual(readFileSync(at('stereo.wav')));
  });

  test.each([
    ['x.flac', 'save: "path" must end in .wav or .npy, got'],
    ['x', 'save: "path" must end in .wav or .npy, got'],
    ['x.wav', 'encodeWav: "sampleRate" must be given in Hz'],
  ])('refuses %s', async (name, message) => {
    const error = await fails(save(at(name), Float32Array.of(0)));
    expect(error).toBeInstanceOf(ParameterError);
    expect(error.message).toContain(message);
    expect(readdirSync(folder)).not.toContain(name);
  });

  test('a refusal leaves the old file as it was', async () => {
    writeFileSync(at('old.wav'), 'old');
    await fails(save(at('old.wav'), Float32Array.of(NaN), { sampleRate: 8000 }));
    expect(readFileSync(at('old.wav'), 'utf8')).toBe('old');
  });
});

describe('writeFileAtomic', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const leftovers = (where: string): string[] => readdirSync(where).filter((f) => f.endsWith('.partial'));

  test('replaces a file, keeps its mode, follows a link', async () => {
    writeFileSync(at('target'), 'old');
    chmodSync(at('target'), 0o640);
    symlinkSync(at('target'), at('link'));
    await writeFileAtomic(at('link'), bytes);
    expect([...readFileSync(at('target'))]).toEqual([1, 2, 3]);
    expect(statSync(at('target')).mode & 0o777).toBe(0o640);
    expect(leftovers(folder)).toEqual([]);
  });

  test('writes to devices directly', async () => {
    await writeFileAtomic('/dev/null', bytes);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('a write that fails leaves nothing, and says why', async () => {
    expect((await fails(writeFileAtomic(at('nowhere/file'), bytes))).code).toBe('ENOENT');
    mkdirSync(at('a-folder'));
    expect((await fails(writeFileAtomic(at('a-folder'), bytes))).code).toBe('EISDIR');
    await fails(writeFileAtomic(at('broken'), { length: 3 } as never));
    expect(leftovers(folder)).toEqual([]);
    expect(readdirSync(folder)).not.toContain('broken');
  });

  test('many at once to one place: one of them is there, whole', async () => {
    const contents = Array.from({ length: 20 }, (_, i) => new Uint8Array(50_000).fill(i));
    await Promise.all(contents.map((c) => writeFileAtomic(at('race'), c)));
    const there = readFileSync(at('race'));
    expect(there.length).toBe(50_000);
    expect(there.every((b) => b === there[0])).toBe(true);
    expect(leftovers(folder)).toEqual([]);
  });
});
