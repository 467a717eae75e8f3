import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.js';
import { kebab } from '../../src/cli/option-table.js';
import { logMel } from '../../src/feature/log-mel.js';
import { mfcc } from '../../src/feature/mfcc.js';
import { decodeNpy } from '../../src/io/decode-npy.js';
import { load } from '../../src/node/load.js';
import { decodePng } from '../plot/decode-png.js';
import { flatten } from '../support/golden.js';
import { audiolab, makeFolder, wav } from './support.js';

const folder = makeFolder({ 'a.wav': wav(0.5, 16000), 'stereo.wav': wav(0.3, 16000, 3, 2) });
afterAll(folder.remove);
const a = folder.path('a.wav');
const FUNCTIONS = COMMANDS.filter((command) => command.name !== 'info');

describe('audiolab mfcc', () => {
  test('gives what the function gives', async () => {
    const { code, stdout } = await audiolab([
      'mfcc',
      a,
      '--n-mfcc',
      '13',
      '--hop-length=160',
      '--no-center',
      '--top-db',
      'null',
      '--format',
      'npy',
    ]);
    expect(code).toBe(0);
    const want = mfcc(await load(a), { nMfcc: 13, hopLength: 160, center: false, topDb: null });
    expect(flatten(decodeNpy(new Uint8Array(stdout)))).toEqual(flatten(want));
  });

  test('in double precision, of a piece, at another rate', async () => {
    const { out } = await audiolab([
      'mfcc',
      a,
      '--dtype',
      'float64',
      '--offset',
      '0.1',
      '--duration',
      '0.25',
      '--sr',
      '8000',
      '-f',
      'json',
    ]);
    const read = JSON.parse(out) as { data: number[][]; sampleRate: number; shape: number[] };
    const want = mfcc(await load(a, { dtype: 'float64', offset: 0.1, duration: 0.25, sampleRate: 8000 }));
    expect(read.sampleRate).toBe(8000);
    expect(read.shape).toEqual(want.shape);
    expect(read.data.flat()).toEqual([...(flatten(want).data as Float64Array)]);
  });
});

describe.each(FUNCTIONS.map((command) => [command.name, command] as const))('audiolab %s', (name, command) => {
  let bare: Buffer;
  beforeAll(async () => {
    bare = (await audiolab([name, a])).stdout;
  });

  test('writes every format', async () => {
    const shape = (JSON.parse((await audiolab([name, a, '--format', 'json'])).out) as { shape: number[] }).shape;
    const rows = bare.toString().trimEnd().split('\n');
    const frames = name === 'stft' ? shape[1]! : shape.at(-1)!;
    expect(rows.length).toBe(1 + frames);
    expect(new Set(rows.map((row) => row.split(',').length))).toEqual(new Set([1 + (name === 'stft' ? 2 * shape[0]! : shape[0]!)]));
    expect(new Set(rows[0]!.split(',')).size).toBe(rows[0]!.split(',').length); // names are different
    const ndjson = (await audiolab([name, a, '--format', 'ndjson'])).out;
    expect((JSON.parse(ndjson) as { shape: number[] }).shape).toEqual(shape);
    const npy = flatten(decodeNpy(new Uint8Array((await audiolab([name, a, '--format', 'npy'])).stdout)));
    expect(npy.shape).toEqual(shape);
    const png = decodePng((await audiolab([name, a, '--format', 'png'])).stdout);
    expect(png.width).toBeGreaterThanOrEqual(450);
    expect(new Set(png.pixels).size).toBeGreaterThan(50); // many colours: there is something to see
  });

  test('--no-mono keeps the channels', async () => {
    const { out } = await audiolab([name, folder.path('stereo.wav'), '--no-mono', '--format', 'json']);
    expect((JSON.parse(out) as { shape: number[] }).shape[0]).toBe(2);
    const csv = (await audiolab([name, folder.path('stereo.wav'), '--no-mono'])).out.split('\n');
    expect(csv[0]).toMatch(/^channel,time,/);
    const png = await audiolab([name, folder.path('stereo.wav'), '--no-mono', '--format', 'png']);
    expect(png.code).toBe(0);
  });

  test('the help lists every option with its default', async () => {
    const { code, out } = await audiolab([name, '--help']);
    expect(code).toBe(0);
    for (const [option, spec] of Object.entries(command.options)) {
      const line = out.split('\n').find((row) => new RegExp(`^  --(\\[no-\\])?${kebab(option)}( |$)`).test(row));
      expect(line, option).toBeDefined();
      if (typeof spec!.default !== 'boolean') expect(line).toContain(`[${spec!.default}]`);
    }
  });

  test.each(Object.entries(command.options))("the default of %s in the table is the function's own", async (option, spec) => {
    const flag =
      typeof spec!.default === 'boolean'
        ? [`--${spec!.default ? '' : 'no-'}${kebab(option)}`]
        : [`--${kebab(option)}`, String(spec!.default)];
    const { code, stdout, err } = await audiolab([name, a, ...flag]);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(stdout.equals(bare)).toBe(true);
  });
});

describe('audiolab info', () => {
  test('tells people, and programs', async () => {
    const { out } = await audiolab(['info', a]);
    expect(out).toMatch(/^.*a\.wav\n {2}container {3}RIFF\n {2}encoding {4}pcm\n/);
    const read = JSON.parse((await audiolab(['info', folder.path('stereo.wav'), '--format', 'json'])).out) as Record<string, unknown>;
    expect(read).toMatchObject({
      sampleRate: 16000,
      channels: 2,
      frames: 4800,
      duration: 0.3,
      bits: 16,
      truncated: false,
      nonFinite: 0,
      warnings: '',
    });
    expect(read['peak']).toBeGreaterThan(0.3);
    expect(read['rms']).toBeLessThan(read['peak'] as number);
  });
});

test('a preset brings its numbers, and its hop to the times', async () => {
  const { stdout } = await audiolab(['log-mel', a, '--preset', 'kaldi', '--n-mels', '40', '--format', 'npy']);
  expect(flatten(decodeNpy(new Uint8Array(stdout)))).toEqual(flatten(logMel(await load(a), { preset: 'kaldi', nMels: 40 })));
  for (const command of ['mfcc', 'mel', 'log-mel']) {
    const { out } = await audiolab([command, a, '--preset', 'whisper']);
    expect(
      out
        .split('\n')
        .slice(1, 4)
        .map((row) => Number(row.split(',')[0])),
    ).toEqual([0, 0.01, 0.02]);
  }
  const { code, err } = await audiolab(['mfcc', a, '--preset', 'kaldy']);
  expect([code, err]).toEqual([2, expect.stringContaining('did you mean "kaldi"?')]);
});

test('parameters of a window follow a colon', async () => {
  const { stdout, code } = await audiolab(['mel', a, '--window', 'kaiser:14', '--format', 'npy']);
  expect(code).toBe(0);
  expect(stdout.equals((await audiolab(['mel', a, '--format', 'npy'])).stdout)).toBe(false);
});
