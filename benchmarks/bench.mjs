/**
 * `npm run bench` writes RESULTS.md and results/full.json. `npm run bench:quick` prints, and writes results/quick.json.
 * `--filter TEXT` runs the workloads whose name contains TEXT, and prints. `--rounds N`. `--list`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runColdStart } from './cold-start/run.mjs';
import { findPython, machine } from './harness/machine.mjs';
import { report } from './harness/report.mjs';
import { runWorkload } from './harness/runner.mjs';
import { targets } from './harness/targets.mjs';
import { installedVersion } from './harness/thirdparty.mjs';
import { workloads } from './harness/workloads.mjs';

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, filter: { type: 'string' }, rounds: { type: 'string' }, list: { type: 'boolean' } },
});
const { quick = false, filter } = values;
const rounds = Number(values.rounds ?? (quick ? 3 : 5));
if (!(Number.isInteger(rounds) && rounds >= 1)) throw new RangeError(`--rounds must be an integer >= 1, got ${values.rounds}`);

const chosen = workloads.filter((w) => (!quick || w.quick) && (!filter || w.id.includes(filter)));
const withColdStart = !filter || 'cold-start'.includes(filter);
if (values.list) {
  console.log([...chosen.map(({ id }) => id), ...(withColdStart ? ['cold-start'] : [])].join('\n'));
  process.exit(0);
}
if (chosen.length === 0 && !withColdStart) throw new RangeError(`--filter ${filter} matches nothing; see --list`);

const began = performance.now();
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
if (!process.env.AUDIOLAB_DIST) buildIfStale();
const python = findPython();
if (!python) console.error('No librosa, no numpy: set AUDIOLAB_PYTHON to a Python with benchmarks/thirdparty/requirements.txt installed.');
if (!installedVersion('fft.js')) console.error('No competitors: run `npm ci --prefix benchmarks/thirdparty` first.');
const tty = process.stderr.isTTY;
const progress = (text) => tty && process.stderr.write(`\r\x1b[K${text}`);

const where = machine();
const settings = { rounds, quick, python, progress };
const results = [];
for (const workload of chosen) {
  const { id, group, title, seconds, note } = workload;
  const rows = await runWorkload(workload, settings);
  if (rows[0].skipped) {
    console.error(`${id}: ${rows[0].id}: ${rows[0].skipped}`);
    process.exitCode = 1;
  }
  results.push({ id, group, title, seconds, note, rows });
}
const coldStart = withColdStart ? await runColdStart(settings) : undefined;
if (tty) process.stderr.write('\r\x1b[K');

const run = {
  date: new Date().toISOString(),
  command: `npm run bench${quick ? ':quick' : ''}${filter ? ` -- --filter ${filter}` : ''}`,
  rounds,
  machine: where,
  python: python && { versions: python.versions },
  targets: filter ? undefined : targets(results, coldStart),
  coldStart,
  results,
};
const markdown = report(run);
if (!quick && !filter) {
  writeFileSync(path('RESULTS.md'), markdown);
  writeFileSync(path('results/full.json'), `${JSON.stringify(run, null, 1)}\n`);
} else if (!filter) {
  writeFileSync(path('results/quick.json'), `${JSON.stringify(run, null, 1)}\n`);
}
console.log(markdown);
console.error(`${Math.round((performance.now() - began) / 1000)} s`);

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
