/**
 * A worker thread that ended before its work was done: out of memory, `process.exit()`, an error that nobody caught; or one that could not
 * begin.
 *
 * @example
 * ```ts
 * const [file] = await extractMany(['speech.wav'], { features: { mfcc: {} }, jobs: 1 }).toArray();
 * file.error instanceof WorkerError; // false
 * ```
 */
export class WorkerError extends Error {
  /** `'worker-ended'`: it was at work. `'worker-not-started'`: it never got there. */
  readonly code: 'worker-ended' | 'worker-not-started';

  constructor(code: WorkerError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'WorkerError';
    this.code = code;
  }
}
