// Constant-Q transforms against librosa, processes in turn: `npm run build && AUDIOLAB_PYTHON=... node benchmarks/librosa/cqt.mjs [rounds]`.
// The Python needs librosa 0.11. 60 s at 22050 Hz of seeded noise and tones. Processor time of one core, best of some calls after a warm-up,
// median over rounds. Both must agree on the mean magnitude first. icqt: 20 s, hop 256.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noise, readRaw, tones, writeRaw } from '../harness/inputs.mjs';

const RATE = 22050;

if (process.argv[2] === 'ours') {
  const { chromaCens, chromaCqt, cqt, createCqt, hybridCqt, icqt, pseudoCqt, vqt } = await import('../../dist/index.js');
  const y = readRaw(process.argv[3], Float64Array);
  const single = Float32Array.from(y);
  const o = { sampleRate: RATE };
  const C = cqt(y.subarray(0, 20 * RATE), { ...o, hopLength: 256 });
  const plan = createCqt(o);
  const out = new Float64Array(plan.frames(y.length) * plan.bins * 2);
  const calls = {
    'cqt, float64': () => cqt(y, o),
    'cqt, float32': () => cqt(single, o),
    'cqt planned, float64': () => plan.processInto(out, y),
    'vqt, float64': () => vqt(y, o),
    'hybrid_cqt, float64': () => hybridCqt(y, o),
    'pseudo_cqt, float64': () => pseudoCqt(y, o),
    'chroma_cqt, float64': () => chromaCqt(y, o),
    'chroma_cqt, tuning 0, float64': () => chromaCqt(y, { ...o, tuning: 0 }),
    'chroma_cens, tuning 0, float64': () => chromaCens(y, { ...o, tuning: 0 }),
    'icqt, float64': () => icqt(C, { ...o, hopLength: 256 }),
  };
  const best = (run) => {
    run();
    const times = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    return Math.min(...times);
  };
  const result = Object.fromEntries(Object.entries(calls).map(([name, run]) => [name, best(run)]));
  let sum = 0;
  const { data } = cqt(y, o);
  for (let i = 0; i < data.length; i += 2) sum += Math.hypot(data[i], data[i + 1]);
  console.log(JSON.stringify({ ...result, mean: (2 * sum) / data.length }));
} else {
  const rounds = Number(process.argv[2] ?? 3);
  const folder = mkdtempSync(join(os.tmpdir(), 'audiolab-cqt-'));
  const input = join(folder, 'y.f64');
  const hiss = noise(60 * RATE, 440);
  writeRaw(
    input,
    Float64Array.from(tones(60 * RATE, RATE), (v, n) => Math.fround(v + 0.05 * hiss[n])),
  );
  const here = fileURLToPath(import.meta.url);
  const run = (command, args) => {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
    return JSON.parse(stdout);
  };
  try {
    const results = Array.from({ length: rounds }, () => [
      run(process.execPath, [here, 'ours', input]),
      run(process.env.AUDIOLAB_PYTHON ?? 'python3', [here.replace('.mjs', '.py'), input]),
    ]);
    const [{ mean, ...first }, { mean: wanted }] = results[0];
    if (!(Math.abs(mean / wanted - 1) < 1e-4)) throw new Error(`mean magnitudes differ: ours ${mean}, librosa ${wanted}`);
    const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
    console.log('| call | ours, ms | librosa 0.11, ms | librosa / ours |\n| --- | --- | --- | --- |');
    for (const name of Object.keys(first)) {
      const peer = name.replace(' planned', '');
      const ours = median(results.map(([mine]) => mine[name]));
      const theirs = median(results.map(([, other]) => other[peer]));
      const ratio = median(results.map(([mine, other]) => other[peer] / mine[name]));
      console.log(`| ${name} | ${ours.toFixed(0)} | ${theirs.toFixed(0)} | ${ratio.toFixed(2)} |`);
    }
    console.log(`\nload ${os.loadavg()[0].toFixed(1)}, Node ${process.version}, ${os.cpus()[0].model}, ${rounds} rounds`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
