import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFolder, wav } from './support.js';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = makeFolder({ 'a.wav': wav(0.5, 16000) });
const a = folder.path('a.wav');
afterAll(folder.remove);

beforeAll(() => {
  if (!existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm test`, which builds it, or `npm run build`');
});

const audiolab = (...args: string[]) => spawnSync(process.execPath, [CLI, ...args], { maxBuffer: 2 ** 28 });

describe('the program audiolab', () => {
  test('can be started by its name', () => {
    expect(readFileSync(CLI, 'utf8').slice(0, 20)).toBe('#!/usr/bin/env node\n');
    expect(statSync(CLI).mode & 0o111).toBe(0o111);
    const { version, bin } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
      bin: unknown;
    };
    expect(bin).toEqual({ audiolab: './dist/cli.js' });
    expect(spawnSync(CLI, ['--version']).stdout.toString()).toBe(`${version}\n`);
  });

  test('ends with its code', () => {
    expect(audiolab('--help').status).toBe(0);
    expect(audiolab('mel', a, '-o', folder.path('a.json')).status).toBe(0);
    expect(audiolab('mel', folder.path('none.wav')).status).toBe(1);
    expect(audiolab('mel', a, '--hop', '0').status).toBe(2);
  });

  test('takes a pipe and gives one', () => {
    const piped = spawnSync(process.execPath, [CLI, 'mfcc', '-', '--format', 'npy'], { input: readFileSync(a) });
    expect(piped.status).toBe(0);
    expect(piped.stdout.equals(audiolab('mfcc', a, '--format', 'npy').stdout)).toBe(true);
  });

  test('ends quietly when its reader does', async () => {
    const child = spawn(process.execPath, [CLI, 'stft', a, a, a, a], { stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.on('data', (piece) => (err += String(piece)));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, err]).toEqual([0, '']);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends it with %i and leaves no part of a file', async (name, wanted) => {
    const many = Array.from({ length: 3000 }, () => a);
    const target = folder.path('many.csv');
    const child = spawn(process.execPath, [CLI, 'stft', ...many, '-o', target], { stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise<[number | null, string | null]>((resolve) => child.on('close', (code, signal) => resolve([code, signal])));
    while (!folder.list().some((name) => name.endsWith('.partial'))) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill(name);
    expect(await ended).toEqual([wanted, null]);
    expect(readdirSync(folder.path()).filter((name) => name.includes('many'))).toEqual([]);
  });

  test('interrupted while it waits for stdin, too', async () => {
    const child = spawn(process.execPath, [CLI, 'mel', '-', '-o', folder.path('never.npy')], { stdio: ['pipe', 'ignore', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    while (!folder.list().some((name) => name.endsWith('.partial'))) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(folder.list().filter((name) => name.includes('never'))).toEqual([]);
  });
});
