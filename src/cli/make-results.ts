/**
 * Where results come from: computed here one after the other, or by workers ahead of time.
 * @module
 */
import { availableParallelism } from 'node:os';
import { createFileReader } from '../node/file-reader.js';
import { runTasks } from '../node/run-tasks.js';
import { unpackError } from '../node/sent-error.js';
import { unpackValue } from '../node/sent-value.js';
import { workerFile } from '../node/worker-file.js';
import { WorkerPool } from '../node/worker-pool.js';
import { type Input } from './find-inputs.js';
import { type Io } from './io.js';
import { asMade, type Made, makeResult } from './make-result.js';
import { type Job } from './parse-arguments.js';
import { type OutputPlan } from './plan-output.js';
import { type Result } from './result.js';
import { type CliAnswer, type CliTask, type CliWorkerSettings } from './worker-task.js';

/** Makes the results of inputs, which must be asked for in their order. */
export interface Maker {
  /** Throws what went wrong with this input. */
  make(input: Input): Promise<Made>;
  close(): Promise<void>;
}

export interface MakerSettings {
  readonly job: Job;
  readonly io: Io;
  readonly plan: OutputPlan;
  warn(message: string): void;
  /** Results written so far. */
  done(): number;
}

const AHEAD = 4; // files a worker that are begun, or made and not written yet

export function createMaker(files: readonly Input[], settings: MakerSettings): Maker {
  const { job } = settings;
  const workable = files.filter(isForWorkers).length;
  const jobs = Math.min(job.jobs === 0 ? availableParallelism() : job.jobs, workable);
  return jobs < 2 ? makeHere(settings) : makeInWorkers(files, jobs, settings);
}

/** Stdin is read by this thread, and what leads nowhere needs no worker. */
const isForWorkers = ({ path, problem }: Input): boolean => path !== '-' && problem === undefined;

function makeHere({ job, io, plan, warn }: MakerSettings): Maker {
  const sources = { stdin: io.stdin, reader: createFileReader() };
  return {
    make: async (input) => asMade(await makeResult(input, job, sources, warn), plan.format, plan.together),
    close: async () => undefined,
  };
}

function makeInWorkers(files: readonly Input[], jobs: number, settings: MakerSettings): Maker {
  const { job, io, plan, warn, done } = settings;
  const { command, ...rest } = job;
  const data: CliWorkerSettings = { command: command.name, job: rest, format: plan.formatName, together: plan.together };
  const pool = new WorkerPool<CliTask, CliAnswer>({ file: workerFile('cli-worker'), data, size: jobs });
  const answers = runTasks(files.filter(isForWorkers), {
    limit: jobs * AHEAD,
    ordered: true,
    signal: io.signal,
    onWaiting: (waiting) => pool.keepAlive(waiting),
    start(input): Promise<CliAnswer | { readonly crash: Error }> {
      const index = plan.shared === undefined ? 0 : done() > 0 ? 1 : undefined;
      return pool.run({ input, index }).catch((error: Error) => {
        if (pool.isClosed) throw error;
        return { crash: error };
      });
    },
  });
  const here = makeHere(settings);
  let broken: unknown;
  const next = async (): Promise<CliAnswer | { readonly crash: Error }> => {
    const { value } = await answers.next().catch((error: unknown) => {
      broken = error;
      return { value: undefined };
    });
    if (!value) throw broken; // the pool: no file will do better
    return value;
  };
  return {
    async make(input) {
      if (!isForWorkers(input)) return here.make(input);
      const answer = await next();
      if ('crash' in answer) throw answer.crash;
      for (const message of answer.warnings) warn(message);
      if ('error' in answer) throw unpackError(answer.error);
      if ('bytes' in answer) return { shown: answer.shown, pieces: () => [answer.bytes] };
      return asMade(unpackValue(answer.result) as Result, plan.format, plan.together);
    },
    async close() {
      await pool.close();
      await answers.return();
    },
  };
}
