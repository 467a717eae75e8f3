/** Runs one workload: a fresh process per contender and round, contenders interleaved, so that the machine's moods hit all alike. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fftw } from '../fftw/build.mjs';
import { makeInput, readRaw, writeRaw } from './inputs.mjs';
import { median } from './measure.mjs';
import { installedVersion } from './thirdparty.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tmp = here('../results/tmp/');
const TIMEOUT = 120_000;
const ONE_THREAD = { OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OMP_NUM_THREADS: '1' }; // one core against one core

/** Starts a worker and reads its one line of JSON. */
export function call(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: TIMEOUT, env: { ...process.env, ...ONE_THREAD } });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('error', (error) => resolve({ error: error.message }));
    child.on('close', (code, signal) => {
      const line = out.split('\n').find((text) => text.startsWith('@@'));
      resolve(line ? JSON.parse(line.slice(2)) : { error: `ended with ${signal ?? code}: ${err.trim().split('\n').at(-1) ?? ''}` });
    });
  });
}

function start(job, python) {
  if (job.module === 'python') return call(python.command, [here('../contenders/python.py'), JSON.stringify(job)]);
  if (job.module !== 'fftw C') return call(process.execPath, [here('worker.mjs'), JSON.stringify(job)]);
  const { workload, inputFile, outputFile, budget } = job;
  return call(fftw().command, [workload.length, inputFile, outputFile ?? '-', budget.warmMs, budget.measureMs].map(String));
}

/** Why a contender cannot take part here, or undefined. */
function missing(contender, python) {
  if (contender.own) return undefined;
  if (contender.module === 'fftw C') return fftw().missing;
  if (contender.python) return python?.versions[contender.package] ? undefined : `no Python with ${contender.package}`;
  return installedVersion(contender.package) ? undefined : 'not installed';
}

/**
 * @returns one row per contender: its times (ms per call, one per round), their median, the median over rounds of its time relative to the
 * reference in the same round, and how far its numbers are from the reference.
 */
export async function runWorkload(workload, { rounds, quick, python, progress }) {
  mkdirSync(tmp, { recursive: true });
  const { contenders, ...plain } = workload;
  const inputFile = `${tmp}${workload.id}.f32`;
  writeRaw(inputFile, makeInput(workload));
  const scale = quick ? 0.5 : 1;
  const budget = { warmMs: scale * workload.budget.warmMs, measureMs: scale * workload.budget.measureMs };
  const fileOf = (name) => `${tmp}${workload.id}.${name.replace(/\W+/g, '-')}.f64`;
  const rows = contenders
    .filter(({ quick: inQuick }) => !(quick && inQuick === false))
    .map((contender) => ({ contender, skipped: missing(contender, python), times: [] }));
  const reference = rows[0];

  for (let round = 0; round < rounds; round++) {
    for (const row of rows) {
      if (row.skipped) continue;
      const { contender } = row;
      progress(`${workload.id}, round ${round + 1} of ${rounds}: ${contender.id}`);
      const outputFile = round === 0 ? fileOf(contender.id) : undefined;
      const job = { module: contender.module, variant: contender.variant, workload: plain, inputFile, outputFile, budget };
      const result = await start(job, python);
      if (result.unsupported || result.error) {
        row.skipped = result.unsupported ?? `failed: ${result.error}`;
        continue;
      }
      row.times[round] = result.ms;
      if (round > 0 || row === reference) continue;
      let file = fileOf(reference.contender.id);
      if (contender.against) {
        file = fileOf(contender.against);
        await start({ ...job, module: 'audiolab', variant: contender.against, outputFile: file, checkOnly: true }, python);
      }
      row.deviation = reference.skipped
        ? undefined
        : deviation(readRaw(file, Float64Array), readRaw(outputFile, Float64Array), workload.trim);
    }
  }
  rmSync(tmp, { recursive: true, force: true });
  return rows.map((row) => summary(row, reference));
}

function summary({ contender, skipped, times, deviation: off }, reference) {
  const base = { id: contender.id, package: contender.package };
  if (skipped) return { ...base, skipped };
  const ratios = times.map((t, round) => t / reference.times[round]).filter(Number.isFinite);
  const agrees = contender.tolerance === 0 || off === undefined ? undefined : off <= contender.tolerance;
  return {
    ...base,
    ms: median(times),
    best: Math.min(...times),
    worst: Math.max(...times),
    times,
    ratio: ratios.length ? median(ratios) : undefined,
    deviation: off,
    tolerance: contender.tolerance,
    differs: contender.differs ?? (agrees === false ? `by ${off.toExponential(1)} of the peak, allowed ${contender.tolerance}` : undefined),
    known: contender.differs !== undefined,
  };
}

/** Largest difference / largest reference value. Different lengths count as entirely different, except where the ends are trimmed. */
function deviation(expected, actual, trim = 0) {
  if (trim === 0 && expected.length !== actual.length) return Infinity;
  const length = Math.min(expected.length, actual.length);
  const edge = Math.ceil(trim * length);
  let peak = 0;
  let worst = 0;
  for (let i = edge; i < length - edge; i++) {
    peak = Math.max(peak, Math.abs(expected[i]));
    const d = Math.abs(expected[i] - actual[i]);
    if (!(d <= worst)) worst = d; // NaN stays
  }
  return worst / peak;
}
