import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { isNdArray } from '../../src/core/view.js';
import * as dsp from '../../src/index.js';
import { extractMany, type ExtractManyOptions, type ExtractProgress, load, save, WorkerError } from '../../src/node/index.js';
import { FEATURE_WARNS, type FeatureName } from '../../src/node/features.js';
import { setEngine } from '../../src/simd/engine.js';

const DIST = new URL('../../dist/', import.meta.url);
const { DecodeError, mfcc, ParameterError } = dsp;

/** A decoder in the workers for files that say what is to happen: "toy wait 20", "toy exit", "toy throw", "toy log NAME". */
const SETUP = `
import { appendFileSync } from 'node:fs';
import { registerDecoder } from ${JSON.stringify(new URL('index.js', DIST).href)};
const result = { channelData: [Float32Array.of(1, -1, 1, -1)], sampleRate: 8000 };
registerDecoder({
  name: 'toy',
  extensions: ['toy'],
  matches: (bytes) => Buffer.from(bytes).toString().startsWith('toy'),
  async decode(bytes) {
    const [, what, value] = Buffer.from(bytes).toString().split(' ');
    if (what === 'wait') await new Promise((resolve) => setTimeout(resolve, Number(value)));
    if (what === 'exit') process.exit(3);
    if (what === 'throw') setTimeout(() => { throw new Error('nobody catches this'); });
    if (what === 'throw' || what === 'never') await new Promise(() => {});
    if (what === 'string') throw 'a string';
    return result;
  },
});
`;

let folder = '';
const at = (name: string): string => join(folder, name);
const write = (name: string, content: string): string => {
  writeFileSync(at(name), content);
  return at(name);
};
const noise = (length: number, seed: number): Float32Array => Float32Array.from({ length }, (_, n) => Math.sin(seed + n * n) / 2);
let setup = '';
let clips: string[] = [];

beforeAll(async () => {
  if (!existsSync(new URL('worker.js', DIST))) throw new Error('dist is missing: run npm run build first (npm test does)');
  folder = mkdtempSync(join(tmpdir(), 'audiolab-many-'));
  clips = Array.from({ length: 6 }, (_, i) => at(`${i}.wav`));
  for (const [i, path] of clips.entries()) await save(path, noise(3000 + 500 * i, i), { sampleRate: 8000 });
  await save(at('stereo.wav'), nd(noise(8000, 9), [2, 4000]), { sampleRate: 8000 });
  setup = write('setup.mjs', SETUP);
});
afterAll(() => rmSync(folder, { recursive: true }));

const FEATURES = { mfcc: { nMfcc: 5 } };

