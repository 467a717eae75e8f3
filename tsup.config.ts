import { defineConfig, type Options } from 'tsup';

const library = { index: 'src/index.ts', node: 'src/node/index.ts', plot: 'src/plot/index.ts' };
const common: Options = {
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
  splitting: true, // one copy of every class and registry, whichever entry points are used together
  sourcemap: true,
  treeshake: false,
};

export default defineConfig(({ outDir = 'dist' }) => [
  { ...common, entry: { ...library, cli: 'src/cli/main.ts' }, format: 'esm' },
  { ...common, entry: library, format: 'cjs' },
  {
    // For bundlers: a file a module, so that what is not imported is dropped with all its tables. Node gets the bundle, which loads faster.
    ...common,
    entry: ['src/**/*.ts', '!src/cli/**', '!src/node/**'],
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
