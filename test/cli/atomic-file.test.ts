import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAtomic, Temporaries } from '../../src/cli/atomic-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audiolab-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('openAtomic', () => {
  test('a file is there when it is committed, whole, and nothing else is', async () => {
    const target = join(folder, 'new', 'folder', 'a.csv');
    const sink = await openAtomic(target, new Temporaries());
    await sink.write('time,');
    await sink.write(Uint8Array.of(120, 10));
    expect(readdirSync(join(folder, 'new', 'folder'))).toEqual([expect.stringMatching(/^\.a\.csv\..*\.partial$/)]);
    await sink.commit();
    expect(readdirSync(join(folder, 'new', 'folder'))).toEqual(['a.csv']);
    expect(readFileSync(target, 'utf8')).toBe('time,x\n');
  });

  test('discarding leaves what was there before', async () => {
    const target = join(folder, 'a.csv');
    writeFileSync(target, 'old');
    const sink = await openAtomic(target, new Temporaries());
    await sink.write('new');
    await sink.discard();
    expect(readdirSync(folder)).toEqual(['a.csv']);
    expect(readFileSync(target, 'utf8')).toBe('old');
  });

  test('removeAll takes away what is open, at once, and only that', async () => {
    const temporaries = new Temporaries();
    const done = await openAtomic(join(folder, 'done.csv'), temporaries);
    await done.commit();
    await openAtomic(join(folder, 'half.csv'), temporaries);
    temporaries.removeAll();
    expect(readdirSync(folder)).toEqual(['done.csv']);
  });

  test('a link stays a link and a file keeps its mode', async () => {
    const target = join(folder, 'real.csv');
    writeFileSync(target, 'old');
    chmodSync(target, 0o640);
    symlinkSync('real.csv', join(folder, 'link.csv'));
    const sink = await openAtomic(join(folder, 'link.csv'), new Temporaries());
    await sink.write('new');
    await sink.commit();
    expect(lstatSync(join(folder, 'link.csv')).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(statSync(target).mode & 0o777).toBe(0o640);
  });

  test('a folder is refused, a device is written to', async () => {
    mkdirSync(join(folder, 'a.npy'));
    await expect(openAtomic(join(folder, 'a.npy'), new Temporaries())).rejects.toThrow('a.npy is a folder');
    const sink = await openAtomic('/dev/null', new Temporaries());
    await sink.write('gone');
    await sink.commit();
    expect(statSync('/dev/null').isFile()).toBe(false);
  });
});
