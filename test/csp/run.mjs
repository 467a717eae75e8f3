// Runs the core of the suite where strings cannot become code: node test/csp/run.mjs [room ...]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const TEST = fileURLToPath(new URL('..', import.meta.url));
const ROOMS = [
  'core',
  'convert',
  'window',
  'frame',
  'fft',
  'io',
  'signal',
  'filterbank',
  'stft',
  'pitch',
  'feature',
  'filter',
  'cqt',
  'sequence',
  'segment',
  'decompose',
  'effects',
  'rhythm',
];
const rooms = process.argv.length > 2 ? process.argv.slice(2) : ROOMS;
const files = rooms.flatMap((room) =>
  readdirSync(join(TEST, room), { recursive: true })
    .filter((f) => f.endsWith('.test.ts') && !f.includes('length')) // every length once more would take long and show nothing new
    .map((f) => join(TEST, room, f)),
);

const folder = mkdtempSync(join(tmpdir(), 'no-eval-'));
try {
  const shim = join(TEST, 'csp/vitest-shim.ts');
  const main = join(folder, 'main.ts');
  writeFileSync(
    main,
    `import ${JSON.stringify(join(TEST, 'support/setup.ts'))};
${files.map((f) => `import ${JSON.stringify(f)};`).join('\n')}
import { runAll } from ${JSON.stringify(shim)};
let forbidden = false;
try { new Function('return 1')(); } catch (error) { forbidden = error instanceof EvalError; }
const { passed, failures } = await runAll();
for (const failure of failures) console.error('FAILED ' + failure);
console.log((forbidden ? 'code generation is forbidden' : 'CODE GENERATION IS ALLOWED') + ': ' + passed + ' passed, ' + failures.length + ' failed');
process.exit(forbidden && failures.length === 0 && passed > 0 ? 0 : 1);
`,
  );
  const bundle = join(folder, 'suite.mjs');
  await build({
    entryPoints: [main],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    ignoreAnnotations: true, // test files are all side effect
    alias: { vitest: shim },
    nodePaths: [join(TEST, '../node_modules')],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [
      {
        name: 'keep-import-meta-url',
        setup(b) {
          b.onResolve({ filter: /^ndarray$/ }, ({ importer }) =>
            importer.startsWith(TEST) ? { path: join(TEST, 'csp/ndarray-shim.ts') } : undefined,
          );
          b.onLoad({ filter: /\.ts$/ }, ({ path }) => {
            if (!path.startsWith(TEST)) return undefined;
            const contents = readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
            const enter = `import { enterFile } from 'vitest';\nenterFile(${JSON.stringify(path.slice(TEST.length))});\n`;
            return { contents: path.endsWith('.test.ts') ? enter + contents : contents, loader: 'ts' };
          });
        },
      },
    ],
  });
  const { status } = spawnSync(process.execPath, ['--disallow-code-generation-from-strings', bundle], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
