/**
 * What a second worker brings: extractMany over generated clips with 1 job and with N, in turns, and the same without any file.
 *   node benchmarks/workers/run.mjs [--clips 400] [--seconds 30] [--jobs 2] [--rounds 5]
 * Both begin and end the workers: that is what a user waits for. The pure computation says what this machine's cores can give at most:
 * two of a hyper-threaded pair, or of a busy machine, give less than twice as much to anything.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { median } from '../harness/measure.mjs';

const dist = pathToFileURL(join(process.env.AUDIOLAB_DIST ?? new URL('../../dist', import.meta.url).pathname, '/')).href;
const FEATURES = { mfcc: { nMfcc: 13, nFft: 512, hopLength: 160, nMels: 40 } };
const RATE = 16000;

if (isMainThread) await main();
else await compute(workerData);

async function main() {
  const { values } = parseArgs({
    options: {
      clips: { type: 'string', default: '400' },
      seconds: { type: 'string', default: '30' },
      jobs: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const [clips, seconds, jobs, rounds] = ['clips', 'seconds', 'jobs', 'rounds'].map((name) => {
    const value = Number(values[name]);
    if (!(value > 0)) throw new RangeError(`--${name} must be a number > 0, got ${values[name]}`);
    return value;
  });
  const { save, extractMany } = await import(`${dist}node.js`);
  const folder = mkdtempSync(join(os.tmpdir(), 'audiolab-clips-'));
  try {
    // A few files, each many times: they stay in the cache of the file system, which is not to be measured.
    const files = [];
    for (let i = 0; i < 8; i++) {
      files.push(join(folder, `${i}.wav`));
      await save(files[i], soundOf(seconds * RATE, i), { sampleRate: RATE });
    }
    const paths = Array.from({ length: clips }, (_, i) => files[i % files.length]);
    const withFiles = async (workers) => {
      const began = performance.now();
      for await (const { error } of extractMany(paths, { features: FEATURES, jobs: workers })) if (error) throw error;
      return performance.now() - began;
    };
    const withoutFiles = async (workers) => {
      const threads = Array.from(
        { length: workers },
        (_, i) => new Worker(new URL(import.meta.url), { workerData: { seconds, clips: Math.floor((clips + i) / workers) } }),
      );
      const said = () => Promise.all(threads.map((thread) => new Promise((resolve) => thread.once('message', resolve))));
      await said(); // ready and warm
      const done = said();
      const began = performance.now();
      for (const thread of threads) thread.postMessage('go');
      await done;
      const took = performance.now() - began;
      await Promise.all(threads.map((thread) => thread.terminate()));
      return took;
    };
    const { engine } = await import(`${dist}index.js`);
    console.log(`${os.cpus().length} x ${os.cpus()[0]?.model.trim()}, node ${process.version}, engine ${engine().name}`);
    console.log(`${clips} clips of ${seconds} s, MFCC of speech; medians of ${rounds} rounds; load ${os.loadavg()[0].toFixed(1)} before`);
    const rows = []; // for bench.mjs
    for (const [name, run] of [
      ['extractMany, files read', withFiles],
      ['computation alone', withoutFiles],
    ]) {
      const laps = [];
      for (let round = 0; round < rounds; round++)
        laps.push(round % 2 ? [await run(jobs), await run(1)].reverse() : [await run(1), await run(jobs)]);
      const ratios = laps.map(([one, many]) => one / many);
      const [one, many] = [0, 1].map((k) => median(laps.map((lap) => lap[k])) / clips);
      console.log(
        `${name}: ${one.toFixed(2)} ms a clip with 1 job, ${many.toFixed(2)} with ${jobs}: ` +
          `${median(ratios).toFixed(2)} times as fast (${ratios.map((r) => r.toFixed(2)).join(' ')})`,
      );
      rows.push({ id: name, own: true, one, two: many, gain: median(ratios), times: laps });
    }
    console.log(`load ${os.loadavg()[0].toFixed(1)} after`);
    console.log(`\n@@${JSON.stringify({ rows })}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The inside of a thread that reads no files. */
async function compute({ seconds, clips }) {
  const { mfcc } = await import(`${dist}index.js`);
  const sounds = Array.from({ length: 4 }, (_, i) => ({ samples: soundOf(seconds * RATE, i), sampleRate: RATE }));
  for (let i = 0; i < 10; i++) mfcc(sounds[i % 4], FEATURES.mfcc);
  parentPort.once('message', () => {
    for (let i = 0; i < clips; i++) mfcc(sounds[i % 4], FEATURES.mfcc);
    parentPort.postMessage('done');
  });
  parentPort.postMessage('ready');
}

/** Noise over a hum, the same every time. */
function soundOf(length, seed) {
  let state = seed + 1;
  return Float32Array.from({ length }, (_, n) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return 0.3 * Math.sin(0.02 * n) + state / 2 ** 34;
  });
}
