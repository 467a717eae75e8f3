/**
 * From an input to what is written of it.
 * @module
 */
import { type Format, type Pieces } from './format.js';
import { type Input } from './find-inputs.js';
import { type Job } from './parse-arguments.js';
import { readInput, type Sources } from './read-input.js';
import { type Result } from './result.js';

/** What is written of an input, and the words for it. */
export interface Made {
  readonly shown: string;
  /** The pieces that go to a file of its own, or as number `index` to a file that results share. */
  pieces(index: number): Pieces;
}

/** Reads, computes; `warn` hears of what is odd. */
export async function makeResult(input: Input, job: Job, sources: Sources, warn: (message: string) => void): Promise<Result> {
  const { command, options } = job;
  const audio = await readInput(input, job, sources);
  if (command.name !== 'info') for (const { message } of audio.warnings) warn(`${shown(input)}: ${message.replace(/^\w+: /, '')}`);
  return command.compute(audio, options, input.path, ({ message }) => warn(message));
}

/** The result as it will be written. */
export function asMade(result: Result, format: Format, together: boolean): Made {
  return { shown: describe(result), pieces: (index) => format.item(result, index, together) };
}

/** The input's name for messages. */
export const shown = ({ path }: Input): string => (path === '-' ? 'stdin' : path);

export function describe(result: Result): string {
  return result.kind === 'info' ? result.file : `${result.file} [${result.values.shape.join(', ')}]`;
}
