/**
 * Where the kernels cannot run, TypeScript computes, without a word; `engine()` says so, and `setEngine('simd')` refuses with the reason.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type * as Library from '../../src/index.js';
import { type FloatArray } from '../../src/core/types.js';
import { EVERYTHING, SOUND } from './everything.js';

const { Module, Memory, Instance, CompileError, LinkError } = WebAssembly;
const validate = (): boolean => true;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The library, loaded where WebAssembly is `api`. */
async function loadWith(api: unknown): Promise<typeof Library> {
  vi.resetModules();
  vi.stubGlobal('WebAssembly', api);
  return import('../../src/index.js');
}

/** Results of all families in double precision, rounded once: what TypeScript gives for single precision. */
let rounded: Record<string, Float32Array>;
/** The same on the kernels. */
let simd: Record<string, FloatArray>;
const all = (lib: typeof Library, y: FloatArray): Record<string, FloatArray> =>
  Object.fromEntries(Object.entries(EVERYTHING).map(([name, run]) => [name, run(lib, y)]));
beforeAll(async () => {
  const lib = await import('../../src/index.js');
  rounded = Object.fromEntries(Object.entries(all(lib, Float64Array.from(SOUND))).map(([name, data]) => [name, Float32Array.from(data)]));
  simd = all(lib, SOUND);
});

/** A constructor that only throws. */
function refuse(error: Error, when: (...given: never[]) => boolean = () => true, otherwise: unknown = undefined): unknown {
  return function (...given: never[]) {
    if (when(...given)) throw error;
    return Reflect.construct(otherwise as new () => object, given) as object;
  };
}

/** Memory of which there is `pages` pages in all. */
function scarce(pages: number): unknown {
  return class {
    constructor({ initial }: { initial: number }) {
      if (initial > pages) throw new RangeError('WebAssembly.Memory(): could not allocate memory');
      pages -= initial;
      const memory = new Memory({ initial });
      const grow = memory.grow.bind(memory);
      memory.grow = (more) => {
        if (more > pages) throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
        pages -= more;
        return grow(more);
      };
      return memory as never;
    }
  };
}

const policy = "violates the following Content Security policy directive because 'unsafe-eval' is not an allowed source";
const tooLong = (bytes: Uint8Array): boolean => bytes.length > 4096;

