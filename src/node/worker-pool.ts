/**
 * Threads that work on tasks: a few at a time each, replaced when they crash.
 * @module
 */
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { type SentError, unpackError } from './sent-error.js';
import { WorkerError } from './worker-error.js';

/** What a worker says. */
export type FromWorker<A> =
  | { readonly ready: true }
  | { readonly problem: SentError }
  | { readonly id: number; readonly answer: A }
  | { readonly id: number; readonly error: SentError };

/** What a worker is told. */
export interface ToWorker<T> {
  readonly id: number;
  readonly task: T;
}

export interface PoolOptions {
  /** The module the workers run; it calls `serveTasks`. */
  readonly file: URL;
  /** What each worker is given at its start. */
  readonly data: unknown;
  /** Workers at most. They are started when there is work for them. */
  readonly size: number;
  readonly resourceLimits?: ResourceLimits;
}

/** Tasks in a worker: one that is computed and one whose file is read meanwhile. */
export const DEPTH = 2;

/** How long `close` waits for threads, ms. */
const GRACE = 1000;

interface Pending<T, A> {
  readonly task: T;
  resolve(answer: A): void;
  reject(error: unknown): void;
  /** Its worker crashed. It is tried once more, alone, to see whether it was this task's fault. */
  suspect: boolean;
}

interface Member<T, A> {
  readonly worker: Worker;
  readonly tasks: Map<number, Pending<T, A>>;
  /** Works on a suspect and gets nothing else meanwhile. */
  alone: boolean;
  ready: boolean;
  problem: Error | undefined;
}

/** Runs tasks of type `T`, answered by `A`. The caller bounds how many it hands over. */
export class WorkerPool<T, A> {
  readonly #options: PoolOptions;
  readonly #members = new Set<Member<T, A>>();
  readonly #waiting: Pending<T, A>[] = [];
  readonly #suspects: Pending<T, A>[] = [];
  #ids = 0;
  #kept = false;
  /** Why nothing runs any more. */
  #closed: Error | undefined;
  #gone: Promise<unknown> = Promise.resolve();

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Rejects with what the task threw, or a {@link WorkerError} if it ended its worker twice. */
  run(task: T): Promise<A> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#closed);
      this.#waiting.push({ task, resolve, reject, suspect: false });
      this.#fill();
    });
  }

  /** Whether the workers keep the process alive: only while somebody waits for them. */
  keepAlive(kept: boolean): void {
    this.#kept = kept;
    for (const { worker } of this.#members)
      if (kept) worker.ref();
      else worker.unref();
  }

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /**
   * Ends the workers, whatever they do, and refuses what is left. Resolves when they are gone, or after a moment: a thread that waits for
   * the operating system (a pipe that nobody writes to, a network drive that does not answer) ends when that does.
   */
  async close(reason: Error = new Error('the pool is closed')): Promise<void> {
    if (!this.#closed) {
      this.#closed = reason;
      const members = [...this.#members];
      const left = [...members.flatMap((member) => [...member.tasks.values()]), ...this.#suspects, ...this.#waiting];
      this.#members.clear();
      this.#suspects.length = this.#waiting.length = 0;
      for (const pending of left) pending.reject(reason);
      for (const { worker } of members) worker.unref();
      this.#gone = atMost(GRACE, Promise.all(members.map(({ worker }) => worker.terminate())));
    }
    await this.#gone;
  }

  /** Hands out what there is, to the idlest first; starts a worker when none is idle. */
  #fill(): void {
    while (!this.#closed && this.#suspects.length + this.#waiting.length > 0) {
      let idlest: Member<T, A> | undefined;
      for (const member of this.#members) if (!member.alone && (!idlest || member.tasks.size < idlest.tasks.size)) idlest = member;
      if (!(idlest?.tasks.size === 0) && this.#members.size < this.#options.size) idlest = this.#start();
      if (!idlest || idlest.tasks.size >= DEPTH) return;
      const suspect = idlest.tasks.size === 0 ? this.#suspects.shift() : undefined;
      const pending = suspect ?? this.#waiting.shift();
      if (!pending) return;
      idlest.alone = pending.suspect;
      this.#give(idlest, pending);
    }
  }

  #give(member: Member<T, A>, pending: Pending<T, A>): void {
    const id = this.#ids++;
    member.tasks.set(id, pending);
    const message: ToWorker<T> = { id, task: pending.task };
    try {
      member.worker.postMessage(message);
    } catch (error) {
      this.#take(member, id)?.reject(error); // it cannot be copied
    }
  }

  #take(member: Member<T, A>, id: number): Pending<T, A> | undefined {
    const pending = member.tasks.get(id);
    member.tasks.delete(id);
    if (member.tasks.size === 0) member.alone = false;
    return pending;
  }

  #start(): Member<T, A> {
    const { file, data, resourceLimits } = this.#options;
    const worker = new Worker(file, { workerData: data, ...inherited(), ...(resourceLimits ? { resourceLimits } : {}) });
    const member: Member<T, A> = { worker, tasks: new Map(), alone: false, ready: false, problem: undefined };
    this.#members.add(member);
    worker.on('message', (message: FromWorker<A>) => this.#hear(member, message));
    worker.on('error', (error: Error) => (member.problem = error)); // 'exit' follows
    worker.on('exit', (code) => this.#bury(member, code));
    if (!this.#kept) worker.unref();
    return member;
  }

  #hear(member: Member<T, A>, message: FromWorker<A>): void {
    if ('ready' in message) member.ready = true;
    else if ('problem' in message) {
      member.problem = unpackError(message.problem);
      void member.worker.terminate(); // 'exit' follows
    } else {
      const pending = this.#take(member, message.id);
      if ('answer' in message) pending?.resolve(message.answer);
      else pending?.reject(unpackError(message.error));
      this.#fill();
    }
  }

  /** A worker has ended: by itself, or it would not be a member any more. */
  #bury(member: Member<T, A>, code: number): void {
    if (!this.#members.delete(member)) return;
    const { problem, tasks, ready } = member;
    const why = problem ? problem.message : `exit code ${code}`;
    if (!ready) {
      this.#waiting.unshift(...tasks.values());
      void this.close(new WorkerError('worker-not-started', `a worker could not start: ${why}`, problem)); // nor would the next one
      return;
    }
    for (const pending of tasks.values()) {
      if (!pending.suspect) this.#suspects.push({ ...pending, suspect: true });
      else pending.reject(new WorkerError('worker-ended', `the worker ended: ${why}`, problem));
    }
    this.#fill();
  }
}

/** Resolves with `promise`, or after `ms`. */
async function atMost(ms: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([promise, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}

/** Node's flags go on to workers, but for `node --input-type=module --eval …`: a file refuses to be run with that. */
const inherited = (): { execArgv?: string[] } => (process.execArgv.some((flag) => flag.startsWith('--input-type')) ? { execArgv: [] } : {});
