// What the comparisons with librosa of this folder share: processor time in one process, and two programs in turn over the same samples.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeRaw } from '../harness/inputs.mjs';

/** Processor time of `run`, milliseconds: the least of some calls, after one to warm up if there are several. */
export function best(run, calls = 5) {
  if (calls > 1) run();
  const times = Array.from({ length: calls }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

export const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

/** What the program answers, which prints JSON. */
export function answerOf(command, args, env = process.env) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
  return JSON.parse(stdout);
}

/** `[ours, theirs]` of each round: this script with the word `ours`, and the Python beside it, over the same samples. */
export function inTurn(address, samples, rounds, { args = [], env = process.env } = {}) {
  const script = fileURLToPath(address);
  const folder = mkdtempSync(join(os.tmpdir(), 'audiolab-librosa-'));
  const input = join(folder, 'y.f64');
  try {
    writeRaw(input, samples);
    return Array.from({ length: rounds }, () => [
      answerOf(process.execPath, [script, 'ours', input, ...args], env),
      answerOf(process.env.AUDIOLAB_PYTHON ?? 'python3', [script.replace('.mjs', '.py'), input, ...args], env),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Measures both in turn and prints a table. `agree(ours, theirs)` throws where they compute something else; `timesOf` finds the times in an answer;
 * `peerOf` gives librosa's name of a call; `places` are the decimals of times and ratios.
 */
export function compare(address, samples, { agree = () => {}, timesOf = (answer) => answer, peerOf = (name) => name, places = [0, 2] }) {
  const rounds = Number(process.argv[2] ?? 3);
  const answers = inTurn(address, samples, rounds);
  agree(...answers[0]);
  const times = answers.map((pair) => pair.map(timesOf));
  console.log('| call | ours, ms | librosa 0.11, ms | librosa / ours |\n| --- | --- | --- | --- |');
  for (const name of Object.keys(times[0][0])) {
    const peer = peerOf(name);
    const ours = median(times.map(([mine]) => mine[name])).toFixed(places[0]);
    if (!(peer in times[0][1])) {
      console.log(`| ${name} | ${ours} | | |`);
      continue;
    }
    const theirs = median(times.map(([, other]) => other[peer])).toFixed(places[0]);
    const ratio = median(times.map(([mine, other]) => other[peer] / mine[name])).toFixed(places[1]);
    console.log(`| ${name} | ${ours} | ${theirs} | ${ratio} |`);
  }
  console.log(`\nload ${os.loadavg()[0].toFixed(1)}, Node ${process.version}, ${os.cpus()[0].model}, ${rounds} rounds`);
}
