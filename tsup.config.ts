import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', node: 'src/node/index.ts', plot: 'src/plot/index.ts', cli: 'src/cli/main.ts' },
  format: ['esm', 'cjs'],
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
  splitting: true, // one copy of every class and registry, whichever entry points are used together
  sourcemap: true,
  clean: true,
  treeshake: false,
  dts: {
    entry: { index: 'src/index.ts', node: 'src/node/index.ts', plot: 'src/plot/index.ts' },
    compilerOptions: { ignoreDeprecations: '6.0' },
  },
});
