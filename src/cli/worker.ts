/**
 * The inside of a worker of the command line: a file in, what is written of it out.
 * @module
 */
import { workerData } from 'node:worker_threads';
import { createFileReader } from '../node/file-reader.js';
import { packError } from '../node/sent-error.js';
import { packValue, worthTransfer } from '../node/sent-value.js';
import { type Serve, serveTasks } from '../node/serve-tasks.js';
import { COMMANDS } from './commands.js';
import { type Format, formatNamed } from './format.js';
import { describe, makeResult } from './make-result.js';
import { type Job } from './parse-arguments.js';
import { type Result } from './result.js';
import { type CliAnswer, type CliTask, type CliWorkerSettings } from './worker-task.js';

const HUGE = 2 ** 20; // numbers: some 20 MB of text

serveTasks(async (): Promise<Serve<CliTask, CliAnswer>> => {
  const settings = workerData as CliWorkerSettings;
  const job: Job = { ...settings.job, command: COMMANDS.find(({ name }) => name === settings.command)! };
  const format = formatNamed(settings.format)!;
  const stdin = (async function* () {})(); // the main thread reads it
  const sources = { stdin, reader: createFileReader() };
  return async ({ input, index }) => {
    const warnings: string[] = [];
    try {
      const result = await makeResult(input, job, sources, (message) => void warnings.push(message));
      const buffers = new Set<ArrayBuffer>();
      const answer: CliAnswer =
        index === undefined || (format.many && result.kind === 'feature' && result.values.data.length > HUGE)
          ? { result: packValue(withoutFunctions(result), buffers) as Result, warnings }
          : { bytes: await write(result, format, index, settings.together), shown: describe(result), warnings };
      return { answer, transfer: worthTransfer(buffers) };
    } catch (error) {
      return { answer: { error: packError(error), warnings }, transfer: [] };
    }
  };
});

function withoutFunctions(result: Result): object {
  return Object.fromEntries(Object.entries(result).filter(([, value]) => typeof value !== 'function'));
}

async function write(result: Result, format: Format, index: number, together: boolean): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of format.item(result, index, together)) pieces.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
  return new Uint8Array(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)); // of a buffer that is no larger
}