describe('extractMany', () => {
  test('gives what the functions give, in order, with the signal they saw', async () => {
    const found = await extractMany(clips, { features: { mfcc: { nMfcc: 5 }, rms: {} }, jobs: 2 }).toArray();
    expect(found.map(({ path, index }) => [path, index])).toEqual(clips.map((path, index) => [path, index]));
    for (const { path, result, audio, error, warnings } of found) {
      if (error) throw error;
      const { samples, ...about } = await load(path);
      expect(result.mfcc).toStrictEqual(mfcc({ samples, sampleRate: 8000 }, { nMfcc: 5 }));
      expect(result.mfcc.get(4, 1)).toBe(mfcc({ samples, sampleRate: 8000 }).get(4, 1));
      expect(audio).toStrictEqual(about);
      expect(warnings).toEqual([]);
    }
  });

  test.each([
    ['float32', true],
    ['float64', false],
  ] as const)('runs every function, to the last bit: %s, mono %s', async (dtype, mono) => {
    const names = Object.keys(FEATURE_WARNS) as FeatureName[];
    const features = Object.fromEntries(names.map((name) => [name, {}])) as { [K in FeatureName]: object };
    const loading = { dtype, mono, sampleRate: 16000 } as const;
    const [item] = await extractMany([pathToFileURL(at('stereo.wav'))], { features, load: loading, jobs: 1 }).toArray();
    const { result, error, audio, path } = item!;
    if (error) throw error;
    const y = await load(path, loading);
    expect([audio.sampleRate, audio.channels, audio.frames]).toEqual([16000, mono ? 1 : 2, 8000]);
    for (const name of names) {
      const expected = (dsp[name] as (signal: object) => unknown)(y);
      expect(result[name], name).toStrictEqual(expected);
      if (isNdArray(expected)) expect((result[name] as NdArray<Float32Array>).data.constructor.name.toLowerCase()).toContain(dtype);
    }
  });

  test('knows every function from a signal to features', () => {
    const fromSignals = Object.keys(dsp).filter((name) => `${name}FromSpectrogram` in dsp && !['getDuration', 'hpss'].includes(name)); // hpss gives signals
    expect(Object.keys(FEATURE_WARNS)).toEqual(expect.arrayContaining(fromSignals));
  });

  test('passes on warnings of files and of functions', async () => {
    const cut = at('cut.wav');
    const whole = dsp.encodeWav(noise(2000, 1), { sampleRate: 8000 });
    writeFileSync(cut, whole.subarray(0, whole.length - 500));
    const [item] = await extractMany([cut], { features: { mfcc: { nFft: 256, htk: true } } }).toArray();
    expect(item!.warnings.map(({ caller, code }) => [caller, code])).toEqual([
      ['load', 'truncated'],
      ['mfcc', 'empty-mel-band'],
    ]);
  });

  test('uses the engine that is chosen here', async () => {
    const y = await load(clips[5]!);
    try {
      setEngine('js');
      const [item] = await extractMany([clips[5]!], { features: { mfcc: {} } }).toArray();
      expect(item!.result!.mfcc).toStrictEqual(mfcc(y));
    } finally {
      setEngine('auto');
    }
  });

  test('takes arrays, sets, generators, async generators, or nothing at all', async () => {
    const [a, b] = clips as [string, string];
    const lazily = function* () {
      yield* [a, b];
    };
    const slowly = async function* () {
      await new Promise((resolve) => setTimeout(resolve, 5));
      yield* [a, b];
    };
    const totals: unknown[] = [];
    const onProgress = ({ total }: ExtractProgress): void => void totals.push(total);
    for (const paths of [[a, b], new Set([a, b]), lazily(), slowly()]) {
      const found = await extractMany(paths, { features: FEATURES, jobs: 2, onProgress }).toArray();
      expect(found.map(({ path, error }) => [path, error])).toEqual([
        [a, undefined],
        [b, undefined],
      ]);
    }
    expect(totals).toEqual([2, 2, 2, 2, undefined, undefined, undefined, undefined]);
    expect(await extractMany([], { features: FEATURES }).toArray()).toEqual([]);
  });

  test('a thousand tiny files', async () => {
    const paths = Array.from({ length: 1000 }, (_, i) => clips[i % 6]!);
    let calls = 0;
    let sum = 0;
    for await (const { index, result } of extractMany(paths, { features: { rms: {} }, jobs: 3, onProgress: () => calls++ })) {
      expect(index).toBe(sum++);
      expect(result!.rms.shape).toEqual([1, 1 + Math.floor((3000 + 500 * (index % 6)) / 512)]);
    }
    expect([sum, calls]).toEqual([1000, 1000]);
  });
});

