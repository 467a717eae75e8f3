/**
 * The command line as a function: words and streams in, exit code out.
 * @module
 */
import { Temporaries } from './atomic-file.js';
import { findInputs, reason } from './find-inputs.js';
import { help } from './help.js';
import { ClosedPipe, type Io, writeTo } from './io.js';
import { type Job, parseArguments } from './parse-arguments.js';
import { planOutput } from './plan-output.js';
import { processFiles } from './process-files.js';
import { createProgress, printable } from './progress.js';
import { UsageError } from './usage-error.js';
import { VERSION } from './version.js';

/** Exit codes. */
export const DONE = 0;
export const SOME_FAILED = 1;
export const WRONG_USAGE = 2;
export const INTERRUPTED = 130;

/**
 * Runs `audiolab`.
 *
 * @param argv - The words after the program's name.
 * @param io - Streams, environment, and the signal that a user's interruption aborts.
 * @returns 0 done, 1 some file failed (the others are done), 2 wrong usage, 130 interrupted.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const temporaries = new Temporaries();
  const removeAll = (): void => temporaries.removeAll();
  process.once('exit', removeAll); // whatever ends the process
  const red = io.stderr.isTTY && !io.env['NO_COLOR'] ? (text: string): string => `\u001b[31m${text}\u001b[39m` : (text: string) => text;
  const complain = (message: string): void => void io.stderr.write(`${red('audiolab:')} ${printable(message)}\n`);
  try {
    const request = parseArguments(argv);
    if ('job' in request) return await runJob(request.job, io, temporaries, complain);
    await writeTo(io.stdout, 'help' in request ? help(request.help) : `${VERSION}\n`);
    return DONE;
  } catch (error) {
    if (io.signal.aborted) return INTERRUPTED;
    if (error instanceof ClosedPipe) return DONE;
    complain(error instanceof UsageError ? error.message : reason(error));
    if (!(error instanceof UsageError)) return SOME_FAILED;
    io.stderr.write(`Try: audiolab ${error.command ? `${error.command} ` : ''}--help\n`);
    return WRONG_USAGE;
  } finally {
    removeAll();
    process.off('exit', removeAll);
  }
}

async function runJob(job: Job, io: Io, temporaries: Temporaries, complain: (message: string) => void): Promise<number> {
  const started = performance.now();
  const inputs = await findInputs(job.inputs, io.signal);
  const plan = await planOutput(job, inputs);
  const total = inputs.files.length;
  const progress = createProgress(io.stderr, total, job.quiet);
  const told = new Set<string>();
  const warn = (message: string): void => {
    if (job.quiet || told.has(message)) return;
    told.add(message);
    progress.clear();
    complain(`warning: ${message}`);
  };
  const session = { job, io, temporaries, plan, progress, complain, warn };
  const { done, failures, wrongOptions, last } = await processFiles(inputs.files, session).finally(() => progress.clear());
  if (failures > 0 && total > 1) complain(`${failures} of ${total} files failed`);
  if (last && !job.quiet && plan.shared !== '-') {
    const what = inputs.several ? `${done} ${done === 1 ? 'file' : 'files'}` : last;
    const where = inputs.several ? plan.shown : plan.targetOf(inputs.files[0]!);
    io.stderr.write(`${printable(`${job.command.name}: ${what} -> ${where}`)} (${Math.round(performance.now() - started)} ms)\n`);
  }
  if (failures === 0) return DONE;
  return failures === total && wrongOptions === total ? WRONG_USAGE : SOME_FAILED;
}
