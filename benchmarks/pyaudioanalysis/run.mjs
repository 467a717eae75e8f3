// The 68 features of pyAudioAnalysis against the package: node benchmarks/pyaudioanalysis/run.mjs [rounds]. Prints, writes nothing.
// AUDIOLAB_PYTHON_PYAUDIOANALYSIS: a Python with pyAudioAnalysis 0.3.14, numpy < 2 and what the package imports; without it ours alone.
// AUDIOLAB_DIST: another build to measure. Each figure is the median over fresh processes, taking turns, of the median inside; the
// ratio is taken within a round. Both must agree first: ours with `compat` to 1e-9 of the peak of each feature.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { noise, readRaw, tones, writeRaw } from '../harness/inputs.mjs';

const RATE = 16000;
const SECONDS = 60;
const TASKS = {
  '50/50 ms': [800, 800],
  '50/25 ms': [800, 400],
};
const FEATURES = 68;
const self = fileURLToPath(import.meta.url);
const median = (x) => x.toSorted((a, b) => a - b)[x.length >> 1];

if (process.argv[2] === 'ours') await ours(...process.argv.slice(3));
else main(Number(process.argv[2] ?? 3));

/** In a process of its own: times the plan, after a run that is not counted, and writes the features. */
async function ours(way, window, step, input, output) {
  const dist = resolve(process.env.AUDIOLAB_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url)));
  const { createFeatureExtraction } = await import(pathToFileURL(join(dist, 'pyaudioanalysis.js')).href);
  const y = readRaw(input, Float64Array);
  const plan = createFeatureExtraction({ sampleRate: RATE, window: Number(window), step: Number(step), compat: way === 'compat' });
  const out = new Float64Array(plan.frames(y.length) * plan.width);
  const times = Array.from({ length: 12 }, () => {
    const start = performance.now();
    plan.processInto(out, y);
    return performance.now() - start;
  });
  writeRaw(output, out);
  console.log(JSON.stringify({ seconds: median(times.slice(2)) / 1000 }));
}

function main(rounds) {
  const folder = mkdtempSync(join(os.tmpdir(), 'audiolab-pyaudioanalysis-'));
  const input = join(folder, 'y.f64');
  const hiss = noise(RATE * SECONDS, 440);
  writeRaw(
    input,
    Float64Array.from(tones(RATE * SECONDS, RATE), (v, n) => Math.round(8000 * v * (1 + Math.sin(n / 9000)) + 500 * hiss[n])),
  );
  const python = process.env.AUDIOLAB_PYTHON_PYAUDIOANALYSIS;
  const who = { corrected: 'ours', compat: 'ours, compat', ...(python ? { package: 'pyAudioAnalysis' } : {}) };
  const once = (name, [window, step]) => {
    const rest = [window, step, input, join(folder, name)].map(String);
    const command =
      name === 'package'
        ? [python, fileURLToPath(new URL('package.py', import.meta.url)), String(RATE)]
        : [process.execPath, self, 'ours', name];
    const text = execFileSync(command[0], [...command.slice(1), ...rest], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return JSON.parse(text.trim().split('\n').at(-1)).seconds;
  };
  console.log(`${SECONDS} s at ${RATE} Hz, Float64, ${os.cpus()[0]?.model}, Node ${process.version}, load ${os.loadavg()[0].toFixed(1)}`);
  if (!python) console.log('AUDIOLAB_PYTHON_PYAUDIOANALYSIS names no Python: ours alone');
  for (const [task, lengths] of Object.entries(TASKS)) {
    const times = Array.from({ length: rounds }, () => Object.fromEntries(Object.keys(who).map((name) => [name, once(name, lengths)])));
    for (const name of Object.keys(who)) {
      const realTime = SECONDS / median(times.map((t) => t[name]));
      const ratio = python && name !== 'package' ? `, ${median(times.map((t) => t.package / t[name])).toFixed(1)} times the package` : '';
      console.log(`${task}, ${who[name]}: ${realTime.toFixed(0)} x real time${ratio}`);
    }
    if (python) console.log(`${task}, compat and package differ by ${difference(folder).toExponential(1)} of the peak of a feature`);
  }
  rmSync(folder, { recursive: true });
}

/** Largest, over all features, of the largest difference by the largest value. */
function difference(folder) {
  const [a, b] = ['compat', 'package'].map((name) => readRaw(join(folder, name), Float64Array));
  if (a.length !== b.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < FEATURES; i++) {
    let [most, peak] = [0, 0];
    for (let k = i; k < a.length; k += FEATURES) {
      most = Math.max(most, Math.abs(a[k] - b[k]));
      peak = Math.max(peak, Math.abs(b[k]));
    }
    worst = Math.max(worst, most / peak);
  }
  return worst;
}
