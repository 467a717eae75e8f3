/**
 * The worker's half of {@link WorkerPool}.
 * @module
 */
import { parentPort, type TransferListItem } from 'node:worker_threads';
import { packError } from './sent-error.js';
import { type FromWorker, type ToWorker } from './worker-pool.js';

/** Answers a task: what to post, and which buffers to hand over with it. */
export type Serve<T, A> = (task: T) => Promise<{ readonly answer: A; readonly transfer: readonly TransferListItem[] }>;

/** Answers the tasks of the thread that started this one, after `begin`. While one waits for its file, another is computed. */
export function serveTasks<T, A>(begin: () => Promise<Serve<T, A>>): void {
  const port = parentPort;
  if (!port) throw new Error('this module is the inside of a worker, and nothing to import');
  const say = (message: FromWorker<A>, transfer: readonly TransferListItem[] = []): void => port.postMessage(message, transfer);
  begin().then(
    (serve) => {
      say({ ready: true });
      port.on('message', ({ id, task }: ToWorker<T>) => {
        serve(task)
          .then(({ answer, transfer }) => say({ id, answer }, transfer))
          .catch((error: unknown) => say({ id, error: packError(error) }));
      });
    },
    (error: unknown) => say({ problem: packError(error) }), // without a listener the thread ends by itself
  );
}
