import { defineConfig } from 'vitest/config';

/** Rooms whose tests leave nothing behind: files share one copy of the library, which halves their time. The others get a fresh one each. */
const SHARED = [
  ...[
    'convert',
    'window',
    'frame',
    'io',
    'signal',
    'filter',
    'filterbank',
    'stft',
    'pitch',
    'feature',
    'cqt',
    'sequence',
    'segment',
    'decompose',
  ],
  ...[
    'effects',
    'rhythm',
    'metrics',
    'ml',
    'loss',
    'kaldi',
    'kapre',
    'psf',
    'pyaudioanalysis',
    'voice',
    'core',
    'nn',
    'stream',
    'fft',
    'plot',
    'networks',
    'tfjs',
    'docs',
    'cli',
  ],
].map((room) => `test/${room}/**/*.test.ts`);
/** The slowest, which seldom fail alone: `EVERY=1` runs them, as CI does, and so does naming one. */
const SLOW = ['package/packed', 'simd/fall-backs', 'simd/spectra-memory', 'nn/recurrent-memory'].map((name) => `test/${name}.test.ts`);
const named = process.argv.some((word) => word.startsWith('test/'));
const NEVER = ['test/browser/**', 'node_modules/**', ...(process.env['EVERY'] || named ? [] : SLOW)];

export default defineConfig({
  test: {
    setupFiles: ['test/support/setup.ts'],
    maxWorkers: '100%', // the default leaves a core idle, which is half of a small machine
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: [...NEVER, ...SHARED] } },
      { extends: true, test: { name: 'shared', include: SHARED, exclude: NEVER, isolate: false } },
    ],
  },
});
