import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type PoolOptions, WorkerPool } from '../../src/node/worker-pool.js';

/** A worker that does what its task says, and counts the tasks it was given. */
const WORKER = `
import { parentPort, workerData, threadId } from 'node:worker_threads';
if (workerData.start === 'exit') process.exit(4);
if (workerData.start === 'throw') throw new RangeError('no start');
let given = 0;
let running = 0;
let most = 0;
parentPort.on('message', async ({ id, task }) => {
  given++;
  most = Math.max(most, ++running);
  const answer = (value) => {
    running--;
    parentPort.postMessage({ id, answer: value });
  };
  if (task.do === 'wait') setTimeout(() => answer([task.value, threadId, given, most]), task.ms);
  else if (task.do === 'exit') process.exit(3);
  else if (task.do === 'throw') setTimeout(() => { throw new Error('nobody catches this'); });
  else if (task.do === 'eat') { const all = []; for (;;) all.push(new Array(1e5).fill(task)); }
  else if (task.do === 'spin') for (;;);
  else answer([task.value, threadId, given, most]);
});
parentPort.postMessage({ ready: true });
`;

interface Task {
  do?: 'wait' | 'exit' | 'throw' | 'eat' | 'spin';
  ms?: number;
  value?: unknown;
}
type Answer = [value: unknown, thread: number, given: number, most: number];

let folder = '';
let pool: WorkerPool<Task, Answer>;
const open = (size: number, more: Partial<PoolOptions> = {}): void => {
  pool = new WorkerPool({ file: pathToFileURL(join(folder, 'worker.mjs')), data: {}, size, ...more });
  pool.keepAlive(true);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audiolab-pool-'));
  writeFileSync(join(folder, 'worker.mjs'), WORKER);
});
afterEach(() => pool.close());
afterAll(() => rmSync(folder, { recursive: true }));

describe('the pool', () => {
  test('starts no more workers than there is work for, and shares it out', async () => {
    open(3);
    expect((await pool.run({ value: 'a' }))[0]).toBe('a');
    expect((await pool.run({}))[2]).toBe(2); // the same worker, idle again
    const threads = (await Promise.all(Array.from({ length: 3 }, () => pool.run({ do: 'wait', ms: 20 })))).map(([, thread]) => thread);
    expect(new Set(threads).size).toBe(3);
  });

  test('gives a worker two tasks at a time', async () => {
    open(1);
    const answers = await Promise.all(Array.from({ length: 6 }, () => pool.run({ do: 'wait', ms: 10 })));
    expect(Math.max(...answers.map(([, , , most]) => most))).toBe(2);
  });

  test.each([
    ['exit', 'the worker ended: exit code 3'],
    ['throw', 'the worker ended: nobody catches this'],
    ['eat', expect.stringMatching(/^the worker ended: .*memory/) as string],
  ] as const)('a task that ends its worker (%s) fails alone, and the rest is done', async (what, message) => {
    open(2, { resourceLimits: { maxOldGenerationSizeMb: 24 } });
    const tasks: Task[] = Array.from({ length: 12 }, (_, value) => (value % 5 === 2 ? { do: what } : { do: 'wait', ms: 1, value }));
    const outcomes = await Promise.allSettled(tasks.map((task) => pool.run(task)));
    for (const [i, outcome] of outcomes.entries()) {
      if (tasks[i]!.do === what) expect(outcome).toMatchObject({ reason: { name: 'WorkerError', code: 'worker-ended', message } });
      else expect(outcome).toMatchObject({ value: [i, expect.any(Number), expect.any(Number), expect.any(Number)] });
    }
  });

  test('a task that was only near is tried again, alone', async () => {
    open(1);
    const [bad, good] = await Promise.allSettled([pool.run({ do: 'throw' }), pool.run({ do: 'wait', ms: 40, value: 'good' })]);
    expect(bad.status).toBe('rejected');
    expect(good).toMatchObject({ value: ['good', expect.any(Number), 1, 1] });
  });

  test.each([
    ['exit', 'a worker could not start: exit code 4'],
    ['throw', 'a worker could not start: no start'],
  ])('a worker that cannot start (%s) ends the pool instead of being replaced for ever', async (start, message) => {
    open(2, { data: { start } });
    const outcomes = await Promise.allSettled([pool.run({}), pool.run({}), pool.run({})]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'worker-not-started', message } });
    expect(pool.isClosed).toBe(true);
    await expect(pool.run({})).rejects.toThrow(message);
  });

  test('close ends what runs, even an endless loop, and refuses what waits', async () => {
    open(1);
    const left = Promise.allSettled([pool.run({ do: 'spin' }), pool.run({}), pool.run({})]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const reason = new Error('enough');
    await pool.close(reason);
    expect((await left).map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual([reason, reason, reason]);
    await pool.close();
  });

  test('a task that cannot be copied is refused, and its worker goes on', async () => {
    open(1);
    await expect(pool.run({ value: () => 0 })).rejects.toThrow('could not be cloned');
    expect((await pool.run({ value: 1 }))[0]).toBe(1);
  });
});