describe('everything is computed in TypeScript, and engine() knows', () => {
  test('the kernels run here, or these tests show nothing', () => {
    for (const name of Object.keys(EVERYTHING)) expect(simd[name], name).not.toEqual(rounded[name]);
  });

  test.each<[string, unknown, string]>([
    ['there is no WebAssembly', undefined, 'there is no WebAssembly here'],
    ['it is a shell', {}, 'WebAssembly may not compile here: wasm.validate is not a function'],
    ['it has no SIMD', { validate: () => false }, 'WebAssembly has no SIMD here'],
    ['a policy forbids it', { validate, Module: refuse(new CompileError(policy)) }, `WebAssembly may not compile here: ${policy}`],
    ['a policy forbids evaluation', { validate, Module: refuse(new EvalError('refused')) }, 'WebAssembly may not compile here: refused'],
    [
      'a browser of old compiles 4 KB at once',
      { validate, Module: refuse(new RangeError('buffer size larger than 4KB'), tooLong, Module), Memory, Instance },
      'WebAssembly may not compile here: buffer size larger than 4KB',
    ],
    ['there is no memory', { validate, Module, Memory: refuse(new RangeError('none')), Instance }, 'WebAssembly has no memory left: none'],
  ])('from the beginning where %s', async (_, api, reason) => {
    const lib = await loadWith(api);
    expect(lib.engine()).toEqual({ name: 'js', choice: 'auto', reason });
    expect(all(lib, SOUND)).toEqual(rounded);
    expect(() => lib.setEngine('simd')).toThrow(lib.ParameterError);
    expect(() => lib.setEngine('simd')).toThrow(`setEngine: "name" cannot be "simd": ${reason}`);
    lib.setEngine('auto');
    expect(lib.engine()).toEqual({ name: 'js', choice: 'auto', reason });
    expect(all(lib, SOUND)).toEqual(rounded);
  });

  test.each<[string, unknown, string]>([
    [
      'a module does not compile after all',
      { validate, Module: refuse(new CompileError('no'), (b: Uint8Array) => b.at(-1) !== 0, Module), Memory, Instance },
      'a WebAssembly module could not be made: no',
    ],
    [
      'none can be instantiated',
      { validate, Module, Memory, Instance: refuse(new LinkError('no')) },
      'a WebAssembly module could not be made: no',
    ],
  ])('from then on where %s', async (_, api, reason) => {
    const lib = await loadWith(api);
    expect(lib.engine().name).toBe('simd');
    expect(all(lib, SOUND)).toEqual(rounded);
    expect(lib.engine()).toEqual({ name: 'js', choice: 'auto', reason });
    lib.setEngine('auto'); // this does not pass
    expect(() => lib.setEngine('simd')).toThrow(`cannot be "simd": ${reason}`);
  });

  test.each(process.env['EVERY'] ? [1, 2, 3, 5, 8, 13, 40] : [1, 5, 40])(
    'from then on where memory ends after %i pages: a plan or function and engine() agree',
    async (pages) => {
      const lib = await loadWith({ validate, Module, Memory: scarce(pages), Instance });
      const ran: string[] = [];
      for (const [name, run] of Object.entries(EVERYTHING)) {
        const got = run(lib, SOUND);
        const { name: engine } = lib.engine();
        expect(got, name).toEqual((engine === 'simd' ? simd : rounded)[name]);
        ran.push(engine);
      }
      expect(ran.at(-1)).toBe('js');
      expect(ran).toEqual([...ran].sort().reverse()); // once TypeScript, always TypeScript
      expect(lib.engine().reason).toMatch(/^WebAssembly has no memory left: WebAssembly.Memory/);
    },
  );

  test('setEngine looks for memory again; a plan keeps what it has', async () => {
    const api = { validate, Module, Memory: scarce(1), Instance };
    const lib = await loadWith(api);
    const make = (): Float32Array => {
      const out = new Float32Array(514);
      lib.createRfft(512, { dtype: 'float32' }).forward(out, SOUND.subarray(0, 512));
      return out;
    };
    const plan = lib.createRfft(512, { dtype: 'float32' }); // the page went to the look
    expect(lib.engine().name).toBe('js');
    api.Memory = Memory;
    const js = make();
    expect(lib.engine().name).toBe('js');
    lib.setEngine('auto');
    expect(lib.engine()).toEqual({ name: 'simd', choice: 'auto', reason: 'WebAssembly SIMD runs here' });
    expect(make()).not.toEqual(js);
    const out = new Float32Array(514);
    plan.forward(out, SOUND.subarray(0, 512));
    expect(out).toEqual(js);
    expect(all(lib, SOUND)).toEqual(simd);
    api.Memory = refuse(new RangeError('none'));
    lib.createFft(1024, { dtype: 'float32' });
    expect(() => lib.setEngine('simd')).toThrow('setEngine: "name" cannot be "simd": WebAssembly has no memory left: none');
    api.Memory = Memory;
    lib.setEngine('simd');
    expect(lib.engine()).toEqual({ name: 'simd', choice: 'simd', reason: 'chosen by setEngine' });
  });

  test('nothing is compiled, not even to look, where TypeScript is chosen first', async () => {
    const touched = vi.fn(() => true);
    const lib = await loadWith({ validate: touched, Module: touched, Memory: touched, Instance: touched });
    lib.setEngine('js');
    expect(all(lib, SOUND)).toEqual(rounded);
    expect(lib.engine()).toEqual({ name: 'js', choice: 'js', reason: 'chosen by setEngine' });
    expect(touched).not.toHaveBeenCalled();
  });

  test('nothing happens on import', async () => {
    const touched = vi.fn(() => true);
    await loadWith({ validate: touched, Module: touched, Memory: touched, Instance: touched });
    expect(touched).not.toHaveBeenCalled();
  });

  test('where the kernels cannot run, they refuse what they would refuse', async () => {
    const spoilt = SOUND.slice().fill(NaN, 700, 701);
    const refusals = (lib: typeof Library): string[] =>
      Object.entries(EVERYTHING).map(([name, run]) => {
        try {
          run(lib, spoilt);
        } catch (error) {
          return String(error);
        }
        return /^create.?fft$/i.test(name) ? 'must be finite, got NaN at index' : 'nothing'; // those plans look at no values
      });
    const here = refusals(await import('../../src/index.js'));
    const there = refusals(await loadWith(undefined));
    expect(there).toEqual(here);
    expect(here.filter((said) => !said.includes('must be finite, got NaN at index'))).toEqual([]);
  });
});

