/**
 * What a user gets: the packed tarball, installed in a project of its own, imported both ways and type-checked by four compilers.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
/** EVERY=1 asks all compilers, and the checkers of packages, as CI does; without it, one compiler. */
const EVERY = Boolean(process.env['EVERY']);
const COMPILERS = EVERY ? ['5.4', '5.9', '6.0', '7.0'] : ['6.0'];
const compilerOf = (version: string): string =>
  join(ROOT, 'node_modules', version === '6.0' ? 'typescript' : `typescript-${version}`, 'bin/tsc');
let project = '';
let listed: string[] = [];

const run = (command: string, args: string[], cwd = project): string => {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, NO_COLOR: '1' } });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`, { cause: error });
  }
};

beforeAll(() => {
  if (!existsSync(join(ROOT, 'dist/index.js'))) throw new Error('dist is missing: run npm run build first (npm test does)');
  project = mkdtempSync(join(tmpdir(), 'consumer-'));
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], ROOT)) as [
    { filename: string; files: { path: string }[] },
  ];
  listed = packed.files.map((f) => f.path);
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true }');
  const tarball = `./${readdirSync(project).find((f) => f.endsWith('.tgz'))!}`;
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball]);
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

const CONSUMER = `
import { mfcc, createMfcc, hzToMel, ParameterError, type NdArray, type MfccOptions } from '@audiolab/dsp';
import * as dsp from '@audiolab/dsp';
import * as kaldi from '@audiolab/dsp/kaldi';
import * as kapre from '@audiolab/dsp/kapre';
import * as plot from '@audiolab/dsp/plot';
import * as psf from '@audiolab/dsp/psf';
import { featureExtraction, type ShortTermFeatures } from '@audiolab/dsp/pyaudioanalysis';
import * as voice from '@audiolab/dsp/voice';
const options: MfccOptions = { sampleRate: 16000, nMfcc: 13 };
const single: NdArray<Float32Array> = mfcc(new Float32Array(16000), options);
const double: NdArray<Float64Array> = mfcc(new Float64Array(16000), options);
const mel: number = hzToMel(440);
const short: ShortTermFeatures<Float32Array> = featureExtraction(new Float32Array(16000), { sampleRate: 16000, window: 800, step: 800 });
// @ts-expect-error there is no usual window
featureExtraction(new Float32Array(16000), { sampleRate: 16000 });
// @ts-expect-error a misspelt option is refused by the compiler
mfcc(new Float32Array(16000), { sampleRate: 16000, nMfccs: 13 });
// @ts-expect-error so is a signal of integers
mfcc(new Int16Array(16000), { sampleRate: 16000 });
export { single, double, mel, createMfcc, ParameterError, dsp, kaldi, kapre, plot, psf, short, voice };
`;
const NODE_CONSUMER = `
import { extractMany, load } from '@audiolab/dsp/node';
import { mfcc } from '@audiolab/dsp';
export const all = async (): Promise<Float32Array[]> => {
  const found = await extractMany(['speech.wav'], { features: { mfcc: { nMfcc: 13 } } }).toArray();
  return found.flatMap(({ result }) => (result ? [result.mfcc.data] : []));
};
export const run = async (): Promise<number[]> => mfcc(await load('speech.wav')).shape;
`;

const TFJS_CONSUMER = `
import * as tf from '@tensorflow/tfjs-core';
import { lstm, meanSquaredError, toTensor } from '@audiolab/dsp/tfjs';
const x: tf.Tensor = toTensor(new Float32Array(3));
const y: tf.Tensor = lstm(tf.ones([1, 2, 3]), [tf.ones([3, 4]), tf.ones([1, 4])], { returnSequences: true });
const [h]: tf.Tensor[] = lstm(tf.ones([1, 2, 3]), [tf.ones([3, 4]), tf.ones([1, 4])], { returnState: true });
// @ts-expect-error a gradient is that of one number
meanSquaredError(x, [1, 2, 3], { reduction: 'none' });
// @ts-expect-error units follow from the weights
lstm(x, [], { units: 3 });
export { h, x, y };
`;

describe('the packed tarball', () => {
  test('holds the build, the papers and nothing else', () => {
    expect(listed.filter((f) => !f.startsWith('dist/')).sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(listed).toContain('dist/index.d.cts');
  });

  test('brings three packages and no install script', () => {
    const manifest = JSON.parse(readFileSync(join(project, 'node_modules/@audiolab/dsp/package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    expect(Object.keys(manifest['dependencies']!)).toEqual(['@types/ndarray', 'fft.js', 'ndarray']);
    expect(Object.keys(manifest['scripts']!).filter((s) => /install|prepare/.test(s))).toEqual([]);
  });

  const ASK = `const y = Float64Array.from({ length: 4000 }, (_, n) => Math.sin(n / 5));
