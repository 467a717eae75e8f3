import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeWav } from '../../src/io/decode-wav.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });

beforeAll(() => {
  if (!existsSync(join(ROOT, 'dist', 'index.js'))) throw new Error('dist is missing: run `npm test`, which builds it, or `npm run build`');
});

describe('examples', () => {
  test('mfcc.mjs', () => {
    const lines = node('examples/mfcc.mjs').trimEnd().split('\n');
    expect(lines[0]).toMatch(/^\d\.\d\d s at 16000 Hz -> 13 coefficients x \d+ frames$/);
    expect(lines.length).toBe(2 + 13);
    expect(lines.join()).not.toMatch(/NaN|undefined/);
  });

  test('batch-folder.mjs', () => {
    const lines = node('examples/batch-folder.mjs').trimEnd().split('\n');
    for (const line of lines) {
      const { file, mean, deviation } = JSON.parse(line) as { file: string; mean: number[]; deviation: number[] };
      expect(file).toMatch(/\.wav$/);
      expect(mean.every(Number.isFinite) && mean.length === 13).toBe(true);
      expect(deviation.every((x) => x > 0) && deviation.length === 13).toBe(true);
    }
  });

  test('spoken-digits says what it needs', () => {
    expect(node('examples/spoken-digits/train.mjs')).toMatch(/^Skipped: no folder was given\.\nusage: /);
    expect(node('examples/spoken-digits/train.mjs', 'examples/audio')).toMatch(
      /^Skipped: there are no recordings such as 0_george_0\.wav in /,
    );
  });

  test('embeddings says what it needs', () => {
    expect(node('examples/embeddings/compare.mjs')).toMatch(/^Skipped: no folder was given\.\nusage: /);
    expect(node('examples/embeddings/compare.mjs', 'examples/audio')).toMatch(
      /Skipped: there are no recordings such as 0_george_0\.wav in /,
    );
  });

  test('multimodal-regression.mjs', () => {
    const lines = node('examples/multimodal-regression.mjs').trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(/^after 80 epochs: 0\.\d\d % of the variance is not explained$/);
  });

  test('speech-commands says what it needs', () => {
    expect(node('examples/speech-commands/train.mjs')).toMatch(/^Skipped: no folder was given\.\nusage: /);
    expect(node('examples/speech-commands/train.mjs', 'examples/models')).toMatch(/^Skipped: there are no folders of clips in /);
  });

  test('keyword-spotting hears the keyword that it made and learnt, and nothing else', () => {
    expect(node('examples/keyword-spotting.mjs')).toMatch(/threshold 0.5: 6 keywords heard, 0 false alarms\n/);
  });

  test('the page bundles for a browser, with nothing of Node in it', async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: [join(ROOT, 'examples/browser/app.mjs')],
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    expect(outputFiles[0]!.text).not.toContain('node:');
    expect(Object.keys(metafile.inputs).some((name) => name.includes('dist/'))).toBe(true);
  });

  test('the recordings are 16 kHz, mono, 16 bits, and small', () => {
    const folder = join(ROOT, 'examples', 'audio');
    const recordings = readdirSync(folder).filter((name) => name.endsWith('.wav'));
    expect(recordings).toContain('speech.wav');
    for (const name of recordings) {
      expect(decodeWav(readFileSync(join(folder, name)))).toMatchObject({
        sampleRate: 16000,
        channels: 1,
        format: { bits: 16 },
        truncated: false,
      });
    }
    expect(recordings.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)).toBeLessThan(200_000);
  });

  test('npm start', () => {
    const out = node('scripts/start.mjs', '--built');
    expect(out).toMatch(/shape \[13, \d+\]/);
    expect(out).toMatch(/\(\d+ ms\)/);
    expect(statSync(join(ROOT, 'out', 'speech.png')).size).toBeGreaterThan(10_000);
  });
});
