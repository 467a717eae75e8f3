/** Timing inside one process: warm up, then samples of at least a millisecond each, then the median. */

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

const SLOW = 500; // ms per call: one call warms up, one is measured
const SAMPLE = 1; // ms

/** Milliseconds per call of `run`. `run` may return a promise if `isAsync` says so. */
export async function measure(run, { warmMs, measureMs }, isAsync = false) {
  const batch = isAsync ? batchAsync : batchSync;
  const began = performance.now();
  let calls = 1;
  let took = await batch(run, calls);
  const slow = took > SLOW;
  while (performance.now() - began < warmMs || (took < SAMPLE && !slow)) {
    if (took < SAMPLE) calls *= 2;
    took = await batch(run, calls);
  }
  const samples = [];
  const start = performance.now();
  const enough = slow ? 1 : 3;
  while (samples.length < enough || (!slow && performance.now() - start < measureMs)) samples.push((await batch(run, calls)) / calls);
  return { ms: median(samples), best: Math.min(...samples), samples: samples.length, calls };
}

function batchSync(run, calls) {
  const start = performance.now();
  for (let i = 0; i < calls; i++) run();
  return performance.now() - start;
}

async function batchAsync(run, calls) {
  const start = performance.now();
  for (let i = 0; i < calls; i++) await run();
  return performance.now() - start;
}
