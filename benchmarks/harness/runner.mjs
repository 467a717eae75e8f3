/** Runs one workload: a fresh process per contender and round, contenders interleaved, so that the machine's moods hit all alike. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { cProgram } from '../fftw/build.mjs';
import { compare, level, sineToNoise } from './accuracy.mjs';
import { makeInput, readRaw, writeRaw } from './inputs.mjs';
import { median } from './measure.mjs';
import { installedVersion } from './thirdparty.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tmp = here('../results/tmp/');
const TIMEOUT = 60_000; // the slowest contender takes 10 s on a quiet machine
const ONE_THREAD = { OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OMP_NUM_THREADS: '1' }; // one core against one core
const TRIES = 2;

/** Starts a worker and reads its one line of JSON. Never rejects: `error` says what went wrong. */
export function call(command, args, timeout = TIMEOUT) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...ONE_THREAD } });
    let out = '';
    let err = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeout);
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    const end = (result) => {
      clearTimeout(timer);
      resolve(result);
    };
    child.on('error', (error) => end({ error: error.message }));
    child.on('close', (code, signal) => {
      if (late) return end({ error: `took more than ${timeout / 1000} s`, late });
      const line = out.split('\n').find((text) => text.startsWith('@@'));
      end(line ? JSON.parse(line.slice(2)) : { error: `ended with ${signal ?? code}: ${err.trim().split('\n').at(-1) ?? ''}` });
    });
  });
}

function start(job, python) {
  if (job.module === 'python') return call(python.command, [here('../contenders/python.py'), JSON.stringify(job)]);
  if (job.module !== 'c') return call(process.execPath, [here('worker.mjs'), JSON.stringify(job)]);
  const { workload, inputFile, outputFile, budget } = job;
  const args = [inputFile, outputFile ?? '-', budget.warmMs, budget.measureMs, workload.length, ...(workload.c ?? [])];
  return call(cProgram(job.variant).command, args.map(String));
}

/** Why a contender cannot take part here, or undefined. */
function missing(contender, python) {
  if (contender.module === 'c') return cProgram(contender.variant).missing;
  if (contender.module === 'python') return python?.versions[contender.package] ? undefined : `no Python with ${contender.package}`;
  return !contender.package || installedVersion(contender.package) ? undefined : 'not installed';
}

const versionOf = ({ module, package: name }, python) =>
  name && ((module === 'python' ? python?.versions[name] : undefined) ?? installedVersion(name));

/**
 * @returns one row per contender: its times (ms per call, one per round), their median, the median over rounds of its time relative to the
 * base in the same round, and how far its numbers are from the reference, the first row.
 */
export async function runWorkload(workload, { rounds, quick, python, progress }) {
  const load = os.loadavg()[0];
  const began = performance.now();
  mkdirSync(tmp, { recursive: true });
  const { contenders, probes = [], ...plain } = workload;
  const file = (name) => `${tmp}${workload.id}.${name.replace(/\W+/g, '-')}.raw`;
  const inputFile = file('input');
  writeRaw(inputFile, makeInput(workload));
  for (const hz of probes) writeRaw(file(`${hz} Hz`), makeInput({ ...workload, kind: 'sine', length: workload.sampleRate, hz }));
  const scale = quick ? 0.5 : 1;
  const budget = { warmMs: scale * workload.budget.warmMs, measureMs: scale * workload.budget.measureMs };
  const rows = contenders
    .filter((contender) => !quick || isQuick(contender))
    .map((contender) => ({ contender, skipped: missing(contender, python), times: [], failures: [] }));

  for (let round = 0; round < rounds; round++) {
    for (const row of rows) {
      const { contender, failures } = row;
      if (row.skipped || row.late || failures.length >= TRIES) continue;
      progress(`${workload.id}, round ${round + 1} of ${rounds}: ${contender.id}`);
      const job = { module: contender.module, variant: contender.variant, workload: plain, inputFile, budget };
      const first = row.times.length === 0;
      if (first) {
        job.outputFile = file(contender.id);
        if (contender.module !== 'c') {
          job.probes = probes.map((hz) => ({ inputFile: file(`${hz} Hz`), outputFile: file(`${contender.id} ${hz} Hz`) }));
        }
      }
      const result = await start(job, python);
      if (result.unsupported) row.skipped = result.unsupported;
      else if (result.error) {
        failures.push(result.error);
        row.late = result.late;
      } else {
        row.times[round] = result.ms;
        row.version = result.version;
        if (first) row.accuracy = await judge(contender, job, rows[0], { file, workload, probes, python });
      }
    }
  }
  rmSync(tmp, { recursive: true, force: true });
  const base = rows.find(({ contender }) => contender.base) ?? rows[0];
  const { id, group, title, seconds, note } = workload;
  const took = (performance.now() - began) / 1000;
  return { id, group, title, seconds, note, load, took, base: base.contender.id, rows: rows.map((row) => summary(row, base, python)) };
}

/** The quick run does without peers that do not come from npm. */
const isQuick = ({ module, quick }) => quick !== false && module !== 'python' && module !== 'c';

/** How far the numbers are from the reference's, or from those of another variant of ours; what a resampler does to sines. */
async function judge(contender, job, reference, { file, workload, probes, python }) {
  const accuracy = {};
  try {
    let expected = file(reference.contender.id);
    if (contender.against) {
      expected = file(contender.against);
      await start({ ...job, module: 'audiolab', variant: contender.against, outputFile: expected, checkOnly: true }, python);
    }
    if (contender !== reference.contender && contender.compares !== false && reference.times.length) {
      Object.assign(accuracy, compare(readRaw(expected, Float64Array), readRaw(job.outputFile, Float64Array), workload.trim));
    }
    for (const hz of job.probes?.length ? probes : []) {
      const y = readRaw(file(`${contender.id} ${hz} Hz`), Float64Array);
      if (hz < workload.targetRate / 2) accuracy.snr = Math.min(accuracy.snr ?? Infinity, sineToNoise(y, hz, workload.targetRate));
      else accuracy.leakage = Math.max(accuracy.leakage ?? -Infinity, level(y));
    }
  } catch (error) {
    accuracy.error = String(error.message);
  }
  return accuracy;
}

function summary({ contender, skipped, times, failures, accuracy = {}, version }, base, python) {
  const { id, tolerance } = contender;
  const row = { id, version: version ?? versionOf(contender, python), own: contender.module === 'audiolab' || contender.own };
  if (skipped) return { ...row, skipped };
  const taken = times.filter(Number.isFinite);
  if (taken.length === 0) return { ...row, skipped: `failed: ${failures[0]}` };
  const ratios = times.map((t, round) => t / base.times[round]).filter(Number.isFinite);
  const off = accuracy.peak;
  return {
    ...row,
    ms: median(taken),
    times: Array.from(times, (t) => t ?? null),
    failures: failures.length ? failures : undefined,
    ratio: ratios.length ? median(ratios) : undefined,
    accuracy,
    reference: tolerance === 0 && !contender.differs ? true : undefined,
    differs:
      contender.differs ??
      (off > tolerance || Number.isNaN(off) ? `by ${off.toExponential(1)} of the peak, allowed ${tolerance}` : undefined),
    known: contender.differs ? true : undefined,
  };
}
