// What is published about speed says what was measured. Nothing is timed here.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { goals } from '../../benchmarks/harness/goals.mjs';
import { report } from '../../benchmarks/harness/report.mjs';
import { readRun, withSpeed } from '../../benchmarks/harness/write.mjs';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const run = readRun();

describe('the published figures', () => {
  test('the README has those of benchmarks/results/full.json', () => {
    const readme = read('README.md');
    expect(withSpeed(readme, run) === readme, 'run npm run speed').toBe(true);
  });

  test('so has benchmarks/RESULTS.md', () => {
    expect(report(run) === read('benchmarks/RESULTS.md'), 'run npm run speed').toBe(true);
  });

  test('native programs, some of which are faster, are not left out', () => {
    const table = read('README.md').split('<!-- speed')[1]!;
    for (const name of [/FFTW [\d.]+ in C/, /the same in C/, /soxr/, /librosa/, /numpy/]) expect(table).toMatch(name);
  });

  test('come from at least five processes each, and of every row', () => {
    expect(run.rounds).toBeGreaterThanOrEqual(5);
    expect(run.partial).toBeUndefined();
    expect(run.results.filter(({ failed }: { failed?: string }) => failed)).toEqual([]);
  });

  test('speed was not bought with accuracy', () => {
    const inexact = goals(run).filter(({ ours }: { ours: string }) => ours.includes('too far'));
    expect(inexact.map(({ what }: { what: string }) => what)).toEqual([]);
  });
});