describe('recurrent kernels', () => {
  test('a room for which there is no memory leaves live input alone', async () => {
    vi.stubGlobal('WebAssembly', { validate, Module, Memory: scarce(20), Instance });
    vi.resetModules();
    const { createSimpleRnnKernel } = await import('../../src/nn/recurrent-kernels.js');
    const weights = { inputs: 1, units: 4, kernel: Float32Array.of(0.1, 0.2, 0.3, 0.4), recurrentKernel: new Float32Array(16).fill(0.1) };
    const [kernel, other] = [createSimpleRnnKernel(weights), createSimpleRnnKernel(weights)];
    expect(kernel.engine).toBe('simd');
    const [a, b] = [new Float32Array(4), new Float32Array(4)];
    for (let t = 0; t < 5; t++) {
      kernel.step(a, Float32Array.of(t));
      other.step(b, Float32Array.of(t));
      expect(a).toEqual(b);
      const much = new Float32Array(200_000);
      if (t > 1) expect(() => kernel.run(new Float32Array(800_000), much, 1, 200_000)).toThrow(RangeError);
    }
  });
});

describe('processes in which it cannot run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'audiolab-fall-backs-'));
  const bundle = join(folder, 'run.mjs');
  beforeAll(async () => {
    const main = join(folder, 'main.ts');
    const from = (path: string): string => JSON.stringify(new URL(path, import.meta.url).pathname);
    writeFileSync(
      main,
      `import { createHash } from 'node:crypto';
import * as lib from ${from('../../src/index.ts')};
import { EVERYTHING, SOUND } from ${from('./everything.ts')};
const before = lib.engine();
const hash = createHash('sha256');
for (const run of Object.values(EVERYTHING)) hash.update(run(lib, SOUND));
console.log(JSON.stringify({ before, after: lib.engine(), hash: hash.digest('hex') }));`,
    );
    await build({ entryPoints: [main], outfile: bundle, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (command: string, ...args: string[]) => {
    const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (!stdout.includes('{')) throw new Error(stderr);
    return JSON.parse(stdout.slice(stdout.indexOf('{'))) as { before: Library.EngineInfo; after: Library.EngineInfo; hash: string };
  };
  const plain = (...flags: string[]) => run(process.execPath, ...flags, bundle);
  /** What TypeScript computes. */
  let hash = '';
  beforeAll(() => {
    hash = run(process.execPath, '--import', 'data:text/javascript,delete globalThis.WebAssembly', bundle).hash;
  });

  test.each([
    ['--jitless', /^there is no WebAssembly here$/],
    // the first processors with SSE4.1 are of 2008; those of other kinds all have vectors
    ...(process.arch === 'x64' ? [['--no-enable-sse4-1', /^WebAssembly has no SIMD here$/] as const] : []),
    ['--wasm-max-module-size=4096', /^WebAssembly (may not compile here: .* 4096|has no SIMD here)/], // V8 since 12 calls it invalid
  ] as const)('node %s', (flag, reason) => {
    const { before, after, hash: got } = plain(flag);
    expect([before.name, after.name]).toEqual(['js', 'js']);
    expect(before.reason).toMatch(reason);
    expect(after).toEqual(before);
    expect(got).toBe(hash);
  });

  test('memory that is too small for the kernels of one plan', () => {
    const { before, after } = plain('--wasm-max-mem-pages=2');
    expect([before.name, after.name]).toEqual(['simd', 'js']);
    expect(after.reason).toMatch(/^WebAssembly has no memory left: /);
  });

  test.skipIf(process.platform !== 'linux')('an address space too small for the memory of many plans', () => {
    const { before, after, hash: got } = run('sh', '-c', `ulimit -v 6000000; exec "${process.execPath}" "${bundle}"`);
    if (after.name === 'simd') return expect(got).toBe(plain().hash); // V8 since 13 asks for less of it
    expect(before).toEqual(after);
    expect(after.reason).toMatch(/^WebAssembly has no memory left: /);
    expect(got).toBe(hash);
  });
});
