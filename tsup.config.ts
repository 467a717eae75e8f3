import { defineConfig, type Options } from 'tsup';

const library = {
  index: 'src/index.ts',
  node: 'src/node/index.ts',
  kapre: 'src/kapre/index.ts',
  plot: 'src/plot/index.ts',
  pyaudioanalysis: 'src/pyaudioanalysis/index.ts',
  nn: 'src/nn/index.ts',
  ml: 'src/ml/index.ts',
  kaldi: 'src/kaldi/index.ts',
  psf: 'src/psf/index.ts',
  networks: 'src/networks/index.ts',
  tfjs: 'src/tfjs/index.ts',
  voice: 'src/voice/index.ts',
};
const workers = { worker: 'src/node/worker.ts' }; // the inside of threads: files of their own that nobody imports
const common: Options = {
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/, /^@tensorflow\//],
  splitting: true, // one copy of every class and registry, whichever entry points are used together
  sourcemap: true,
  treeshake: false,
};

export default defineConfig(({ outDir = 'dist' }) => [
  { ...common, entry: { ...library, ...workers, cli: 'src/cli/main.ts', 'cli-worker': 'src/cli/worker.ts' }, format: 'esm' },
  { ...common, entry: { ...library, ...workers }, format: 'cjs', define: { 'import.meta.url': 'undefined' } },
  {
    // For bundlers: a file a module, so that what is not imported is dropped with all its tables. Node gets the bundle, which loads faster.
    ...common,
    entry: ['src/**/*.ts', '!src/cli/**', '!src/node/**', '!src/simd/assembly/**'],
    outDir: `${outDir}/modules`,
    format: 'esm',
    bundle: false,
    sourcemap: false,
  },
  {
    ...common,
    entry: library,
    format: ['esm', 'cjs'],
    dts: { only: true, compilerOptions: { ignoreDeprecations: '6.0' } }, // tsup sets baseUrl, which TypeScript 6 calls deprecated
  },
]);