console.log(JSON.stringify([mfcc(y, { sampleRate: 8000, nMfcc: 5 }).shape, typeof load, typeof encodePng, error instanceof ParameterError]));`;
  const THROWN = `let error; try { mfcc(new Float32Array(9), { sampleRate: 8000, hopLength: 0 }); } catch (e) { error = e; }`;
  test('is imported as ESM', () => {
    writeFileSync(
      join(project, 'a.mjs'),
      `import { mfcc, ParameterError } from '@audiolab/dsp'; import { load } from '@audiolab/dsp/node'; import { encodePng } from '@audiolab/dsp/plot';\n${THROWN}\n${ASK}`,
    );
    expect(JSON.parse(run('node', ['a.mjs']))).toEqual([[5, 8], 'function', 'function', true]);
  });

  test('is required as CJS', () => {
    writeFileSync(
      join(project, 'a.cjs'),
      `const { mfcc, ParameterError } = require('@audiolab/dsp'); const { load } = require('@audiolab/dsp/node'); const { encodePng } = require('@audiolab/dsp/plot');\n${THROWN}\n${ASK}`,
    );
    expect(JSON.parse(run('node', ['a.cjs']))).toEqual([[5, 8], 'function', 'function', true]);
  });

  test('its workers are found, imported and required', () => {
    const code = `(async () => {
  await save('a.wav', new Float32Array(8000), { sampleRate: 8000 });
  for await (const { result, error } of extractMany(['a.wav', 'none.wav'], { features: { mfcc: { nMfcc: 5 } }, jobs: 2 }))
    console.log(error ? error.code : String(result.mfcc.shape));
})()`;
    writeFileSync(join(project, 'many.mjs'), `import { extractMany, save } from '@audiolab/dsp/node';\n${code}`);
    writeFileSync(join(project, 'many.cjs'), `const { extractMany, save } = require('@audiolab/dsp/node');\n${code}`);
    for (const name of ['many.mjs', 'many.cjs']) expect(run('node', [name])).toBe('5,16\nENOENT\n');
    expect(run('node', ['node_modules/.bin/audiolab', 'info', 'a.wav', 'a.wav', '--jobs', '2'])).toContain('8000');
  });

  test('its command runs', () => {
    expect(run('node', ['node_modules/.bin/audiolab', '--version']).trim()).toBe('0.1.0');
  });

  test.each(COMPILERS)('type-checks under TypeScript %s with skipLibCheck off', (version) => {
    const compiler = compilerOf(version);
    const folder = join(project, `ts-${version}`);
    mkdirSync(folder);
    for (const [name, code] of [
      ['esm.mts', CONSUMER],
      ['cjs.cts', CONSUMER],
    ] as const) {
      writeFileSync(join(folder, name), code);
    }
    const base = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
      target: 'es2022',
    };
    const options = { ...base, module: 'nodenext', moduleResolution: 'nodenext', lib: ['es2022'], types: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.mts', '*.cts'] }));
    run('node', [compiler, '-p', folder]);
    // the Node entry point mentions Node's own types, as a bundler would resolve it
    writeFileSync(join(folder, 'node.ts'), NODE_CONSUMER);
    const bundler = {
      ...base,
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2022'],
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
    };
    writeFileSync(join(folder, 'tsconfig.node.json'), JSON.stringify({ compilerOptions: bundler, files: ['node.ts'] }));
    run('node', [compiler, '-p', join(folder, 'tsconfig.node.json')]);
  });

  test('works inside TensorFlow.js where that is installed, and says what is missing where it is not', () => {
    const code = `tf.setBackend('cpu').then(() => console.log(JSON.stringify([fromTensor(toTensor(Float32Array.of(1, 2))).shape, mfcc.length > 0])));`;
    const esm = `import * as tf from '@tensorflow/tfjs-core'; import '@tensorflow/tfjs-backend-cpu';`;
    writeFileSync(join(project, 'tf.mjs'), `${esm}\nimport { fromTensor, mfcc, toTensor } from '@audiolab/dsp/tfjs';\n${code}`);
    const cjs = `const tf = require('@tensorflow/tfjs-core'); require('@tensorflow/tfjs-backend-cpu');`;
    writeFileSync(join(project, 'tf.cjs'), `${cjs}\nconst { fromTensor, mfcc, toTensor } = require('@audiolab/dsp/tfjs');\n${code}`);
    writeFileSync(join(project, 'without.mjs'), `import '@audiolab/dsp/tfjs';`);
    expect(() => run('node', ['without.mjs'])).toThrow('@tensorflow/tfjs-core');
    const scope = join(project, 'node_modules/@tensorflow');
    mkdirSync(scope);
    try {
      for (const name of ['tfjs-core', 'tfjs-backend-cpu']) symlinkSync(join(ROOT, 'node_modules/@tensorflow', name), join(scope, name));
      for (const name of ['tf.mjs', 'tf.cjs']) expect(JSON.parse(run('node', [name]).trim().split('\n').at(-1)!)).toEqual([[2], true]);
      // the declarations of TensorFlow.js have errors of their own
      const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true, noEmit: true, target: 'es2022' };
      const options = { ...strict, module: 'nodenext', moduleResolution: 'nodenext', lib: ['es2022', 'dom'], types: [] };
      writeFileSync(join(project, 'tf.mts'), TFJS_CONSUMER);
      writeFileSync(join(project, 'tsconfig.tf.json'), JSON.stringify({ compilerOptions: options, files: ['tf.mts'] }));
      for (const version of COMPILERS) run('node', [compilerOf(version), '-p', join(project, 'tsconfig.tf.json')]);
    } finally {
      rmSync(scope, { recursive: true });
    }
  });

  test.runIf(EVERY)('publint finds nothing', () => {
    expect(run('node', [join(ROOT, 'node_modules/publint/src/cli.js'), 'run', ROOT, '--strict'])).toContain('All good!');
  });

  test.runIf(EVERY)('are the types wrong? no', () => {
    const tarball = join(
      project,
      readdirSync(project).find((f) => f.endsWith('.tgz'))!,
    );
    const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    expect(run('node', [attw, tarball, '--profile', 'node16', '--no-emoji'])).toContain('@audiolab/dsp'); // exit code 1 where they are
  });
});

describe('the build', () => {
  const dist = (name: string) => readFileSync(join(ROOT, 'dist', name), 'utf8');
  /** Everything an entry point loads. */
  const closure = (name: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const m of dist(name).matchAll(/from\s*["']\.\/([^"']+)["']/g)) closure(m[1]!, seen);
    return seen;
  };
  test('the core has no Node module, no network, no unseeded randomness, no code generation', () => {
    for (const file of ['index', 'kaldi', 'kapre', 'plot', 'psf', 'pyaudioanalysis', 'voice'].flatMap((name) => [
      ...closure(`${name}.js`),
    ])) {
      expect(
        dist(file).match(/["']node:|\bMath\.random\b|\bfetch\(|XMLHttpRequest|\bnew Function\b|\beval\(|\brequire\(/),
        file,
      ).toBeNull();
    }
  });
});
