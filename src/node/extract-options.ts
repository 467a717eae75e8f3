/**
 * The options of {@link extractMany}.
 * @module
 */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ParameterError, show } from '../core/errors.js';
import { didYouMean, expectBoolean, expectInteger, expectOneOf, type Options, readOptions } from '../core/options.js';
import { engine } from '../simd/engine.js';
import { type WorkerSettings } from './extract-task.js';
import { FEATURE_WARNS, type FeatureName, type FeatureOptions } from './features.js';
import { type LoadOptions, readLoadOptions } from './load.js';

/** How far {@link extractMany} is. */
export interface ExtractProgress {
  /** Files that are finished, failed ones included. */
  readonly done: number;
  /** Files that failed. */
  readonly failed: number;
  /** Files in all, where `paths` has a `length` or `size`. */
  readonly total: number | undefined;
}

/** Options of {@link extractMany}. */
export interface ExtractManyOptions<K extends FeatureName = FeatureName> {
  /** The functions to run on each file, by name, each with its options: `{ mfcc: { nMfcc: 13 }, rms: {} }`. */
  features: { readonly [P in K]: FeatureOptions<P> };
  /** How files are read, as in {@link load}: `{ sampleRate: 16000 }`. @defaultValue `{}` */
  load?: Omit<LoadOptions, 'onWarning'> | undefined;
  /** Worker threads at most, >= 1. @defaultValue `os.availableParallelism()` */
  jobs?: number | undefined;
  /** `true`: results in the order of `paths`. `false`: as they finish. @defaultValue `true` */
  ordered?: boolean | undefined;
  /** What a file that fails does: `'report'` yields its error and goes on, `'throw'` ends the iteration with it. @defaultValue `'report'` */
  onError?: 'report' | 'throw' | undefined;
  /** Called whenever a file is finished. */
  onProgress?: ((progress: ExtractProgress) => void) | undefined;
  /** Ends the workers and the iteration, which then throws the signal's reason. */
  signal?: AbortSignal | undefined;
  /**
   * A module that each worker imports first, as a path or a file: URL: there `registerDecoder` reaches the workers, which share
   * nothing with the thread that calls. ESM or CommonJS, as the caller. Installed decoder packages need none.
   */
  setup?: string | URL | undefined;
}

const CALLER = 'extractMany';

const DEFAULTS = {
  features: undefined as object | undefined,
  load: undefined as LoadOptions | undefined,
  jobs: undefined as number | undefined,
  ordered: true,
  onError: 'report' as 'report' | 'throw',
  onProgress: undefined as ((progress: ExtractProgress) => void) | undefined,
  signal: undefined as AbortSignal | undefined,
  setup: undefined as string | URL | undefined,
};

/** The options in force. */
export interface ExtractSettings {
  readonly data: WorkerSettings;
  readonly jobs: number;
  readonly ordered: boolean;
  readonly onError: 'report' | 'throw';
  readonly onProgress: ((progress: ExtractProgress) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Fills in the defaults and checks what can be checked without a file. */
export function readExtractOptions(options: Options<typeof DEFAULTS>): ExtractSettings {
  const settings = readOptions(CALLER, options, DEFAULTS);
  const { features, load, jobs = availableParallelism(), ordered, onError, onProgress, signal, setup } = settings;
  expectInteger(jobs, CALLER, 'jobs', 1);
  expectBoolean(ordered, CALLER, 'ordered');
  expectOneOf(onError, CALLER, 'onError', ['report', 'throw']);
  expectType(onProgress === undefined || typeof onProgress === 'function', 'onProgress', 'a function', onProgress);
  expectType(signal === undefined || signal instanceof AbortSignal, 'signal', 'an AbortSignal', signal);
  expectType(setup === undefined || typeof setup === 'string' || setup instanceof URL, 'setup', 'a path or a URL', setup);
  readLoadOptions(load);
  const data = {
    features: copyForWorkers(expectFeatures(features), 'features'),
    load: copyForWorkers(load ?? {}, 'load'),
    setup: setup === undefined ? undefined : addressOf(setup),
    engine: engine().choice,
  };
  return { data, jobs, ordered, onError, onProgress, signal };
}

function expectType(holds: boolean, name: string, what: string, value: unknown): void {
  if (!holds) throw new TypeError(`${CALLER}: "${name}" must be ${what}, got ${show(value)}`);
}

const isPlain = (x: unknown): x is object => typeof x === 'object' && x !== null && !Array.isArray(x) && !ArrayBuffer.isView(x);

function expectFeatures(features: object | undefined): Partial<Record<FeatureName, object>> {
  expectType(isPlain(features), 'features', 'an object such as { mfcc: {} }', features);
  const known = Object.keys(FEATURE_WARNS);
  const given = Object.entries(features!);
  if (given.length === 0) throw new ParameterError(CALLER, 'features', `must name at least one of ${known.join(', ')}`);
  for (const [name, options] of given) {
    if (!known.includes(name)) {
      throw new ParameterError(CALLER, 'features', `has ${show(name)}, which is none of ${known.join(', ')}${didYouMean(name, known)}`);
    }
    expectType(isPlain(options), `features.${name}`, 'an object of options, perhaps {}', options);
  }
  return features as Partial<Record<FeatureName, object>>;
}

/** What a worker will be given, as it is now: later changes of the caller's objects do not matter. */
function copyForWorkers<T extends object>(options: T, name: string): T {
  refuseFunctions(options, name);
  return structuredClone(options);
}

function refuseFunctions(value: unknown, name: string): void {
  if (typeof value === 'function' || typeof value === 'symbol') {
    const hint = name.endsWith('.onWarning') ? '; every result has its "warnings"' : '';
    throw new TypeError(`${CALLER}: "${name}" must be data, since threads share no functions, got ${show(value)}${hint}`);
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const [key, field] of Object.entries(value)) refuseFunctions(field, `${name}.${key}`);
}

function addressOf(setup: string | URL): string {
  const address = setup instanceof URL || setup.startsWith('file:') ? String(setup) : pathToFileURL(resolve(setup)).href;
  if (!address.startsWith('file:')) throw new ParameterError(CALLER, 'setup', `must be a file, got ${show(address)}`);
  return address;
}
