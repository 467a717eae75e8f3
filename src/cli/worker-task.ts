/**
 * What the command line and its workers say to each other.
 * @module
 */
import { type SentError } from '../node/sent-error.js';
import { type Input } from './find-inputs.js';
import { type Job } from './parse-arguments.js';
import { type FeatureResult, type InfoResult } from './result.js';

/** What a worker is given at its start: the job with the command's name instead of its functions. */
export interface CliWorkerSettings {
  readonly command: string;
  readonly job: Omit<Job, 'command'>;
  readonly format: string;
  readonly together: boolean;
}

/** A file, and what is known of where its result goes. */
export interface CliTask {
  readonly input: Input;
  /** Its place in a file that results share: 0 for the first, 1 for a later one; unknown before the first is done. */
  readonly index: 0 | 1 | undefined;
}

/** What became of it. Text is made by the worker, unless the place is unknown or the text would be huge: then the result itself comes. */
export type CliAnswer = { readonly warnings: readonly string[] } & (
  | { readonly bytes: Uint8Array; readonly shown: string }
  | { readonly result: Omit<FeatureResult, 'picture'> | InfoResult }
  | { readonly error: SentError }
);