describe('order and bounds', () => {
  test('in order, or as they finish', async () => {
    const paths = [write('slow.toy', 'toy wait 400'), write('quick.toy', 'toy wait 0'), clips[0]!];
    const run = async (ordered: boolean) =>
      (await extractMany(paths, { features: { rms: {} }, setup, ordered, jobs: 1 }).toArray()).map(({ index }) => index);
    expect(await run(true)).toEqual([0, 1, 2]);
    expect((await run(false)).at(-1)).toBe(0);
  });

  test('draws paths no faster than results are taken, and stops with the consumer', async () => {
    let drawn = 0;
    let stopped = false;
    const endless = function* () {
      try {
        for (;;) yield clips[drawn++ % 6]!;
      } finally {
        stopped = true;
      }
    };
    let taken = 0;
    let most = 0;
    for await (const { result } of extractMany(endless(), { features: { rms: {} }, jobs: 2 })) {
      expect(result).toBeDefined();
      taken++;
      if (taken % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 20)); // time to run ahead
      most = Math.max(most, drawn - taken);
      if (taken === 60) break;
    }
    expect(stopped).toBe(true);
    expect(most).toBeGreaterThan(2);
    expect(most).toBeLessThanOrEqual(8); // four a worker
  });

  test('an error of the paths comes after the results of those before it', async () => {
    const broken = async function* () {
      yield clips[0]!;
      throw new Error('the list is torn');
    };
    const items = extractMany(broken(), { features: FEATURES });
    expect((await items.next()).value).toMatchObject({ index: 0 });
    await expect(items.next()).rejects.toThrow('the list is torn');
    expect(await items.next()).toEqual({ done: true, value: undefined });
  });

  test('toArray takes what is left', async () => {
    const items = extractMany(clips, { features: { rms: {} }, jobs: 2 });
    await items.next();
    expect((await items.toArray()).map(({ index }) => index)).toEqual([1, 2, 3, 4, 5]);
    expect(await items.toArray()).toEqual([]);
  });
});

describe('files that fail', () => {
  test('are reported as what they are, and the others are done', async () => {
    const nan = dsp.encodeWav(Float32Array.of(0, 0.5), { sampleRate: 8000, bitDepth: '32f' });
    writeFileSync(at('nan.wav'), nan.fill(0xff, nan.length - 4));
    const paths = [clips[0]!, at('none.wav'), write('empty.wav', ''), at('nan.wav'), write('string.toy', 'toy string'), clips[1]!];
    const progress: ExtractProgress[] = [];
    const found = await extractMany([...paths, 7 as never], {
      features: { rms: {} },
      jobs: 2,
      setup,
      onProgress: (now) => progress.push(now),
    }).toArray();
    const errors = found.map(({ error }) => error);
    expect([errors[0], errors[5]]).toEqual([undefined, undefined]);
    expect(errors[1]).toMatchObject({ code: 'ENOENT', path: at('none.wav'), message: expect.stringContaining('no such file') });
    expect(errors[2]).toBeInstanceOf(DecodeError);
    expect(errors[2]).toMatchObject({ code: 'truncated', path: at('empty.wav'), message: `load: ${at('empty.wav')}: the file is empty` });
    expect(errors[2]!.cause).toBeInstanceOf(DecodeError);
    expect(errors[3]).toBeInstanceOf(ParameterError);
    expect(errors[3]).toMatchObject({ caller: 'rms', parameter: 'y', path: at('nan.wav'), name: 'ParameterError' });
    expect(errors[3]!.message).toBe('rms: "y" must be finite, got NaN at index 1');
    expect(errors[3]!.stack).toContain('rms');
    expect(errors[4]!.message).toContain('a string');
    expect(errors[6]).toBeInstanceOf(TypeError);
    expect(errors[6]!.message).toBe('extractMany: "paths" must hold paths and URLs, got 7 at index 6');
    expect(progress.map(({ done, total }) => [done, total])).toEqual(found.map((_, i) => [i + 1, 7]));
    expect(progress.at(-1)!.failed).toBe(5);
  });

  test('the errors are those of load and the function, here and there', async () => {
    const options = { features: { mfcc: { fmax: 5000 } }, load: { offset: 9 } };
    const [far] = await extractMany([clips[0]!], options).toArray();
    const [high] = await extractMany([clips[0]!], { features: options.features }).toArray();
    await expect(load(clips[0]!, options.load)).rejects.toThrow(far!.error!.message);
    const y = await load(clips[0]!);
    expect(() => mfcc(y, options.features.mfcc)).toThrow(high!.error!.message);
    expect([far!.error, high!.error].every((error) => error instanceof ParameterError)).toBe(true);
  });

  test("end everything with onError: 'throw', in their turn", async () => {
    const seen: number[] = [];
    const run = async (): Promise<void> => {
      const options = { features: FEATURES, jobs: 2, onError: 'throw' } as const;
      for await (const { index } of extractMany([clips[0]!, at('none.wav'), clips[1]!], options)) seen.push(index);
    };
    await expect(run()).rejects.toMatchObject({ code: 'ENOENT', path: at('none.wav') });
    expect(seen).toEqual([0]);
  });

  test('an option that no function has ends everything in any case', async () => {
    const features = { mfcc: { nMfccs: 5 } } as object;
    const run = extractMany(clips, { features } as ExtractManyOptions<'mfcc'>).toArray();
    await expect(run).rejects.toThrow(ParameterError);
    await expect(run).rejects.toThrow('mfcc: "nMfccs" is not an option; did you mean "nMfcc"?');
  });

  test.each(['exit', 'throw'])('a crash of the worker (%s) is the failure of one file', async (what) => {
    const bad = write(`${what}.toy`, `toy ${what}`);
    const paths = [clips[0]!, bad, ...clips.slice(1), bad, write('ok.toy', 'toy ok')];
    const found = await extractMany(paths, { features: { rms: {} }, jobs: 2, setup }).toArray();
    expect(found.map(({ error }) => error !== undefined)).toEqual(paths.map((path) => path === bad));
    expect(found[1]!.error).toBeInstanceOf(WorkerError);
    const why = what === 'exit' ? 'exit code 3' : 'nobody catches this';
    expect(found[1]!.error).toMatchObject({ code: 'worker-ended', path: bad, message: `extractMany: ${bad}: the worker ended: ${why}` });
  });

  test('a setup that cannot be imported ends everything', async () => {
    const run = (module: string | URL) => extractMany(clips, { features: FEATURES, setup: module, jobs: 2 }).toArray();
    await expect(run(at('none.mjs'))).rejects.toMatchObject({ name: 'WorkerError', code: 'worker-not-started' });
    const broken = write('broken.mjs', 'throw new RangeError("not today"); ');
    await expect(run(pathToFileURL(broken))).rejects.toThrow('a worker could not start: not today');
  });
});

