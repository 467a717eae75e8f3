import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as cpu from '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as dsp from '../../src/index.js';
import * as kapre from '../../src/kapre/index.js';
import * as node from '../../src/node/index.js';
import * as ml from '../../src/ml/index.js';
import * as kaldi from '../../src/kaldi/index.js';
import * as networks from '../../src/networks/index.js';
import * as psf from '../../src/psf/index.js';
import * as nn from '../../src/nn/index.js';
import * as plot from '../../src/plot/index.js';
import * as pyaudioanalysis from '../../src/pyaudioanalysis/index.js';
import * as tfjs from '../../src/tfjs/index.js';
import * as voice from '../../src/voice/index.js';
import { examplesInSource, programInMarkdown, runExample } from '../support/doctest.js';

const ROOT = new URL('../../', import.meta.url).pathname;
const modules = {
  '@audiolab/dsp/voice': voice, // these first: what they have in common with others is theirs, unless an example imports it
  '@audiolab/dsp/kapre': kapre,
  '@audiolab/dsp/pyaudioanalysis': pyaudioanalysis,
  '@audiolab/dsp/kaldi': kaldi,
  '@audiolab/dsp/psf': psf,
  '@audiolab/dsp/tfjs': tfjs,
  '@audiolab/dsp': dsp,
  '@audiolab/dsp/node': node,
  '@audiolab/dsp/plot': plot,
  '@audiolab/dsp/nn': nn,
  '@audiolab/dsp/ml': ml,
  '@audiolab/dsp/networks': networks,
} as unknown as Record<string, Record<string, unknown>>;
const scope = Object.assign({}, ...Object.values(modules)) as Record<string, unknown>;
Object.assign(modules, { '@tensorflow/tfjs-core': tf, '@tensorflow/tfjs-backend-cpu': cpu });
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const list = (folder: string, end: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith(end) && !f.startsWith('api'))
    .map((f) => join(folder, f));

const fromSource = list('src', '.ts').flatMap((path) => examplesInSource(path, read(path)));
const fromGuides = ['README.md', ...list('docs', '.md')].flatMap((path) => programInMarkdown(path, read(path)) ?? []);

// Examples read and write files: they get a folder of their own with our recordings and models in it.
const home = process.cwd();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'examples-'));
  for (const kind of ['audio', 'models']) cpSync(join(ROOT, 'examples', kind), folder, { recursive: true });
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

describe('examples in doc comments', () => {
  test.each(fromSource.map((e) => [e.where, e] as const))('%s', async (_, example) => {
    await runExample(example, scope, modules);
  });
});

describe('guides', () => {
  test.each(fromGuides.map((e) => [e.where, e] as const))('%s', async (_, example) => {
    expect(await runExample(example, scope, modules)).toBeGreaterThan(0);
  });
});

describe('the runner', () => {
  const run = (code: string) => runExample({ where: 'here', code }, { two: 2 }, modules);
  test('compares to the digits shown', async () => {
    expect(await run('two / 3; // 0.667\n[1, two, 3]; // [1, 2, …]\nconst x = { a: "b" };\nx; // { a: \'b\' }\n')).toBe(3);
  });
  test.each(['two; // 3', 'two / 3; // 0.6668', '[1, 2]; // [1]', '"a"; // "b"', 'missing;', 'NaN; // 0'])(
    'notices that %s is wrong',
    async (code) => {
      await expect(run(code)).rejects.toThrow('here');
    },
  );
  test('refuses an import that the entry point does not have', async () => {
    await expect(run("import { mfccs } from '@audiolab/dsp';")).rejects.toThrow('no export mfccs');
  });
});
