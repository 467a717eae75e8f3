import { defineConfig, type Options } from 'tsup';

const library = { index: 'src/index.ts', node: 'src/node/index.ts', plot: 'src/plot/index.ts' };
// Output files of their own, so that a bundler drops the CommonJS package together with the last function that needs it.
const packages = { 'package-ndarray': 'src/core/ndarray-package.ts', 'package-fftjs': 'src/fft/fftjs-package.ts' };
const common: Options = {
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
  splitting: true, // one copy of every class and registry, whichever entry points are used together
  sourcemap: true,
  treeshake: false,
};

export default defineConfig([
  { ...common, entry: { ...library, ...packages, cli: 'src/cli/main.ts' }, format: 'esm' },
  { ...common, entry: library, format: 'cjs' },
  {
    ...common,
    entry: library,
    format: ['esm', 'cjs'],
    dts: { only: true, compilerOptions: { ignoreDeprecations: '6.0' } }, // tsup sets baseUrl, which TypeScript 6 calls deprecated
  },
]);