describe('interruption', () => {
  test('the reason of the signal, at once, whatever the workers do', async () => {
    const never = write('never.toy', 'toy never');
    const interruption = new AbortController();
    const items = extractMany([clips[0]!, never, never, clips[1]!], {
      features: { rms: {} },
      setup,
      signal: interruption.signal,
      jobs: 1,
    });
    expect((await items.next()).value).toMatchObject({ index: 0 });
    const next = items.next();
    const reason = new Error('enough');
    setTimeout(() => interruption.abort(reason), 50);
    await expect(next).rejects.toBe(reason);
    expect(await items.next()).toEqual({ done: true, value: undefined });
  });

  test('between two steps, and before the first', async () => {
    const interruption = new AbortController();
    const items = extractMany(clips, { features: FEATURES, signal: interruption.signal });
    await items.next();
    interruption.abort();
    await expect(items.next()).rejects.toThrow('This operation was aborted');
    await expect(extractMany(clips, { features: FEATURES, signal: interruption.signal }).next()).rejects.toThrow('aborted');
  });

  test('while the paths keep us waiting', async () => {
    const interruption = new AbortController();
    const paths = async function* () {
      yield clips[0]!;
      await new Promise(() => undefined);
    };
    const items = extractMany(paths(), { features: FEATURES, signal: interruption.signal });
    await items.next();
    const next = items.next();
    interruption.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
  });

  test.skipIf(process.platform === 'win32')('while a worker waits for a pipe that nobody writes to', async () => {
    const pipe = at('pipe.wav');
    spawnSync('mkfifo', [pipe]);
    const interruption = new AbortController();
    const items = extractMany([clips[0]!, pipe], { features: FEATURES, signal: interruption.signal, jobs: 1 });
    await items.next();
    const next = items.next();
    setTimeout(() => interruption.abort(new Error('enough')), 100);
    await expect(next).rejects.toThrow('enough');
    closeSync(openSync(pipe, 'w')); // the thread may end
  });

  test('paths whose iterator returns no objects are refused, as a loop refuses them', async () => {
    const strange = { [Symbol.iterator]: () => ({ next: () => 5 }) } as unknown as Iterable<string>;
    await expect(extractMany(strange, { features: FEATURES }).toArray()).rejects.toThrow('an iterator must return objects, got 5');
  });

  test('an error of onProgress ends everything', async () => {
    const onProgress = (): void => {
      throw new Error('no progress');
    };
    await expect(extractMany(clips, { features: FEATURES, onProgress }).toArray()).rejects.toThrow('no progress');
  });
});

