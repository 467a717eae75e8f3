import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isNdArray, toRowMajor } from '../../src/core/view.js';
import { decodeWav } from '../../src/io/index.js';

const FOLDER = new URL('../fixtures/scipy-wav/', import.meta.url);

interface Case {
  file: string;
  /** Why scipy refuses the file; `by` names the program that read it instead. */
  refused?: string;
  by?: string;
  refused_by_soundfile?: string;
  rate: number;
  shape: [number, number];
  sha256: string;
}

const { cases } = JSON.parse(readFileSync(new URL('expected.json', FOLDER), 'utf8')) as { cases: Case[] };
const bytesOf = (file: string): Uint8Array => readFileSync(new URL(file, FOLDER));

describe("scipy's fixtures", () => {
  test('are all here', () => expect(cases).toHaveLength(22));

  test.each(cases.filter((c) => c.rate).map((c) => [c.file, c] as const))('%s: equal samples', (file, expected) => {
    const audio = decodeWav(bytesOf(file), { dtype: 'float64' });
    expect(audio.sampleRate).toBe(expected.rate);
    expect([audio.channels, audio.frames]).toEqual(expected.shape);
    const samples = isNdArray(audio.samples) ? toRowMajor(audio.samples) : audio.samples;
    expect(createHash('sha256').update(new Uint8Array(samples.buffer)).digest('hex')).toBe(expected.sha256);
  });

  test.each([
    // The header promises 17,664 bytes; 944 are there.
    ['test-44100Hz-le-1ch-4bytes-early-eof.wav', true, ['truncated']],
    // Byte rate says 3 bytes a sample, block align 4 bytes for 3 channels. The bits per sample decide.
    ['test-8000Hz-le-3ch-5S-24bit-inconsistent.wav', false, ['block-align']],
    ['test-48000Hz-2ch-64bit-float-le-wavex.wav', false, []],
    ['test-44100Hz-le-1ch-4bytes-rf64.wav', false, []],
  ])('%s: truncated is %s, warnings are %j', (file, truncated, codes) => {
    const audio = decodeWav(bytesOf(file));
    expect(audio.truncated).toBe(truncated);
    expect(audio.warnings.map((w) => w.code)).toEqual(codes);
  });

  // Nothing to read in these two: scipy, libsndfile and we refuse.
  test.each([
    ['test-44100Hz-le-1ch-4bytes-early-eof-no-data.wav', 'decodeWav: there is no "data" chunk'],
    ['test-44100Hz-le-1ch-4bytes-incomplete-chunk.wav', 'decodeWav: the file ends inside the head of a chunk, 1 bytes after byte 12'],
  ])('%s is refused', (file, message) => {
    expect(() => decodeWav(bytesOf(file))).toThrow(message);
    expect(cases.find((c) => c.file === file)!.refused).toBeDefined();
  });
});
