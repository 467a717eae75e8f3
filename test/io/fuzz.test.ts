import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../src/core/random.js';
import { isNdArray, sizeOf } from '../../src/core/view.js';
import { type AudioInfo, DecodeError, decodeNpy, decodeWav, encodeWav, infoWav, type NpyData } from '../../src/index.js';
import { type NdArray } from '../../src/core/nd.js';
import { decodeLayout } from '../../src/io/decode-wav.js';
import { readDecodeOptions } from '../../src/io/decode-options.js';
import { readAiff } from '../../src/io/read-aiff.js';
import { readAu } from '../../src/io/read-au.js';
import { readCaf } from '../../src/io/read-caf.js';
import { sniff } from '../../src/io/sniff.js';
import { GOLDENS } from '../support/golden.js';

/** Mutated files per reader. AUDIOLAB_FUZZ=1000000 for a long run; AUDIOLAB_FUZZ_SEED for another one. */
const COUNT = Number(process.env['AUDIOLAB_FUZZ'] ?? 3000);
const SEED = Number(process.env['AUDIOLAB_FUZZ_SEED'] ?? 1);

const folder = (path: string, end: RegExp): Uint8Array[] =>
  readdirSync(path)
    .filter((f) => end.test(f))
    .map((f) => new Uint8Array(readFileSync(`${path}/${f}`)))
    .filter((bytes) => bytes.length < 20_000);
const fixtures = new URL('../fixtures/', import.meta.url).pathname;
const wav = [
  ...folder(`${GOLDENS}wav/good`, /\.wav$/),
  ...folder(`${GOLDENS}wav/bad`, /\.wav$/),
  ...folder(`${fixtures}scipy-wav`, /\.wav$/),
];

/** Sizes and counts that readers stumble over. */
const EVIL = [
  0, 1, 2, 3, 7, 8, 16, 40, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xfffffffe, 0xffffffff,
];

/** One to six changes: bytes, words, cuts, repeats, swaps, and pieces of another file. */
function mutate(pool: readonly Uint8Array[], random: Random): Uint8Array {
  const pick = (n: number): number => random.uint32() % n;
  const file = pool[pick(pool.length)]!;
  let bytes = file.slice();
  for (let changes = 1 + pick(6); changes > 0 && bytes.length > 0; changes--) {
    const reach = pick(3) > 0 ? Math.min(bytes.length, 120) : bytes.length; // mostly the head
    const at = pick(reach);
    const view = new DataView(bytes.buffer);
    switch (pick(8)) {
      case 0:
        bytes[at] = pick(256);
        break;
      case 1:
        bytes[at]! ^= 1 << pick(8);
        break;
      case 2:
        if (at + 4 <= bytes.length) view.setUint32(at & ~1, EVIL[pick(EVIL.length)]!, pick(4) > 0);
        break;
      case 3:
        if (at + 2 <= bytes.length) view.setUint16(at & ~1, EVIL[pick(EVIL.length)]! & 0xffff, pick(4) > 0);
        break;
      case 4:
        bytes = bytes.slice(0, pick(2) ? at : pick(bytes.length + 1));
        break;
      case 5: {
        const piece = bytes.subarray(at, at + pick(64)); // inserted once more: chunks double, offsets move
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...piece, ...bytes.subarray(at)]);
        break;
      }
      case 6: {
        const end = Math.min(bytes.length, at + 1 + pick(16));
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(end)]);
        break;
      }
      default: {
        const other = pool[pick(pool.length)]!;
        const from = pick(Math.max(1, other.length - 1));
        bytes.set(other.subarray(from, from + Math.min(40, bytes.length - at)), at);
      }
    }
  }
  return bytes;
}

