/**
 * Many tasks with bounds: how many run, how many finished ones wait to be taken.
 * @module
 */

/** How {@link runTasks} runs. */
export interface RunSettings<I, O> {
  /** Tasks at most that are begun and whose results nobody has taken yet. */
  readonly limit: number;
  /** Whether results come in the order of the tasks, or as they finish. */
  readonly ordered: boolean;
  readonly signal: AbortSignal | undefined;
  /** Begins a task. */
  start(item: I, index: number): Promise<O>;
  /** Called when the consumer begins and ends to wait. */
  onWaiting(waiting: boolean): void;
}

interface Started<O> {
  outcome: { readonly value: O } | { readonly error: unknown } | undefined;
}

/**
 * Draws items, begins tasks and yields their results, all no faster than the consumer takes them. The first task that rejects ends it; so
 * does an error of `items`, after the results of what came before it. `items` is told to stop in any case.
 */
export async function* runTasks<I, O>(items: Iterable<I> | AsyncIterable<I>, settings: RunSettings<I, O>): AsyncGenerator<O, void, void> {
  const { limit, ordered, signal, start, onWaiting } = settings;
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const waiting: Started<O>[] = []; // begun and not taken; in order, or those finished first
  let untaken = 0;
  let index = 0;
  let drawing = false;
  let ended = false;
  let problem: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;

  const begin = (item: I): void => {
    const task: Started<O> = { outcome: undefined };
    const finish = (outcome: NonNullable<Started<O>['outcome']>): void => {
      task.outcome = outcome;
      if (!ordered) waiting.push(task);
      wake();
    };
    if (ordered) waiting.push(task);
    untaken++;
    start(item, index++).then(
      (value) => finish({ value }),
      (error: unknown) => finish({ error }),
    );
  };
  const draw = async (): Promise<void> => {
    if (drawing) return;
    drawing = true;
    try {
      while (!ended && untaken < limit) {
        const step: unknown = await source.next();
        if (ended) return; // while we waited
        if (typeof step !== 'object' || step === null) throw new TypeError(`an iterator must return objects, got ${String(step)}`); // as loops do
        const { done, value } = step as IteratorResult<I, void>;
        if (done) ended = true;
        else begin(value as I);
      }
    } catch (error) {
      ended = true;
      problem = { error };
    } finally {
      drawing = false;
      wake();
    }
  };
  const abort = (): void => wake();
  signal?.addEventListener('abort', abort);
  try {
    for (;;) {
      signal?.throwIfAborted();
      void draw();
      const outcome = waiting[0]?.outcome;
      if (outcome) {
        waiting.shift();
        untaken--;
        if ('error' in outcome) throw outcome.error;
        void draw();
        yield outcome.value;
      } else if (ended && untaken === 0) {
        if (problem) throw problem.error;
        return;
      } else {
        onWaiting(true);
        await new Promise<void>((resolve) => (wake = resolve));
        onWaiting(false);
      }
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    if (!ended) {
      ended = true;
      if (!drawing) await source.return?.();
      else void Promise.resolve(source.return?.()).catch(() => undefined); // it is asked for an item: who knows when it answers
    }
  }
}
