/**
 * Features of many files, computed on all cores.
 * @module
 */
import { ParameterError, show, type Warning } from '../core/errors.js';
import { type FloatArray } from '../core/types.js';
import { type AudioInfo } from '../io/audio-format.js';
import { type ExtractManyOptions, type ExtractSettings, readExtractOptions } from './extract-options.js';
import { type ExtractAnswer, type ExtractTask } from './extract-task.js';
import { type FeatureName, type FeatureResult } from './features.js';
import { runTasks } from './run-tasks.js';
import { unpackError } from './sent-error.js';
import { unpackValue } from './sent-value.js';
import { WorkerError } from './worker-error.js';
import { workerFile } from './worker-file.js';
import { WorkerPool } from './worker-pool.js';

/** What the functions named `K` return for samples of type `T`. */
export type FeatureResults<K extends FeatureName, T extends FloatArray = FloatArray> = { readonly [P in K]: FeatureResult<P, T> };

/** What became of one file: either `result` and `audio`, or `error`. */
export type Extracted<K extends FeatureName = FeatureName, T extends FloatArray = FloatArray> = {
  /** The path as it was given. */
  readonly path: string | URL;
  /** Its place in `paths`. */
  readonly index: number;
  /** What was odd about the file or its features, and no error. */
  readonly warnings: readonly Warning[];
} & (
  | {
      /** What each function returned. */
      readonly result: FeatureResults<K, T>;
      /** The signal the features were computed from: rate, length, format of the file. */
      readonly audio: AudioInfo;
      /** Absent: nothing failed. */
      readonly error?: undefined;
    }
  | {
      /** Absent where something failed. */
      readonly result?: undefined;
      /** Absent where something failed. */
      readonly audio?: undefined;
      /** What {@link load} or a function threw, or a {@link WorkerError}; its field `path` names the file. */
      readonly error: Error;
    }
);

/** The results of {@link extractMany}, to be iterated over once. */
export interface Extraction<K extends FeatureName = FeatureName, T extends FloatArray = FloatArray> extends AsyncGenerator<
  Extracted<K, T>,
  void,
  void
> {
  /** All results (that are left) at once. */
  toArray(): Promise<Extracted<K, T>[]>;
}

/** Paths, however many: nothing is drawn before there is a worker for it. */
export type Paths = Iterable<string | URL> | AsyncIterable<string | URL>;

const CALLER = 'extractMany';
/** Files a worker, begun or finished, whose results nobody has taken yet: two in work, and as many ahead while one takes long. */
const AHEAD = 4;

/**
 * Computes features of many files on all cores, in worker threads. Results are equal, bit for bit, to those of `fn(await load(path))`.
 *
 * Memory stays bounded for a million files: at most four files a worker are begun or finished and not yet taken, and `paths` may be a
 * generator. A file that fails is reported and the others are done. A worker that crashes takes only its file along and is replaced; a file
 * that was in it is tried once more, alone. The workers begin with the first step of the iteration and end with the last one, with `break`,
 * or with `signal`. Relative paths are relative to the working directory; options are data: no functions, since threads cannot share them.
 *
 * @param paths - Files, as paths or file: URLs: an array, any iterable, or an async iterable.
 * @param options - {@link ExtractManyOptions}; `features` must be given.
 * @returns An async iterator of {@link Extracted}, with `toArray()` for all at once.
 * @throws `ParameterError` for options out of range and unknown names, TypeError for a wrong type. The iteration throws the reason
 * of `signal`, errors of `paths` itself, an option that a function does not know, and a {@link WorkerError} where workers cannot start.
 * @example
 * ```ts
 * await save('a.wav', new Float32Array(8000), { sampleRate: 8000 });
 * const files = extractMany(['a.wav', 'none.wav'], { features: { mfcc: { nMfcc: 13 }, rms: {} }, jobs: 1 });
 * for await (const { path, result, error } of files) {
 *   if (error) path; // 'none.wav'
 *   else [result.mfcc.shape, result.rms.shape]; // [[13, 16], [1, 16]]
 * }
 * ```
 * @see {@link load}
 */
