/**
 * Long work that lets others work, too.
 * @module
 */

/** What engines have; none has all. */
interface Engine {
  scheduler?: { yield?: () => Promise<void> };
  setImmediate?: (then: () => void) => unknown;
  setTimeout: (then: () => void, after: number) => unknown;
}

/** Waits until the event loop has gone round. */
export function nextTurn(): Promise<void> {
  const engine = globalThis as unknown as Engine;
  if (typeof engine.scheduler?.yield === 'function') return engine.scheduler.yield();
  return new Promise((then) => {
    if (typeof engine.setImmediate === 'function') engine.setImmediate(then);
    else engine.setTimeout(then, 0);
  });
}

/** Gives a promise to wait for where `every` milliseconds have passed since the last one, else nothing. */
export function createBreather(every: number): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < every) return undefined;
    return nextTurn().then(() => {
      last = performance.now();
    });
  };
}
