/**
 * What {@link extractMany} and its workers say to each other.
 * @module
 */
import { type Warning } from '../core/errors.js';
import { type AudioInfo } from '../io/audio-format.js';
import { type EngineChoice } from '../simd/engine.js';
import { type FeatureName } from './features.js';
import { type LoadOptions } from './load.js';
import { type SentError } from './sent-error.js';

/** What a worker is given at its start. */
export interface WorkerSettings {
  readonly features: Readonly<Partial<Record<FeatureName, object>>>;
  readonly load: LoadOptions;
  /** Address of a module to import first. */
  readonly setup: string | undefined;
  readonly engine: EngineChoice;
}

/** One file. */
export interface ExtractTask {
  readonly path: string;
  readonly isUrl: boolean;
}

/** What became of it. */
export type ExtractAnswer =
  | { readonly result: Readonly<Record<string, unknown>>; readonly audio: AudioInfo; readonly warnings: readonly Warning[] }
  | { readonly error: SentError; readonly warnings: readonly Warning[] };
