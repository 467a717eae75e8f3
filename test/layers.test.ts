import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = new URL('../src/', import.meta.url).pathname;

/** The house: a room imports from itself and from lower floors only. */
const FLOORS: Record<string, number> = {
  core: 0,
  simd: 0,
  convert: 1,
  window: 1,
  frame: 1,
  fft: 1,
  io: 1,
  metrics: 1,
  sequence: 1,
  signal: 2,
  filter: 2,
  filterbank: 2,
  stft: 2,
  loss: 2,
  feature: 3,
  pitch: 3,
  kapre: 3,
  pyaudioanalysis: 3,
  cqt: 3,
  rhythm: 3,
  effects: 3,
  decompose: 3,
  segment: 3,
  nn: 3,
  voice: 3,
  stream: 4,
  kaldi: 4,
  psf: 4,
  ml: 4,
  networks: 4,
  plot: 4,
  cli: 5,
  node: 5,
  web: 5,
  tfjs: 5,
};

/** Doors on one floor that are allowed, each with its reason. */
const DOORS: readonly string[] = [
  'simd -> core', // the loader checks options and throws the library's errors; core knows nothing of kernels
  'cli -> node', // the command line reads and writes files
  'metrics -> fft', // separated sources are compared through filters, found by correlation
  'kapre -> feature', // its mel bands and cepstra are the library's, in other units
  'pyaudioanalysis -> feature', // the last step to a cepstrum
  'signal -> filter', // resampling designs its filters; filter never looks at signal
  'kaldi -> stream', // its online mode is a stream with Kaldi's names
  'sequence -> window', // local transitions have the shape of a window; window never looks at sequences
  'feature -> cqt', // chroma of a constant-Q transform; cqt never looks at features
  'cqt -> pitch', // it estimates the tuning when asked to
  'decompose -> segment', // filters over neighbours take them from a recurrence
  'effects -> decompose', // signals are taken apart by masks on their spectra
  'effects -> feature', // silence is told by the root mean squares of frames
  'feature -> pitch', // chroma features estimate the tuning; pitch never looks at features
  'rhythm -> feature', // onsets are read from mel bands; feature never looks at rhythm
];

/** Packages that only one place may import. */
const GUARDED: Record<string, RegExp> = {
  ndarray: /^core\/nd\.ts$/,
  'fft.js': /^fft\/fftjs-engine\.ts$/,
  '@tensorflow/tfjs-core': /^tfjs\//,
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
const imports = files.flatMap((file) =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'([^']+)'/g)].map((m) => ({
    file,
    from: m[1]!,
  })),
);
const room = (path: string): string => path.split('/')[0]!;

describe('the house', () => {
  test('every file lives in a room, but the entry point', () => {
    expect(files.filter((f) => !(room(f) in FLOORS))).toEqual(['index.ts']);
  });

  test('no room imports from a higher floor or across its own', () => {
    const broken = imports
      .filter(({ file, from }) => from.startsWith('.') && file !== 'index.ts')
      .map(({ file, from }) => ({ file, from: room(file), to: room(relative(SRC, resolve(SRC, dirname(file), from))) }))
      .filter(({ from, to }) => from !== to && FLOORS[to]! >= FLOORS[from]! && !DOORS.includes(`${from} -> ${to}`));
    expect(broken).toEqual([]);
  });

  test('packages are imported only where they are guarded', () => {
    const packages = imports.filter(({ from }) => !from.startsWith('.') && !from.startsWith('node:'));
    expect(packages.filter(({ from, file }) => !GUARDED[from]?.test(file))).toEqual([]);
  });

  test('only the edges touch Node', () => {
    expect(imports.filter(({ file, from }) => from.startsWith('node:') && FLOORS[room(file)] !== 5)).toEqual([]);
  });
});