describe('the process', () => {
  const program = (code: string, name: string, args: string[] = []): string => {
    writeFileSync(at(name), code);
    const { stdout, stderr, status } = spawnSync(process.execPath, [at(name), ...args], { encoding: 'utf8', timeout: 30_000 });
    return `${stdout}${stderr}${status}`;
  };
  const esm = (): string => `import { extractMany } from ${JSON.stringify(new URL('node.js', DIST).href)};`;

  test('ends when the work is done, by break, and when the iterator is left alone', () => {
    const options = '{ features: { rms: {} }, jobs: 2 }';
    const all = JSON.stringify(clips);
    expect(program(`${esm()}console.log((await extractMany(${all}, ${options}).toArray()).length);`, 'all.mjs')).toBe('6\n0');
    expect(program(`${esm()}for await (const x of extractMany(${all}, ${options})) { console.log(x.index); break; }`, 'break.mjs')).toBe(
      '0\n0',
    );
    expect(program(`${esm()}console.log((await extractMany(${all}, ${options}).next()).value.index);`, 'left.mjs')).toBe('0\n0');
  });

  test('may be a one-liner', () => {
    const code = `${esm()}console.log((await extractMany(${JSON.stringify(clips)}, { features: { rms: {} } }).toArray()).length)`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['6\n', '']);
  });

  test('runs workers of its own kind: CommonJS, with a setup that requires the library', () => {
    const library = JSON.stringify(new URL('index.cjs', DIST).pathname);
    const decode = '() => ({ channelData: [Float32Array.of(0.5)], sampleRate: 8000 })';
    const registering = `const { registerDecoder } = require(${library});
registerDecoder({ name: 'toy', extensions: ['toy'], matches: (bytes) => bytes[0] === 116, decode: ${decode} });`;
    const module = write('setup.cjs', registering);
    const code = `const { extractMany } = require(${JSON.stringify(new URL('node.cjs', DIST).pathname)});
const options = { features: { rms: {} }, setup: process.argv[3] };
extractMany([process.argv[2]], options).toArray().then(([{ error, result }]) => console.log(error ?? result.rms.shape));`;
    expect(program(code, 'all.cjs', [write('a.toy', 'toy'), module])).toBe('[ 1, 1 ]\n0');
  });
});

