/**
 * `npm run bench` measures everything and writes results/full.json, RESULTS.md and the README's table. `npm run bench:quick` prints, and
 * writes results/quick.json. `--filter TEXT` measures the rows whose name contains TEXT, and prints.
 *
 * `--resume` goes on where a full run was interrupted. `--again` measures the rows of results/full.json anew that were taken under load, or,
 * with `--filter TEXT`, those. `--rounds N`. `--list`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runColdStart } from './cold-start/run.mjs';
import { busy } from './harness/format.mjs';
import { findPython, machine } from './harness/machine.mjs';
import { report } from './harness/report.mjs';
import { runWorkload } from './harness/runner.mjs';
import { measureSizes } from './harness/sizes.mjs';
import { importOurs, installedVersion } from './harness/thirdparty.mjs';
import { runWorkers } from './harness/workers.mjs';
import { workloads } from './harness/workloads.mjs';
import { readRun, writeReports } from './harness/write.mjs';
import { runMemory } from './memory/run.mjs';

const flag = { type: 'boolean', default: false };
const { values } = parseArgs({
  options: { quick: flag, resume: flag, again: flag, list: flag, filter: { type: 'string' }, rounds: { type: 'string' } },
});
const { quick, resume, again, filter } = values;
const rounds = Number(values.rounds ?? (quick ? 3 : 5));
if (!(Number.isInteger(rounds) && rounds >= 1)) throw new RangeError(`--rounds must be an integer >= 1, got ${values.rounds}`);

/** Those that start anything two at a time come last: they leave a load behind. */
const all = [
  { id: 'cold-start', quick: true, run: runColdStart },
  { id: 'sizes', quick: true, run: measureSizes },
  ...workloads.map((workload) => ({ id: workload.id, quick: workload.quick, run: (settings) => runWorkload(workload, settings) })),
  { id: 'memory', run: runMemory },
  { id: 'workers', run: runWorkers },
];
const full = !quick && (!filter || again);
const earlier = resume ? readRun('partial.json') : again ? readRun() : undefined;
const redo = filter ? ({ id }) => id.includes(filter) : busy;
const kept = earlier?.results.filter((result) => resume || !redo(result)) ?? [];
const chosen = all.filter(
  ({ id, quick: inQuick }) => (!quick || inQuick) && (again || !filter || id.includes(filter)) && !kept.some((result) => result.id === id),
);
if (values.list) {
  console.log(chosen.map(({ id }) => id).join('\n'));
  process.exit(0);
}
if (chosen.length === 0) throw new RangeError('nothing to measure; see --list');

const began = performance.now();
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
if (!process.env.AUDIOLAB_DIST) buildIfStale();
const python = findPython();
if (!python) console.error('No librosa, no numpy: set AUDIOLAB_PYTHON to a Python with benchmarks/thirdparty/requirements.txt installed.');
if (!installedVersion('fft.js')) console.error('No competitors: run `npm ci --prefix benchmarks/thirdparty` first.');
const tty = process.stderr.isTTY;
const progress = (text) => tty && process.stderr.write(`\r\x1b[K${text}`);

const { engine } = await importOurs('index.js');
const run = {
  date: new Date().toISOString(),
  command: `npm run bench${quick ? ':quick' : ''}${filter && !again ? ` -- --filter ${filter}` : ''}`,
  rounds,
  machine: machine(),
  engine: engine(),
  python: python && { versions: python.versions },
  partial: full ? undefined : true,
  results: kept,
};
const order = all.map(({ id }) => id);
mkdirSync(path('results'), { recursive: true });
for (const { id, run: measure } of chosen) {
  const load = os.loadavg()[0];
  let result;
  try {
    result = { id, ...(await measure({ rounds, quick, python, progress })) };
  } catch (error) {
    result = { id, load, failed: error.message }; // the rest can still be measured
  }
  const failures = [...(result.rows ?? []).filter(({ skipped }) => skipped?.startsWith('failed')), ...(result.failed ? [result] : [])];
  if (failures.some(({ own, failed }) => own || failed)) process.exitCode = 1;
  for (const { id: row, skipped, failed } of failures) console.error(`${tty ? '\r\x1b[K' : ''}${id}: ${row}: ${skipped ?? failed}`);
  if (!tty) console.error(`${id}: ${(result.took ?? 0).toFixed(1)} s, load ${load.toFixed(2)}`);
  run.results = [...run.results, result].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  if (full) save('partial.json');
}
if (tty) process.stderr.write('\r\x1b[K');
run.seconds = Math.round((performance.now() - began) / 1000);

if (full) {
  save('full.json');
  rmSync(path('results/partial.json'));
  writeReports(readRun());
} else if (!filter) save('quick.json');
console.log(report(run));
console.error(`${run.seconds} s`);

/** Six digits, and what holds nothing else on one line. */
function save(name) {
  const text = JSON.stringify(run, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value), 1);
  writeFileSync(path(`results/${name}`), `${text.replace(/[{[][^{}[\]]*[}\]]/g, (inner) => inner.replace(/\s+/g, ' '))}\n`);
}

/** Figures of yesterday's code would be worse than none. */
function buildIfStale() {
  const built = path('../dist/index.js');
  const newest = Math.max(...readdirSync(path('../src'), { recursive: true }).map((name) => statSync(path(`../src/${name}`)).mtimeMs));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  console.error('Building…');
  const { status } = spawnSync('npm', ['run', 'build'], {
    cwd: path('..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm run build failed');
}
