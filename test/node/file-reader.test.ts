import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeWav, registerDecoder } from '../../src/index.js';
import { createFileReader } from '../../src/node/file-reader.js';
import { loadWith } from '../../src/node/load.js';

let folder = '';
const at = (name: string): string => join(folder, name);
const SIZES = [0, 1, 100_000, 7, 1_300_000, 1_300_001, 3];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audiolab-reader-'));
  for (const size of SIZES) writeFileSync(at(`${size}`), Buffer.from(Array.from({ length: size }, (_, i) => (i * 7 + size) % 256)));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('reads what readFile reads, one after the other and at once', async () => {
  const reader = createFileReader();
  for (const size of SIZES) {
    const bytes = await reader.read(pathToFileURL(at(`${size}`)));
    expect(Buffer.from(bytes).equals(readFileSync(at(`${size}`))), `${size}`).toBe(true);
    reader.release(bytes);
  }
  const all = await Promise.all(SIZES.map((size) => reader.read(at(`${size}`))));
  for (const [i, size] of SIZES.entries()) expect(Buffer.from(all[i]!).equals(readFileSync(at(`${size}`))), `${size}`).toBe(true);
});

test('memory is used again once it is released, and not before', async () => {
  const reader = createFileReader();
  const first = await reader.read(at('100000'));
  const second = await reader.read(at('7'));
  expect(second.buffer).not.toBe(first.buffer);
  reader.release(first);
  expect((await reader.read(at('7'))).buffer).toBe(first.buffer);
  reader.release(readFileSync(at('100000'))); // none of its own
  expect(second).toEqual(new Uint8Array(readFileSync(at('7'))));
});

test('fails as readFile fails', async () => {
  const reader = createFileReader();
  for (const path of [at('none'), folder, join(at('7'), 'below')]) {
    const wanted = await readFile(path).catch((error: unknown) => error);
    await expect(reader.read(path)).rejects.toThrow((wanted as Error).message);
  }
});

test.runIf(existsSync('/proc/self/status'))('reads files that do not say their size', async () => {
  expect(Buffer.from(await createFileReader().read('/proc/self/status')).toString()).toMatch(/^Name:/);
});

test("another's decoder may keep what it is given", async () => {
  const kept: Uint8Array[] = [];
  const unregister = registerDecoder({
    name: 'toy',
    extensions: ['toy'],
    matches: (bytes) => bytes[0] === 7,
    decode(bytes) {
      kept.push(bytes);
      return { channelData: [Float32Array.of(bytes[1]!)], sampleRate: 8000 };
    },
  });
  try {
    const reader = createFileReader();
    for (const value of [1, 2]) {
      writeFileSync(at('a.toy'), Uint8Array.of(7, value));
      expect((await loadWith(reader, at('a.toy'))).samples).toEqual(Float32Array.of(value));
    }
    expect(kept.map((bytes) => bytes[1])).toEqual([1, 2]);
  } finally {
    unregister();
  }
});

test('samples outlive the bytes they came from', async () => {
  const reader = createFileReader();
  const seen = [];
  for (const x of [0.25, 0.5]) {
    for (const bitDepth of [16, '32f'] as const) {
      writeFileSync(at('x.wav'), encodeWav(new Float32Array(100).fill(x), { sampleRate: 8000, bitDepth }));
      seen.push((await loadWith(reader, at('x.wav'))).samples);
    }
  }
  expect(seen.map((samples) => (samples as Float32Array)[99])).toEqual([0.25, 0.25, 0.5, 0.5]);
});