describe('refusals', () => {
  const options = (more: object): ExtractManyOptions => ({ features: { mfcc: {} }, ...more }) as unknown as ExtractManyOptions;
  test.each([
    [{ features: undefined }, 'extractMany: "features" must be an object such as { mfcc: {} }, got undefined'],
    [{ features: ['mfcc'] }, 'extractMany: "features" must be an object such as { mfcc: {} }, got an array of 1'],
    [{ features: { mfcc: true } }, 'extractMany: "features.mfcc" must be an object of options, perhaps {}, got true'],
    [
      { features: { mfcc: { window: () => [1] } } },
      'extractMany: "features.mfcc.window" must be data, since threads share no functions, got a function',
    ],
    [
      { load: { onWarning: () => undefined } },
      'extractMany: "load.onWarning" must be data, since threads share no functions, got a function; every result has its "warnings"',
    ],
    [{ ordered: 1 }, 'extractMany: "ordered" must be true or false, got 1'],
    [{ onProgress: 1 }, 'extractMany: "onProgress" must be a function, got 1'],
    [{ signal: {} }, 'extractMany: "signal" must be an AbortSignal, got an object'],
    [{ setup: 1 }, 'extractMany: "setup" must be a path or a URL, got 1'],
    [{ jobs: '2' }, 'extractMany: "jobs" must be a number, got "2"'],
    [{ load: 1 }, 'load: options must be a plain object, got 1'],
  ])('TypeError for %o', (more, message) => {
    const call = () => extractMany([], options(more));
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  test.each([
    [{ features: {} }, 'extractMany: "features" must name at least one of chromaCens, chromaCqt, chromaStft, estimateTuning, '],
    [{ features: { mfccs: {} } }, 'extractMany: "features" has "mfccs", which is none of chromaCens, chromaCqt, '],
    [{ features: { mfccs: {} } }, '; did you mean "mfcc"?'],
    [{ features: { toString: {} } }, 'extractMany: "features" has "toString", which is none of '],
    [{ jobs: 0 }, 'extractMany: "jobs" must be an integer >= 1, got 0'],
    [{ jobs: 1.5 }, 'extractMany: "jobs" must be an integer >= 1, got 1.5'],
    [{ onError: 'ignore' }, 'extractMany: "onError" must be one of "report", "throw", got "ignore"'],
    [{ job: 2 }, 'extractMany: "job" is not an option; did you mean "jobs"?'],
    [{ setup: new URL('https://example.org/a.mjs') }, 'extractMany: "setup" must be a file, got "https://example.org/a.mjs"'],
    [{ load: { sampleRate: -1 } }, 'load: "sampleRate" must be a finite number > 0, got -1'],
    [{ load: { samplerate: 8000 } }, 'load: "samplerate" is not an option; did you mean "sampleRate"?'],
  ])('ParameterError for %o', (more, message) => {
    const call = () => extractMany([], options(more));
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test.each([
    ['a.wav', 'extractMany: "paths" must be an array or another iterable of paths, got "a.wav"; write ["a.wav"]'],
    [undefined, 'extractMany: "paths" must be an array or another iterable of paths, got undefined'],
    [new Uint8Array(2), 'extractMany: "paths" must be an array or another iterable of paths, got an Uint8Array'],
    [{}, 'extractMany: "paths" must be an array or another iterable of paths, got an object'],
  ])('TypeError for paths %o', (paths, message) => {
    const call = () => extractMany(paths as never, options({}));
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  test('the compiler refuses what cannot be', () => {
    const unused = (): void => {
      // @ts-expect-error no such function
      extractMany([], { features: { mfccs: {} } });
      // @ts-expect-error no such option
      extractMany([], { features: { mfcc: { nMfccs: 2 } } });
      // @ts-expect-error a function cannot be sent
      extractMany([], { features: { mfcc: { onWarning: () => undefined } } });
      const items = extractMany([], { features: { mfcc: {} } });
      // @ts-expect-error this function was not asked for
      void items.next().then(({ value }) => value!.result!.rms);
    };
    expect(unused).toBeTypeOf('function');
    const single = async (): Promise<NdArray<Float32Array> | undefined> => {
      const [item] = await extractMany([], { features: { mfcc: {}, piptrack: {}, estimateTuning: {} } }).toArray();
      return item?.result?.piptrack.pitches ?? item?.result?.mfcc;
    };
    const double = async (): Promise<NdArray<Float64Array> | undefined> =>
      (await extractMany([], { features: { mfcc: {} }, load: { dtype: 'float64' } }).toArray())[0]?.result?.mfcc;
    expect([single, double]).toHaveLength(2);
  });
});
