/**
 * File after file: read, compute, write. One that fails is told about and left out; the others are done.
 * @module
 */
import { openAtomic, type Sink, type Temporaries } from './atomic-file.js';
import { explain, isWrongOption } from './explain.js';
import { type Input, reason } from './find-inputs.js';
import { type Io, unlessAborted, writeTo } from './io.js';
import { type Made, shown } from './make-result.js';
import { createMaker, type Maker } from './make-results.js';
import { type Job } from './parse-arguments.js';
import { type OutputPlan } from './plan-output.js';
import { type Progress } from './progress.js';

/** Everything that stays the same from file to file. */
export interface Session {
  readonly job: Job;
  readonly io: Io;
  readonly temporaries: Temporaries;
  readonly plan: OutputPlan;
  readonly progress: Progress;
  /** Prints a line on stderr. */
  complain(message: string): void;
  /** Prints what is no error, unless the user wants quiet or has read it before. */
  warn(message: string): void;
}

/** What became of the files. */
export interface Outcome {
  done: number;
  failures: number;
  /** Failures that the value of an option caused. */
  wrongOptions: number;
  /** The words for the last result. */
  last: string | undefined;
}

/** Throws only where nothing more can be done: an interruption, or a shared output that cannot be written. */
export async function processFiles(files: readonly Input[], session: Session): Promise<Outcome> {
  const { io, plan, temporaries } = session;
  const outcome: Outcome = { done: 0, failures: 0, wrongOptions: 0, last: undefined };
  const maker = createMaker(files, { ...session, done: () => outcome.done });
  const shared = plan.shared === '-' ? stdoutSink(io) : plan.shared ? await openAtomic(plan.shared, temporaries) : undefined;
  const [before, after] = (plan.together && plan.format.frame) || ['', ''];
  try {
    for (const [i, input] of files.entries()) {
      await unlessAborted(new Promise(setImmediate), io.signal); // lets signals in between two long computations
      session.progress.show(i, input.path);
      const made = await compute(input, maker, session, outcome);
      if (!made) continue;
      if (shared) {
        if (outcome.done === 0) await shared.write(before);
        await writeResult(shared, made, outcome.done, session);
      } else if (!(await writeOwn(input, made, session))) {
        outcome.failures++;
        continue;
      }
      outcome.done++;
      outcome.last = made.shown;
    }
    if (outcome.done > 0) {
      await shared?.write(after);
      await shared?.commit();
    } else await shared?.discard();
    return outcome;
  } catch (error) {
    await shared?.discard();
    throw error;
  } finally {
    await maker.close();
  }
}

/** The result of a file, or nothing and a line on stderr. */
async function compute(input: Input, maker: Maker, { job, io, progress, complain }: Session, outcome: Outcome): Promise<Made | undefined> {
  try {
    if (input.problem) throw new Error(input.problem);
    return await unlessAborted(maker.make(input), io.signal);
  } catch (error) {
    io.signal.throwIfAborted();
    progress.clear();
    complain(`${shown(input)}: ${explain(error, input.path, job)}`);
    outcome.failures++;
    if (isWrongOption(error, job)) outcome.wrongOptions++;
    return undefined;
  }
}

async function writeResult(sink: Sink, made: Made, index: number, { io }: Session): Promise<void> {
  for await (const piece of made.pieces(index)) {
    io.signal.throwIfAborted();
    await sink.write(piece);
  }
}

/** Writes a file of its own; a failure there is a failure of this input alone. */
async function writeOwn(input: Input, made: Made, session: Session): Promise<boolean> {
  const target = session.plan.targetOf(input);
  let sink: Sink | undefined;
  try {
    sink = await openAtomic(target, session.temporaries);
    await writeResult(sink, made, 0, session);
    await sink.commit();
    return true;
  } catch (error) {
    await sink?.discard();
    session.io.signal.throwIfAborted();
    session.progress.clear();
    session.complain(`${shown(input)}: cannot write ${target}: ${reason(error)}`);
    return false;
  }
}

/** Stdout cannot be taken back: what is written is written. */
function stdoutSink(io: Io): Sink {
  const nothing = async (): Promise<void> => undefined;
  return { write: (chunk) => (chunk.length > 0 ? writeTo(io.stdout, chunk) : nothing()), commit: nothing, discard: nothing };
}
