import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audiolab, makeFolder, type Ran, wav } from './support.js';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = makeFolder({ 'broken.wav': 'RIFF1234WAVE', 'cut.wav': wav(0.2).subarray(0, 2000) });
const at = folder.path;
const clips = Array.from({ length: 10 }, (_, i) => at(`${i}.wav`));
for (const [i, path] of clips.entries()) writeFileSync(path, wav(0.1 + 0.02 * i, 8000, i + 1, 1 + (i % 2)));
afterAll(folder.remove);

beforeAll(() => {
  if (!existsSync(CLI)) throw new Error('dist is missing: run npm run build first (npm test does)');
});

const many = [at('none.wav'), ...clips.slice(0, 3), at('broken.wav'), at('cut.wav'), ...clips.slice(3), at('cut.wav')];
/** Times and the output's name are not the same from run to run. */
const plain = ({ code, out, err }: Ran) => ({ code, out, err: err.replaceAll(/\(\d+ ms\)/g, '(ms)').replaceAll(/(one|two)\b/g, 'out') });

describe('--jobs', () => {
  test.each([
    ['csv', ['mfcc', '--n-mfcc', '5']],
    ['json', ['mel', '--no-mono', '--n-mels', '20', '--n-fft', '256', '--htk']], // with a warning about empty bands
    ['ndjson', ['stft', '--n-fft', '64', '--dtype', 'float64', '--sr', '6000']],
    ['csv', ['info']],
    ['text', ['info']],
  ])('%s of many files: the bytes, words and code of one job: %j', async (format, [command, ...options]) => {
    const formats = format === 'text' ? [] : ['--format', format];
    const run = (jobs: string) => audiolab([command!, ...many, ...options, ...formats, '--jobs', jobs]);
    const alone = await run('1');
    expect(alone.code).toBe(1);
    expect(alone.err).toContain('2 of 14 files failed');
    expect(plain(await run('3'))).toEqual(plain(alone));
  });

  test.each(['npy', 'png', 'csv'])('a %s file for each', async (format) => {
    const run = async (jobs: string, to: string) =>
      plain(await audiolab(['mel', ...many.slice(0, -1), '-o', `${at(to)}/`, '-f', format, '-j', jobs]));
    expect(await run('2', 'two')).toEqual(await run('1', 'one'));
    const list = (to: string) => readdirSync(at(to)).filter((name) => name.endsWith(format));
    expect(list('two')).toEqual(list('one'));
    expect(list('two')).toHaveLength(11);
    for (const name of list('one')) expect(readFileSync(at('two', name)).equals(readFileSync(at('one', name))), name).toBe(true);
  });

  test('0 is a worker for each core; stdin is read among files', async () => {
    const words = ['mfcc', clips[0]!, '-', clips[1]!, clips[2]!];
    const run = (jobs: string) => audiolab([...words, '--jobs', jobs], { stdin: wav(0.3) });
    const alone = await run('1');
    expect(alone.out).toContain('\n-,');
    expect(plain(await run('0'))).toEqual(plain(alone));
  });

  test('a result too large for one text comes in pieces', async () => {
    writeFileSync(at('long.wav'), wav(34));
    const run = (jobs: string) => audiolab(['stft', clips[0]!, at('long.wav'), clips[1]!, '-f', 'csv', '-j', jobs]);
    const [alone, both] = [await run('1'), await run('2')];
    expect([both.code, both.err, both.stdout.equals(alone.stdout)]).toEqual([0, '', true]);
  });

  test('wrong values are told in the words of the command line', async () => {
    const run = (jobs: string) => audiolab(['mfcc', ...clips, '--hop-length', '0', '--jobs', jobs]);
    const alone = await run('1');
    expect(alone.code).toBe(2);
    expect(plain(await run('2'))).toEqual(plain(alone));
    for (const wrong of ['-1', '1.5', 'inf']) {
      const { code, err } = await audiolab(['mfcc', clips[0]!, `--jobs=${wrong}`]);
      expect([code, err.split('\n')[0]]).toEqual([
        2,
        `audiolab: --jobs must be an integer >= 0, got ${wrong === 'inf' ? Infinity : wrong}`,
      ]);
    }
  });

  test('the bar moves as with one job', async () => {
    const { err } = await audiolab(['mfcc', ...clips, '-o', at('bar.csv'), '-j', '2'], { tty: true });
    expect(err).toContain('0/10 ');
    expect(err.endsWith(' ms)\n')).toBe(true);
  });

  test('an interruption leaves no half file behind', async () => {
    const interruption = new AbortController();
    let pieces = 0;
    const interrupt = () => {
      if (pieces++ === 1) interruption.abort(new Error('interrupted'));
    };
    const { code } = await audiolab(['stft', ...clips, '-j', '2'], { signal: interruption.signal, onStdout: interrupt });
    expect(code).toBe(130);
    const target = at('fresh');
    const aborted = AbortSignal.abort(new Error('interrupted'));
    expect((await audiolab(['stft', ...clips, '-o', `${target}/`, '-j', '2'], { signal: aborted })).code).toBe(130);
    expect(existsSync(target)).toBe(false);
  });
});

describe('the program with --jobs', () => {
  test('SIGINT ends it with 130 and leaves no part of a file', async () => {
    const target = at('all.csv');
    const repeated = Array.from({ length: 1500 }, (_, i) => clips[i % 10]!);
    const child = spawn(process.execPath, [CLI, 'stft', ...repeated, '-o', target, '-j', '2'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise<[number | null, string | null]>((resolve) => child.on('close', (code, signal) => resolve([code, signal])));
    while (!folder.list().some((name) => name.endsWith('.partial'))) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 150)); // in the midst of it
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(readdirSync(at()).filter((name) => name.includes('all.csv'))).toEqual([]);
  });

  test('a crash of a worker is the failure of one file', () => {
    symlinkSync(clips[0]!, at('crash.wav'));
    const hook = at('hook.cjs');
    const code = `const fs = require('node:fs/promises');
const { open } = fs;
fs.open = (path, ...rest) => String(path).includes('crash') ? process.exit(7) : open(path, ...rest);
require('node:module').syncBuiltinESMExports();`;
    writeFileSync(hook, code);
    const args = ['--require', hook, CLI, 'mfcc', clips[1]!, at('crash.wav'), ...clips.slice(2), '-o', at('left.csv'), '-j', '2'];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stderr.replace(/\(\d+ ms\)/, '(ms)').replaceAll(at(), 'T')).toBe(
      'audiolab: T/crash.wav: the worker ended: exit code 7\naudiolab: 1 of 10 files failed\nmfcc: 9 files -> T/left.csv (ms)\n',
    );
    expect(status).toBe(1);
  });
});