/** Runs `read` over mutated files: nothing but DecodeErrors may come out. Returns how many were read. */
function fuzz(pool: readonly Uint8Array[], seed: number, read: (bytes: Uint8Array) => void): { read: number; refused: number } {
  const random = createRandom(seed);
  const tally = { read: 0, refused: 0 };
  for (let i = 0; i < COUNT; i++) {
    const bytes = mutate(pool, random);
    const before = bytes.slice();
    try {
      read(bytes);
      tally.read++;
    } catch (error) {
      if (!(error instanceof DecodeError))
        throw new Error(`seed ${seed}, file ${i}: ${Buffer.from(bytes).toString('base64')}`, { cause: error });
      if (!(error.offset >= 0 && Number.isInteger(error.offset) && /^[a-z-]+$/.test(error.code))) throw error;
      tally.refused++;
    }
    if (bytes.length !== before.length || bytes.some((b, k) => b !== before[k])) throw new Error(`seed ${seed}, file ${i} was written to`);
  }
  return tally;
}

/** What every result must be, however odd the file. */
function expectSound(audio: AudioInfo, elements: number, bytes: Uint8Array): void {
  const adpcm = audio.format.encoding.endsWith('adpcm');
  const sound =
    elements === audio.channels * audio.frames &&
    elements <= bytes.length * (adpcm ? 2 : 1) && // ADPCM has two samples a byte
    audio.channels >= 1 &&
    audio.sampleRate > 0 &&
    audio.duration === audio.frames / audio.sampleRate &&
    (audio.frames > 0 || (!audio.truncated && audio.duration === 0));
  if (!sound) throw new Error(`unsound: ${JSON.stringify({ ...audio, samples: undefined })}, ${elements} of ${bytes.length} bytes`);
}

const elementsOf = (x: ArrayLike<number> | NdArray): number => (isNdArray(x) ? sizeOf(x.shape) : (x as ArrayLike<number>).length);

describe(`${COUNT} damaged files each, seed ${SEED}: read within bounds or refused with a DecodeError`, () => {
  test('decodeWav and infoWav, which agree', () => {
    const tally = fuzz(wav, SEED, (bytes) => {
      const audio = decodeWav(bytes);
      expectSound(audio, elementsOf(audio.samples), bytes);
      const info = infoWav(bytes);
      if (info.frames !== audio.frames || info.warnings.length !== audio.warnings.length) throw new Error('infoWav differs');
    });
    // A fuzzer that only ever meets the first check proves nothing
    expect(Math.min(tally.read, tally.refused)).toBeGreaterThan(COUNT / 10);
  });

  test('AIFF, AU and CAF', () => {
    const names = ['aiff_s16.aiff', 'au_s16.au', 'caf_s16.caf'];
    const pool = names.map((name) => new Uint8Array(readFileSync(`${GOLDENS}wav/good/${name}`)).slice(0, 4000));
    const settings = readDecodeOptions('decodeAudio', undefined);
    const readers = { aiff: readAiff, au: readAu, caf: readCaf } as const;
    fuzz(pool, SEED + 1, (bytes) => {
      const read = readers[sniff(bytes)?.extension as keyof typeof readers] ?? readAu;
      const audio = decodeLayout(bytes, read(bytes, 'decodeAudio', settings), 'decodeAudio', settings);
      expectSound(audio, elementsOf(audio.samples), bytes);
    });
  });

  test('decodeNpy', () => {
    fuzz(folder(`${fixtures}npy`, /\.npy$/), SEED + 2, (bytes) => {
      const array = decodeNpy(bytes) as NpyData | NdArray<NpyData>;
      if (!(elementsOf(array) <= bytes.length)) throw new Error('more elements than bytes');
    });
  });

  test('sniff takes anything', () => {
    const random = createRandom(SEED + 3);
    for (let i = 0; i < COUNT; i++) sniff(mutate(wav, random).subarray(random.uint32() % 4));
  });
});

describe('every cut of a file', () => {
  const file = encodeWav(
    Float32Array.from({ length: 20 }, (_, n) => n / 32),
    { sampleRate: 8000, bitDepth: '32f' },
  );
  test('is refused before the first sample is whole, and a part of the samples behind it', () => {
    const whole = decodeWav(file).samples as Float32Array;
    for (let length = 0; length < file.length; length++) {
      const cut = file.subarray(0, length);
      if (length < file.length - 76) expect(() => decodeWav(cut), `${length} bytes`).toThrow(DecodeError);
      else {
        const audio = decodeWav(cut);
        expect(audio.truncated).toBe(true);
        expect(audio.samples).toEqual(whole.subarray(0, audio.frames));
      }
    }
  });
});