export function extractMany<K extends FeatureName>(
  paths: Paths,
  options: ExtractManyOptions<K> & { load: { dtype: 'float64' } },
): Extraction<K, Float64Array>;
export function extractMany<K extends FeatureName>(
  paths: Paths,
  options: ExtractManyOptions<K> & { load?: { dtype?: 'float32' | undefined } | undefined },
): Extraction<K, Float32Array>;
export function extractMany<K extends FeatureName>(paths: Paths, options: ExtractManyOptions<K>): Extraction<K>;
export function extractMany<K extends FeatureName>(paths: Paths, options: ExtractManyOptions<K>): Extraction<K> {
  expectPaths(paths);
  const settings = readExtractOptions(options);
  const items = extract<K>(paths, settings);
  const toArray = async (): Promise<Extracted<K>[]> => {
    const all: Extracted<K>[] = [];
    for await (const item of items) all.push(item);
    return all;
  };
  return Object.assign(items, { toArray });
}

async function* extract<K extends FeatureName>(paths: Paths, settings: ExtractSettings): AsyncGenerator<Extracted<K>, void, void> {
  const { data, jobs, ordered, onError, onProgress, signal } = settings;
  const pool = new WorkerPool<ExtractTask, ExtractAnswer>({ file: workerFile('worker'), data, size: jobs });
  const abort = (): void => void pool.close();
  signal?.addEventListener('abort', abort, { once: true });
  const total = 'length' in paths ? (paths.length as number) : 'size' in paths ? (paths.size as number) : undefined;
  let done = 0;
  let failed = 0;
  try {
    yield* runTasks<string | URL, Extracted<K>>(paths, {
      limit: jobs * AHEAD,
      ordered,
      signal,
      onWaiting: (waiting) => pool.keepAlive(waiting),
      async start(path, index) {
        const item = await extractOne<K>(path, index, pool);
        if (item.error && (onError === 'throw' || isMisspelt(item.error, data.features))) throw item.error;
        done++;
        if (item.error) failed++;
        onProgress?.({ done, failed, total });
        return item;
      },
    });
  } finally {
    signal?.removeEventListener('abort', abort);
    await pool.close();
  }
}

async function extractOne<K extends FeatureName>(
  path: string | URL,
  index: number,
  pool: WorkerPool<ExtractTask, ExtractAnswer>,
): Promise<Extracted<K>> {
  if (typeof path !== 'string' && !(path instanceof URL)) {
    const error = new TypeError(`${CALLER}: "paths" must hold paths and URLs, got ${show(path)} at index ${index}`);
    return { path, index, error, warnings: [] };
  }
  try {
    const answer = await pool.run({ path: String(path), isUrl: path instanceof URL });
    const { warnings } = answer;
    if ('error' in answer) return { path, index, error: withPath(unpackError(answer.error), path), warnings };
    return { path, index, result: unpackValue(answer.result) as FeatureResults<K>, audio: answer.audio, warnings };
  } catch (error) {
    if (pool.isClosed) throw error;
    const { message, cause } = error as Error;
    return { path, index, error: withPath(new WorkerError('worker-ended', `${CALLER}: ${path}: ${message}`, cause), path), warnings: [] };
  }
}

const withPath = (error: Error, path: string | URL): Error => Object.assign(error, { path: String(path) });

/** A name that no function has is refused by every file alike, and must never run. */
const isMisspelt = (error: Error, features: object): boolean =>
  error instanceof ParameterError && Object.hasOwn(features, error.caller) && / is not an option(;|$)/.test(error.message);

function expectPaths(paths: unknown): void {
  const iterable = typeof paths === 'object' && paths !== null && (Symbol.iterator in paths || Symbol.asyncIterator in paths);
  if (iterable && !ArrayBuffer.isView(paths)) return;
  const hint = typeof paths === 'string' ? `; write [${show(paths)}]` : '';
  throw new TypeError(`${CALLER}: "paths" must be an array or another iterable of paths, got ${show(paths)}${hint}`);
}
